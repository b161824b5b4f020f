"""Coverage over time as HTML: a bar for each stretch of days and a legend of the outlets, all of them buttons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date

from assistant.dates import span
from assistant.page.buckets import Bar, Bars, bars_of
from assistant.page.escaping import count, literal
from assistant.types import Answer
from vectorstore import Coverage, fold

_TICKS = 6
_DOT = '<span class="dot"></span>'
_NO_DATES = "None of the articles says when it was published, so there is nothing to show over time."


@dataclass(frozen=True)
class Chosen:
    """What the page's filters stand at: both days inclusive, None for no bound; no outlets for any."""

    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()

    @property
    def has_range(self) -> bool:
        """Whether there is a bound at all."""
        return bool(self.since or self.until)

    def is_bar(self, bar: Bar) -> bool:
        """Whether the days are just those of a bar."""
        return (self.since, self.until) == (bar.since, bar.until)

    def touches(self, bar: Bar) -> bool:
        """Whether any of a bar's days are among those chosen."""
        return (self.since or date.min) <= bar.until and bar.since <= (self.until or date.max)

    def has(self, outlet: str) -> bool:
        """Whether an outlet was chosen by name."""
        return fold(outlet) in map(fold, self.outlets)


def cited_days(answer: Answer) -> tuple[date, ...]:
    """The days on which the articles that an answer cites were published, as the plot counts days."""
    days = {c.published.astimezone(UTC).date() for c in answer.citations if c.published}
    return tuple(sorted(days))


def coverage_html(coverage: Coverage, chosen: Chosen | None = None, cited: Collection[date] = ()) -> str:
    """The plot. chosen: shown as chosen. cited: days that get a dot, such as those of the last answer's citations.

    A bar is a button with `data-since` and `data-until`, both ISO days; an outlet one with `data-source`, its name.
    """
    bars, chosen = bars_of(coverage.days), chosen or Chosen()
    if not bars.bars:
        return f'<p class="hint">{_NO_DATES}</p>' if coverage.undated else ""
    unit = f"Articles {_each(bars.unit)}"
    over = span(bars.bars[0].since, bars.bars[-1].until)
    return (
        f'<figure class="coverage{_state(chosen)}">'
        f"<figcaption><strong>{unit}</strong> {literal(over)}{_range_line(chosen)}</figcaption>"
        f'<p class="told" aria-hidden="true">Choose a bar to search only those days, an outlet to search only that.</p>'
        f"{_plot(bars, chosen, set(cited), f'{unit}, {over}')}{_legend(bars, chosen)}{_notes(coverage, cited)}"
        f"{_table(bars)}</figure>"
    )


def _each(unit: str) -> str:
    return f"in {unit}" if unit[0].isdigit() else f"a {unit}"


def _state(chosen: Chosen) -> str:
    return f"{' has-range' if chosen.has_range else ''}{' has-outlets' if chosen.outlets else ''}"


def _range_line(chosen: Chosen) -> str:
    if not chosen.has_range:
        return ""
    return f' · <span class="range">chosen: {literal(span(chosen.since, chosen.until))}</span>'


