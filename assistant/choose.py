"""From candidates to the parts of an answer: the sentence that answers, what agrees, what differs, and its context."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from assistant.agreement import agrees, differs, repeats, unreal
from assistant.another_time import of_another_time, of_the_time_asked
from assistant.as_it_is import on_one_state
from assistant.asking import QUANTITIES, SHORT_ANSWER_WORDS, kind_of, words_wanted
from assistant.causes import asks_why, gives_cause
from assistant.evidence import Candidate
from assistant.leading import another_holder, later_day, on_the_same
from assistant.one_subject import OnSubject, any_subject
from assistant.quoting import between, leans_back, readable, shown_answer
from assistant.sentences import split_sentences
from assistant.speech import is_of_another, speaker_asked
from corpus import Article
from vectorstore import TimePreference

_ON_THE_SUBJECT = 0.3  # of the question's words in the best, how many must stand in one that holds no answer itself
_WORTH_ADDING = 0.5  # share of the best score that a further sentence must reach
_LEAD_WORDS, _FURTHER_WORDS, _DETAIL_WORDS = (
    30,
    20,
    50,
)  # words of a quotation: the first, others, all where detail is asked
_LEAD_COSTS, _FURTHER_COSTS, _NAMED_COSTS = 6, 4, 4  # words that say who reported it and when
_SUPERSEDES = 0.7  # share of the best score from which a later figure leads
_MOST_NAMED = 3  # reports that say the same are named, not quoted
_MOST_DIFFERING = 2

ArticleOf = Callable[[str], Article | None]


class Role(Enum):
    """What a sentence does in an answer."""

    ANSWER = "answer"
    BEFORE = "before"  # the end of the paragraph before, on which the answer leans
    AGREES = "agrees"  # another report with the same answer: named, not quoted
    EARLIER = "earlier"  # an older report with another figure, which the answer has superseded
    DIFFERS = "differs"  # another report with another figure, which nothing has settled
    CONTEXT = "context"
    DATED = "dated"  # a line of a timeline


_OTHER_FIGURES = (Role.EARLIER, Role.DIFFERS)


@dataclass(frozen=True)
class Part:
    """A candidate with what it does in the answer."""

    candidate: Candidate
    role: Role


def choose(
    candidates: Sequence[Candidate],
    question: str,
    article_of: ArticleOf = lambda _: None,
    on_subject: OnSubject = any_subject,
    prefer: TimePreference | None = None,
) -> list[Part]:
    """The few candidates that make the answer, what answers first, nothing said twice.

    In about sixty words, or two hundred where the question asks for detail. Other reports with the same answer are
    named, those with another figure are always told, and other reports come before more of the same one.
    article_of: the article of an id, to bring along what the best sentence leans on in the paragraph before.
    on_subject: whether two candidates are of reports on one subject; others give no context.
    prefer: the time that the question names, where it is given without that.
    """
    if not candidates:
        return []
    top = candidates[0]
    worthy = [c for c in candidates if c.score >= _WORTH_ADDING * top.score or c.plain >= _WORTH_ADDING * top.plain]
    best = of_the_time_asked(_newest_figure(worthy, question), worthy, question, prefer)
    chosen = _Chosen(question, best)
    article = article_of(best.hit.passage.article_id)
    lead_in = _lead_in(best, article) if article else None
    speaker = speaker_asked(question)
    if lead_in and not (speaker and is_of_another(speaker, lead_in.stretch.text)):
        chosen.add(lead_in, Role.BEFORE)
    others = [c for c in worthy if c is not best]
    for candidate in others:
        chosen.compare(candidate)
    unexplained = asks_why(question) and not gives_cause(best.stretch.text, question)
    near = [
        c
        for c in others
        if c.answer is not None
        or c.words >= _ON_THE_SUBJECT * best.words
        or (unexplained and _follows(best, c))  # "It was cancelled. The singer had broken her wrist."
    ]
    if speaker:
        near = [c for c in near if not is_of_another(speaker, c.stretch.text)]
    for candidate in sorted(near, key=chosen.has_report_of):  # the order is kept: other reports come first
        chosen.add(candidate, Role.CONTEXT, on_subject)
    return chosen.parts()


def without(parts: Sequence[Part], gone: Sequence[Part]) -> list[Part]:
    """The other parts; where what answers is gone, nothing agrees with it or differs from it any more."""
    left = [part for part in parts if part not in gone]
    if any(part.role is Role.ANSWER for part in gone):
        roles = [Role.ANSWER, *[Role.CONTEXT] * len(left)]
        left = [replace(part, role=role) for part, role in zip(left, roles, strict=False)]
    return left


class _Chosen:
    """The parts of an answer as they come together, and the room that is left."""

    def __init__(self, question: str, best: Candidate) -> None:
        self._question = question
        self._room = words_wanted(question)
        self._in_detail = self._room > SHORT_ANSWER_WORDS
        self._best = readable(best, _DETAIL_WORDS if self._in_detail else _LEAD_WORDS)
        self._parts = [Part(self._best, Role.ANSWER)]
        self._used = len(self._best.stretch.text.split()) + _LEAD_COSTS

    def compare(self, candidate: Candidate) -> None:
        """Take in a candidate of another report if it has the same answer, or another figure."""
        if self.has_report_of(candidate):
            return
        if agrees(self._best, candidate, self._question):
            if self._count(Role.AGREES) < _MOST_NAMED:
                self._take(candidate, Role.AGREES, _NAMED_COSTS)
        elif self._is_another(candidate) and self._count(*_OTHER_FIGURES) < _MOST_DIFFERING:
            role = Role.EARLIER if later_day(self._best, candidate) else Role.DIFFERS
            shown = readable(candidate, _FURTHER_WORDS)
            self._take(shown, role, len(shown.stretch.text.split()) + _FURTHER_COSTS)

    def add(self, candidate: Candidate, role: Role, on_subject: OnSubject = any_subject) -> None:
        """Add what there is room for, is on the subject of the best, and has not been said."""
        shown = readable(candidate, _DETAIL_WORDS if self._in_detail else _FURTHER_WORDS)
        size = len(shown.stretch.text.split()) + _FURTHER_COSTS
        if self._used + size > self._room or any(repeats(shown, part.candidate) for part in self._parts):
            return
        if on_subject(self._best, candidate):
            self._take(shown, role, size)

    def has_report_of(self, candidate: Candidate) -> bool:
        """Whether a part is of the candidate's article already, or of a copy of it."""
        return any(_one_report(part.candidate, candidate) for part in self._parts)

    def parts(self) -> list[Part]:
        """All parts, in the order in which they are told."""
        order = list(Role)
        return _join_neighbours(sorted(self._parts, key=lambda part: order.index(part.role)))

    def _is_another(self, candidate: Candidate) -> bool:
        """Whether it has another answer: another figure or day, or an earlier holder, time or plan."""
        if another_holder(self._question, self._best, candidate):
            return later_day(self._best, candidate)
        if later_day(self._best, candidate) and (
            of_another_time(self._best, candidate, self._question)
            or on_one_state(self._question, self._best, candidate)
        ):
            return True
        was_planned = bool(candidate.planned) and not self._best.planned and later_day(self._best, candidate)
        # What somebody said of a plan is not what came before what he said of the deed; what would have been, no plan.
        was_planned = was_planned and not speaker_asked(self._question) and not unreal(candidate)
        its_plan = was_planned and on_the_same(self._best, candidate)
        return its_plan or differs(self._best, candidate, self._question)

    def _count(self, *roles: Role) -> int:
        return sum(part.role in roles for part in self._parts)

    def _take(self, candidate: Candidate, role: Role, size: int) -> None:
        self._parts.append(Part(candidate, role))
        self._used += size


