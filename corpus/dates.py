"""Publication dates as sites write them, to aware datetimes; what is not a date is None, never a guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_LONGEST_DATE = 60
_FIRST_EPOCH = 1e8  # in 1973; a smaller number is a count, or 0 for "not known"
_FULL_YEAR = re.compile(r"\b(1[6-9]|20)\d\d\b")


def parse_published(value: object) -> datetime | None:
    """Read a publication date; a time without a zone is taken as UTC.

    Accepts datetimes, dates, ISO 8601, `2022/05/04`, epoch seconds or milliseconds, and dates in words
    ("4 May 2022, 10:15"). Returns None for anything without a full year, month and day.
    """
    if isinstance(value, datetime):
        return _aware(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return _from_compact(str(value)) or _from_epoch(float(value))
    if isinstance(value, str):
        return _from_text(" ".join(value.split()))
    return None


def _from_text(text: str) -> datetime | None:
    if not text or len(text) > _LONGEST_DATE:
        return None
    if text.isdigit():
        return _from_compact(text) or (_from_epoch(float(text)) if len(text) in (10, 13) else None)
    numbers = re.fullmatch(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", text)
    if numbers:
        return _from_numbers(int(numbers[1]), int(numbers[3]), int(numbers[4]), dotted=numbers[2] == ".")
    iso = re.sub(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})", lambda m: f"{m[1]}-{m[2]:0>2}-{m[3]:0>2}", text)
    try:
        return _aware(datetime.fromisoformat(iso))
    except ValueError:
        pass
    return _from_words(text) if _FULL_YEAR.search(text) else None


def _from_compact(text: str) -> datetime | None:
    """`20220504`."""
    match = re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)", text)
    return _from_day(*map(int, match.groups())) if match else None


def _from_numbers(first: int, second: int, year: int, *, dotted: bool) -> datetime | None:
    """`04.05.2022` is the fourth of May wherever it is written; `04/05/2022` may be either, so it is neither."""
    if dotted or first > 12:
        return _from_day(year, second, first)
    return _from_day(year, first, second) if second > 12 or first == second else None


def _from_day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _from_words(text: str) -> datetime | None:
    import dateparser  # here because it is slow to load and ISO dates do not need it

    parsed = dateparser.parse(
        text,
        settings={
            "REQUIRE_PARTS": ["year", "month", "day"],
            "PARSERS": ["absolute-time"],
            "TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": True,
        },
    )
    return _aware(parsed) if parsed else None


def _from_epoch(number: float) -> datetime | None:
    seconds = number / 1000 if abs(number) > 1e11 else number
    if seconds < _FIRST_EPOCH:
        return None
    try:
        return datetime.fromtimestamp(seconds, tz=UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
