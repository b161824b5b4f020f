"""Bad use and bad input: one sentence on standard error, an exit status that says so, and an index left as it was."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import SAMPLES
from processes import as_anybody, only_object, only_sentence, run, with_memory
from typer.testing import CliRunner, Result

from assistant.cli import app
from vectorstore import NewsIndex, WrongModelError
from vectorstore.lock import writer_lock

ONE_ARTICLE = SAMPLES / "evening-lamp" / "bridge-boats-queue.txt"
MEGABYTE = 1_000_000


def cli(*arguments: str | Path) -> Result:
    """The command line in this process, where another would add nothing but the wait for it."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def refused(result: Result, status: int = 2) -> str:
    """The one sentence of a command that was refused."""
    assert result.exit_code == status
    return only_sentence(result.stderr)


@pytest.fixture(scope="module")
def archive_index(sample_index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsIndex]:
    folder = tmp_path_factory.mktemp("archive") / "index"
    shutil.copytree(sample_index_folder, folder)
    index = NewsIndex.open(folder)
    yield index
    index.close()


@pytest.fixture
def archive(archive_index: NewsIndex) -> Iterator[Path]:
    """An index that must be the same after the test as before it."""
    before = _state(archive_index)
    yield archive_index.folder
    assert _state(archive_index) == before


@pytest.fixture
def own_copy(tmp_path: Path, sample_index_folder: Path) -> Path:
    """An index to be harmed."""
    return Path(shutil.copytree(sample_index_folder, tmp_path / "copy"))


def _state(index: NewsIndex) -> tuple[object, ...]:
    hits = index.search("dockers' strike", k=20)
    return (
        (index.folder / "index.json").read_bytes(),
        replace(index.status(), last_updated=None),
        [(hit.passage, round(hit.score, 5)) for hit in hits],
    )


def _missing(folder: Path) -> Path:
    return folder / "nowhere"


def _empty(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


def _binary(folder: Path) -> Path:
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 64)
    return folder / "binary.txt"


def _endless_line(folder: Path) -> Path:
    """200 MB in a single line, of which the disk holds next to nothing."""
    with open(folder / "endless.jsonl", "wb") as file:
        file.write(b'{"title": "Endless", "text": "')
        file.truncate(200 * MEGABYTE)
    return folder / "endless.jsonl"


def _textless(folder: Path) -> Path:
    (folder / "prices.csv").write_text("name,price\nbread,3\n")
    return folder / "prices.csv"


def _picture(folder: Path) -> Path:
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder / "picture.png"


@pytest.mark.parametrize("rebuild", [False, True], ids=["update", "rebuild"])
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_missing, "there is no such file or folder"),
        (_empty, "no articles in this folder"),
        (_binary, "binary file"),
        (_endless_line, "too long for one article"),
        (_textless, "no text column"),
        (_picture, "files of this kind are not read"),
        (lambda _: "https://news.example/a.html", "its host is not known"),
    ],
    ids=["missing", "empty folder", "binary", "endless line", "no text column", "picture", "web address"],
)
def test_what_cannot_be_read_is_named_and_the_index_kept(
    tmp_path: Path, archive: Path, make: Callable[[Path], str | Path], reason: str, rebuild: bool
) -> None:
    given = make(tmp_path)
    sentence = refused(cli("index", given, "--index", archive, *(["--rebuild"] if rebuild else [])))
    assert "nothing was changed" in sentence
    assert str(given) in sentence
    assert reason in sentence


def test_what_cannot_be_read_is_named_in_json_too(tmp_path: Path, archive: Path) -> None:
    result = cli("index", tmp_path / "nowhere", "--json", "--index", archive)
    assert "nothing was changed" in refused(result)
    (skipped,) = only_object(result.stdout)["skipped"]
    assert skipped == {"what": str(tmp_path / "nowhere"), "why": "there is no such file or folder"}


def test_half_a_character_in_an_article_does_not_end_the_run(tmp_path: Path) -> None:
    half = {"id": "half", "title": "Cut off \ud83d", "text": "A pier \ud83d was opened. It is long."}
    whole = {"id": "whole", "title": "Whole", "text": "A boat was launched. It is blue."}
    (tmp_path / "news.jsonl").write_text(json.dumps(half) + "\n" + json.dumps(whole) + "\n")
    report = only_object(cli("index", tmp_path / "news.jsonl", "--json", "--index", tmp_path / "index").stdout)
    assert report["added"] + len(report["skipped"]) == 2


def test_an_index_that_nothing_was_read_for_was_not_updated(own_copy: Path) -> None:
    (ledger,) = own_copy.rglob("ledger.sqlite3")
    with closing(sqlite3.connect(ledger, isolation_level=None)) as database:
        database.execute("UPDATE meta SET value = '2024-01-01T00:00:00+00:00' WHERE name = 'last_updated'")
    refused(cli("index", own_copy / "nowhere", "--index", own_copy))
    assert NewsIndex.open(own_copy).status().last_updated == datetime(2024, 1, 1, tzinfo=UTC)


