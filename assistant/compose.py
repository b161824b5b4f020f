"""The parts of an answer put into words: who reported it and when, the quotation, its mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.choose import Part, Role
from assistant.citing import citation_of, cited_of
from assistant.dates import day
from assistant.gate import Cited
from assistant.quoting import quoted, shown_answer
from assistant.types import Citation
from assistant.verify import without_marks
from assistant.words import shortened
from vectorstore import Passage


@dataclass(frozen=True)
class Sentence:
    """One sentence of an answer, with the citations its marks stand for, and the parts it was made of.

    warning: what is said before it of the answer, and not of what it cites; may be empty.
    """

    warning: str
    told: str
    citations: tuple[Citation, ...]
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The sentence as it is shown."""
        return f"{self.warning} {self.told}".strip()

    @property
    def quoted(self) -> list[str]:
        """What it quotes, letter for letter."""
        return [citation.quote for citation in self.citations if citation.quote in self.told]

    @property
    def cited(self) -> dict[int, Cited]:
        """The paragraph that each mark stands for."""
        passages = [part.candidate.hit.passage for part in self.parts]
        return {citation.number: cited_of(p) for citation, p in zip(self.citations, passages, strict=True)}


def write(parts: Sequence[Part], warning: str = "") -> Iterator[Sentence]:
    """Put the parts into words: a sentence each, but one for all the reports that only agree.

    warning: what stands before the first of them, if there is reason to doubt that it answers.
    """
    number, before = 1, None
    for told in _sentences(parts):
        citations = tuple(_citation(n, part) for n, part in enumerate(told, number))
        if told[0].role is Role.AGREES:
            text = _named(told, number)
        else:
            lead = _lead(told[0], before, plain=bool(warning))
            text = f"{without_marks(lead)} {quoted(told[0].candidate)} [{number}]"
        yield Sentence(warning if number == 1 else "", text, citations, told)
        number, before = number + len(told), told[-1].candidate.hit.passage


def _sentences(parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    for agrees, group in groupby(parts, key=lambda part: part.role is Role.AGREES):
        together = tuple(group)
        yield from [together] if agrees else [(part,) for part in together]


def _citation(number: int, part: Part) -> Citation:
    candidate = part.candidate
    citation = citation_of(number, candidate.hit, candidate.stretch, shown_answer(candidate, candidate.stretch))
    return replace(citation, role=part.role.value)


def _named(told: Sequence[Part], number: int) -> str:
    """The reports that say the same, by outlet and day."""
    names = [f"{without_marks(_origin(part.candidate.hit.passage))} [{n}]" for n, part in enumerate(told, number)]
    return f"The same in {'; '.join(names)}".replace("in An article", "in an article").replace("; An", "; an")


def _lead(part: Part, before: Passage | None, *, plain: bool) -> str:
    """Who reported it and when; shorter from the second sentence on, and where more than that is said before it."""
    passage = part.candidate.hit.passage
    if part.role is Role.DATED:
        return ", ".join(filter(None, (_day(passage), passage.source or _titled(passage)))) + ":"
    if part.role is Role.EARLIER:
        return f"Earlier, {_origin(passage)}:"
    if part.role is Role.DIFFERS:
        return f"Reports differ: {_origin(passage)}:"
    if before and before.article_id == passage.article_id:
        return "A paragraph before:" if part.role is Role.BEFORE else "The same report:"
    if before or plain:
        return f"{_origin(passage)}:"
    when = _day(passage)
    if passage.source:
        return f"{passage.source} reported{f' on {when}' if when else ''}:"
    return f"{_titled(passage)}{f', {when}' if when else ''}:"


def _origin(passage: Passage) -> str:
    return ", ".join(part for part in (passage.source or _titled(passage), _day(passage)) if part)


def _day(passage: Passage) -> str:
    return day(passage.published) if passage.published else ""


def _titled(passage: Passage) -> str:
    return f"“{shortened(passage.title)}”" if passage.title else "An article in the archive"
