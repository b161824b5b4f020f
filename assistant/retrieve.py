"""From a Query to hits: the index's search, with the question's place in time."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from assistant.types import Query
from vectorstore import Hit, NewsIndex, TimePreference

_RECENT = re.compile(
    r"\b(this week|this month|today|yesterday|latest|now|right now|currently|recently|newest|last week)\b",
    re.IGNORECASE,
)
_NEWS_DAYS = 7


def retrieve(index: NewsIndex, query: Query, k: int) -> list[Hit]:
    """The k best hits, best first. A question about "this week" prefers the days before `as_of`."""
    until = min((bound for bound in (query.until, query.as_of) if bound), default=None)
    prefer = None
    if query.as_of and not query.since:
        weight = 0.8 if _RECENT.search(query.text) else 0.2
        prefer = TimePreference(_days_before(query.as_of, _NEWS_DAYS), query.as_of, weight)
    return index.search(
        query.text,
        k,
        query.since,
        until,
        query.sources or None,
        query.authors or None,
        keep_undated=query.until is None and query.since is None,
        prefer=prefer,
    )


def _days_before(moment: datetime, days: int) -> datetime:
    try:
        return moment - timedelta(days=days)
    except OverflowError:  # in the first days of the year 1
        return moment
