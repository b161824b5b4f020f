"""What readers say of answers: not a word of it is lost, whoever else is writing, and none of it does anything."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock
from processes import only_object, only_sentence
from typer.testing import CliRunner, Result

from assistant import Answer, Assistant, Citation, Query
from assistant import feedback as feedback_module
from assistant.cli import app
from assistant.errors import FeedbackError
from assistant.feedback import Feedback, FeedbackKind, give_feedback, read_feedback
from assistant.printing_feedback import feedback_lines, newest_first
from vectorstore.schema import FORMAT_VERSION

ROOT = Path(__file__).parent.parent
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(2))\n\r\x85\u2028{}\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\ud800"
CITATION = Citation(1, f"id{HOSTILE}", HOSTILE, HOSTILE, None, None, 3, HOSTILE, 0, len(HOSTILE))
ANSWER = Answer(HOSTILE, Query(HOSTILE, HOSTILE), "answered", f"“{HOSTILE}” [1]", (CITATION,))


def cli(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an index with no article in it."""
    made = tmp_path / "index"
    made.mkdir()
    manifest = {"generation": "1", "previous": None, "embedding_model": "m", "embedding_fingerprint": None}
    (made / "index.json").write_text(json.dumps(manifest | {"format_version": FORMAT_VERSION}))
    return made


def test_what_is_said_of_an_answer_is_taken_down(sample_assistant: Assistant, tmp_path: Path) -> None:
    answer = sample_assistant.ask("How many people were injured in the ferry accident?")
    given = [
        give_feedback(tmp_path, "good", answer),
        give_feedback(tmp_path, "bad", answer, note="  too short \n", user="mara"),
        give_feedback(tmp_path, "wrong_citation", answer, number=2, note="It was Saturday."),
    ]
    read = read_feedback(tmp_path)
    assert read.entries == tuple(given)
    assert read.damaged == ()
    good, bad, wrong = read.entries
    assert (good.question, good.text, good.status) == (answer.question, answer.text, answer.status)
    assert (good.note, good.user, good.citation) == ("", None, None)
    assert (bad.note, bad.user) == ("too short", "mara")
    cited = answer.citations[1]
    assert wrong.citation is not None
    assert wrong.citation.number == 2
    for name in ("article_id", "title", "source", "paragraph", "quote"):
        assert getattr(wrong.citation, name) == getattr(cited, name)
    assert abs(datetime.now(UTC) - wrong.when) < timedelta(minutes=5)


def test_hostile_words_stay_on_their_line_and_come_back_as_they_were(tmp_path: Path) -> None:
    given = give_feedback(tmp_path, "wrong_citation", ANSWER, number=1, note=f"n{HOSTILE}n", user=HOSTILE)
    give_feedback(tmp_path, "good", ANSWER)
    body = (tmp_path / "feedback.jsonl").read_bytes()
    assert body.count(b"\n") == 2
    assert b"\x1b" not in body
    assert "\u202e" not in body.decode()
    assert read_feedback(tmp_path).entries[0] == given
    shown = feedback_lines([given])
    assert len(shown) == 5


def test_its_file_is_private(tmp_path: Path) -> None:
    give_feedback(tmp_path, "good", ANSWER)
    assert stat.S_IMODE((tmp_path / "feedback.jsonl").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("kind", "fields", "why"),
    [
        ("great", {}, "feedback is good, bad, wrong_citation, not 'great'"),
        ("wrong_citation", {}, r"has no citation \[None\]"),
        ("wrong_citation", {"number": 2}, r"has no citation \[2\]: name one of its marks"),
        ("good", {"number": 1}, "only feedback on a wrong citation"),
        ("bad", {"note": "x" * 2001}, "the note is 2,001 characters long; the limit is 2,000"),
        ("bad", {"user": "x" * 201}, "the limit is 200"),
    ],
)
def test_what_cannot_be_taken_down_is_one_sentence(
    kind: FeedbackKind, fields: dict[str, object], why: str, tmp_path: Path
) -> None:
    with pytest.raises(FeedbackError, match=why):
        give_feedback(tmp_path, kind, ANSWER, **fields)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_note_of_two_thousand_characters_is_taken(tmp_path: Path) -> None:
    give_feedback(tmp_path, "bad", ANSWER, note="\u202e" * 2000)
    assert len(read_feedback(tmp_path).entries[0].note) == 2000


