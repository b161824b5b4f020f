"""The page laid out: a chat, beside it what each answer rests on, and below it the filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.page.at_hand import AnswersAtHand
from assistant.page.bringing import bringing_section
from assistant.page.cards import panel_html
from assistant.page.chips import Filters, chips_html
from assistant.page.conversation import Conversation, Parts
from assistant.page.coverage_panel import join_coverage
from assistant.page.desk import Desk
from assistant.page.doors import open_doors
from assistant.page.filters import choices_of, lay_out_filters
from assistant.page.head import head_of, header_html
from assistant.page.messages import READ_WORDS
from assistant.page.opened import opened_turn
from assistant.page.service import Service
from assistant.page.turns import messages, panel
from assistant.page.wires import article_place

TITLE = "News assistant"
# How often, in seconds, uploads that came to nothing are looked for, and how old they may be.
_UPLOADS_KEPT = (600, 3600)
# The page's own events: without a progress overlay, and no part of the HTTP door.
_QUIET = {"show_progress": "hidden", "api_visibility": "private"}
_SEND = "() => document.getElementById('send').click()"
_CHIPS = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) trigger("select", { ...button.dataset });
});
"""


def build_page(assistant: Assistant, examples: Sequence[str] = (), service: Service | None = None) -> gr.Blocks:
    """The page and what other programs may ask of it over HTTP.

    examples: questions offered at the start. service: how it is served, and whether people may add articles to the
    archive; None for one person at this machine.
    """
    service, at_hand = service or Service(), AnswersAtHand()
    kept = _UPLOADS_KEPT if service.allow_changes else None
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=kept) as page:
        parts = _lay_out(tuple(examples), partial(article_place, Desk(assistant.index, at_hand), service))
        conversation = Conversation(assistant, parts, service, at_hand, TITLE)
        again = _connect(parts, conversation, service)
        redraw = _join_filters(page, assistant, parts, again)
        _open(page, assistant, parts, at_hand)
        if service.allow_changes:
            head = partial(head_of, assistant.index, TITLE)
            bringing_section(assistant, service, lambda done: redraw(done).then(head, None, parts.header, **_QUIET))
        open_doors(assistant, service)
    return page


def _lay_out(examples: Sequence[str], place: Callable[[], gr.HTML]) -> Parts:
    header = gr.HTML(header_html(TITLE, ""), elem_id="header")
    with gr.Row(elem_id="desk"):
        with gr.Column(scale=5, min_width=320):
            chat = _chat(examples)
            chips = gr.HTML("", elem_id="chips", js_on_load=_CHIPS, padding=False)
            with gr.Row(elem_id="ask-row"):
                asking = "Ask about the news in this archive"
                box = gr.Textbox(
                    placeholder=asking,
                    label="Question",
                    show_label=False,
                    container=False,
                    max_lines=6,
                    scale=6,
                    elem_id="question",
                )
                send = gr.Button("Send", variant="primary", scale=0, min_width=90, elem_id="send")
            with gr.Row(elem_id="below"):
                new = gr.Button("New conversation", size="sm", elem_id="new")
                read_words = gr.Checkbox(True, label=READ_WORDS, container=False, elem_id="read-words")
        with gr.Column(scale=4, min_width=320, elem_id="reading"):
            place()
            sources = gr.HTML(panel_html(()), elem_id="sources")
    filters = lay_out_filters()
    turns, days = gr.State(()), gr.State([])
    return Parts(header, chat, chips, box, send, new, read_words, sources, filters, turns, days)


def _chat(examples: Sequence[str]) -> gr.Chatbot:
    return gr.Chatbot(
        show_label=False,
        container=False,
        elem_id="chat",
        height="100%",
        latex_delimiters=[],
        buttons=[],
        feedback_options=None,
        placeholder="Answers are quoted from the archive, each with its source.",
        examples=[{"text": example} for example in examples],
    )


def _connect(parts: Parts, conversation: Conversation, service: Service) -> dict[str, Any]:
    """What happens on the page; returns how the last question is asked anew after an event."""
    asking = {"concurrency_id": "asking", "concurrency_limit": service.at_once, **_QUIET}

    asked = gr.on(
        [parts.box.submit, parts.send.click],
        conversation.respond,
        [parts.box, *parts.asked_with],
        parts.changed,
        trigger_mode="once",
        **asking,
    )
    chosen = parts.chat.example_select(_chosen, None, parts.box, **_QUIET)
    chosen.then(None, js=_SEND, **_QUIET)
    again = {"fn": conversation.again, "inputs": parts.asked_with, "outputs": parts.changed, **asking}
    dropped = parts.chips.select(
        conversation.chip,
        [parts.turns, *parts.filters.values],
        [parts.turns, parts.box, parts.filters.fold, *parts.filters.values],
        **_QUIET,
    ).then(**again)
    outputs = [parts.chat, parts.panel, parts.turns, parts.box, parts.chips, parts.days]
    parts.new.click(conversation.reset, parts.filters.values, outputs, cancels=[asked, dropped], **_QUIET)
    return again


def _join_filters(page: gr.Blocks, assistant: Assistant, parts: Parts, again: dict[str, Any]) -> Any:
    """A filter that is set, by hand or by the plot, has the last question asked anew.

    Returns what brings plot and names up to date after an event.
    """
    filters = parts.filters
    three = (filters.since, filters.until, filters.outlets)
    draw, clicked = join_coverage(page, assistant, filters.plot, three, cited=parts.days)
    clicked.then(**again)
    by_hand = [filters.since.submit, filters.since.blur, filters.until.submit, filters.until.blur]
    by_hand += [filters.outlets.change, filters.authors.change, parts.read_words.input]  # typed names are no `input`
    gr.on(by_hand, trigger_mode="always_last", **again)
    names = [filters.outlets, filters.authors]
    page.load(partial(choices_of, assistant.index), None, names, **_QUIET)

    def redraw(done: Any) -> Any:
        drawn = done.then(draw, [*three, parts.days], filters.plot, **_QUIET)
        return drawn.then(partial(choices_of, assistant.index), None, names, **_QUIET)

    return redraw


def _open(page: gr.Blocks, assistant: Assistant, parts: Parts, at_hand: AnswersAtHand) -> None:
    """What a visit begins with: what is in the index, and the kept answer whose link was followed."""

    def opened(request: gr.Request) -> dict[Any, Any]:
        head = {parts.header: head_of(assistant.index, TITLE)}
        id_ = request.query_params.get("answer") if request else None
        if not id_:
            return head
        turns = (opened_turn(assistant.index, at_hand, id_),)
        kept = turns if turns[0].said else ()
        shown = {parts.chat: messages(turns), parts.panel: panel(kept), parts.turns: kept}
        return head | shown | {parts.chips: chips_html(turns[0].query, Filters()), parts.days: list(turns[0].days)}

    outputs = [parts.header, parts.chat, parts.panel, parts.turns, parts.chips, parts.days]
    page.load(opened, None, outputs, **_QUIET)


def _chosen(event: gr.SelectData) -> str:
    """The example question that was clicked."""
    return str(event.value["text"])
