"""From a Query to hits: the index's search, with the question's place in time."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from assistant.types import Query
from vectorstore import Hit, NewsIndex

_RECENT = re.compile(
    r"\b(this week|this month|today|yesterday|latest|now|right now|currently|recently|newest|last week)\b",
    re.IGNORECASE,
)
_RECENT_DAYS = 14


def retrieve(index: NewsIndex, query: Query, k: int) -> list[Hit]:
    """The k best hits, best first. A question about "this week" sees the last fortnight before `as_of` first."""
    hits = _search(index, query, k)
    if query.as_of and not query.since and _RECENT.search(query.text):
        recent = _search(index, query, k, days=_RECENT_DAYS)
        first = {hit.passage.key for hit in recent}
        hits = (recent + [hit for hit in hits if hit.passage.key not in first])[:k]
    return hits


def _days_before(moment: datetime, days: int) -> datetime:
    try:
        return moment - timedelta(days=days)
    except OverflowError:  # in the first days of the year 1
        return moment


def _search(index: NewsIndex, query: Query, k: int, days: int | None = None) -> list[Hit]:
    until = min((bound for bound in (query.until, query.as_of) if bound), default=None)
    since = _days_before(query.as_of, days) if days and query.as_of else query.since
    return index.search(
        query.text,
        k,
        since,
        until,
        query.sources or None,
        query.authors or None,
        keep_undated=query.until is None and since is None,
    )
