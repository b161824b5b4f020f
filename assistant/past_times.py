"""Times told from today ("yesterday", "last week", "three months ago", "on Monday"), to the days they cover."""

from __future__ import annotations

import re
from calendar import day_name
from datetime import date, timedelta

from assistant.written_dates import Days, month_of

_COUNT = "one two three four five six seven eight nine ten eleven twelve".split()
_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
_LONGEST = 400  # days: "over the past 30 years" speaks of history, not of articles
_NUMBER = rf"\d{{1,3}}|{'|'.join(_COUNT)}|an?|few|couple\ of"
PAST_TIMES = re.compile(
    rf"""\b(?P<day>yesterday|last\ night)\b
        |(?:\b(?:over|in|during|within|for)\ the\ (?:last|past)|\b(?:last|past))
            \ (?P<last_n>{_NUMBER})\ (?P<last_unit>day|week|month|year)s?\b
        |\b(?:over|within|during|in)\ the\ (?:last|past)\ (?P<rolling>week|month|year)\b(?!\ of\b)
        |(?<!the\ )(?<!his\ )(?<!her\ )(?<!its\ )(?<!their\ )
            \b(?P<which>last|this)\ (?P<unit>week|month|year)\b(?!\ of\b)
        |\b(?P<ago_n>{_NUMBER})\ (?P<ago_unit>day|week|month|year)s?\ ago\b
        |\b(?:on|last|this|since)\ (?P<weekday>{"|".join(day_name)})\b(?!['’]s|\ (?-i:[A-Z]))""",
    re.IGNORECASE | re.VERBOSE,
)


def days_back(match: re.Match[str], today: date) -> Days | None:
    """The first and last day of what PAST_TIMES matches, seen from today; None where that is nothing to search by."""
    try:
        return _days(match, today)
    except (OverflowError, ValueError):  # before the year 1
        return None


def _days(match: re.Match[str], today: date) -> Days | None:
    if match["day"]:
        return today - timedelta(days=1), today - timedelta(days=1)
    if match["weekday"]:
        wanted = [name.lower() for name in day_name].index(match["weekday"].lower())
        day = today - timedelta(days=(today.weekday() - wanted) % 7)
        return day, today if match[0].lower().startswith("since") else day
    if match["last_n"] or match["rolling"]:
        unit = (match["last_unit"] or match["rolling"]).lower()
        length = _UNITS[unit] * (_number(match["last_n"]) if match["last_n"] else 1)
        return (today - timedelta(days=length), today) if length <= _LONGEST else None
    if match["ago_n"]:
        return _ago(match["ago_n"], match["ago_unit"].lower(), today)
    return _calendar(match["which"].lower(), match["unit"].lower(), today)


def _ago(count: str, unit: str, today: date) -> Days:
    """A day, or about the week, month or year in which it was."""
    day = _back(today, unit, _number(count))
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if unit == "month":
        return month_of(day)
    near = timedelta(days=0 if unit == "day" else 3)
    return day - near, day + near


def _calendar(which: str, unit: str, today: date) -> Days | None:
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7)
        return (monday, monday + timedelta(days=6)) if which == "last" else None
    if unit == "month":
        return month_of(_back(today, "month", 1)) if which == "last" else None
    year = today.year - (which == "last")
    return date(year, 1, 1), min(date(year, 12, 31), today)


def _back(day: date, unit: str, count: int) -> date:
    if unit in ("day", "week"):
        return day - timedelta(days=count * _UNITS[unit])
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    return date(months // 12, months % 12 + 1, min(day.day, 28))


def _number(count: str) -> int:
    count = count.lower()
    if count.isdigit():
        return int(count)
    return {"a": 1, "an": 1, "few": 3, "couple of": 2}.get(count) or _COUNT.index(count) + 1
