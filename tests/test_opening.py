"""Which reader an assistant has: the packaged one, other weights, one that is given, or none."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from processes import only_sentence
from typer.testing import CliRunner

import assistant.assistant
from assistant import Assistant, ModelError, Reader, ReaderError, ask
from assistant.cli import app
from assistant.opening import check_reader, open_reader
from assistant.reader.weights import SHIPPED
from assistant.settings import from_environment
from vectorstore import NewsIndex


class Told:
    """A reranker."""

    def predict(self, pairs: list[tuple[str, str]], /) -> list[float]:
        return [0.25] * len(pairs)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    return Path(shutil.copy(SHIPPED, tmp_path / "weights.safetensors"))


def test_the_packaged_reader_is_loaded_when_first_used_and_once(
    sample_index: NewsIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[object] = []
    monkeypatch.setattr("assistant.assistant.open_reader", lambda *given: loaded.append(given) or open_reader(*given))
    made = Assistant(sample_index)
    assert not loaded
    assert isinstance(made._reader, Reader)
    assert made._reader is made._reader
    assert loaded == [(True, None)]


@pytest.mark.parametrize("off", [False, None])
def test_one_can_do_without(sample_index: NewsIndex, off: bool | None) -> None:
    assert Assistant(sample_index, reader=off)._reader is None
    assert Assistant(sample_index, reranker=Told(), reader=off)._reader is None


@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_names_other_weights(weights: Path, monkeypatch: pytest.MonkeyPatch, kind: Any) -> None:
    asked = ("Who won?", [("", "Eli Brandt won the race.")])
    expected = Reader.load().answers(*asked)
    for name in (weights, f"~/{weights.name}"):
        monkeypatch.setenv("HOME", str(weights.parent))
        opened = open_reader(kind(name))
        assert opened is not None
        assert opened.answers(*asked) == expected


def test_a_reader_that_is_given_is_used_as_it_is(sample_index: NewsIndex) -> None:
    given = Reader.load()
    assert Assistant(sample_index, reranker=Told(), reader=given)._reader is given


def test_a_reranker_tells_in_the_readers_place_how_well_a_passage_answers(
    weights: Path, sample_index: NewsIndex
) -> None:
    for reader in (True, weights):
        opened = Assistant(sample_index, reranker=Told(), reader=reader)._reader
        assert opened is not None
        assert opened.is_other
        assert opened.answers("Who won?", [("", "Eli Brandt won the race.")]) == [0.25]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [(object(), r"\(object\)"), (1, r"\(int\)"), (Reader, r"\(type\)"), ("", "no path"), ("  ", "no path")],
)
def test_what_is_no_reader_at_all_is_refused_at_once(sample_index: NewsIndex, wrong: Any, reason: str) -> None:
    for refused in (check_reader, open_reader, lambda given: Assistant(sample_index, reader=given)):
        with pytest.raises(ReaderError, match=reason) as raised:
            refused(wrong)
        assert "\n" not in str(raised.value)


def test_weights_that_cannot_be_had_are_a_sentence_when_first_used(tmp_path: Path, sample_index: NewsIndex) -> None:
    made = Assistant(sample_index, reader=tmp_path / "nowhere")
    for _ in range(2):
        with pytest.raises(ReaderError, match=r"^there is no file with weights of a reader at .*nowhere$"):
            made.ask("Who won?")


@pytest.mark.parametrize(
    ("said", "reader"),
    [
        (None, True),
        ("", True),
        (" ", True),
        ("off", False),
        (" OFF ", False),
        (" Small", "small"),
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
        ([], "small", "small"),
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
    with pytest.raises(ReaderError, match="what was given as a reader is none"):
        ask("Who?", sample_index_folder, reader=nothing)
