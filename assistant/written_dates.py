"""Dates as people write them in a question ("3 May 2022", "May 3", "March", "2021"), to the days they cover."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from datetime import date

Days = tuple[date, date]

_MONTHS = "|".join(month_name[1:])
_SHORT = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_ANY_MONTH = rf"(?:{_MONTHS}|(?:{_SHORT})\b\.?)"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d\d"
DAY_NUMBER = rf"(?:the\ )?{_DAY}"
# A number of the month, the month, or the year; most particular first. For patterns in verbose mode.
DATE = rf"""(?:\d{{4}}-\d\d-\d\d|{_DAY}\.{_DAY}\.{YEAR}
    |(?:the\ )?{_DAY}(?:\ of)?\ {_ANY_MONTH}(?:,?\ {YEAR})?|{_ANY_MONTH}\ {_DAY}(?:,?\ {YEAR})?(?!\d)
    |{_ANY_MONTH},?\ {YEAR}|(?:{_MONTHS})|{YEAR})"""
_MONTH_ONLY = re.compile(rf"({_MONTHS})", re.IGNORECASE)
_MONTH_AND_YEAR = re.compile(rf"{_ANY_MONTH},?\ ({YEAR})", re.IGNORECASE)


def days_of(written: str, base: date) -> Days | None:
    """The first and last day of what DATE matches. Without a year it is the latest such time that has begun by `base`.

    None for what no calendar has ("31 June").
    """
    if re.fullmatch(YEAR, written):
        return date(int(written), 1, 1), date(int(written), 12, 31)
    if _MONTH_ONLY.fullmatch(written):
        return _month(_month_number(written), base)
    with_year = _MONTH_AND_YEAR.fullmatch(written)
    if with_year:
        return month_of(date(int(with_year[1]), _month_number(written), 1))
    day = _parsed(written, base)
    return (day, day) if day else None


def month_of(day: date) -> Days:
    """The first and the last day of the month of a day."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def names_no_year(written: str) -> bool:
    """Whether a date leaves its year to be guessed."""
    return not re.search(YEAR, written)


def is_a_name_in_lower_case(written: str) -> bool:
    """Whether a bare "march" or "may" is more likely the verb or the noun; "May" and "in May 2022" are not."""
    return written in ("march", "may", "august")


def _month_number(written: str) -> int:
    return next(n for n, name in enumerate(month_name) if n and name[:3].lower() == written[:3].lower())


def _month(number: int, base: date) -> Days:
    year = base.year if number <= base.month else base.year - 1
    return month_of(date(max(year, 1), number, 1))


def _parsed(written: str, base: date) -> date | None:
    import dateparser  # here because it is slow to load and few questions need it

    try:
        return date.fromisoformat(written)
    except ValueError:
        pass
    text = re.sub(r"^the | of(?= )", "", written, flags=re.IGNORECASE)
    if names_no_year(text):
        text = f"{text} {base.year}"
    parsed = dateparser.parse(
        text, languages=["en"], settings={"PARSERS": ["absolute-time"], "DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day"]}
    )
    if parsed is None:
        return None
    day: date = parsed.date()
    if names_no_year(written) and day > base:
        try:
            return day.replace(year=day.year - 1)
        except ValueError:  # 29 February
            return None
    return day
