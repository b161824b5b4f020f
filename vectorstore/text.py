"""Text made comparable for full-text search."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Letters that Unicode does not take apart into a base letter and a mark.
_PLAIN_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
     "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ħ": "h", "\u00ad": "", "’": "'", "‘": "'"}
)  # fmt: skip
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")  # all marks are there, and most letters of the news are not
_WORD, _POSSESSIVE = re.compile(r"\w+"), re.compile(r"'s\b")


def fold(text: str) -> str:
    """Text without diacritics and soft hyphens, in lower case: `Çavuşoğlu` becomes `cavusoglu`."""
    if text.isascii():  # nothing to take off, and most passages are
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.translate(_PLAIN_LETTERS))
    return _BEYOND_ASCII.sub(_without_marks, parts).lower()


def _without_marks(run: re.Match[str]) -> str:
    return "".join(c for c in run[0] if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The folded words of a text, in order. Possessive endings are dropped; `S-400` gives `s` and `400`."""
    return _WORD.findall(_POSSESSIVE.sub("", fold(text)))


@cache
def _stemmer() -> object:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@cache
def stem(word: str) -> str:
    """The stem of one folded word, by Snowball's English stemmer, so that "resigned" meets "resigns"."""
    return str(_stemmer().stemWord(word))  # type: ignore[attr-defined]


def without_half_characters(text: str) -> str:
    """Text that both stores take: half a character, as a terminal may hand over, becomes a question mark."""
    return text.encode("utf-8", "replace").decode()