def _plot(bars: Bars, chosen: Chosen, cited: Collection[date], label: str) -> str:
    top = _round_up(max(bar.articles for bar in bars.bars))
    scale = "".join(f"<span>{number:,}</span>" for number in ([top, top // 2, 0] if top % 2 == 0 else [top, 0]))
    # One stop of the tab key for all bars: the arrow keys lead from one to the next, and the script moves the stop.
    first = next((bar for bar in bars.bars if bar.articles and chosen.is_bar(bar)), None)
    first = first or next(bar for bar in reversed(bars.bars) if bar.articles)
    columns = "".join(_column(bar, bars, top, chosen, cited, stop=bar is first) for bar in bars.bars)
    return (
        f'<div class="plot"><div class="scale" aria-hidden="true">{scale}</div>'
        f'<div class="scroll"><div class="wide">'
        f'<div class="bars" role="toolbar" aria-label="{literal(f"{label}. Arrow keys move.")}">{columns}</div>'
        f'<div class="ticks" aria-hidden="true">{_ticks(bars)}</div></div></div></div>'
    )


def _round_up(number: int) -> int:
    """The next of 1, 2, 4, 6, 8, 10, 12 … 20, 30, 40, 60, 80, 100, 120 …, so that half of it can be told too."""
    if number < 10:
        return number if number == 1 else number + number % 2
    size = int(10 ** (len(str(number)) - 2))
    return next(step * size for step in (10, 12, 14, 16, 18, 20, 30, 40, 60, 80, 100) if step * size >= number)


def _column(bar: Bar, bars: Bars, top: int, chosen: Chosen, cited: Iterable[date], *, stop: bool) -> str:
    if not bar.articles:
        return '<span class="bar none"></span>'
    is_cited = any(bar.since <= day <= bar.until for day in cited)
    parts = "".join(_part(bars, series, own, chosen) for series, own in enumerate((*bar.named, bar.others)) if own)
    state = " chosen" if chosen.has_range and chosen.touches(bar) else ""
    return (
        f'<button type="button" class="bar{state}" data-since="{bar.since}" data-until="{bar.until}"'
        f' aria-pressed="{"true" if chosen.is_bar(bar) else "false"}" tabindex="{0 if stop else -1}"'
        f' aria-label="{literal(_said(bar, bars, is_cited=is_cited))}">'
        f'<span class="stack" style="height:{100 * bar.articles / top:.2f}%">{parts}</span>'
        f"{_DOT if is_cited else ''}</button>"
    )


def _part(bars: Bars, series: int, articles: int, chosen: Chosen) -> str:
    """The articles of one outlet in a bar; the series after the last outlet is that of all others."""
    named = series < len(bars.outlets)
    state = " chosen" if named and chosen.has(bars.outlets[series]) else ""
    return f'<span class="part s{series if named else "x"}{state}" style="flex-grow:{articles}"></span>'


def _said(bar: Bar, bars: Bars, *, is_cited: bool) -> str:
    """`Week of 20 May 2024: 12 articles (Evening Lamp 7, Merrow Wire 5)`."""
    by_outlet = [f"{name} {own:,}" for name, own in zip(bars.outlets, bar.named, strict=True) if own]
    by_outlet += [f"others {bar.others:,}"] if bar.others else []
    cited = ", cited in the last answer" if is_cited else ""
    return f"{bar.label}: {count(bar.articles, 'article')} ({', '.join(by_outlet)}){cited}"


def _ticks(bars: Bars) -> str:
    """A few days under the bars, each where its bar begins."""
    number = len(bars.bars)
    places = range(0, number, max(1, -(-number // _TICKS)))
    return "".join(
        f'<span style="left:{100 * place / number:.2f}%">{_short(bars.unit, bars.bars[place].since)}</span>'
        for place in places
    )


def _short(unit: str, start: date) -> str:
    if unit in ("day", "week"):
        return f"{start.day} {start:%b} {start.year}"
    return f"{start:%b} {start.year}" if unit == "month" else str(start.year)


def _legend(bars: Bars, chosen: Chosen) -> str:
    items = [
        f'<li><button type="button" data-source="{literal(name)}" aria-pressed="{str(chosen.has(name)).lower()}">'
        f'<span class="swatch s{n}"></span><bdi>{literal(name)}</bdi></button></li>'
        for n, name in enumerate(bars.outlets)
    ]
    items += ['<li class="rest"><span class="swatch sx"></span>others</li>'] if bars.others else []
    return f'<ul class="legend" aria-label="Outlets">{"".join(items)}</ul>'


def _notes(coverage: Coverage, cited: Collection[date]) -> str:
    """What is not in the bars, or would be misread in them."""
    notes = [f"{_DOT} cited in the last answer"] if cited else []
    notes += [f"{count(coverage.undated, 'undated article')} not shown"] if coverage.undated else []
    if coverage.repeats:
        one = coverage.repeats == 1
        notes.append(f"{coverage.repeats:,} {'is a copy' if one else 'are copies'} of a report that came earlier")
    return f'<p class="notes">{" · ".join(notes)}</p>' if notes else ""


def _table(bars: Bars) -> str:
    """The same as a table, folded, for those who cannot look at bars."""
    names = [*bars.outlets, *(["others"] if bars.others else [])]
    head = "".join(f'<th scope="col">{literal(name)}</th>' for name in ("Days", "Articles", *names))
    return (
        '<details class="as-table"><summary>As a table</summary><div class="scroll"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(_rows(bars))}</tbody></table></div></details>"
    )


def _rows(bars: Bars) -> Iterator[str]:
    for bar in bars.bars:
        numbers = [bar.articles, *bar.named, *([bar.others] if bars.others else [])]
        cells = "".join(f"<td>{number:,}</td>" for number in numbers)
        if bar.articles:
            yield f'<tr><th scope="row">{literal(bar.label)}</th>{cells}</tr>'
