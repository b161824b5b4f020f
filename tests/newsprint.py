"""Sentences with nothing in common, for tests of what an answer is made of."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.choose import Part, Role
from assistant.evidence import Candidate

MAY = datetime(2024, 5, 7, 20, 15, tzinfo=UTC)
# Ten words each.
APART = [
    "Divers found shipworm inside the oak piles below Osterby pier.",
    "Parliament approved higher taxes for breweries after nine nights' debate.",
    "Snow buried three villages while ploughs waited without any fuel.",
    "Archaeologists opened a sealed Viking grave containing combs and dice.",
    "Striking teachers rejected another offer from their stubborn school board.",
    "A lost penguin visited the fish market every Friday morning.",
    "Surgeons borrowed headlamps when lightning cut electricity throughout the clinic.",
    "Young engineers flew a glider across the frozen northern strait.",
]
LONG = (
    "The council, which had met four times since the winter without agreeing on anything at all, voted on Tuesday,"
    " after a debate that lasted until long past midnight and in which two members were asked to leave the chamber,"
    " for the new pier, for the road that leads to it from the market square, for the lamps along that road,"
    " and for a small ticket office which nobody had asked for. It rained."
)


def is_verbatim(c: Candidate) -> bool:
    return c.hit.passage.paragraph_text[c.stretch.start : c.stretch.end] == c.stretch.text


def as_parts(*candidates: Candidate) -> list[Part]:
    """The first as what answers, the others as its context."""
    return [Part(c, Role.CONTEXT if n else Role.ANSWER) for n, c in enumerate(candidates)]
