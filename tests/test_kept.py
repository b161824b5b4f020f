"""Answers that are kept: they come back as they were, only to whoever has the id, and say what has changed since."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from makers import article, small_index

from assistant import Answer, Assistant, Citation, Query
from assistant import kept as kept_module
from assistant.errors import KeptAnswerError
from assistant.kept import KeptAnswer, KeptAnswers
from assistant.kept_changes import changes_since
from assistant.stored import from_json, to_json
from assistant.types import Understood
from vectorstore import NewsIndex, TimePreference

PIER = "The pier at Osterby was closed on Tuesday after divers found shipworm in its oak piles."
NOTE = "Correction: an earlier version of this article said that divers had found rot."
OTHER = article("bank", "Harsund Kredit opened a branch in the customs house.")
WHY = "Why was the pier at Osterby closed?"
ANSWER = Answer("Why?", Query("Why?", "Why?"), "not_found", "The archive does not say.")


@pytest.fixture
def index(tmp_path: Path, sample_index: NewsIndex) -> Iterator[NewsIndex]:
    made = small_index(tmp_path / "index", sample_index, article("pier", PIER), OTHER)
    yield made
    made.close()


def kept_answer(index: NewsIndex, question: str = WHY) -> KeptAnswer:
    """An answer that was kept and looked up again."""
    answers = KeptAnswers(index.folder)
    found = answers.get(answers.keep(Assistant(index).ask(question)))
    assert found is not None
    return found


def whats(index: NewsIndex, kept: KeptAnswer) -> list[tuple[str, int | None]]:
    return [(change.what, change.number) for change in changes_since(index, kept)]


@pytest.mark.parametrize(
    "question",
    [
        "How many people were injured in the ferry accident?",
        "What did Macron say about the ferry?",
        "What did the Vellmark Courier report in May 2024?",
        "What happened to the ferry recently?",
        "How did the ferry accident unfold?",
    ],
)
def test_an_answer_comes_back_as_it_was(question: str, sample_assistant: Assistant, tmp_path: Path) -> None:
    answer = sample_assistant.ask(question)
    answers = KeptAnswers(tmp_path)
    id_ = answers.keep(answer)
    found = KeptAnswers(tmp_path).get(id_)
    assert found is not None
    assert (found.id, found.answer) == (id_, answer)
    assert found.answer.to_dict() == answer.to_dict()
    assert abs(datetime.now(UTC) - found.kept_at) < timedelta(minutes=5)
    assert found.asked_at == found.kept_at
    earlier = datetime(2024, 5, 1, 12, 30, tzinfo=UTC)
    later = answers.get(answers.keep(answer, earlier))
    assert later is not None
    assert later.asked_at == earlier


def test_everything_a_query_can_hold_comes_back() -> None:
    moment = datetime(2024, 5, 1, 12, 30, 1, 5, tzinfo=UTC)
    query = Query(
        "a\ud800\n<b>",
        "b",
        moment,
        moment,
        ("s",),
        ("a",),
        moment,
        "c",
        TimePreference(moment, None, 2, timedelta(hours=5), True),
        moment,
        moment,
        True,
        True,
        (Understood("dates", "w", "l", True, moment.date(), moment.date()),),
        ("gave up",),
        True,
    )
    assert from_json(Query, json.loads(json.dumps(to_json(query)))) == query


def test_a_field_that_is_lacking_gets_its_default_and_an_unknown_one_is_left_out() -> None:
    record = to_json(ANSWER)
    del record["withheld"]
    assert from_json(Answer, record | {"later": 1}) == ANSWER
    del record["text"]
    with pytest.raises(ValueError, match=r"Answer\.text is missing"):
        from_json(Answer, record)


def test_ids_differ_and_their_files_are_private(tmp_path: Path) -> None:
    answers = KeptAnswers(tmp_path)
    ids = {answers.keep(ANSWER) for _ in range(50)}
    assert len(ids) == 50
    assert {len(id_) for id_ in ids} == {12}
    folder = tmp_path / "answers"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert {file.name for file in folder.iterdir()} == {f"{id_}.json" for id_ in ids}


@pytest.mark.parametrize(
    "id_",
    [
        "",
        "../secret0000",
        "..",
        "a/b",
        "AAAAAAAAAAAA\n",
        "AAAAAAAAAAA",
        "AAAAAAAAAAAAA",
        "AAAAAAAAAAA\x00",
        "ÄAAAAAAAAAAA",
    ],
)
def test_what_is_no_id_finds_nothing(id_: str, tmp_path: Path) -> None:
    KeptAnswers(tmp_path).keep(ANSWER)
    (tmp_path / "secret0000.json").write_text("{}")
    assert KeptAnswers(tmp_path).get(id_) is None


def test_an_id_that_nobody_has_finds_nothing(tmp_path: Path) -> None:
    assert KeptAnswers(tmp_path / "none").get("A" * 12) is None
    answers = KeptAnswers(tmp_path)
    id_ = answers.keep(ANSWER)
    assert answers.get(id_[::-1] if id_ != id_[::-1] else "A" * 12) is None
    # A file system that takes capitals for small letters would open this one's file.
    (tmp_path / "answers" / f"{id_.swapcase()}.json").write_bytes((tmp_path / "answers" / f"{id_}.json").read_bytes())
    assert answers.get(id_.swapcase()) is None or id_ == id_.swapcase()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"null",
        b"[" * 100_000,
        b'{"format": 2}',
        b'{"format": 1}',
        b'{"format": 1, "id": "ID", "kept_at": "yesterday", "answer": {}}',
        b'{"format": 1, "id": "ID", "kept_at": "2024-05-01", "asked_at": "2024-05-01", "answer": {"question": 1}}',
        b'{"format": 1, "id": "ID", "kept_at": "2024-05-01", "asked_at": "2024-05-01", "answer": []}',
        b'{"format": 1, "id": "ID", "kept_at": 5, "answer": []}',
        b" " * 1_000_001,
    ],
    ids=range(13),
)
def test_a_damaged_file_is_one_sentence(damage: bytes, tmp_path: Path) -> None:
    answers = KeptAnswers(tmp_path)
    id_ = answers.keep(ANSWER)
    file = tmp_path / "answers" / f"{id_}.json"
    file.write_bytes(damage.replace(b"ID", id_.encode()))
    with pytest.raises(KeptAnswerError, match=r"cannot be read \(.+\): delete the file and ask again$") as raised:
        answers.get(id_)
    assert str(file) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_what_is_kept_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = KeptAnswers(tmp_path)
    with pytest.raises(KeptAnswerError, match=r"the limit is 1,000,000; ask for less"):
        answers.keep(replace(ANSWER, text="x" * 1_000_000))
    monkeypatch.setattr(kept_module, "MOST_ANSWERS", 2)
    ids = [answers.keep(ANSWER), answers.keep(ANSWER)]
    with pytest.raises(KeptAnswerError, match=r"holds 2 already, the limit is 2; delete the files"):
        answers.keep(ANSWER)
    (tmp_path / "answers" / f"{ids[0]}.json").unlink()
    answers.keep(ANSWER)


def test_a_folder_that_is_missing_or_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(KeptAnswerError, match="there is no index in"):
        KeptAnswers(tmp_path / "none").keep(ANSWER)
    (tmp_path / "answers").write_text("a file")
    with pytest.raises(KeptAnswerError, match=r"cannot be written \("):
        KeptAnswers(tmp_path).keep(ANSWER)


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KeptAnswerError, match="No space left on device"):
        KeptAnswers(tmp_path).keep(ANSWER)
    assert list((tmp_path / "answers").iterdir()) == []


def test_a_kept_answer_survives_a_rebuild_and_an_index_can_be_made_around_it(
    tmp_path: Path, sample_index: NewsIndex
) -> None:
    (tmp_path / "index").mkdir()
    early = KeptAnswers(tmp_path / "index").keep(ANSWER)
    index = small_index(tmp_path / "index", sample_index, article("pier", PIER))
    kept = kept_answer(index)
    index.rebuild([OTHER])
    assert KeptAnswers(index.folder).get(kept.id) == kept
    assert KeptAnswers(index.folder).get(early) is not None
    assert whats(index, kept)[0] == ("removed", 1)
    index.close()


def test_nothing_has_changed_where_nothing_has(index: NewsIndex) -> None:
    kept = kept_answer(index)
    kept = replace(kept, asked_at=kept.asked_at + timedelta(seconds=2))  # the index was made a moment ago
    assert kept.answer.citations
    assert changes_since(index, kept) == []


def test_what_has_changed_since_is_said(index: NewsIndex) -> None:
    kept = kept_answer(index)
    index.update([article("pier", NOTE, PIER)])
    assert whats(index, kept) == [("moved", 1), ("corrected", 1), ("updated", None)]
    assert [change.sentence for change in changes_since(index, kept)][:2] == [
        "Source [1], “Pier”, still says this, now in paragraph 2.",
        f"Source [1], “Pier”, now says of itself: {NOTE}",
    ]
    index.update([article("pier", PIER.replace("shipworm", "rot"))])
    assert whats(index, kept) == [("superseded", 1), ("updated", None)]
    index.withdraw(["pier"], "it was rot")
    first, *_ = changes_since(index, kept)
    assert (first.what, first.sentence) == ("withdrawn", "Source [1], “Pier”, was withdrawn: it was rot.")


def test_an_archive_updated_between_asking_and_keeping_was_updated_since(index: NewsIndex) -> None:
    answer, asked_at = Assistant(index).ask(WHY), datetime.now(UTC)
    index.update([article("mole", "The mole at Osterby was painted.")])
    answers = KeptAnswers(index.folder)
    kept = answers.get(answers.keep(answer, asked_at))
    assert kept is not None
    assert whats(index, kept) == [("updated", None)]


def test_a_note_that_stood_there_already_is_no_change(tmp_path: Path, sample_index: NewsIndex) -> None:
    index = small_index(tmp_path / "index", sample_index, article("pier", PIER, NOTE))
    kept = kept_answer(index)
    assert [c.correction for c in kept.answer.citations] == [NOTE]
    assert "corrected" not in dict(whats(index, kept))
    index.close()


def test_an_embargo_that_came_later_is_said(index: NewsIndex) -> None:
    kept = kept_answer(index)
    index.update([article("pier", PIER, embargo=datetime.now(UTC) + timedelta(days=1))])
    assert ("embargoed", 1) in whats(index, kept)


def test_what_a_refusal_found_nearest_may_be_gone(index: NewsIndex) -> None:
    kept = kept_answer(index, "Who won the chess world championship in Reykjavik?")
    assert kept.answer.status == "not_found"
    assert any(hit.passage.article_id == "pier" for hit in kept.answer.nearest)
    index.withdraw(["pier"], "it was rot")
    found = changes_since(index, kept)
    assert ("withdrawn", None) in [(change.what, change.number) for change in found]
    assert "The nearest that was found, “Pier”, was withdrawn: it was rot." in [change.sentence for change in found]


def test_a_quote_that_nobody_knows_is_unknown(index: NewsIndex) -> None:
    invented = Citation(1, "pier", "T", None, None, None, 1, "Wizards closed it.", 0, 18)
    later = datetime.now(UTC) + timedelta(seconds=2)
    kept = KeptAnswer("A" * 12, later, later, replace(ANSWER, citations=(invented,)))
    assert whats(index, kept) == [("unknown", 1)]
