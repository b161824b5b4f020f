"""The plot of coverage on the page: drawn anew when filters change, and setting them when it is clicked."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.page.coverage_plot import Chosen, coverage_html
from assistant.page.escaping import as_sentence, literal, without_direction
from vectorstore import NewsIndexError, fold

_QUIET = {"show_progress": "hidden", "api_visibility": "private"}

# Runs once; the plot is drawn anew under it. Shift reaches from what is chosen to the bar that is clicked.
_SCRIPT = """
const bars = () => [...element.querySelectorAll("button.bar")];
const tell = (event) => {
  const bar = event.target.closest("button.bar"), told = element.querySelector(".told");
  if (bar && told) told.textContent = bar.getAttribute("aria-label");
};
const settle = () => {
  const wide = element.querySelector(".plot .scroll");
  if (wide) wide.scrollLeft = wide.scrollWidth;
};
element.addEventListener("pointerover", tell);
element.addEventListener("focusin", tell);
element.addEventListener("click", (event) => {
  const outlet = event.target.closest("button[data-source]"), bar = event.target.closest("button.bar");
  if (outlet) trigger("select", { source: outlet.dataset.source });
  if (!bar) return;
  let { since, until } = bar.dataset;
  const chosen = bars().filter((other) => other.classList.contains("chosen"));
  if (event.shiftKey && chosen.length) {
    const first = chosen[0].dataset.since, last = chosen[chosen.length - 1].dataset.until;
    since = first < since ? first : since;
    until = last > until ? last : until;
  }
  trigger("select", { since, until });
});
element.addEventListener("keydown", (event) => {
  const all = bars(), here = all.indexOf(event.target);
  const to = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: all.length - 1 }[event.key];
  if (here < 0 || to === undefined) return;
  event.preventDefault();
  const next = all[Math.min(Math.max(to, 0), all.length - 1)];
  for (const bar of all) bar.tabIndex = bar === next ? 0 : -1;
  next.focus();
});
let drawn = false;
watch("value", () => { if (!drawn && element.querySelector(".bars")) { drawn = true; settle(); } });
settle();
"""


@dataclass(frozen=True)
class Pick:
    """What was clicked: the days of a bar, or an outlet."""

    since: date | None = None
    until: date | None = None
    source: str | None = None


Filtered = tuple[str, str, list[str]]  # since and until as ISO days or empty, and outlets


def coverage_panel() -> gr.HTML:
    """The place of the plot, empty until it is joined on with `join_coverage`.

    Its event `select` has `since` and `until`, ISO days, for a bar, or `source`, a name, for an entry of the legend.
    """
    return gr.HTML("", elem_id="coverage", js_on_load=_SCRIPT, padding=False)


def join_coverage(
    page: gr.Blocks,
    assistant: Assistant,
    plot: gr.HTML,
    filters: Sequence[gr.components.Component],
    cited: gr.components.Component | None = None,
) -> tuple[Callable[..., str], Any]:
    """Draw the plot when the page opens and when filters or citations change, and let a click on it set the filters.

    filters: three components: since and until as text, outlets as a list. cited: one whose value are the days of the
    last answer's citations, as ISO days. Returns what draws the plot, of the values of filters and cited, and the event
    of a click once the filters are set.
    """
    inputs = [*filters, *([cited] if cited else [])]

    def draw(since: Any = "", until: Any = "", outlets: Any = (), days: Any = ()) -> str:
        return drawn(assistant, _chosen(since, until, outlets), _days(days))

    def pick(since: Any, until: Any, outlets: Any, event: gr.EventData) -> Filtered:
        before = str(since or ""), str(until or ""), _names(outlets)
        clicked = _pick(event._data, [name for name, _ in assistant.index.status().sources])
        return pick_again_to_undo(clicked, before) if clicked else before

    page.load(draw, inputs, plot, **_QUIET)
    gr.on([part.change for part in inputs], draw, inputs, plot, trigger_mode="always_last", **_QUIET)
    return draw, plot.select(pick, list(filters), list(filters), **_QUIET)


def drawn(assistant: Assistant, chosen: Chosen, cited: Sequence[date] = ()) -> str:
    """The plot over what is in the index now; a sentence if that cannot be read."""
    try:
        return coverage_html(assistant.index.coverage(), chosen, cited)
    except NewsIndexError as error:
        return f'<p class="hint">{literal(as_sentence(str(error)))}</p>'


def pick_again_to_undo(pick: Pick, before: Filtered) -> Filtered:
    """The filters after a click: what was clicked is chosen, or if it was already, no longer."""
    since, until, outlets = before
    if pick.source is not None:
        others = [name for name in outlets if fold(name) != fold(pick.source)]
        return since, until, others if len(others) < len(outlets) else [*outlets, pick.source]
    days = str(pick.since or ""), str(pick.until or "")
    return ("", "", outlets) if days == (since, until) else (*days, outlets)


def _pick(data: Any, outlets: Iterable[str]) -> Pick | None:
    """What the browser says was clicked, or None for anything that the plot would not have sent."""
    if not isinstance(data, dict):
        return None
    if isinstance(data.get("source"), str):  # as it was written into the plot, which leaves out some signs
        name = next((name for name in outlets if without_direction(name) == data["source"]), None)
        return Pick(source=name) if name else None
    since, until = _day(data.get("since")), _day(data.get("until"))
    return Pick(since, until) if since and until else None


def _chosen(since: Any, until: Any, outlets: Any) -> Chosen:
    return Chosen(_day(since), _day(until), tuple(_names(outlets)))


def _names(outlets: Any) -> list[str]:
    return [name for name in outlets or () if isinstance(name, str)]


def _days(given: Any) -> tuple[date, ...]:
    return tuple(day for text in given or () if (day := _day(text)))


def _day(text: Any) -> date | None:
    """A day as a person or the browser wrote it; None while it is none."""
    with contextlib.suppress(TypeError, ValueError):
        return datetime.fromisoformat(str(text).strip()).date()
    return None
