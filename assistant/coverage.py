"""How widely something was reported: the outlets that tell of it, each once, copies of one report counted as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from assistant.choose import ArticleOf, Part, Role
from assistant.evidence import Candidate
from assistant.quoting import readable
from assistant.timeline import ON_THE_SUBJECT, opening, tells
from assistant.verify import without_marks
from assistant.words import shortened

_OUTLETS = r"(?:news\ )?(?:outlets?|papers?|newspapers?|media|publishers?|publications?|broadcasters?)"
_REPORTED = r"(?:reported|covered|carried|mentioned|wrote|written|told|report|cover|carry|mention|write)"
_ASKS = re.compile(
    rf"""^\W*(?:
        how\ (?:widely|broadly)\ (?:was|were|is|are|has|have)\ (?P<a>.+?)\ (?:been\ )?(?:reported|covered)(?:\ on)?
        |(?:which|what|how\ many)\ (?:other\ )?{_OUTLETS}\ (?:have\ |has\ |had\ |did\ |also\ )*{_REPORTED}
            (?:\ (?:on|about|of))?\ (?P<b>.+?)
        |who\ else\ (?:has\ |have\ |had\ )?(?:also\ )?{_REPORTED}(?:\ (?:on|about|of))?\ (?P<c>.+?)
        |who\ (?:has\ |have\ |had\ )?(?:reported|covered)(?:\ (?:on|about))?\ (?P<d>(?:(?!\ to\ ).)+?)
        )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_OTHERS = re.compile(r"\b(?:else|others?|besides)\b", re.IGNORECASE)
_MOST = 8
_AS_NEAR = 0.85  # to the subject in meaning, as the nearest; other outlets use other words for it
_MOST_COPIES = 3
_WORDS = 20  # of each quotation


def subject_of_coverage(question: str) -> str | None:
    """What a question wants the outlets of ("How widely was the strike reported?"); None for other questions."""
    match = _ASKS.match(question)
    return next((part.strip() for part in match.groups() if part), None) if match else None


def named_before(question: str, said: str, candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """The outlets that the answer before named, where the question asks who else reported; in order of their names."""
    if not said or not _OTHERS.search(question) or not subject_of_coverage(question):
        return ()
    return tuple(sorted({source for c in candidates if (source := c.hit.passage.source) and source in said}))


def coverage(
    candidates: Sequence[Candidate], article_of: ArticleOf = lambda _: None, but: Sequence[str] = ()
) -> list[Part]:
    """A sentence of each outlet's first report on the subject, the earliest first, at most eight; of a copy none.

    candidates: the sentences found for the subject. article_of: the article of an id, for what it opens with.
    but: outlets that are known already.
    """
    on_it = sorted((c for c in _on_the_subject(candidates) if _outlet(c) not in but), key=tells, reverse=True)
    first: dict[str, Candidate] = {}
    for candidate in sorted(on_it, key=_published):  # stable: of one report, what tells most of it
        if not any(candidate.article_ids & other.article_ids for other in first.values()):
            first.setdefault(_outlet(candidate), candidate)
    opened = [opening(c, article_of(c.hit.passage.article_id)) for c in list(first.values())[:_MOST]]
    return [Part(readable(c, _WORDS), Role.DATED) for c in opened]


def how_widely(parts: Sequence[Part], but: Sequence[str] = ()) -> str:
    """What stands before them: how many outlets tell of it, and which others print a copy of one of them.

    but: outlets that are left out, as they are known already.
    """
    told = {part.candidate.hit.passage.source for part in parts} - {None}
    unnamed = sum(part.candidate.hit.passage.source is None for part in parts)
    copies = (copy for part in parts for copy in (*part.candidate.copies, *part.candidate.hit.copies))
    copied = sorted({without_marks(copy.source or f"“{shortened(copy.title)}”") for copy in copies} - told - {*but})
    names = ", ".join(copied[:_MOST_COPIES]) + (" and others" if len(copied) > _MOST_COPIES else "")
    counts = [f"{len(told)} outlets, each in its own words" if len(told) > 1 else "one outlet"] if told else []
    counts += [f"{unnamed} article{'s' if unnamed > 1 else ''} that name{'' if unnamed > 1 else 's'} no outlet"] * bool(
        unnamed
    )
    found = f"Besides {' and '.join(map(without_marks, but))}, found in" if but else "Found in"
    return f"{found} {' and '.join(counts)}{f'; as a copy also in {names}' if names else ''}:"


def _on_the_subject(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The sentences of the articles in which most of the subject's words stand, or that mean nearly the same."""
    words = max((c.around for c in candidates), default=0.0)
    meaning = max((c.meaning for c in candidates), default=0.0)
    on_it = {
        c.hit.passage.article_id
        for c in candidates
        if c.around >= ON_THE_SUBJECT * words or c.meaning >= _AS_NEAR * meaning
    }
    return [c for c in candidates if c.hit.passage.article_id in on_it]


def _outlet(candidate: Candidate) -> str:
    passage = candidate.hit.passage
    return passage.source or passage.article_id


def _published(candidate: Candidate) -> datetime:
    return candidate.hit.passage.published or datetime.max.replace(tzinfo=UTC)
