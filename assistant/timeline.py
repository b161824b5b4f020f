"""A story told in order of time: the sentence of each report that says most of it, by day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.agreement import repeats
from assistant.choose import Part, Role
from assistant.evidence import Candidate
from assistant.quoting import leans_back, readable

_ASKS = re.compile(
    r"""^\W*(?:(?:please|can\ you|could\ you)\ )?(?:
        how\ (?:did|does|has|have|is)\ (?P<a>.+?)\ (?:story\ |affair\ |case\ |saga\ )?
            (?:unfold(?:ed|ing)?|develop(?:ed|ing)?(?:\ over\ time)?|evolved?|come\ about|play(?:ed)?\ out)
        |(?:(?:give|show|tell|make|write)\ (?:me\ )?)?(?:an?\ |the\ )?
            (?:time\ ?line|chronology|sequence\ of\ events|history)\ (?:of|for|in|on|around|about|with)\ (?P<b>.+?)
        |what\ (?:has\ )?happened\ (?:with|to|in|around|about)\ (?P<c>.+?)
            \ (?:over\ time|from\ (?:the\ )?(?:start|beginning).*|step\ by\ step|since\ the\ (?:start|beginning))
        )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_MOST = 8
_WORDS = 20  # of each quotation
# How much of the subject, against the report that has most of it, a report must have to belong to the story.
ON_THE_SUBJECT = 0.75
_OPENS, _LEANS = 0.3, 0.5  # the first paragraph says what is new; what leans on the sentence before says little alone


def subject_of_timeline(question: str) -> str | None:
    """What the question wants told in order of time ("How did the strike unfold?"), or None if it wants no timeline."""
    match = _ASKS.match(question)
    return next((part.strip() for part in match.groups() if part), None) if match else None


def timeline(candidates: Sequence[Candidate]) -> list[Part]:
    """At most eight sentences of as many dated reports on the subject, the earliest first; none of fewer than two.

    candidates: the sentences found for the subject.
    """
    dated = [c for c in candidates if c.hit.passage.published]
    most = max((c.around for c in dated), default=0.0)
    best: dict[str, Candidate] = {}
    for candidate in sorted((c for c in dated if c.around >= ON_THE_SUBJECT * most), key=tells, reverse=True):
        if not any(repeats(candidate, other) for other in best.values()):
            best.setdefault(candidate.hit.passage.article_id, candidate)
    chosen = sorted(list(best.values())[:_MOST], key=_when)
    return [Part(readable(c, _WORDS), Role.DATED) for c in chosen] if len(chosen) > 1 else []


def tells(candidate: Candidate) -> float:
    """How much a sentence tells of the subject by itself."""
    opens = _OPENS if candidate.hit.passage.paragraph == 1 else 0.0
    return candidate.plain + opens - (_LEANS if leans_back(candidate.stretch.text) else 0.0)


def _when(candidate: Candidate) -> float:
    published = candidate.hit.passage.published
    return published.timestamp() if published else 0.0
