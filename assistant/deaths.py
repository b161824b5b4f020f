"""How many died is told in many words: "five were killed", "five dead", "the death toll rose to five"."""

from __future__ import annotations

import re

from assistant.asking import Kind, kind_of
from assistant.words import stems
from vectorstore import fold

DIE = "die"
_TOLD = re.compile(
    r"""\b(?:die[sd]?|dying|dead|deaths?|kill(?:s|ed)?|fatalit(?:y|ies)|los[te]s?\ (?:their|his|her)\ li(?:ves|fe)
        |toll\ (?:rose|rises|climbed|stood|stands|reached|reaches))\b""",
    re.VERBOSE,
)
_NEAR = 60  # characters between a figure and the word that says of what it is the number
_CLAUSE = re.compile(r"[,;:]\s|\.\s|\b(?:and|but|while)\b")


def asks_how_many_died(question: str) -> bool:
    """Whether a question asks for the number of those who died."""
    return kind_of(question) is Kind.NUMBER and _TOLD.search(fold(question)) is not None


def tells_of_deaths(text: str) -> bool:
    """Whether a text has a word for dying or being killed."""
    return _TOLD.search(fold(text)) is not None


def counts_deaths(sentence: str, start: int, end: int) -> bool:
    """Whether the figure that stands from start to end of a sentence is the number of those who died.

    By a word for that in the same clause and near: not "12 people were hurt" of "12 people were hurt, and five died".
    """
    told = fold(sentence)
    if len(told) != len(sentence):
        told = sentence.lower()
    before = _CLAUSE.split(told[max(0, start - _NEAR) : start])[-1]
    after = _CLAUSE.split(told[end : end + _NEAR])[0]
    return _TOLD.search(f"{before} , {after}") is not None


def words_for_death(question: str) -> frozenset[str]:
    """The stems of a question's own words for dying, where it asks how many did; none where it does not."""
    found = _TOLD.finditer(fold(question)) if asks_how_many_died(question) else ()
    return frozenset(stem for match in found for stem in stems(match[0]))
