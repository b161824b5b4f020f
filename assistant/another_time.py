"""What answers alike at two times: who won the cup last year and this year, what the fare was and is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.agreement import ONE_EVENT, counted, what_answers
from assistant.asking import QUANTITIES, Kind, kind_of, named_time
from assistant.deaths import asks_how_many_died
from assistant.evidence import Candidate
from assistant.leading import published_at
from assistant.offices import office_asked
from assistant.same_event import one_event
from assistant.when import TO_COME
from assistant.words import content_stems
from vectorstore import TimePreference

# Share of the question around the one, and of its score, that the other must have to tell of the same thing.
_AS_MUCH = 0.9
_SURE = 0.5  # how likely, by the reader, the words that answer are in each
# What comes again, or lasts and changes; who discovered or designed a thing did so once.
_COMES_AGAIN = re.compile(
    r"""\b(?:win(?:s|ners?|ning)?|won|host(?:s|ed)?|headlin(?:es|ed)|top(?:s|ped)|gets?|got|receiv(?:es|ed)|awarded|chosen
        |champions?|play(?:s|ed)?|perform(?:s|ed)?|held|hold(?:s|ing)?|tak(?:es?|ing)\ place|took\ place|meets?|met
        |gather(?:s|ed)?|open(?:s|ed)?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# A count of what happened once is no later count of another time's.
_ONE_EVENT = re.compile(
    r"\b(?:hurt|injured|wounded|missing|arrested|detained|rescued|evacuated|killed|died)\b", re.IGNORECASE
)
_FOR_SOME = re.compile(
    r"\b(?:juniors?|wom[ae]n(?:['’]s)?|men(?:['’]s)?|girls|boys|youth|under-?\d*|amateurs?|seniors?)\b"
)
# Where one of many times is asked for by its place in the row, the newest is not meant.
_ONE_OF_MANY = re.compile(
    r"""\b(?:first|second|third|former\w*|previous\w*|earlier|earliest|original\w*|initial\w*|once|then|inaugural|oldest
        |incoming|future|used\ to|ever|before|until|in\ history)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def of_another_time(best: Candidate, other: Candidate, question: str) -> bool:
    """Whether both answer the question as surely and with something else, in reports more than a month apart."""
    asked = kind_of(question)
    if asked not in (*QUANTITIES, Kind.NAME, Kind.PLACE) or office_asked(question):
        return False
    if not best.answer or not other.answer or not _may_come_again(question):
        return False
    if {*_FOR_SOME.findall(best.stretch.text)} != {*_FOR_SOME.findall(other.stretch.text)}:
        return False
    here, there = best.hit.passage.published, other.hit.passage.published
    if here is None or there is None or abs(here - there) <= ONE_EVENT:
        return False
    if min(best.likely, other.likely) < _SURE or best.planned or other.planned or best.held != other.held:
        return False
    if not (_as_much(best, other) and _as_much(other, best) and one_event(best, other, question)):
        return False
    if asked in QUANTITIES:
        mine, theirs = what_answers(best, question), what_answers(other, question)
        alike = counted(best, question) is not None and counted(best, question) == counted(other, question)
        return alike and bool(mine and theirs) and not mine & theirs
    return not _same_name(best, other)


def of_the_time_asked(
    best: Candidate, worthy: Sequence[Candidate], question: str, prefer: TimePreference | None
) -> Candidate:
    """The best candidate, or one that answers alike of the time asked for: the newest, where no time is.

    prefer: the time that the question's words name, which they need not hold any more.
    """
    rivals = [best, *(c for c in worthy if c is not best and of_another_time(best, c, question))]
    if prefer is not None and not prefer.latest:
        return max(rivals, key=lambda c: prefer.closeness(c.hit.passage.published))
    time = named_time(question)
    if time.years or time.months or _ONE_OF_MANY.search(question) or TO_COME.search(question):
        return best
    return max(rivals, key=published_at)


def _may_come_again(question: str) -> bool:
    if kind_of(question) in QUANTITIES:
        return not (asks_how_many_died(question) or _ONE_EVENT.search(question))
    return _COMES_AGAIN.search(question) is not None


def _as_much(left: Candidate, right: Candidate) -> bool:
    return left.words >= _AS_MUCH * right.words and left.around >= _AS_MUCH * right.around


def _same_name(left: Candidate, right: Candidate) -> bool:
    """Whether the names of both may be one's: "Quillby" and "Quillby Rovers", "Ada Holm" and "Holm"."""
    mine, theirs = (c.hit.passage.paragraph_text[slice(*c.answer)] for c in (left, right) if c.answer)
    return bool(set(content_stems(mine)) & set(content_stems(theirs)))