def test_a_line_of_200_mb_takes_less_memory_than_it_is_long(tmp_path: Path) -> None:
    result = run("index", _endless_line(tmp_path), folder=tmp_path, bounds=with_memory(200 * MEGABYTE))
    assert "too long for one article" in only_sentence(result.stderr)
    assert result.returncode == 2
    assert not (tmp_path / "news-index" / "index.json").exists()


def _a_file(folder: Path) -> Path:
    (folder / "index").write_text("mine")
    return folder / "index"


def _other_files(folder: Path) -> Path:
    (folder / "index").mkdir()
    (folder / "index" / "letters.txt").write_text("mine")
    return folder / "index"


def _other_manifest(folder: Path) -> Path:
    (folder / "index").mkdir()
    (folder / "index" / "index.json").write_text('{"name": "mine"}')
    return folder / "index"


@pytest.mark.parametrize(
    "arguments",
    [
        ("index", ONE_ARTICLE),
        ("index", ONE_ARTICLE, "--rebuild"),
        ("ask", "Who?"),
        ("search", "pier"),
        ("status",),
        ("chat",),
    ],
    ids=["index", "rebuild", "ask", "search", "status", "chat"],
)
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_a_file, "is a file, not an index folder"),
        (_other_files, "holds other files"),
        (_other_manifest, "is not a news index"),
    ],
    ids=["a file", "other files", "another index.json"],
)
def test_a_folder_of_other_things_is_refused_and_left_alone(
    tmp_path: Path, make: Callable[[Path], Path], reason: str, arguments: tuple[str | Path, ...]
) -> None:
    folder = make(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    sentence = refused(cli(*arguments, "--index", folder))
    assert str(folder) in sentence
    assert reason in sentence
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("arguments", [("ask", "Who?"), ("search", "pier"), ("status",), ("chat",)])
def test_an_index_that_is_not_there_is_not_made(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    sentence = refused(cli(*arguments, "--index", tmp_path / "none"))
    assert str(tmp_path / "none") in sentence
    assert "news-assistant index" in sentence
    assert list(tmp_path.iterdir()) == []


def test_the_environment_names_the_model_of_a_new_index_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, archive: Path
) -> None:
    monkeypatch.setenv("NEWS_ASSISTANT_EMBEDDING", str(tmp_path / "another-model"))
    assert only_object(cli("index", ONE_ARTICLE, "--json", "--index", archive).stdout)["unchanged"] == 1
    assert cli("search", "dockers", "--index", archive).exit_code == 0
    sentence = refused(cli("index", ONE_ARTICLE, "--index", tmp_path / "new"))
    assert "another-model" in sentence
    assert not (tmp_path / "new" / "index.json").exists()


def test_another_model_cannot_be_named_for_an_index_that_exists(archive: Path) -> None:
    with pytest.raises(WrongModelError, match="was made with all-MiniLM-L6-v2, not another-model"):
        NewsIndex.open(archive, "another-model")


def _other_weights(folder: Path) -> None:
    _change_manifest(folder, embedding_fingerprint="0" * 64)


def _newer_format(folder: Path) -> None:
    _change_manifest(folder, format_version=999)


def _cut_off(folder: Path) -> None:
    (folder / "index.json").write_text('{"format_version": 1, "gen')


def _no_ledger(folder: Path) -> None:
    (ledger,) = folder.rglob("ledger.sqlite3")
    ledger.write_bytes(b"not a database at all" * 100)


def _change_manifest(folder: Path, **fields: object) -> None:
    manifest = folder / "index.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | fields))


@pytest.mark.parametrize("arguments", [("index", ONE_ARTICLE), ("ask", "Who?")], ids=["index", "ask"])
@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (_other_weights, "other weights"),
        (_newer_format, "format 999"),
        (_cut_off, "index.json cannot be read"),
        (_no_ledger, "ledger"),
    ],
    ids=["other weights", "newer format", "cut off", "no ledger"],
)
def test_an_index_that_cannot_be_used_says_what_to_do(
    own_copy: Path, damage: Callable[[Path], None], reason: str, arguments: tuple[str | Path, ...]
) -> None:
    damage(own_copy)
    sentence = refused(cli(*arguments, "--index", own_copy))
    assert reason in sentence
    assert "rebuild" in sentence


def test_an_index_that_somebody_writes_is_left_to_them(archive: Path) -> None:
    with writer_lock(archive, "update"):
        sentence = refused(cli("index", ONE_ARTICLE, "--index", archive))
    assert f"process {os.getpid()}" in sentence
    assert "try again" in sentence


@pytest.fixture
def sealed(own_copy: Path) -> Iterator[Path]:
    """An index in which nobody may write."""
    places = [own_copy, *own_copy.rglob("*")]
    for path in places:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield own_copy
    for path in places:
        path.chmod(0o755)


