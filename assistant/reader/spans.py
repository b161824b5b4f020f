"""From the network's logits at each token to words of the text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from assistant.reader.calibration import Calibration
from assistant.reader.pairs import Pair
from assistant.reader.types import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_SPANS = 5
# Tokens of one span, as in training.
_LONGEST = 30
# From here on are letters of languages that put no spaces between words.
_WITHOUT_SPACES = "\u2e80"


def likeliest(pair: Pair, logits: NDArray[np.float32]) -> list[tuple[int, int, float]]:
    """Places of the first and last token (of the text) of its likeliest spans, best first, and how likely each is.

    A span is as likely as its start times its end, each among the tokens of the text and the first token of all,
    which stands for none. No token is in two spans.
    """
    return most_likely(chances(pair, logits))


def chances(pair: Pair, logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """How likely each token of the text is to be the first and the last of those that answer, shape (tokens, 2)."""
    places = [0, *range(pair.text, pair.text + len(pair.offsets))]
    return _softmax(logits[places])[1:]


def most_likely(chances: NDArray[np.float32]) -> list[tuple[int, int, float]]:
    """First token, last token and likelihood of up to MOST_SPANS spans, best first. chances: shape (tokens, 2)."""
    import numpy as np

    many = len(chances)
    if not many:
        return []
    wide = min(_LONGEST, many)
    ends = np.lib.stride_tricks.sliding_window_view(np.pad(chances[:, 1], (0, wide - 1)), wide)
    both = chances[:, :1] * ends  # by the first token and the number of those after it
    found: list[tuple[int, int, float]] = []
    while len(found) < MOST_SPANS:
        first, after = divmod(int(both.argmax()), wide)
        likely = float(both[first, after])
        if likely <= 0:
            break
        found.append((first, first + after, likely))
        for row in range(max(0, first - wide + 1), first + after + 1):
            both[row, max(0, first - row) :] = 0
    return found


def spans_of(
    text: str, windows: Iterable[tuple[Pair, NDArray[np.float32]]], calibration: Calibration
) -> tuple[Span, ...]:
    """The likeliest spans of a text that was read in these windows, best first; none overlaps another."""
    found = []
    for pair, logits in windows:
        for first, last, likely in likeliest(pair, logits):
            found.append((likely, pair.offsets[first][0], pair.offsets[last][1]))
    return as_spans(text, found, calibration)


def as_spans(text: str, found: Iterable[tuple[float, int, int]], calibration: Calibration) -> tuple[Span, ...]:
    """Spans of whole words from likelihood, start and end (in characters), best first; none overlaps another."""
    kept: list[tuple[float, int, int]] = []
    widened = [(likely, *_whole(text, start, end)) for likely, start, end in found]
    for span in sorted(widened, key=lambda span: (-span[0], *span[1:])):
        _, start, end = span
        if start < end and len(kept) < MOST_SPANS and not any(s < end and start < e for _, s, e in kept):
            kept.append(span)
    return tuple(Span(start, end, text[start:end], calibration.span(likely)) for likely, start, end in kept)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The same place without white space at its edges and with whole words: a token may be part of one."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while 0 < start < end and _in_word(text[start - 1]) and _in_word(text[start]):
        start -= 1
    while start < end < len(text) and (
        unicodedata.category(text[end]).startswith("M") or (_in_word(text[end - 1]) and _in_word(text[end]))
    ):
        end += 1
    return start, end


def _in_word(letter: str) -> bool:
    return letter < _WITHOUT_SPACES and (letter.isalnum() or unicodedata.category(letter).startswith("M"))


def _softmax(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Down the first axis."""
    import numpy as np

    raised: NDArray[np.float32] = np.exp(values - values.max(axis=0))
    raised /= raised.sum(axis=0)
    return raised
