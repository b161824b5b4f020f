"""Bounds in time as callers give them: a date, a datetime or an ISO string."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

Day = date | datetime | str


def parse_day(value: Day | None, *, end: bool = False) -> datetime | None:
    """An aware datetime; a bare day means its first moment, or with `end` its last, in UTC.

    Raises ValueError, with a sentence for a person, for what is not a date.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        value = _from_text(value.strip())
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        start = datetime.combine(value, time.min, tzinfo=UTC)
        try:
            return start + timedelta(days=1, microseconds=-1) if end else start
        except OverflowError:
            return start
    raise ValueError(f"{value!r} is not a date: write it as 2024-05-31")


def _from_text(text: str) -> date | datetime:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is not a date: write it as 2024-05-31") from None
