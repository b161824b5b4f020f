"""From a Query to hits: the index's search with its filters, and what is preferred first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assistant.types import Query
from assistant.widen import widened
from vectorstore import Hit, NewsIndex

# How near a passage of the preferred days must be, as a share of the cosine of the nearest of all.
_ON_THE_SUBJECT = 0.7


def retrieve(index: NewsIndex, query: Query, k: int) -> tuple[Query, list[Hit]]:
    """The k best hits, best first, and the query as it was used.

    Where filters read from the words leave nothing, they are given up one by one, and the query says so.
    """
    hits = _search(index, query, k)
    while not hits:
        wider = widened(query)
        if wider is None:
            break
        query = wider
        hits = _search(index, query, k)
    if query.prefer_since or query.prefer_until:
        hits = _prefer(_search(index, _preferred(query), k), hits, k)
    return query, hits


def _prefer(inside: Sequence[Hit], hits: Sequence[Hit], k: int) -> list[Hit]:
    """First what lies inside the preferred days and is on the subject, then the others.

    What was published then but on something else must not displace the answer, as it would where nobody wrote of it.
    """
    enough = _ON_THE_SUBJECT * max((hit.cosine for hit in hits if hit.cosine is not None), default=0.0)
    first = [hit for hit in inside if hit.cosine is not None and hit.cosine >= enough]
    ordered: dict[tuple[str, int, int], Hit] = {}
    for hit in (*first, *hits, *inside):
        ordered.setdefault((*hit.passage.key, hit.passage.start), hit)
    return list(ordered.values())[:k]


def _preferred(query: Query) -> Query:
    """The query with its preferred days as bounds, within the bounds it has."""
    since = max((bound for bound in (query.since, query.prefer_since) if bound), default=None)
    until = min((bound for bound in (query.until, query.prefer_until) if bound), default=None)
    return replace(query, since=since, until=until)


def _search(index: NewsIndex, query: Query, k: int) -> list[Hit]:
    until: datetime | None = min((bound for bound in (query.until, query.as_of) if bound), default=None)
    return index.search(
        query.search_text,
        k,
        query.since,
        until,
        query.sources or None,
        query.authors or None,
        keep_undated=query.until is None and query.since is None,
    )
