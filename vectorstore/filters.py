"""Which articles a search may look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

# Stands for "no known day" where a number is needed; before any real moment, in seconds.
UNDATED = -(10**12)


@dataclass(frozen=True)
class Filters:
    """Bounds in epoch seconds (inclusive), exact source names, and author names as the ledger folds them.

    keep_undated: whether articles without a known day pass an `until` bound; they never pass `since`.
    """

    since: int | None = None
    until: int | None = None
    sources: tuple[str, ...] | None = None
    authors: tuple[str, ...] | None = None
    keep_undated: bool = False

    @property
    def lowest(self) -> int | None:
        """The lower bound in force, which also shuts out undated articles where they must not pass."""
        if self.since is not None:
            return self.since
        return UNDATED + 1 if self.until is not None and not self.keep_undated else None

    @property
    def is_open(self) -> bool:
        return self.since is None and self.until is None and self.sources is None and self.authors is None


def to_epoch(moment: datetime | None) -> int:
    """Epoch seconds, rounded down; `UNDATED` for None."""
    return UNDATED if moment is None else int(moment.timestamp() // 1)
