"""Whether two sentences that answer say the same, or something else."""

from __future__ import annotations

import re
from datetime import timedelta

from assistant.asking import QUANTITIES, Kind, figures, kind_of
from assistant.cleared import only_accused
from assistant.deaths import DIE, asks_how_many_died, counts_deaths
from assistant.evidence import Candidate
from assistant.gate.days import days_and_months, without_dates
from assistant.gate.numbers import figures_of
from assistant.same_event import one_event
from assistant.words import content_stems, stem
from vectorstore import content_words, fold

# Share of common words from which a sentence says nothing new.
_REPEATS = 0.6
# How much of the question must stand in a sentence, beside what stands in the best, for it to answer the same question;
# and how far apart reports of one event are published.
_AS_MUCH = 0.7
# Where a name or thing is asked for and the reader finds the same in the other sentence as likely as this, less around
# it is enough: one report says "California" beside the jackpot, the next beside "the winning ticket".
_FOUND, _AROUND = 0.7, 0.6
ONE_EVENT = timedelta(days=30)
_REST_OF_A_DAY = 12  # characters
# What never came about: "In her estimate it would have cost 9 million".
_CLAUSE = re.compile(r"[,;:]\s|\b(?:but|and)\b", re.IGNORECASE)
# "Ida Falk no longer leads the port" does not say the same as "Ida Falk leads the port".
# Only so near the name is it that which is denied; "not until Friday" and "not fewer than 12" deny neither.
_NOT = r"(?:not|\w+n['’]t)(?!\s(?:only|guilty|until|till|(?:fewer|less|more)\sthan|surviv\w+)\b)"
_DENIES_BEFORE = re.compile(
    rf"\b(?:{_NOT}|nobody|never|neither|nor|cannot|den(?:y|ies|ied)|false\sthat)"
    r"(?:\s(?!until\b|till\b|why\b|whether\b)[\w’'-]+){0,5}\s\W?$",
    re.IGNORECASE,
)
_DENIES_AFTER = re.compile(rf"^(?:\s[\w’'-]+){{0,2}}\s(?:no\slonger|{_NOT}|never|cannot)\b", re.IGNORECASE)
_UNREAL = re.compile(r"\b(?:would|could|might|should)\s+(?:\w+\s+)?have\b", re.IGNORECASE)


def repeats(left: Candidate, right: Candidate) -> bool:
    """Whether two stretches overlap in one paragraph, or say nearly the same, with the same figures, in two."""
    if (
        left.hit.passage.key == right.hit.passage.key
        and left.stretch.start < right.stretch.end
        and right.stretch.start < left.stretch.end
    ):
        return True
    if figures(left.stretch.text) != figures(right.stretch.text):
        return False  # reports that disagree are both told
    a, b = set(content_stems(left.stretch.text)), set(content_stems(right.stretch.text))
    return len(a & b) >= _REPEATS * max(1, min(len(a), len(b)))


def agrees(best: Candidate, other: Candidate, question: str) -> bool:
    """Whether another report has the same words, or figures, that answer."""
    mine, theirs = what_answers(best, question), what_answers(other, question)
    if not mine or not theirs or _denies(best) != _denies(other):
        return False
    if only_accused(question, best) or only_accused(question, other):
        return False  # who is charged and who is acquitted are one and the same, but that is not what is asked
    if not _on_the_same(best, other, question):
        return theirs <= mine and _finds_it_too(best, other, question)
    if kind_of(question) in QUANTITIES:
        return mine == theirs and one_event(best, other, question)
    return mine <= theirs or theirs <= mine


def differs(best: Candidate, other: Candidate, question: str) -> bool:
    """Whether another report has another figure or day for what was asked.

    Figures differ where both count the same, and not to the same; days where both say as much of what was asked. Both
    must tell of one event: as many people may be hurt elsewhere. What would have been is no other figure of what was.
    """
    kind = kind_of(question)
    if kind not in (*QUANTITIES, Kind.TIME) or not _on_the_same(best, other, question):
        return False
    if not one_event(best, other, question) or unreal(other) != unreal(best):
        return False
    mine, theirs = what_answers(best, question), what_answers(other, question)
    if not mine or not theirs or mine & theirs:
        return False
    if kind is Kind.TIME:
        return _says_a_day(best) and _says_a_day(other)
    return counted(best, question) is not None and counted(best, question) == counted(other, question)


