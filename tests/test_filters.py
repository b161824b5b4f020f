"""Which articles a search may look at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from vectorstore.filters import UNDATED, Filters, to_epoch


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (None, UNDATED),
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1969, 12, 31, 23, 59, 59, 500000, tzinfo=UTC), -1),
        (datetime(1970, 1, 1, 2, tzinfo=timezone(timedelta(hours=2))), 0),
    ],
)
def test_moments_become_whole_seconds_rounded_down(moment: datetime | None, expected: int) -> None:
    assert to_epoch(moment) == expected


def test_no_real_moment_is_as_early_as_an_unknown_one() -> None:
    assert to_epoch(datetime.min.replace(tzinfo=UTC)) > UNDATED


@pytest.mark.parametrize(
    ("filters", "lowest"),
    [
        (Filters(), None),
        (Filters(since=5), 5),
        (Filters(since=5, keep_undated=True), 5),
        (Filters(until=9), UNDATED + 1),
        (Filters(until=9, keep_undated=True), None),
        (Filters(sources=("Post",)), None),
    ],
)
def test_undated_articles_pass_only_where_they_are_kept(filters: Filters, lowest: int | None) -> None:
    assert filters.lowest == lowest
