"""What a question was understood to ask, as chips that can be taken away or changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.page.escaping import literal, shortened_question
from assistant.types import Query, Understood

_SIGNS = {"dates": "When", "recent": "When", "source": "Outlet", "author": "Author"}
_AS = {"timeline": "As a timeline", "coverage": "By outlet"}


@dataclass(frozen=True)
class Filters:
    """What a person set beside the chat: days as 2024-05-31, empty for no bound; names, none for any."""

    since: str = ""
    until: str = ""
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.since or self.until or self.sources or self.authors)


def chips_html(query: Query | None, filters: Filters) -> str:
    """The chips of the last question and of the filters in force; nothing where there are none.

    A chip's × is a button with `data-drop`: the kind that is not to be read, `history` for the question made to stand
    alone, or `filter-…`. Its words are one with `data-change`, which puts it where it can be changed.
    """
    chips = [*_of_filters(filters), *(_of_question(query) if query else ())]
    if not chips:
        return ""
    return f'<div class="chips" role="group" aria-label="What was understood">{"".join(chips)}</div>'


def days_of(query: Query) -> tuple[str, str]:
    """The days that were read from the words, as two filters."""
    named = next((part for part in query.read if part.first or part.last), None)
    if named:
        return _iso(named.first), _iso(named.last)
    return _iso(query.since or query.fresh_from), _iso(query.until)


def _of_filters(filters: Filters) -> Iterator[str]:
    if filters.since or filters.until:
        span = " to ".join(day for day in (filters.since or "the first", filters.until or "the last") if day)
        yield _chip("Only", span, "filter-days", "filter-days")
    for name in filters.sources:
        yield _chip("Only", name, "filter-source", "filter-source", name)
    for name in filters.authors:
        yield _chip("Only by", name, "filter-author", "filter-author", name)


def _of_question(query: Query) -> Iterator[str]:
    if query.text != query.question:
        yield _chip("Understood as", f"“{shortened_question(query.text)}”", "history", "question")
    for part in query.read:
        yield _of_part(part)


def _of_part(part: Understood) -> str:
    if part.kind in _AS:
        return _chip(_AS[part.kind], part.label, part.kind)
    return _chip(_SIGNS[part.kind], part.label, part.kind, part.kind)


def _chip(sign: str, words: str, drop: str, change: str = "", name: str = "") -> str:
    shown = f'<span class="sign">{sign}</span> <bdi>{literal(words)}</bdi>'
    named = f' data-name="{literal(name)}"' if name else ""
    if change:
        shown = f'<button type="button" class="words" data-change="{change}"{named} title="Change">{shown}</button>'
    else:
        shown = f'<span class="words">{shown}</span>'
    label = literal(f"Do without: {sign} {words}")
    off = f'<button type="button" class="off" data-drop="{drop}"{named} aria-label="{label}">×</button>'
    return f'<span class="chip">{shown}{off}</span>'


def _iso(moment: date | None) -> str:
    # Not %Y, which writes the year 99 with two digits: no day that could be read again.
    return moment.isoformat()[:10] if moment else ""
