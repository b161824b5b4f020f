"""What a ledger holds, seen from afar: sources, authors, the first day and the last. Nothing under an embargo shows."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

_TOLD = "(embargo IS NULL OR embargo <= ?)"  # may be told of at a time


class Overview:
    """Reads rows of the ledger that sum it up."""

    def __init__(self, rows: Callable[[str, Sequence[Any]], list[Any]]) -> None:
        self._rows = rows

    def embargoed(self, now: int) -> int:
        """How many articles are under an embargo at a time, in epoch seconds."""
        return int(self._first("SELECT count(*) FROM articles WHERE embargo > ?", (now,))[0])

    def span(self) -> tuple[datetime | None, datetime | None]:
        """When the first and the last dated article were published."""
        query = f"SELECT published_text FROM articles WHERE published_text IS NOT NULL AND {_TOLD}"
        ordered = f"{query} ORDER BY published {{}} LIMIT 1"
        now = time.time()
        first, last = self._first(ordered.format("ASC"), (now,)), self._first(ordered.format("DESC"), (now,))
        return (datetime.fromisoformat(first[0]) if first else None, datetime.fromisoformat(last[0]) if last else None)

    def sources(self) -> list[tuple[str, int]]:
        """Sources and how many articles each has, largest first."""
        return self._rows(
            f"SELECT source, count(*) AS n FROM articles WHERE source IS NOT NULL AND {_TOLD}"
            " GROUP BY source ORDER BY n DESC, source",
            (time.time(),),
        )

    def authors(self) -> list[str]:
        """Every name under an article, in each way it is written, in order."""
        rows = self._rows(
            f"SELECT DISTINCT name.value FROM articles, json_each(articles.authors) AS name WHERE {_TOLD} ORDER BY 1",
            (time.time(),),
        )
        return [row[0] for row in rows]

    def _first(self, sql: str, values: Sequence[Any]) -> Any:
        rows = self._rows(sql, values)
        return rows[0] if rows else None
