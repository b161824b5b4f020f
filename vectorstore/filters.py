"""Which articles a search may look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from vectorstore.text import fold

# Stands for "no known day" where a number is needed; before any real moment, in seconds.
UNDATED = -(10**12)


@dataclass(frozen=True)
class Filters:
    """Bounds in epoch seconds (inclusive), exact source names, and author names as the ledger folds them.

    keep_undated: whether articles without a known day pass an `until` bound; they never pass `since`.
    usable_at: only articles whose embargo, if they have one, has ended by then, in epoch seconds; None to not look.
    """

    since: int | None = None
    until: int | None = None
    sources: tuple[str, ...] | None = None
    authors: tuple[str, ...] | None = None
    keep_undated: bool = False
    usable_at: int | None = None

    @property
    def lowest(self) -> int | None:
        """The lower bound in force, which also shuts out undated articles where they must not pass."""
        if self.since is not None:
            return self.since
        return UNDATED + 1 if self.until is not None and not self.keep_undated else None


def to_epoch(moment: datetime | None) -> int:
    """Epoch seconds, rounded down; `UNDATED` for None."""
    return UNDATED if moment is None else int(moment.timestamp() // 1)


def make_filters(
    known_sources: Sequence[str],
    bounds: tuple[datetime | None, datetime | None],
    sources: Sequence[str],
    authors: Sequence[str],
    *,
    keep_undated: bool = False,
    usable_at: int | None = None,
) -> Filters:
    """The filters that callers' words mean: `bounds` are since and until; no sources or no authors means any.

    Case and diacritics do not matter. A source that is not among the known ones lets nothing pass.
    """
    since, until = (to_epoch(bound) if bound else None for bound in bounds)
    wanted = {fold(name) for name in sources}
    return Filters(
        since,
        until,
        sources=tuple(name for name in known_sources if fold(name) in wanted) if wanted else None,
        authors=tuple(fold(name) for name in authors) if authors else None,
        keep_undated=keep_undated,
        usable_at=usable_at,
    )
