"""A paragraph to its sentences, as stretches of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import inf
from typing import Any

_OPENING, _CLOSING = "“", "”"
_LONGEST_QUOTE = 700
_LONGEST_PIECE = 1000
_PLAIN_FULL_STOP = re.compile(r"(?<=[^\W_A-Z]{2})[.!?]\s+(?=[^\W_a-z])")
# What an agency puts before the first sentence: "TOLVIK, Nov 16 (Merrow Wire) - ", "WASHINGTON (AP) — ", "(CNN) ".
_AGENCY_OPENING = re.compile(
    r"(?:[^\W\d_a-z](?:[^\W\d_a-z]|[ .'’-])+(?:,[^()]{1,25})? )?\([A-Z][\w .&-]{1,30}\)(?: ?[-–—] ?| )(?=[“\"‘'\w])"
)


@dataclass(frozen=True)
class Stretch:
    """A run of characters of a paragraph: `paragraph.text[start:end] == text`."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=8192)
def split_sentences(text: str) -> tuple[Stretch, ...]:
    """The sentences of a paragraph, in order, without the white space between them or an agency's opening.

    Sentences inside one pair of quotation marks stay together with the words that say who spoke.
    """
    found: list[Stretch] = []
    opening = _AGENCY_OPENING.match(text)
    position = opening.end() if opening else 0
    for end in _ends(text, position):
        start = end - len(text[position:end].lstrip())
        position = end
        if found and _belongs_to(found[-1].text, text[start:end]):
            found[-1] = _stretch(text, found[-1].start, end)
        else:
            found.append(_stretch(text, start, end))
    return tuple(found) or (_stretch(text, 0, len(text)),)


def _ends(text: str, position: int) -> Iterator[int]:
    """Where the sentences from a position on end."""
    for piece_end in _piece_ends(text, position):
        if piece_end - position <= _LONGEST_PIECE:
            for sentence in _segmenter().segment(text[position:piece_end]):
                bare = sentence.strip()
                start = text.find(bare, position, piece_end)
                if bare and start >= 0:
                    position = start + len(bare)
                    yield position
        left = text[position:piece_end].rstrip()  # what the segmenter has reworded, or was spared
        if left:
            position += len(left)
            yield position


def _piece_ends(text: str, position: int) -> Iterator[int]:
    """Where to cut a long paragraph, at full stops, since the segmenter's time can grow with the cube of the length."""
    stops = [stop.end() for stop in _PLAIN_FULL_STOP.finditer(text, position)]
    for stop, following in pairwise([*stops, len(text), inf]):
        if following - position > _LONGEST_PIECE:
            yield int(stop)
            position = int(stop)


def _belongs_to(before: str, sentence: str) -> bool:
    """Whether a sentence goes on inside a quotation still open, or is only what is left of the one before."""
    still_open = before.count(_OPENING) > before.count(_CLOSING) and _CLOSING in sentence
    scrap = not re.search(r"\w", sentence)
    return scrap or (still_open and len(before) + len(sentence) < _LONGEST_QUOTE)


def _stretch(text: str, start: int, end: int) -> Stretch:
    return Stretch(start, end, text[start:end])


@cache
def _segmenter() -> Any:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pysbd's patterns have escapes that newer Pythons warn of
        import pysbd

        return pysbd.Segmenter(language="en", clean=False)
