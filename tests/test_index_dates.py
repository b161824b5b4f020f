"""Bounds in time as callers give them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from vectorstore import parse_day

OSLO = timezone(timedelta(hours=2))
LAST_MOMENT = datetime(2024, 5, 7, 23, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        ("2024-05-07", datetime(2024, 5, 7, tzinfo=UTC)),
        (" 2024-05-07 ", datetime(2024, 5, 7, tzinfo=UTC)),
        (date(2024, 5, 7), datetime(2024, 5, 7, tzinfo=UTC)),
        (datetime(2024, 5, 7, 9, 30), datetime(2024, 5, 7, 9, 30, tzinfo=UTC)),
        (datetime(2024, 5, 7, 9, 30, tzinfo=OSLO), datetime(2024, 5, 7, 9, 30, tzinfo=OSLO)),
        ("2024-05-07T09:30", datetime(2024, 5, 7, 9, 30, tzinfo=UTC)),
        ("2024-05-07T09:30:00+02:00", datetime(2024, 5, 7, 7, 30, tzinfo=UTC)),
        ("2024-05-07T09:30:00Z", datetime(2024, 5, 7, 9, 30, tzinfo=UTC)),
    ],
)
def test_days_and_moments_become_aware(value: date | datetime | str | None, expected: datetime | None) -> None:
    assert parse_day(value) == expected


@pytest.mark.parametrize("value", ["2024-05-07", date(2024, 5, 7)])
def test_the_end_of_a_day_is_its_last_moment(value: date | str) -> None:
    assert parse_day(value, end=True) == LAST_MOMENT


@pytest.mark.parametrize("value", ["2024-05-07T09:30:00Z", datetime(2024, 5, 7, 9, 30, tzinfo=UTC)])
def test_a_moment_has_no_other_end(value: datetime | str) -> None:
    assert parse_day(value, end=True) == datetime(2024, 5, 7, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("end", [False, True])
@pytest.mark.parametrize("value", [date.min, date.max, "0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_too(value: date | str, end: bool) -> None:
    parsed = parse_day(value, end=end)
    assert parsed is not None
    assert parsed.date().isoformat() == str(value)


@pytest.mark.parametrize("value", ["yesterday", "2024-13-01", "May 2024", "07/05/2024", "2024", "x" * 500, 20240507])
def test_what_is_no_date_is_named_with_the_way_to_write_one(value: object) -> None:
    with pytest.raises(ValueError, match="is not a date: write it as 2024-05-31") as raised:
        parse_day(value)  # type: ignore[arg-type]
    assert str(value)[:20] in str(raised.value)
    assert len(str(raised.value)) < 100
