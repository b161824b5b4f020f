"""Which reader an assistant has: the packaged one, other weights, one that is given, or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from processes import only_sentence
from typer.testing import CliRunner

import assistant.assistant
from assistant import Assistant, ModelError, ask
from assistant.cli import app
from assistant.opening import check_reader, open_reader
from assistant.settings import from_environment
from vectorstore import NewsIndex


class Reader:
    """What stands in for the reader: it only tells how it was loaded."""

    loads = 0

    def __init__(self, path: object, answers_from: object) -> None:
        self.path, self.answers_from = path, answers_from

    @classmethod
    def load(cls, path: Path | None = None, *, answers_from: object = None) -> Reader:
        cls.loads += 1
        if path and path.name == "broken":
            raise ValueError("bad\nheader")
        if path and path.name == "refused":
            raise ModelError("these weights are of another reader")
        return cls(path, answers_from)


class Told:
    """A reranker."""

    def predict(self, pairs: list[tuple[str, str]], /) -> list[float]:
        return [0.0] * len(pairs)


@pytest.fixture(autouse=True)
def _reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reader, "loads", 0)
    monkeypatch.setattr("assistant.reader.Reader", Reader, raising=False)


def test_the_packaged_reader_is_loaded_when_first_used_and_once(sample_index: NewsIndex) -> None:
    made = Assistant(sample_index)
    assert Reader.loads == 0
    assert isinstance(made._reader, Reader)
    assert made._reader is made._reader
    assert (Reader.loads, made._reader.path, made._reader.answers_from) == (1, None, None)


@pytest.mark.parametrize("off", [False, None])
def test_one_can_do_without(sample_index: NewsIndex, off: bool | None) -> None:
    assert Assistant(sample_index, reader=off)._reader is None
    assert Assistant(sample_index, reranker=Told(), reader=off)._reader is None
    assert Reader.loads == 0


@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_names_other_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Any) -> None:
    weights = tmp_path / "weights"
    weights.mkdir()
    assert open_reader(kind(weights)).path == weights
    monkeypatch.setenv("HOME", str(tmp_path))
    assert open_reader("~/weights").path == weights


def test_a_reader_that_is_given_is_used_as_it_is(sample_index: NewsIndex) -> None:
    given = Reader(None, None)
    assert Assistant(sample_index, reranker=Told(), reader=given)._reader is given
    assert Reader.loads == 0


def test_a_reranker_tells_in_the_readers_place_how_well_a_passage_answers(
    tmp_path: Path, sample_index: NewsIndex
) -> None:
    reranker = Told()
    assert Assistant(sample_index, reranker=reranker)._reader.answers_from is reranker
    assert Assistant(sample_index, reranker=reranker, reader=tmp_path)._reader.answers_from is reranker


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [(object(), r"\(object\)"), (1, r"\(int\)"), (Reader, r"\(type\)"), ("", "no path"), ("  ", "no path")],
)
def test_what_is_no_reader_at_all_is_refused_at_once(sample_index: NewsIndex, wrong: Any, reason: str) -> None:
    for refused in (check_reader, open_reader, lambda given: Assistant(sample_index, reader=given)):
        with pytest.raises(ModelError, match=reason) as raised:
            refused(wrong)
        assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere", r"^there is no reader at '.*nowhere': give the path"),
        ("broken", r"^the reader '.*broken' could not be loaded \(bad header\)$"),
        ("refused", "^these weights are of another reader$"),
    ],
)
def test_weights_that_cannot_be_had_are_a_sentence_when_first_used(
    tmp_path: Path, sample_index: NewsIndex, name: str, reason: str
) -> None:
    if name != "nowhere":
        (tmp_path / name).mkdir()
    made = Assistant(sample_index, reader=tmp_path / name)
    for _ in range(2):
        with pytest.raises(ModelError, match=reason):
            _ = made._reader


@pytest.mark.parametrize(
    ("said", "reader"),
    [
        (None, True),
        ("", True),
        (" ", True),
        ("off", False),
        (" OFF ", False),
        ("weights", "weights"),
        ("./off", "./off"),
    ],
)
def test_the_environment_names_the_reader(
    monkeypatch: pytest.MonkeyPatch, said: str | None, reader: str | bool
) -> None:
    if said is not None:
        monkeypatch.setenv("NEWS_ASSISTANT_READER", said)
    assert from_environment().reader == reader


@pytest.mark.parametrize("command", [["ask", "Who?"], ["search", "Who?"], ["chat"]], ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("options", "said", "reader"),
    [
        ([], None, True),
        ([], "off", False),
        ([], "weights", "weights"),
        (["--no-reader"], None, False),
        (["--no-reader"], "weights", False),
    ],
)
def test_the_command_line_hands_it_on(
    monkeypatch: pytest.MonkeyPatch,
    sample_index_folder: Path,
    command: list[str],
    options: list[str],
    said: str | None,
    reader: str | bool,
) -> None:
    given: list[Any] = []

    def refuse(index: NewsIndex, model: Any, reranker: Any, reader: Any) -> None:
        index.close()
        given.append(reader)
        raise ModelError("that is enough")

    monkeypatch.setattr(assistant.assistant, "Assistant", refuse)
    if said is not None:
        monkeypatch.setenv("NEWS_ASSISTANT_READER", said)
    result = CliRunner().invoke(app, [*command, "--index", str(sample_index_folder), *options], catch_exceptions=False)
    assert only_sentence(result.stderr) == "that is enough"
    assert given == [reader]


def test_one_question_can_be_asked_without(sample_index_folder: Path) -> None:
    assert ask("Who mediated in the dockers' strike?", sample_index_folder, reader=False).citations
    nothing: Any = object()
    with pytest.raises(ModelError, match="what was given as a reader is none"):
        ask("Who?", sample_index_folder, reader=nothing)