@pytest.mark.parametrize("rebuild", [False, True], ids=["update", "rebuild"])
def test_an_index_that_may_not_be_written_is_kept(sealed: Path, rebuild: bool) -> None:
    before = {path: path.read_bytes() for path in sealed.rglob("*") if path.is_file()}
    options = ["--rebuild"] if rebuild else []
    result = run("index", ONE_ARTICLE, "--index", sealed, *options, folder=sealed.parent, bounds=as_anybody)
    assert result.returncode == 2
    sentence = only_sentence(result.stderr)
    assert str(sealed) in sentence
    assert "cannot be written" in sentence
    assert {path: path.read_bytes() for path in sealed.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("arguments", [("status",), ("search", "pier")], ids=["status", "search"])
def test_reading_an_index_that_may_not_be_written_gets_a_sentence(sealed: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, "--index", sealed, folder=sealed.parent, bounds=as_anybody)
    assert result.returncode == 2
    assert str(sealed) in only_sentence(result.stderr)
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([""], "the question is empty"),
        ([" \t "], "the question is empty"),
        (["?!"], "the question is empty"),
        (["why " * 25_000], "the limit is 2,000"),
        (["Who?", "--since", "the day of the fair"], "'the day of the fair' is not a date: write it as 2024-05-31"),
        (["Who?", "--until", "2024-02-30"], "'2024-02-30' is not a date"),
        (["Who?", "--as-of", "31.5.2024"], "'31.5.2024' is not a date"),
        (["Who?", "--since", "2025-01-01", "--until", "2024-01-01"], "no day is both after 2025-01-01"),
        (["Who?", "--since", "2025-01-01", "--as-of", "2024-01-01"], "no day is both after 2025-01-01"),
        (["Who?", "--model", "openai:gpt"], "the chat model 'openai:gpt' cannot be used"),
        (["Who?", "--model", "nosuch:thing"], "the chat model 'nosuch:thing' cannot be used"),
    ],
    ids=[
        "empty",
        "blank",
        "no word",
        "100,000 characters",
        "no date",
        "no such day",
        "another order",
        "since after until",
        "since after as-of",
        "provider not installed",
        "no such provider",
    ],
)
def test_a_question_that_cannot_be_asked_gets_a_sentence(archive: Path, arguments: list[str], reason: str) -> None:
    result = cli("ask", *arguments, "--index", archive)
    assert reason in refused(result)
    assert result.stdout == ""


@pytest.mark.parametrize("query", ["", "why " * 25_000], ids=["empty", "100,000 characters"])
def test_a_search_that_cannot_be_made_gets_a_sentence(archive: Path, query: str) -> None:
    result = cli("search", query, "--json", "--index", archive)
    assert "the question is" in refused(result)
    assert result.stdout == ""


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_question_in_another_encoding_is_no_accident(archive: Path, command: str) -> None:
    latin_1 = os.fsdecode(b"Has the caf\xe9 joined the dockers' strike?")
    result = cli(command, latin_1, "--json", "--index", archive)
    assert result.exit_code in (0, 1, 2)
    assert "Traceback" not in result.stderr


def test_an_unknown_source_is_named_beside_those_there_are(archive: Path) -> None:
    result = cli("ask", "Who mediated?", "--source", "Radio Velmark", "--json", "--index", archive)
    sentence = refused(result, status=1)
    assert "'Radio Velmark'" in sentence
    assert "Radio Vellmark" in sentence
    assert only_object(result.stdout)["status"] == "not_found"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["search", "pier", "-k", "0"], "-k"),
        (["search", "pier", "-k", "many"], "-k"),
        (["status", "--colour"], "--colour"),
        (["chat", "--port", "0"], "--port"),
        (["index"], "PATH"),
        (["ask"], "question"),
        (["frobnicate"], "frobnicate"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_that_is_not_understood_gets_a_sentence(archive: Path, arguments: list[str], reason: str) -> None:
    named = [] if arguments in (["index"], ["ask"], ["frobnicate"]) else ["--index", str(archive)]
    result = cli(*arguments, *named)
    (sentence,) = (line for line in result.stderr.splitlines() if line.startswith("Error: "))
    assert reason in sentence
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_port_in_the_environment_that_is_none_gets_a_sentence(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_SERVER_PORT", "the blue one")
    result = cli("chat", "--index", archive)
    (sentence,) = (line for line in result.stderr.splitlines() if line.startswith("Error: "))
    assert "--port" in sentence
    assert result.exit_code == 2


def test_without_arguments_the_commands_are_shown(tmp_path: Path) -> None:
    result = run(folder=tmp_path)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    for command in ("index", "ask", "search", "chat", "status"):
        assert f"\n  {command} " in result.stdout + result.stderr
    assert list(tmp_path.iterdir()) == []
