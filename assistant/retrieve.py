"""From a Query to hits: the index's search with its filters, and what is preferred first."""

from __future__ import annotations

from datetime import datetime, timedelta

from assistant.reranker import RERANKED, Reranker, rerank
from assistant.types import Query
from assistant.widen import widened
from vectorstore import Hit, NewsIndex, TimePreference

# Who asks as of a day, and names no time, mostly asks about what was news then: enough to settle what is else alike.
_NEWS_DAYS, _NEWS_WEIGHT = timedelta(days=7), 0.2


def retrieve(index: NewsIndex, query: Query, k: int, reranker: Reranker | None = None) -> tuple[Query, list[Hit]]:
    """The k best hits, best first, and the query as it was used.

    Where filters read from the words leave nothing, they are given up one by one, and the query says so.
    reranker: puts the best thirty in its own order and gives them its scores; what else is asked for follows them as
    it was found. Raises ModelError if it fails.
    """
    wanted = max(k, RERANKED) if reranker and k > 0 else k
    hits = _search(index, query, wanted)
    while not hits:
        wider = widened(query)
        if wider is None:
            break
        query = wider
        hits = _search(index, query, wanted)
    if reranker:
        hits = [*rerank(reranker, query.text, hits[:RERANKED]), *hits[RERANKED:]][: max(k, 0)]
    return query, hits


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
        prefer=_preference(query),
    )


def _preference(query: Query) -> TimePreference | None:
    """The time whose articles come first: the one the words name, or a little the days before `as_of`."""
    if query.prefer:
        return query.prefer
    if query.as_of is None or query.since or query.until:
        return None
    try:
        return TimePreference(query.as_of - _NEWS_DAYS, query.as_of, _NEWS_WEIGHT)
    except OverflowError:  # the first days of the year 1
        return None
