"""The reader: whether a text answers a question, in which words, and whether sentences support a claim."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.reader.closer import closer, places_to_reread
from assistant.reader.engine import Engine, Logits
from assistant.reader.evidence import together
from assistant.reader.inputs import (
    checked_question,
    checked_sentences,
    checked_text,
    checked_texts,
    checked_title,
    says_something,
)
from assistant.reader.other import OtherAnswers
from assistant.reader.pairs import Pair, Pairs
from assistant.reader.spans import spans_of
from assistant.reader.types import Label, Reading, Span, Support
from assistant.reader.weights import load_larger, load_weights, packaged_folder

if TYPE_CHECKING:
    from assistant.reader.calibration import Calibration
    from assistant.reader.closer import Windows
    from assistant.reranker import Reranker

# Of a longer text only its first windows are read: about 9,000 words, or an article of thirty pages.
MOST_WINDOWS = 64
# With both below these a text has no words that answer.
LEAST_SPAN, LEAST_ANSWERS = 0.05, 0.1
# Characters and texts that are held as tokens at once.
_CHARACTERS_AT_ONCE, _TEXTS_AT_ONCE = 400_000, 256
_LABELS: tuple[Label, ...] = ("supports", "refutes", "neither")  # in the network's order

# What is loaded once in a process.
_shipped: tuple[Pairs, Engine, Calibration] | None = None
_larger: tuple[Engine, Calibration] | None = None
_loading = threading.Lock()


class Reader:
    """Reads a question or claim together with each text. Made by `Reader.load`. Safe to share between threads.

    Two networks: a small one that reads everything, and a larger one, slower and better at finding words,
    that is loaded when first used, by `span` and, for the few texts it is asked to read again, by `read`.
    What it says of a text does not depend on the texts beside it, but for which are read again. A long text is read in
    windows that overlap, of which the one that answers best counts; beyond 64 windows (about 9,000 words) a text is not
    read. White space and text without a letter or digit answers nothing and supports nothing. Questions and claims that
    say nothing raise QuestionError, and what is no text at all TypeError.
    """

    def __init__(
        self,
        pairs: Pairs,
        engine: Engine,
        calibration: Calibration,
        other: OtherAnswers | None = None,
        *,
        larger: bool = False,
    ) -> None:
        self._pairs, self._engine, self._calibration, self._other = pairs, engine, calibration, other
        self._has_larger = larger

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str] | None = None,
        *,
        answers_from: str | os.PathLike[str] | Reranker | None = None,
        larger: bool = True,
    ) -> Reader:
        """The reader with the shipped weights, which are loaded once in a process, or with those of a file.

        answers_from: a sentence-transformers `CrossEncoder`, its path or hub name, or any object with its `predict`,
        that tells in the reader's place whether a text answers. larger: whether to have the larger network, which goes
        with the shipped weights only. Raises ReaderError, and ModelError for that model.
        """
        global _shipped
        other = None if answers_from is None else OtherAnswers(answers_from)
        if path is not None:
            return cls(*_load(Path(os.path.expanduser(path))), other)
        with _loading:
            _shipped = _shipped or _load(None)
        return cls(*_shipped, other, larger=larger)

    @property
    def is_other(self) -> bool:
        """Whether a model of the user's own tells in the reader's place whether a text answers."""
        return self._other is not None

    def answers(self, question: str, texts: Sequence[tuple[str, str]]) -> list[float]:
        """The probability that each (title, text) answers the question. A title may be empty."""
        question, rows = checked_question(question), checked_texts(texts)
        if self._other:
            return self._others(question, rows)
        return [_answers(logits, self._calibration) for _, _, logits in self._read(question, rows, self._engine)]

    def span(self, question: str, text: str, title: str = "") -> Span | None:
        """The words of the text that answer the question, or None if it clearly does not answer.

        Unlike in `read`, the sentences where they are likely to be are read again, alone and between their neighbours.
        Raises ReaderError if the larger network is to be loaded and cannot be.
        """
        question, title, text = checked_question(question), checked_title(title), checked_text(text)
        row = (title, text)
        if not says_something(text):
            return None
        engine, calibration = self._best()
        ((_, pairs, logits),) = self._read(question, [row], engine)
        windows = _said_of_spans(pairs, logits)
        spans = spans_of(text, windows, calibration)
        if not spans:
            return None
        best = self._closer(question, row, windows, spans)[0]
        answers = self._others(question, [row])[0] if self._other else _answers(logits, calibration)
        return None if best.probability < LEAST_SPAN and answers < LEAST_ANSWERS else best

    def read(self, question: str, texts: Sequence[tuple[str, str]], again: int = 0) -> list[Reading]:
        """Both of each (title, text), for little more than the time of one: does it answer, and in which words.

        again: so many of the texts, those likeliest to answer, are read a second time by the larger network, whose
        reading counts. Raises ReaderError if that is to be loaded and cannot be.
        """
        question, rows = checked_question(question), checked_texts(texts)
        others = self._others(question, rows) if self._other else None
        readings = self._readings(question, rows, self._engine, self._calibration)
        if others:
            readings = [replace(reading, answers=said) for reading, said in zip(readings, others, strict=True)]
        told = [place for place, (_, text) in enumerate(rows) if says_something(text)]
        likeliest = sorted(told, key=lambda place: -readings[place].answers)[: max(0, again)]
        if not (likeliest and self._has_larger):
            return readings
        second = self._readings(question, [rows[place] for place in likeliest], *self._best())
        for place, reading in zip(likeliest, second, strict=True):
            readings[place] = replace(reading, answers=others[place]) if others else reading
        return readings

    def warm_up(self) -> None:
        """Load the larger network now, if there is to be one, and not with the first question. Raises ReaderError."""
        self._best()

    def support(self, claim: str, sentences: Sequence[str]) -> Support:
        """Whether the sentences, read together, support or refute the claim.

        Those that one reading does not hold are read in several, of which the one counts that is surest to do either.
        At most 100,000 characters and 64 readings of them are read.
        """
        claim, kept = checked_question(claim, "claim"), checked_sentences(sentences)
        rows = [("", text) for text in together(self._pairs, claim, kept)]
        windows = [pair for pairs in self._windows(claim, rows) for pair in pairs][:MOST_WINDOWS]
        found = [self._calibration.support(logits.support) for logits in self._engine.logits(windows)]
        if not found:
            return Support("neither", 1.0)
        surest = min(found, key=lambda likely: likely[_LABELS.index("neither")])
        likely = max(surest)
        return Support(_LABELS[surest.index(likely)], likely)

    def _closer(self, question: str, row: tuple[str, str], whole: Windows, spans: Sequence[Span]) -> Sequence[Span]:
        title, text = row
        alone, around = places_to_reread(text, spans)
        if not alone:
            return spans
        places = [*alone, *around]
        engine, calibration = self._best()
        read = self._read(question, [(title, text[start:end]) for start, end in places], engine)
        said = [(place, _said_of_spans(pairs, logits)) for place, (_, pairs, logits) in zip(places, read, strict=True)]
        readings = [[((0, len(text)), whole)], said[: len(alone)], said[len(alone) :]]
        return closer(text, readings, calibration)

    def _best(self) -> tuple[Engine, Calibration]:
        """The larger network and its calibration where there is one."""
        global _larger
        if not self._has_larger:
            return self._engine, self._calibration
        with _loading:
            if _larger is None:
                network, calibration = load_larger()
                _larger = Engine(network), calibration
        return _larger

    def _readings(
        self, question: str, rows: Sequence[tuple[str, str]], engine: Engine, calibration: Calibration
    ) -> list[Reading]:
        return [
            Reading(_answers(logits, calibration), spans_of(text, _said_of_spans(pairs, logits), calibration))
            for text, pairs, logits in self._read(question, rows, engine)
        ]

    def _read(
        self, question: str, rows: Sequence[tuple[str, str]], engine: Engine
    ) -> Iterator[tuple[str, list[Pair], list[Logits]]]:
        """Each text with its windows and what the network says of them; nothing of a text that says nothing."""
        for some in _some_at_once(rows):
            windows = self._windows(question, some)
            found = iter(engine.logits([pair for pairs in windows for pair in pairs]))
            for (_, text), pairs in zip(some, windows, strict=True):
                yield text, pairs, list(islice(found, len(pairs)))

    def _windows(self, question: str, rows: Sequence[tuple[str, str]]) -> list[list[Pair]]:
        wanted = [(question, title, text) for title, text in rows if says_something(text)]
        windows = self._pairs.of_all(wanted)
        return [list(islice(next(windows), MOST_WINDOWS)) if says_something(text) else [] for _, text in rows]

    def _others(self, question: str, rows: Sequence[tuple[str, str]]) -> list[float]:
        assert self._other
        said = iter(self._other.answers(question, [row for row in rows if says_something(row[1])]))
        return [next(said) if says_something(text) else 0.0 for _, text in rows]


def _said_of_spans(pairs: Sequence[Pair], logits: Sequence[Logits]) -> Windows:
    return [(pair, found.span) for pair, found in zip(pairs, logits, strict=True)]


def _answers(logits: Sequence[Logits], calibration: Calibration) -> float:
    return calibration.answers(max(found.answers for found in logits)) if logits else 0.0


def _load(path: Path | None) -> tuple[Pairs, Engine, Calibration]:
    network, calibration = load_weights(path)
    return Pairs(packaged_folder()), Engine(network), calibration


def _some_at_once(rows: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    """The rows, in order, so many at once that their tokens take little memory."""
    first = size = 0
    for place, (_, text) in enumerate(rows):
        if place > first and (size + len(text) > _CHARACTERS_AT_ONCE or place - first == _TEXTS_AT_ONCE):
            yield rows[first:place]
            first, size = place, 0
        size += len(text)
    if rows:
        yield rows[first:]
