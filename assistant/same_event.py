"""Whether two reports that count the same, or name a day for it, tell of one event and one thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.words import content_stems, names, stems

if TYPE_CHECKING:
    from assistant.evidence import Candidate

_PREPOSITIONS = "in|on|at|by|off|near|aboard|from|during|with|inside|outside"
_AFTER_A_PREPOSITION = re.compile(
    rf"\b(?:{_PREPOSITIONS})\s+(?:board\s+)?(?:of\s+)?(?:the|an?|this|that|its|his|her|their)?\s*"
    rf"(?P<thing>(?:(?!(?:{_PREPOSITIONS}|of|and|or|who|that|which|when|after|before)\b)[\w'’-]+\s*){{1,5}})",
    re.IGNORECASE,
)
# Where something is: "at Tolvik", "off the coast of Skarra". Prepositions of capitals' headlines are not told apart.
_PLACE = re.compile(
    r"\b(?:in|at|near|off|outside|on|around)\s+(?:the\s+)?(?:[a-z]+\s+){0,2}(?:of\s+)?(?P<name>[^\W\d_a-z][\w’'-]+"
    r"(?:[ -][^\W\d_a-z][\w’'-]+){0,3})"
)
_ON_BOARD_ASKED = re.compile(
    r"\b(?:on\s+board|aboard|inside|on)\s+(?:of\s+)?(?:the|an?|that|this)\s+(?P<thing>(?:[a-z][\w-]*\s*){1,3})\W*$"
)
_ON_BOARD = re.compile(r"\b(?:on board|aboard|crew|passengers)\b", re.IGNORECASE)
_ON_BOARD_OF = re.compile(
    r"\b(?:on board|aboard)\s+(?:of\s+)?(?:the|an?|that|this|its|their)\s+(?P<thing>\w+(?:\s\w+){0,2})"
)
_BEGINNING = 4  # letters that a country and its people share: Turkey, Turkish


def one_event(best: Candidate, other: Candidate, question: str) -> bool:
    """Whether both may tell of the event asked about, and not of two of the same kind.

    What the question names, and what tells its thing from others ("ferry" of "the ferry crash"), must stand around the
    other sentence if it does around the best; and the other must not name a place that is not the best one's.
    """
    around_other = set(stems(_around(other)))
    beginnings = {word[:_BEGINNING] for word in around_other if len(word) > _BEGINNING}
    missing = _tells_apart(question) & set(stems(_around(best))) - around_other
    if any(len(word) <= _BEGINNING or word[:_BEGINNING] not in beginnings for word in missing):
        return False
    here, there = _places(best) | _stems_of(names(question)), _places(other)
    if not here or not there:
        return True
    return bool(there & set(stems(_around(best))) or here & set(stems(_told(other))))


def of_another_thing(question: str, sentence: str) -> bool:
    """Whether a sentence tells who was on board of something, but not of the thing asked about.

    A name may stand elsewhere ("the Maren Thule" is "the ferry"); a bus is no boat.
    """
    asked = _ON_BOARD_ASKED.search(question)
    things = content_stems(asked["thing"]) if asked else []
    if not things:
        return False
    boarded = [stems(match["thing"]) for match in _ON_BOARD_OF.finditer(sentence)]
    if boarded:
        return not any(things[-1] in thing for thing in boarded)
    return bool(_ON_BOARD.search(sentence)) and things[-1] not in stems(sentence)


def _tells_apart(question: str) -> set[str]:
    """The stems that tell the event asked about from others of its kind: names, and what stands before a noun.

    A noun alone only where there is nothing else: an accident may be called a crash.
    """
    things = [content_stems(match["thing"]) for match in _AFTER_A_PREPOSITION.finditer(question)]
    telling = _stems_of(names(question)) | {stem for thing in things for stem in thing[:-1]}
    return telling or {thing[-1] for thing in things if thing}


def _places(candidate: Candidate) -> set[str]:
    return _stems_of(names(". ".join(match["name"] for match in _PLACE.finditer(_told(candidate)))))


def _stems_of(named: list[str]) -> set[str]:
    return {stem for name in named for stem in content_stems(name)}


def _told(candidate: Candidate) -> str:
    return f"{candidate.hit.passage.title}. {candidate.stretch.text}"


def _around(candidate: Candidate) -> str:
    passage = candidate.hit.passage
    return f"{passage.title}. {passage.section or ''}. {passage.paragraph_text}"
