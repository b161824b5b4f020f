"""A closer look at the words that answer: their sentences are read again, alone and between their neighbours.

What surrounds a sentence helps to tell whether it answers, and distracts from which of its words do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.reader.calibration import Calibration
from assistant.reader.pairs import Pair
from assistant.reader.spans import as_spans, chances, most_likely
from assistant.reader.types import Span
from assistant.sentences import split_sentences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    # Pairs of a stretch of the text, and what the network says of the span in each.
    Windows = Sequence[tuple[Pair, NDArray[np.float32]]]

# What a reading is taken to say of a token that it has not read.
_UNREAD = 1e-5

Place = tuple[int, int]


def places_to_reread(text: str, spans: Iterable[Span]) -> tuple[list[Place], list[Place]]:
    """Start and end of the sentences with these spans, and of the same between their neighbours; both may be empty."""
    sentences = split_sentences(text)
    if len(sentences) == 1:
        return [], []
    held = [n for n, s in enumerate(sentences) if any(span.start < s.end and s.start < span.end for span in spans)]
    alone = [(sentences[n].start, sentences[n].end) for n in held]
    around = [(sentences[max(0, n - 1)].start, sentences[min(n + 1, len(sentences) - 1)].end) for n in held]
    return alone, around


def closer(
    text: str, readings: Sequence[Sequence[tuple[Place, Windows]]], calibration: Calibration
) -> tuple[Span, ...]:
    """The likeliest spans by several readings of one text, each of some stretches of it; best first.

    A token is as likely to begin or end them as the geometric mean of what the readings say.
    """
    import numpy as np

    tables = [_by_token(reading) for reading in readings]
    tokens = sorted(set().union(*tables))
    unread = np.full(2, _UNREAD, dtype=np.float32)
    said = np.array([[table.get(token, unread) for token in tokens] for table in tables])
    mean = np.exp(np.log(np.maximum(said, 1e-12)).mean(axis=0))
    found = [(likely, tokens[first][0], tokens[last][1]) for first, last, likely in most_likely(mean)]
    return as_spans(text, found, calibration)


def _by_token(reading: Iterable[tuple[Place, Windows]]) -> dict[Place, NDArray[np.float32]]:
    """What is said of each token, by its place in the text; the surest of it where several windows hold it."""
    said: dict[Place, NDArray[np.float32]] = {}
    for (offset, _), windows in reading:
        for pair, logits in windows:
            for (start, end), likely in zip(pair.offsets, chances(pair, logits), strict=True):
                token = (offset + start, offset + end)
                if token not in said or said[token].prod() < likely.prod():
                    said[token] = likely
    return said
