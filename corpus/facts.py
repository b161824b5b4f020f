"""The words of a text, and those among them that must not differ: figures and names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
_THOUSANDS = re.compile(r",(?=\d{3}\b)")
_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMERALS = {
    **{word: str(number) for number, word in enumerate(_UNITS.split(), 1)},
    **{word: str(10 * number) for number, word in enumerate(_TENS.split(), 2)},
}
_LARGE = frozenset(
    "hundred thousand million billion trillion dozen hundreds thousands millions billions dozens scores half double"
    " twice triple once".split()
)
_NEGATIONS = frozenset("not no never none nobody nothing neither nor without cannot".split())
_FUNCTION_WORDS = frozenset(
    "a an the and or but nor so yet if as at by for from in into of off on onto out over to up with without about after"
    " against before between during since through under until upon while when where which who whom whose what why how"
    " i he she it we you they his her its our your their this that these those there here some any all both each"
    " few many more most other another such no not is are was were be been being has have had do does did will would"
    " can could may might must shall should said says also however meanwhile still just only than then now according"
    " mr mrs ms dr".split()
)


@dataclass(frozen=True)
class Told:
    """A text as its words, in lower case and in order, and the figures and names among them, in order.

    Numerals in words are figures too (`twelve` is `12`), and thousands are written without a comma.
    """

    words: tuple[str, ...]
    facts: tuple[str, ...]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, in lower case and in order."""
    return tuple(map(_plain, _WORD.findall(_straight(text.lower()))))


def told(text: str) -> Told:
    """The words and the facts of a text; a capital makes a name, except on a function word."""
    words: list[str] = []
    facts: list[str] = []
    for raw in _WORD.findall(_straight(text)):
        word = _plain(raw.lower())
        words.append(word)
        if word[0].isdigit() or word in _LARGE or (raw[0].isupper() and word not in _FUNCTION_WORDS):
            facts.append(word)
    return Told(tuple(words), tuple(facts))


def _straight(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'").replace("\u00ad", "")


def _plain(word: str) -> str:
    if word.isalpha():
        return _NUMERALS.get(word, word)
    return _THOUSANDS.sub("", word) if word[0].isdigit() else word.removesuffix("'s")


def figures(facts: Iterable[str]) -> list[str]:
    """Those of the facts that are numbers, in order."""
    return [fact for fact in facts if fact[0].isdigit() or fact in _LARGE]


def negations(words: Iterable[str]) -> list[str]:
    """The words that turn a sentence into its opposite, in order."""
    return [word for word in words if word in _NEGATIONS or word.endswith("n't")]


def content_words(words: Iterable[str]) -> frozenset[str]:
    """The words that carry meaning, as far as that can be told by a list and by length."""
    return frozenset(word for word in words if word not in _FUNCTION_WORDS and len(word) > 3)


def in_order(facts: Iterable[str], words: Iterable[str]) -> bool:
    """Whether all the facts stand among the words, in the same order."""
    rest = iter(words)
    return all(fact in rest for fact in facts)
