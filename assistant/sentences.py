"""A paragraph to its sentences, as stretches of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

_OPENING, _CLOSING = "“", "”"
_LONGEST_QUOTE = 700
# What an agency puts before the first sentence: "TOLVIK, Nov 16 (Merrow Wire) - ", "WASHINGTON (AP) — ", "(CNN) ".
_AGENCY_OPENING = re.compile(
    r"(?:[A-Z][A-Z .'’-]+(?:,[^()]{1,25})? )?\([A-Z][\w .&-]{1,30}\)(?: ?[-–—] ?| )(?=[“\"‘'\w])"
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
    for sentence in _segmenter().segment(text[position:]):
        bare = sentence.strip()
        start = text.find(bare, position)
        if not bare or start < 0:
            continue
        position = start + len(bare)
        if found and _belongs_to(found[-1].text, bare):
            found[-1] = _stretch(text, found[-1].start, position)
        else:
            found.append(_stretch(text, start, position))
    return tuple(found) or (_stretch(text, 0, len(text)),)


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
