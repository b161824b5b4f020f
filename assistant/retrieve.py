"""From a Query to hits: the index's search with its filters, and what is preferred first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.read import NOTHING_READ, PARAGRAPHS_READ, READ_AGAIN, Readings, read_hits, reordered
from assistant.reader import Reader
from assistant.reranker import RERANKED, Reranker, rerank
from assistant.types import Query
from assistant.widen import widened
from vectorstore import Hit, NewsIndex, TimePreference

# Who asks as of a day, and names no time, mostly asks about what was news then: enough to settle what is else alike.
_NEWS_DAYS, _NEWS_WEIGHT = timedelta(days=7), 0.2


@dataclass(frozen=True)
class Found:
    """The hits of a query, best first, the query as it was used, and what the reader says of the best of them."""

    query: Query
    hits: list[Hit]
    readings: Readings = NOTHING_READ


def retrieve(
    index: NewsIndex,
    query: Query,
    k: int,
    reranker: Reranker | None = None,
    reader: Reader | None = None,
    *,
    again: int = READ_AGAIN,
) -> Found:
    """The k best hits.

    Where filters read from the words leave nothing, they are given up one by one, and the query says so.
    reader: reads the best hits. Where a model of the user's own takes a part in it, the best thirty are in that model's
    order, and have its scores. again: so many are read again by its larger network. reranker: does so without a reader.
    What else is asked for follows as it was found.
    Raises ModelError if either fails.
    """
    wanted = max(k, RERANKED if reranker else PARAGRAPHS_READ if reader else 0) if k > 0 else k
    hits = _search(index, query, wanted)
    while not hits:
        wider = widened(query)
        if wider is None:
            break
        query = wider
        hits = _search(index, query, wanted)
    readings = NOTHING_READ
    if reader:
        readings = read_hits(reader, query.without_time(query.search_text), hits, again)
        hits = reordered(hits, readings) if reader.is_other else hits
    elif reranker:
        hits = [*rerank(reranker, query.text, hits[:RERANKED]), *hits[RERANKED:]]
    return Found(query, hits[: max(k, 0)], readings)


def _search(index: NewsIndex, query: Query, k: int) -> list[Hit]:
    until: datetime | None = min((bound for bound in (query.until, query.as_of) if bound), default=None)
    return index.search(
        query.search_text,
        k,
        query.since or query.fresh_from,
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
