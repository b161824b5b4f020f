"""Publication dates as sites write them, to aware datetimes; what is not a date is None, never a guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_LONGEST_DATE = 60
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
        return _from_epoch(float(value))
    if isinstance(value, str):
        return _from_text(" ".join(value.split()))
    return None


def _from_text(text: str) -> datetime | None:
    if not text or len(text) > _LONGEST_DATE:
        return None
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return _from_epoch(float(text))
    iso = re.sub(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})", lambda m: f"{m[1]}-{m[2]:0>2}-{m[3]:0>2}", text)
    try:
        return _aware(datetime.fromisoformat(iso))
    except ValueError:
        pass
    return _from_words(text) if _FULL_YEAR.search(text) else None


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
    try:
        return datetime.fromtimestamp(seconds, tz=UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
