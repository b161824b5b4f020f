"""What callers of an index bound it by, as filters over its ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from vectorstore.filters import Filters, make_filters, to_epoch
from vectorstore.ledger import Ledger
from vectorstore.text import without_half_characters


def _listed(names: Sequence[str] | str | None) -> Sequence[str]:
    return [without_half_characters(name) for name in ([names] if isinstance(names, str) else names or ())]


def filters_of(
    ledger: Ledger,
    bounds: tuple[datetime | None, datetime | None],
    sources: Sequence[str] | str | None,
    authors: Sequence[str] | str | None,
    *,
    keep_undated: bool = False,
) -> Filters:
    """The filters that a caller's bounds mean in this ledger; nothing under an embargo passes."""
    known = [name for name, _ in ledger.overview.sources()] if sources else []
    named, usable_at = (_listed(sources), _listed(authors)), embargo_bound(ledger)
    return make_filters(known, bounds, *named, keep_undated=keep_undated, usable_at=usable_at)


def embargo_bound(ledger: Ledger) -> int | None:
    """The moment by which an embargo must have ended; None where there is none, which is the quicker search."""
    now = to_epoch(datetime.now(UTC))
    return now if ledger.overview.embargoed(now) else None