def near_in_time(left: Candidate, right: Candidate) -> bool:
    """Whether both reports may be of one event by the days they were published, as far as those are known."""
    a, b = left.hit.passage.published, right.hit.passage.published
    return a is None or b is None or abs(a - b) <= ONE_EVENT


def _on_the_same(best: Candidate, other: Candidate, question: str) -> bool:
    """Whether as much of the question stands in both; or around both, if they count what it asks about."""
    if not near_in_time(best, other):
        return False
    if other.words >= _AS_MUCH * best.words:
        return True
    if kind_of(question) is Kind.TIME:  # the words asked for may stand in the title: "Library of Olm burns down"
        return other.around >= _AS_MUCH * best.around and other.score >= _AS_MUCH * best.score
    counts = counted(other, question) if kind_of(question) in QUANTITIES and other.answer else None
    return counts in (DIE, *content_stems(question)) and other.around >= _AS_MUCH * best.around


def _finds_it_too(best: Candidate, other: Candidate, question: str) -> bool:
    """Whether the reader finds a name or thing in the other that it finds in the best, on much the same."""
    if kind_of(question) in (*QUANTITIES, Kind.TIME) or not near_in_time(best, other):
        return False
    found = other.answer is not None and other.likely >= _FOUND and other.around >= _AROUND * best.around
    return found and one_event(best, other, question)


def what_answers(candidate: Candidate, question: str) -> set[str]:
    """The words that answer, as stems, but those of the question; where figures are asked for, those among them."""
    if candidate.answer is None:
        return set()
    words = candidate.hit.passage.paragraph_text[slice(*candidate.answer)]
    if kind_of(question) in QUANTITIES:
        return {str(figure.value) for figure in figures_of(without_dates(fold(words)))} or figures(words)
    if kind_of(question) is Kind.TIME and (days := days_and_months(_day_told(candidate))):
        return {f"{month}-{day}" for month, day in days}
    return set(content_stems(words)) - set(content_stems(question))


def _denies(candidate: Candidate) -> bool:
    """Whether a denial stands right before or after the words that answer."""
    assert candidate.answer is not None
    text = candidate.hit.passage.paragraph_text
    before = text[candidate.stretch.start : candidate.answer[0]]
    after = text[candidate.answer[1] : max(candidate.answer[1], candidate.stretch.end)]
    return bool(_DENIES_BEFORE.search(before) or _DENIES_AFTER.search(after))


def unreal(candidate: Candidate) -> bool:
    """Whether the clause of the words that answer, or the sentence where none are known, tells what never was."""
    if candidate.answer is None:
        return _UNREAL.search(candidate.stretch.text) is not None
    before = candidate.hit.passage.paragraph_text[candidate.stretch.start : candidate.answer[0]]
    return _UNREAL.search(_CLAUSE.split(before)[-1]) is not None


def _says_a_day(candidate: Candidate) -> bool:
    return bool(days_and_months(_day_told(candidate)))


def _day_told(candidate: Candidate) -> str:
    """The words that answer and, of a day, what is said of it right after: "Monday night", and ", 4 March"."""
    assert candidate.answer is not None
    start, end = candidate.answer
    return candidate.hit.passage.paragraph_text[start : min(end + _REST_OF_A_DAY, max(end, candidate.stretch.end))]


def counted(candidate: Candidate, question: str) -> str | None:
    """What is counted: `die`, where it is asked how many did and the sentence says so.

    Otherwise by the first word that tells after the figure: `people` in "Twelve people were hurt".
    """
    assert candidate.answer is not None
    told, start = candidate.stretch.text, candidate.stretch.start
    place = [place - start for place in candidate.answer]
    if asks_how_many_died(question) and counts_deaths(told, *place):
        return DIE
    following = candidate.hit.passage.paragraph_text[candidate.answer[0] : candidate.stretch.end]
    return next((stem(word) for word in content_words(following) if not figures(word)), None)
