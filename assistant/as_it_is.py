"""Whether something is so, was done or will be: the newest report on it tells, an older one what was so before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.background import asking_part
from assistant.words import content_stems, names, stems

if TYPE_CHECKING:
    from assistant.evidence import Candidate

_IS_IT_SO = re.compile(r"^\W*(?:(?:so|but|and)\s+)?(?:is|are|will|does|do|can|has|have)\b", re.IGNORECASE)
_HAS_IT = re.compile(r"^\W*(?:(?:so|but|and)\s+)?(?:has|have)\b", re.IGNORECASE)
_WAS_IT_SO = re.compile(r"^\W*(?:(?:so|but|and)\s+)?(?:did|was|were|had)\b", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:sa(?:y|id)|claim|tell|told|promis|den(?:y|ied)|think|believ|call)\w*\b|\bever\b", re.IGNORECASE
)
# What is said of it, where the word asked for is not: "The mill will stay open" for "Will it close?".
_CHANGED = re.compile(
    r"""\b(?:stay(?:s|ed)?|remain(?:s|ed)?|still|again|no\ longer|not|never|n['’]t|no|open(?:s|ed)?|re-?open(?:s|ed)?
        |clos(?:e[ds]?|ing)|shut|lift(?:s|ed)?|scrap(?:s|ped)|cancel(?:s|led|ed)|delay(?:s|ed)|postpon(?:es|ed)|ended
        |halt(?:s|ed)|suspend(?:s|ed)|resum(?:es|ed)|saved|reject(?:s|ed)|approv(?:es|ed)|dropped|abandon(?:s|ed)
        |withdr[ae]wn?|finished|completed|instead|bann?(?:ed)?|allow(?:s|ed)|running)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Share of the question's words, and of the score, of the one that the other must have to tell of the same thing. Words
# are counted, and not weighed: what happened to it ("close") is often the rarest of them, and what changes.
_WORDS, _SCORE = 0.6, 0.5


def on_one_state(question: str, later: Candidate, earlier: Candidate) -> bool:
    """Whether it is asked if something is so, and both tell of that.

    Of whether something was done only where the earlier one tells it as planned: what was done stays done.
    """
    asked = asking_part(question)
    if _SAID.search(asked) or not (_IS_IT_SO.search(asked) or (_WAS_IT_SO.search(asked) and earlier.planned)):
        return False
    return _tells_of_it(asked, later, earlier) and _tells_of_it(asked, earlier, later)


def newest_on_it(question: str, ranked: Sequence[Candidate]) -> Candidate:
    """The best candidate, or the newest that tells as much of what it is asked whether it is so."""
    best = ranked[0]
    told = [c for c in ranked if c is best or (0 < _day(best) < _day(c) and on_one_state(question, c, best))]
    return max(told, key=_day)


def _day(candidate: Candidate) -> int:
    published = candidate.hit.passage.published
    return published.date().toordinal() if published else 0


def _tells_of_it(asked: str, candidate: Candidate, other: Candidate) -> bool:
    """Whether one tells as much of what is asked as the other, of the time asked about, and all names stand around."""
    passage = candidate.hit.passage
    named = {stem for name in names(asked) for stem in content_stems(name)}
    words = content_stems(asked)
    said = [word for word in words if word not in named][-1:]  # "open" of "Is the Hamn Theatre open?"
    said = [] if _HAS_IT.search(asked) else said  # "submarines" of "Has the navy bought two submarines?"
    if not (set(said) & set(stems(candidate.stretch.text)) or _CHANGED.search(candidate.stretch.text)):
        return False
    mine, theirs = (len({*words} & {*stems(c.stretch.text)}) for c in (candidate, other))
    as_much = mine >= _WORDS * theirs and candidate.score >= _SCORE * other.score
    return as_much and candidate.timely and named <= set(stems(f"{passage.title}. {passage.paragraph_text}"))
