"""Days put together for a plot: by day, week, month or year, so that there are never more bars than one can tell."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from assistant.dates import day, span
from vectorstore import DayCount, fold

MOST_BARS = 60
MOST_NAMED = 6
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200)  # in one bar, where years alone would be too many
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Bar:
    """One bar: its days, both inclusive, how many articles each of the named outlets has in them, and all others."""

    since: date
    until: date
    label: str
    named: tuple[int, ...]
    others: int

    @property
    def articles(self) -> int:
        """How many articles the whole bar stands for."""
        return sum(self.named) + self.others


@dataclass(frozen=True)
class Bars:
    """The bars in order of time, without a gap. unit: `day`, `week`, `month`, `year` or such as `20 years`.

    outlets: the names of the series, the largest first.
    """

    unit: str = "day"
    bars: tuple[Bar, ...] = ()
    outlets: tuple[str, ...] = ()

    @property
    def others(self) -> bool:
        """Whether there are articles of other outlets, or of none that is known."""
        return any(bar.others for bar in self.bars)


def bars_of(days: Sequence[DayCount]) -> Bars:
    """Counts, in order of time, as bars. Ways of writing an outlet that differ in case or accents are one outlet."""
    if not days:
        return Bars()
    place, outlets = _series(days)
    unit, starts = _starts(days[0].day, days[-1].day)
    sums = [Counter[int | None]() for _ in starts]
    for count in days:
        sums[bisect_right(starts, count.day) - 1][place.get(count.source)] += count.articles
    ends = [start - _DAY for start in starts[1:]]
    ends.append(_end(unit, starts[-1]))
    bars = (
        Bar(since, until, _label(unit, since, until), tuple(own[n] for n in range(len(outlets))), own[None])
        for since, until, own in zip(starts, ends, sums, strict=True)
    )
    return Bars(unit, tuple(bars), outlets)


def _series(days: Sequence[DayCount]) -> tuple[dict[str | None, int], tuple[str, ...]]:
    """Which series an outlet belongs to, by each way in which it is written, and the series' names."""
    written = Counter[str]()
    for count in days:
        if count.source:
            written[count.source] += count.articles
    folded = {name: fold(name) for name in written}
    outlets, spelling = Counter[str](), dict[str, str]()
    for name, articles in written.most_common():
        outlets[folded[name]] += articles
        spelling.setdefault(folded[name], name)
    largest = [name for name, _ in sorted(outlets.items(), key=lambda own: (-own[1], own[0]))[:MOST_NAMED]]
    place: dict[str | None, int] = {n: largest.index(folded[n]) for n in written if folded[n] in largest}
    return place, tuple(spelling[name] for name in largest)


def _starts(first: date, last: date) -> tuple[str, list[date]]:
    """The unit, the smallest that makes no more bars than may be, and the first day of each bar."""
    for unit in ("day", "week", "month", *map(_years, _YEARS[:-1])):
        starts = _within(unit, first, last)
        if len(starts) <= MOST_BARS:
            return unit, starts
    return _years(_YEARS[-1]), _within(_years(_YEARS[-1]), first, last)


def _years(number: int) -> str:
    return "year" if number == 1 else f"{number} years"


def _within(unit: str, first: date, last: date) -> list[date]:
    """The first day of each bar from one day to another, or of just more of them than may be."""
    starts = list[date]()
    for start in _from(unit, first):
        if start > last or len(starts) > MOST_BARS:
            break
        starts.append(start)
    return starts


def _from(unit: str, first: date) -> Iterator[date]:
    """The first days of bars, from the bar that has this day on to the end of the calendar."""
    start: date | None = _start(unit, first)
    while start:
        yield start
        start = _after(unit, start)


def _start(unit: str, of: date) -> date:
    if unit == "day":
        return of
    if unit == "week":
        return of - of.weekday() * _DAY  # the calendar's first day is a Monday
    if unit == "month":
        return of.replace(day=1)
    return date(max(1, of.year - of.year % _number(unit)), 1, 1)


def _after(unit: str, start: date) -> date | None:
    """The first day of the next bar; None at the end of the calendar."""
    steps: dict[str, Callable[[], date]] = {
        "day": lambda: start + _DAY,
        "week": lambda: start + 7 * _DAY,
        "month": lambda: date(start.year + start.month // 12, start.month % 12 + 1, 1),
    }
    years = partial(date, start.year - start.year % _number(unit) + _number(unit), 1, 1)
    try:
        return steps.get(unit, years)()
    except (OverflowError, ValueError):
        return None


def _number(unit: str) -> int:
    """How many years a unit of years has; 1 for any other."""
    return int(unit.split()[0]) if unit.endswith("years") else 1


def _end(unit: str, start: date) -> date:
    after = _after(unit, start)
    return after - _DAY if after else date.max


def _label(unit: str, since: date, until: date) -> str:
    if unit in ("day", "week"):
        return day(since) if unit == "day" else f"Week of {day(since)}"
    return span(since, until)
