"""Which of the sentences that could answer leads, where that is not the one with the best score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.as_it_is import newest_on_it
from assistant.causes import asks_why, gives_cause, may_give_cause
from assistant.cleared import accused_in, clears, convicts
from assistant.ends import of_no_end
from assistant.holders import has_left, same_person
from assistant.offices import office_asked
from assistant.planned import title_tells_as_done
from assistant.speech import looks_back, speaker_asked
from assistant.words import stems

if TYPE_CHECKING:
    from assistant.evidence import Candidate

# Share of the question around a plan, or around what came of it, that must stand around the other.
_ON_THE_SAME = 0.6
# Share of the best score, and of the question around the best, from which a speaker's own words or a cause lead.
_AS_GOOD = 0.6
_HALF = 0.5  # the first, for a cause that the best one's own report gives; and how likely an answer is to be left
_LIKELY = 0.4  # share of that likelihood which a cause must have to lead before it
_MAY_BE = 0.3  # how likely, by the reader, a sentence is that takes the place of one that is no answer
_NAMES_IT = 0.5  # share of the words of the best that a cause has: what is said of something else causes nothing here


def lead_of(question: str, ranked: Sequence[Candidate]) -> Candidate:
    """The candidate that leads. ranked: all of them, best first, at least one."""
    if any(c.held for c in ranked):
        return _in_office(question, ranked)
    leads = _spoken(ranked) if speaker_asked(question) else _done(ranked)
    if verdict := _verdict(question, ranked, leads):
        return verdict
    if leads is ranked[0] and (newer := newest_on_it(question, ranked)) is not leads:
        return newer
    if leads is ranked[0] and of_no_end(question, leads.stretch.text):
        return _ended(question, ranked)
    return _cause(question, ranked) if leads is ranked[0] and asks_why(question) else leads


def another_holder(question: str, candidate: Candidate, other: Candidate) -> bool:
    """Whether both name who holds the one office asked for, and name two."""
    office = office_asked(question)
    return bool(office and office.now and office.told_apart) and _name_two(candidate, other)


def no_sure_holder(question: str, candidates: Sequence[Candidate]) -> bool:
    """Whether the first of these names who holds an office now, and others tell that this one may have left it.

    By a word for that in a report no older, or by naming somebody else who came later, or again.
    """
    lead, office = candidates[0], office_asked(question)
    if not lead.held or office is None or not office.now:
        return False
    if any(has_left(_name(lead), c.stretch.text) and not later_day(lead, c) for c in candidates):
        return True
    held = [c for c in candidates if c.held and c.hit.passage.published]
    return office.told_apart and bool(held) and _name_two(lead, _came_last(held))


def _in_office(question: str, ranked: Sequence[Candidate]) -> Candidate:
    """The best of those that name who holds the office; where it is asked who does now, that name whom the newest does.

    But not one that tells of leaving it, where another does not.
    """
    held = [c for c in ranked if c.held]
    office, dated = office_asked(question), [c for c in held if c.hit.passage.published]
    if office is None or not office.now or not dated:
        return held[0]
    staying = [c for c in dated if not has_left(_name(c), c.stretch.text)]
    newest = max(staying or dated, key=published_at)
    named = [c for c in held if not _name_two(c, newest)]
    others = [published_at(c) for c in dated if _name_two(c, newest)]
    # Who held it twice is told by a report from after the one who held it between.
    since = [c for c in named if c in staying and published_at(c) >= max(others, default=0.0)]
    return next(iter(since), newest)


def _came_last(held: Sequence[Candidate]) -> Candidate:
    """Of those that name a holder, one whose holder is first named latest."""
    return max(held, key=lambda c: min(published_at(o) for o in held if not _name_two(o, c)))


def _name_two(candidate: Candidate, other: Candidate) -> bool:
    return candidate.held and other.held and not same_person(_name(candidate), _name(other))


def published_at(candidate: Candidate) -> float:
    """When its report was published, in seconds since 1970; 0 where that is not known."""
    published = candidate.hit.passage.published
    return published.timestamp() if published else 0.0


def _name(candidate: Candidate) -> str:
    assert candidate.answer is not None
    return candidate.hit.passage.paragraph_text[slice(*candidate.answer)]


def _spoken(ranked: Sequence[Candidate]) -> Candidate:
    """The best candidate; but words of the one who is asked about before what somebody else says, or is said of him.

    What he had said before is only what a report looks back to.
    """
    best = ranked[0]
    as_good = [c for c in ranked if c.score >= _AS_GOOD * best.score]
    as_good = [c for c in as_good if c.answer or c.around >= _AS_GOOD * best.around]
    return next((c for c in as_good if c.offers and (c is best or not looks_back(c.stretch.text))), best)


def _done(ranked: Sequence[Candidate]) -> Candidate:
    """The best candidate; but before what was only planned what a report of that day or later tells as done.

    By its own words, or, where a title tells it ("Merrow Bridge open again"), the sentence that opens the report.
    """
    best = ranked[0]
    if not best.planned:
        return best
    told = [c for c in ranked[1:] if _tells_what_came_of(best, c)]
    opening = [c for c in ranked[1:] if _opens_what_came_of(best, c)]
    return next(iter([*told, *opening]), best)


def _verdict(question: str, ranked: Sequence[Candidate], leads: Candidate) -> Candidate | None:
    """The newest, and no older, that tells that who is named as having done it was cleared of it, or convicted."""
    people = accused_in(question, leads)
    told = [c for c in ranked if people and not later_day(leads, c)]
    told = [c for c in told if clears(question, c, people) or convicts(question, c, people)]
    return max(told, key=published_at) if told else None


def _ended(question: str, ranked: Sequence[Candidate]) -> Candidate:
    """The best candidate; but where it has no word for an end, before it one on the same, no older, that has.

    Or one of a later report, on something of it, in which the reader may find the answer.
    """
    best = ranked[0]
    told = [c for c in ranked[1:] if c.offers and not later_day(best, c) and not of_no_end(question, c.stretch.text)]
    on_it = [c for c in told if on_the_same(best, c) and c.score >= _AS_GOOD * best.score]
    later = [c for c in told if later_day(c, best) and c.words and c.likely >= _MAY_BE]
    return next(iter([*on_it, *later]), best)


def no_sure_end(question: str, candidates: Sequence[Candidate]) -> bool:
    """Whether the first of these only may tell of the end asked for: less of the question stands around it."""
    lead, best = candidates[0], max(candidates, key=lambda c: c.score)
    return best is not lead and of_no_end(question, best.stretch.text) and not on_the_same(best, lead)


def _cause(question: str, ranked: Sequence[Candidate]) -> Candidate:
    """The best candidate; but before one in which nothing can be a cause one that says it in so many words.

    That one names what the best does, or answers by the reader's say, or is of the same report. Where the reader finds
    the answer in the best, only what it finds two fifths as likely leads.
    """
    best = ranked[0]
    if may_give_cause(best.stretch.text, question):
        return best
    likely = _LIKELY * best.likely if best.likely >= _HALF else 0.0
    causes = [c for c in ranked if c.likely >= likely and gives_cause(c.stretch.text, question)]
    as_good = [c for c in causes if c.score >= _AS_GOOD * best.score]
    named = [c for c in as_good if c.answer or c.words >= _NAMES_IT * best.words]
    of_it = [c for c in causes if c.score >= _HALF * best.score and c.article_rank == best.article_rank]
    return next(iter([*named, *of_it]), best)


def _tells_what_came_of(planned: Candidate, candidate: Candidate) -> bool:
    on_it = on_the_same(planned, candidate) and candidate.score >= planned.score / 2
    of_that = bool(planned.planned & set(stems(candidate.stretch.text)))
    return candidate.offers and on_it and of_that and not later_day(planned, candidate)


def _opens_what_came_of(planned: Candidate, candidate: Candidate) -> bool:
    on_it = candidate.article_ids & planned.article_ids or on_the_same(planned, candidate)
    done = candidate.opens and title_tells_as_done(planned.planned, candidate.hit.passage.title)
    return done and candidate.offers and bool(on_it) and not later_day(planned, candidate)


def on_the_same(best: Candidate, other: Candidate) -> bool:
    """Whether as much of the question stands around the other that it may tell of the same plan or its outcome."""
    return other.around >= _ON_THE_SAME * best.around


def later_day(left: Candidate, right: Candidate) -> bool:
    """Whether the left one was published on a later day, as far as that is known."""
    a, b = left.hit.passage.published, right.hit.passage.published
    return a is not None and b is not None and a.date() > b.date()
