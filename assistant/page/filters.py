"""The filters beside the chat: days, outlets and authors, and the plot of coverage that sets them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.page.chips import Filters
from assistant.page.coverage_panel import coverage_panel
from vectorstore import NewsIndex, NewsIndexError
from vectorstore.text import without_half_characters

_MOST_NAMES = 2000  # offered; others can be typed


@dataclass(frozen=True)
class FilterParts:
    """The components of the filters, and the fold that they lie in."""

    fold: gr.Accordion
    plot: gr.HTML
    since: gr.Textbox
    until: gr.Textbox
    outlets: gr.Dropdown
    authors: gr.Dropdown

    @property
    def values(self) -> list[Any]:
        """The four whose values `filters_of` takes."""
        return [self.since, self.until, self.outlets, self.authors]


def lay_out_filters() -> FilterParts:
    """The fold with the plot and the filters, as yet without names to choose from."""
    with gr.Accordion("Coverage and filters", open=False, elem_id="filters") as fold:
        plot = coverage_panel()
        with gr.Row():
            since = gr.Textbox(label="From day", placeholder="2024-05-01", elem_id="since", min_width=120)
            until = gr.Textbox(label="To day", placeholder="2024-05-31", elem_id="until", min_width=120)
            outlets = _names("Outlets", "outlets")
            authors = _names("Authors", "authors")
    return FilterParts(fold, plot, since, until, outlets, authors)


def filters_of(since: Any, until: Any, outlets: Any, authors: Any) -> Filters:
    """What was set, as far as it is what the page would send."""
    return Filters(_text(since), _text(until), _listed(outlets), _listed(authors))


def choices_of(index: NewsIndex) -> tuple[Any, Any]:
    """Updates of the two lists of names, over what is in the index now."""
    try:
        outlets, authors = [name for name, _ in index.status().sources], index.authors()
    except NewsIndexError:  # the head of the page says what is wrong
        outlets, authors = [], []
    return gr.update(choices=outlets[:_MOST_NAMES]), gr.update(choices=list(authors)[:_MOST_NAMES])


def _names(label: str, name: str) -> gr.Dropdown:
    return gr.Dropdown([], label=label, multiselect=True, allow_custom_value=True, elem_id=name, min_width=160)


def _text(given: Any) -> str:
    return without_half_characters(given).strip() if isinstance(given, str) else ""


def _listed(given: Any) -> tuple[str, ...]:
    names = given if isinstance(given, (list, tuple)) else ()  # the letters of a text would be names, too
    return tuple(without_half_characters(name) for name in names if isinstance(name, str) and name.strip())
