"""Every name of a sentence stands in what it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.gate.types import Cited, Claim
from assistant.words import names, stems
from vectorstore import fold, words

# What opens a sentence with a capital and is no name.
_OPENERS = frozenset(
    """according accordingly additionally after again all also although another any archive article articles as at
    authorities because before being between both but by city closest coverage critics currently despite doctors during
    each earlier eight eighteen eleven even every experts families few fifteen fifty finally firefighters first five
    following forty four fourteen from fourth further government half her here his however hundreds investigators its
    journalists last later leaders least less local many members ministers more moreover most much nearly neither never
    nine nineteen ninety no nobody none nor nothing now officials on one only opponents organisers organizers other
    others our outlets over overall parents people per police previously prosecutors protesters rescuers report reported
    reportedly reporters reports rescue researchers residents same scientists second separately seven seventeen seventy
    several she similarly since six sixteen sixty so some sources state still students such supporters ten than that
    their them then there therefore these they third thirteen thirty this those thousands three through thus to today
    together twelve twenty two under union unlike unlikely voters we while with witnesses workers yes yesterday you
    your""".split()
)
_ENDINGS = ("ians", "ian", "ans", "an", "ish", "ese", "is", "i", "ic", "n")
_LONGEST_TAIL = 3  # letters by which the name of a country may be longer than what its people's name begins with


def objection(claim: Claim, cited: Sequence[Cited]) -> str | None:
    """Why the names must not be shown: a part of one is in no paragraph, nor in its title or outlet."""
    text = " ".join(f"{one.text} {one.around}" for one in cited)
    there, stemmed = set(words(text)), set(stems(text))
    initials = {"".join(part[0] for part in fold(name).split()) for name in names(text)}
    for name in names(_lowered(claim.text)):
        if set(stems(name)) <= stemmed:
            continue
        for part in re.split(r"[\s\-–]+", name):
            told = words(part)
            if not told or part[0].islower():
                continue
            if not all(_stands(word, there, stemmed, initials) for word in told) and not _full(name, there, cited):
                return f"it names “{name}”, which what it cites does not"
    return None


def _full(name: str, there: set[str], cited: Sequence[Cited]) -> bool:
    """Whether the paragraph has the last part of a name that its article gives in full."""
    last = words(name)[-1]
    return last in there and any(fold(name) in fold(one.article) for one in cited)


def _lowered(text: str) -> str:
    """The text with a capital taken from what opens it, if it is no name."""
    opening = re.match(r"\W*(\w+)", text)
    if opening and fold(opening[1]) in _OPENERS:
        text = f"{text[: opening.start(1)]}{opening[1].lower()}{text[opening.end(1) :]}"
    return text


def _stands(word: str, there: set[str], stemmed: set[str], initials: set[str]) -> bool:
    if len(word) == 1 or word in there or word in initials or not set(stems(word)) - stemmed:
        return True
    return any(_same_country(word, other) or _same_country(other, word) for other in there)


def _same_country(people: str, country: str) -> bool:
    for ending in _ENDINGS:
        root = people.removesuffix(ending)
        if root != people and len(root) >= 4 and country.startswith(root) and len(country) - len(root) <= _LONGEST_TAIL:
            return country[len(root) :] in ("", "a", "o", "y", "ey", "e", "ia", "land")
    return False
