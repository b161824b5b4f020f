"""Days as people read them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime


def day(moment: date | datetime) -> str:
    """`4 May 2022`, in the time zone the article gave."""
    return f"{moment.day} {moment:%B %Y}"


def span(first: date | None, last: date | None) -> str:
    """`3–9 May 2022`, `March 2022`, `2022`, `since 3 May 2022`: days from the first to the last, as short as can be."""
    if first is None or last is None:
        return f"since {day(first)}" if first else f"until {day(last)}" if last else ""
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    same_year, same_month = first.year == last.year, (first.year, first.month) == (last.year, last.month)
    if whole_months and (first.month, last.month) == (1, 12):
        return f"{first.year}" if same_year else f"{first.year}–{last.year}"
    if whole_months and same_year:
        return f"{first:%B %Y}" if same_month else f"{first:%B}–{last:%B %Y}"
    if first == last:
        return day(first)
    if same_month:
        return f"{first.day}–{day(last)}"
    return f"{first.day} {first:%B}{'' if same_year else f' {first.year}'} – {day(last)}"
