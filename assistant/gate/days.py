"""Days, months and years agree with the paragraph, or with the day its report was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from assistant.gate.types import Cited, Claim
from vectorstore import fold

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = rf"(?:{'|'.join(f'{m[:3]}(?:{m[3:]})?' if len(m) > 3 else m for m in _MONTHS)}|sept)\b\.?"
_DATE = re.compile(
    rf"""\b(?P<iso>\d{{4}}-\d\d-\d\d)\b
        |\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?(?P<m1>{_MONTH})(?:,?\ (?P<y1>\d{{4}})\b)?
        |\b(?P<m2>{_MONTH})\ (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\ (?P<y2>\d{{4}})\b)?
        |\b(?P<m3>{_MONTH})(?:\ of)?,?\ (?P<y3>\d{{4}})\b
        |\b(?P<y4>(?:1[5-9]|20)\d\d)\b(?!\ (?:people|men|women|troops|homes|jobs))
        |\b(?P<weekday>{"|".join(_WEEKDAYS)})s?\b""",
    re.VERBOSE,
)
_BEFORE_A_DATE = re.compile(
    rf"(?:\b(?:on|in|since|by|from|until|of)\s+)?(?:{_DATE.pattern})", re.VERBOSE | re.IGNORECASE
)


def objection(claim: Claim, cited: Sequence[Cited]) -> str | None:
    """Why its dates must not be shown: one of them is neither told in the paragraphs nor that of their report."""
    for date in _DATE.finditer(fold(claim.text)):
        if not any(_has_date(date, one) for one in cited):
            return f"it says “{date[0].strip()}”, which what it cites does not"
    return None


def days_and_months(text: str) -> set[tuple[int, int]]:
    """The days that a text names, as (month, day of the month), whatever the year."""
    found = set()
    for date in _DATE.finditer(fold(text)):
        named, day = date["m1"] or date["m2"], date["d1"] or date["d2"]
        if named and day:
            found.add((_month(named), int(day)))
        elif date["iso"]:
            _, month, number = (int(part) for part in date["iso"].split("-"))
            found.add((month, number))
    return found


def without_dates(text: str) -> str:
    """A folded text without the days, months, years and weekdays it names, and the "on" or "in" before them."""
    return _BEFORE_A_DATE.sub(" ", text)


def _has_date(date: re.Match[str], cited: Cited) -> bool:
    """Whether the day, month, year or weekday stands in the paragraph, or is that of its report."""
    text, published = fold(f"{cited.text} . {cited.around}"), cited.published
    if weekday := date["weekday"]:
        near = {(published - timedelta(days=n)).weekday() for n in (0, 1)} if published else set()
        return weekday in text or _WEEKDAYS.index(weekday) in near
    if date["iso"]:
        year, month, day = (int(part) for part in date["iso"].split("-"))
    else:
        year, day = int(date["y1"] or date["y2"] or date["y3"] or date["y4"] or 0), int(date["d1"] or date["d2"] or 0)
        named = date["m1"] or date["m2"] or date["m3"]
        month = _month(named) if named else 0
    if published and all(
        not said or said == known
        for said, known in ((year, published.year), (month, published.month), (day, published.day))
    ):
        return True
    for other in _DATE.finditer(text):
        theirs = int(other["y1"] or other["y2"] or other["y3"] or other["y4"] or 0)
        written = other["m1"] or other["m2"] or other["m3"]
        same_year = not year or year == theirs or (not theirs and bool(published and abs(published.year - year) <= 1))
        same_month = not month or (written is not None and _month(written) == month)
        if same_year and same_month and (not day or day == int(other["d1"] or other["d2"] or 0)):
            return True
    if day and not (year and not published):  # "on Saturday", of a day shortly before the report
        return _weekday_told(day, month, year, text, cited)
    named_alone = bool(month and not day and re.search(rf"\b{_MONTHS[month - 1]}\b", text))
    return named_alone and (not year or bool(published and abs(published.year - year) <= 1))


def _weekday_told(day: int, month: int, year: int, text: str, cited: Cited) -> bool:
    published = cited.published
    if published is None:
        return False
    for back in range(7):
        then = published - timedelta(days=back)
        if (then.day, month or then.month, year or then.year) == (day, then.month, then.year):
            told = ("yesterday" in text and back == 1) or ("today" in text and back == 0)
            return told or _WEEKDAYS[then.weekday()] in text
    return False


def _month(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.strip(".")[:3]))
