"""The ledger's articles counted by day and outlet, without those that were withdrawn or are under an embargo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from vectorstore.filters import UNDATED, Filters
from vectorstore.rows import where_clause
from vectorstore.types import Coverage, DayCount, Listing

_EPOCH = date(1970, 1, 1).toordinal()
# Rounded down also before 1970, where SQLite's division rounds up.
_DAY = "(a.published - ((a.published % 86400) + 86400) % 86400) / 86400"
_BY_DAY = f"SELECT {_DAY}, a.source, count(*) FROM articles a WHERE a.published != ?{{}} GROUP BY 1, 2 ORDER BY 1, 2"
_UNDATED = "SELECT count(*) FROM articles a WHERE a.published = ?{}"
# A copy whose report was there earlier; the undated come last, as wherever copies are put in order.
_REPEATS = """
SELECT count(DISTINCT c.article) FROM copies c
  JOIN articles a ON a.key = c.article JOIN articles b ON b.key = c.other
 WHERE (b.published = ?, b.published, b.key) < (a.published = ?, a.published, a.key)
   AND (b.embargo IS NULL OR b.embargo <= ?){}
"""
# Of all that pass, in order of time, either those at even distances or the last.
_LISTED = """
WITH passing AS (
    SELECT a.id AS id, count(*) OVER () AS total,
           row_number() OVER (ORDER BY a.published = ?, a.published, a.id) AS place,
           row_number() OVER (ORDER BY a.published DESC, a.id) AS newest
      FROM articles a WHERE TRUE{}
)
SELECT id, total FROM passing WHERE {} ORDER BY place
"""
_EVENLY, _NEWEST = "place * ? / total > (place - 1) * ? / total", "newest <= ? AND newest <= ?"


class Counts:
    """Counts rows of the ledger."""

    def __init__(self, rows: Callable[[str, Sequence[Any]], list[Any]]) -> None:
        self._rows = rows

    def coverage(self, filters: Filters, now: int) -> Coverage:
        """The articles that pass the filters. now: epoch seconds, by which an embargo must have ended."""
        where, values = where_clause(filters)
        days = self._rows(_BY_DAY.format(where), (UNDATED, *values))
        ((undated,),) = self._rows(_UNDATED.format(where), (UNDATED, *values))
        ((repeats,),) = self._rows(_REPEATS.format(where), (UNDATED, UNDATED, now, *values))
        return Coverage(tuple(DayCount(_date(day), source, n) for day, source, n in days), undated, repeats)

    def listing(self, filters: Filters, most: int, *, newest: bool) -> Listing:
        """At most so many of the articles that pass the filters, at even distances among them, or the newest."""
        where, values = where_clause(filters)
        rows = self._rows(_LISTED.format(where, _NEWEST if newest else _EVENLY), (UNDATED, *values, most, most))
        return Listing(tuple(id_ for id_, _ in rows), rows[0][1] if rows else 0)


def _date(days: int) -> date:
    """A day by its number; at either end of the calendar the time zone can lead out of it by one."""
    return date.fromordinal(min(max(days + _EPOCH, 1), date.max.toordinal()))