def test_the_file_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open(tmp_path / "feedback.jsonl", "wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(FeedbackError, match="has reached its limit of 50 MB: move it elsewhere"):
        give_feedback(tmp_path, "good", ANSWER)
    assert (tmp_path / "feedback.jsonl").stat().st_size == 50_000_000
    (tmp_path / "feedback.jsonl").unlink()
    give_feedback(tmp_path, "good", ANSWER)
    monkeypatch.setattr(feedback_module, "_LONGEST_LINE", 100)
    with pytest.raises(FeedbackError, match="the limit is 100"):
        give_feedback(tmp_path, "good", ANSWER)


def test_a_damaged_line_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    give_feedback(tmp_path, "good", ANSWER)
    whole = json.loads((tmp_path / "feedback.jsonl").read_text())
    damaged = [
        b"{",
        b"\xff",
        b"[]",
        b"[" * 100_000,
        *(
            json.dumps(whole | wrong).encode()
            for wrong in (
                {"kind": "great"},
                {"kind": "wrong_citation"},
                {"when": "2024-05-01"},
                {"when": None},
                {"note": 5},
                {"citation": {"number": True}},
            )
        ),
    ]
    with open(tmp_path / "feedback.jsonl", "ab") as file:
        file.write(b"\n".join([*damaged, b"", b"   ", b""]))
    give_feedback(tmp_path, "bad", ANSWER)
    read = read_feedback(tmp_path)
    assert [said.kind for said in read.entries] == ["good", "bad"]
    assert len(read.damaged) == len(damaged)
    assert read.damaged[0].startswith(f"line 2 of {tmp_path / 'feedback.jsonl'} is damaged (")
    assert not any("\n" in sentence for sentence in read.damaged)


def test_a_line_that_was_cut_off_takes_no_other_with_it(tmp_path: Path) -> None:
    give_feedback(tmp_path, "good", ANSWER)
    file = tmp_path / "feedback.jsonl"
    os.truncate(file, file.stat().st_size - 20)
    give_feedback(tmp_path, "bad", ANSWER)
    read = read_feedback(tmp_path)
    assert [said.kind for said in read.entries] == ["bad"]
    assert len(read.damaged) == 1


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    give_feedback(tmp_path, "good", ANSWER)
    before = (tmp_path / "feedback.jsonl").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FeedbackError, match=r"cannot be written \(No space left on device\)"):
        give_feedback(tmp_path, "bad", ANSWER)
    assert (tmp_path / "feedback.jsonl").read_bytes() == before


def test_where_there_is_no_index_nothing_is_taken_down_and_nothing_read(tmp_path: Path) -> None:
    with pytest.raises(FeedbackError, match="there is no index in"):
        give_feedback(tmp_path / "none", "good", ANSWER)
    assert read_feedback(tmp_path / "none").entries == ()
    (tmp_path / "feedback.jsonl").mkdir()
    with pytest.raises(FeedbackError, match=r"cannot be written \("):
        give_feedback(tmp_path, "good", ANSWER)
    with pytest.raises(FeedbackError, match=r"cannot be read \("):
        read_feedback(tmp_path)


def test_a_lock_that_is_held_for_long_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback_module, "_PATIENCE", 0.1)
    with FileLock(tmp_path / "feedback.lock"), pytest.raises(FeedbackError, match="held by another process"):
        give_feedback(tmp_path, "good", ANSWER)