def _one_report(left: Candidate, right: Candidate) -> bool:
    return bool(left.article_ids & right.article_ids)


def _newest_figure(worthy: Sequence[Candidate], question: str) -> Candidate:
    """The best candidate, or the newest of those that have another figure and were published on a later day."""
    best = worthy[0]
    if kind_of(question) not in QUANTITIES:
        return best
    for candidate in worthy[1:]:
        as_good = candidate.score >= _SUPERSEDES * worthy[0].score
        if as_good and differs(worthy[0], candidate, question) and later_day(candidate, best):
            best = candidate
    return best


def _follows(best: Candidate, candidate: Candidate) -> bool:
    """Whether a sentence is the one after the best, there or at the beginning of the next paragraph."""
    here, there = best.hit.passage, candidate.hit.passage
    if here.article_id != there.article_id:
        return False
    start, end = candidate.stretch.start, best.stretch.end
    if here.paragraph == there.paragraph:
        return end <= start and not here.paragraph_text[end:start].strip()
    return there.paragraph == here.paragraph + 1 and not start and not here.paragraph_text[end:].strip()


def _lead_in(candidate: Candidate, article: Article) -> Candidate | None:
    """The end of the paragraph before, where a paragraph's first sentence ("This includes …") leans on it."""
    passage, stretch = candidate.hit.passage, candidate.stretch
    opens = stretch.start == split_sentences(passage.paragraph_text)[0].start
    if not (opens and leans_back(stretch.text)):
        return None
    for before, paragraph in pairwise(article.paragraphs):
        if paragraph.position == passage.paragraph and before.section == paragraph.section:
            last = split_sentences(before.text)[-1]
            text = before.text
            place = replace(passage, paragraph=before.position, paragraph_text=text, text=text, start=0, end=len(text))
            hit = replace(candidate.hit, passage=place, copies=())
            return replace(candidate, hit=hit, stretch=last, answer=None)
    return None


def _join_neighbours(parts: Sequence[Part]) -> list[Part]:
    """Stretches of one paragraph with only white space between them become one quote.

    The words that answer are those of the better one, where they are shown.
    """
    result: list[Part] = []
    for part in parts:
        for place, other in enumerate(result):
            joined = _joined(other.candidate, part.candidate)
            if joined:
                result[place] = replace(other, candidate=joined)
                break
        else:
            result.append(part)
    return result


def _joined(better: Candidate, other: Candidate) -> Candidate | None:
    first, second = sorted((better, other), key=lambda c: c.stretch.start)
    if better.hit.passage.key != other.hit.passage.key:
        return None
    if first.hit.passage.paragraph_text[first.stretch.end : second.stretch.start].strip():
        return None
    joined = between(better, first.stretch.start, second.stretch.end)
    return replace(better, stretch=joined, answer=shown_answer(better, joined) or shown_answer(other, joined))