def test_many_processes_and_threads_lose_nothing(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from assistant.feedback import give_feedback
from assistant.types import Answer, Query
for n in range(25):
    answer = Answer("Why?", Query("Why?", "Why?"), "answered", "x" * 9000)
    give_feedback(Path(sys.argv[1]), "bad", answer, note=f"{sys.argv[2]} {n}")
"""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    processes = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path), str(number)], env=environment)
        for number in range(4)
    ]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: give_feedback(tmp_path, "good", ANSWER, note=f"thread {n}"), range(100)))
    assert [process.wait(timeout=120) for process in processes] == [0] * 4
    read = read_feedback(tmp_path)
    assert read.damaged == ()
    expected = {f"{number} {n}" for number in range(4) for n in range(25)} | {f"thread {n}" for n in range(100)}
    assert sorted(said.note for said in read.entries) == sorted(expected)


def test_the_newest_comes_first_and_of_one_moment_the_last() -> None:
    moment = datetime(2024, 5, 1, tzinfo=UTC)
    entries = [
        Feedback(moment + timedelta(days=days), "good", "Why?", "x", "answered", note=note)
        for days, note in ((0, "a"), (2, "b"), (1, "c"), (2, "d"))
    ]
    assert [said.note for said in newest_first(entries)] == ["d", "b", "c", "a"]


def test_an_editor_reads_it(folder: Path) -> None:
    answer = Answer(
        "Why did it close?",
        Query("Why did it close?", "Why did it close?"),
        "partial",
        "“It rained.” [1]",
        (Citation(1, "pier", "A pier", "Courier", None, None, 3, "It rained.", 0, 10),),
    )
    first = give_feedback(folder, "wrong_citation", answer, number=1, note="No rain", user="mara")
    second = give_feedback(folder, "good", answer)
    when = [f"{said.when.astimezone():%Y-%m-%d %H:%M}" for said in (first, second)]
    result = cli("feedback", "--index", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        f"{when[1]}  good",
        "   asked: Why did it close?",
        "   no clear answer: “It rained.” [1]",
        "",
        f"{when[0]}  wrong citation, mara",
        "   asked: Why did it close?",
        "   no clear answer: “It rained.” [1]",
        "   wrong: [1] “A pier”, Courier, paragraph 3 (pier): It rained.",
        "   note: No rain",
    ]
    as_json = cli("feedback", "--index", folder, "--json")
    assert only_object(as_json.stdout) == {"feedback": [second.to_dict(), first.to_dict()], "damaged": []}


def test_hostile_feedback_steers_no_terminal(folder: Path) -> None:
    give_feedback(folder, "wrong_citation", ANSWER, number=1, note=HOSTILE, user=HOSTILE)
    for arguments in ((), ("--json",)):
        shown = cli("feedback", "--index", folder, *arguments).stdout
        assert not set("\x1b\x07\x9b\x85\u202e\r") & set(shown)
        assert shown.count("\n") == (1 if arguments else 5)


def test_damaged_lines_make_the_exit_status_1(folder: Path) -> None:
    give_feedback(folder, "good", ANSWER)
    with open(folder / "feedback.jsonl", "a") as file:
        file.write("{\n")
    result = cli("feedback", "--index", folder)
    assert result.exit_code == 1
    assert only_sentence(result.stderr).startswith(f"line 2 of {folder / 'feedback.jsonl'} is damaged (")
    as_json = cli("feedback", "--index", folder, "--json")
    assert as_json.exit_code == 1
    assert len(only_object(as_json.stdout)["damaged"]) == 1


def test_no_feedback_and_no_index(folder: Path, tmp_path: Path) -> None:
    result = cli("feedback", "--index", folder)
    assert (result.exit_code, result.stdout) == (0, "No feedback yet.\n")
    missing = cli("feedback", "--index", tmp_path / "none")
    assert missing.exit_code == 2
    assert "there is no index in" in only_sentence(missing.stderr)
