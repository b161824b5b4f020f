"""The page: a chat, and beside it the paragraphs that each answer rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.page.bringing import bringing_section
from assistant.page.cards import panel_html
from assistant.page.coverage_panel import coverage_panel, join_coverage
from assistant.page.doors import open_doors
from assistant.page.head import head_of, header_html
from assistant.page.messages import READ_WORDS
from assistant.page.service import Service
from assistant.page.turns import Turn, Turns, answering, messages, panel

TITLE = "News assistant"
# How often, in seconds, uploads that came to nothing are looked for, and how old they may be.
_UPLOADS_KEPT = (600, 3600)
# The page's own events: without a progress overlay, and no part of the HTTP door.
_QUIET = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True)
class _Parts:
    """What is on the page, for the events to act on."""

    header: gr.HTML
    chat: gr.Chatbot
    box: gr.Textbox
    send: gr.Button
    new: gr.Button
    read_words: gr.Checkbox
    panel: gr.HTML
    turns: gr.State


def build_page(assistant: Assistant, examples: Sequence[str] = (), service: Service | None = None) -> gr.Blocks:
    """The page and what other programs may ask of it over HTTP.

    examples: questions offered at the start. service: how it is served, and whether people may add articles to the
    archive; None for one person at this machine.
    """
    service = service or Service()
    kept = _UPLOADS_KEPT if service.allow_changes else None
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=kept) as page:
        parts = _lay_out(assistant, tuple(examples))
        head = partial(head_of, assistant.index, TITLE)
        page.load(head, None, parts.header, **_QUIET)
        _connect(assistant, parts, service)
        redraw = _show_coverage(page, assistant)
        if service.allow_changes:
            bringing_section(assistant, lambda done: redraw(done).then(head, None, parts.header, **_QUIET))
        open_doors(assistant, service)
    return page


def _lay_out(assistant: Assistant, examples: Sequence[str]) -> _Parts:
    header = gr.HTML(header_html(TITLE, ""), elem_id="header")
    with gr.Row(elem_id="desk"):
        with gr.Column(scale=5, min_width=320):
            chat = _chat(examples)
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
        with gr.Column(scale=4, min_width=320):
            panel = gr.HTML(panel_html(()), elem_id="sources")
    return _Parts(header, chat, box, send, new, read_words, panel, turns=gr.State(()))


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


def _connect(assistant: Assistant, parts: _Parts, service: Service) -> None:
    """What happens on the page."""

    def respond(question: str, before: Turns, read_words: bool, request: gr.Request) -> Iterator[dict[Any, Any]]:
        emptied = {parts.box: ""}
        turn = Turn(len(before) + 1, question)
        watch = service.watch("page", request)
        for state in answering(assistant, turn, before, literal=not read_words, watch=watch):
            turn = state
            yield {parts.chat: messages((*before, turn)), **emptied}
            emptied = {}  # from now on the box may hold the next question
        after = (*before, turn)
        kept = {} if turn.said else {parts.box: question}  # to be mended and sent again
        yield {
            parts.chat: messages(after),
            parts.panel: panel(after),
            parts.turns: after,
            parts.header: head_of(assistant.index, TITLE),
            **kept,
        }

    def reset() -> tuple[list[dict[str, str]], str, Turns, str]:
        return [], panel(()), (), ""

    outputs = [parts.chat, parts.panel, parts.turns, parts.header, parts.box]
    asked = gr.on(
        [parts.box.submit, parts.send.click],
        respond,
        [parts.box, parts.turns, parts.read_words],
        outputs,
        trigger_mode="once",
        **_QUIET,
    )
    chosen = parts.chat.example_select(_chosen, None, parts.box, **_QUIET)
    chosen.then(None, js="() => document.getElementById('send').click()", **_QUIET)
    parts.new.click(reset, None, [parts.chat, parts.panel, parts.turns, parts.box], cancels=[asked], **_QUIET)


def _show_coverage(page: gr.Blocks, assistant: Assistant) -> Callable[[Any], Any]:
    """The plot of coverage, joined to filters; these are its own until the questions have some.

    Returns what draws it anew after an event.
    """
    with gr.Accordion("Coverage over time", open=False, elem_id="coverage-room"):
        plot = coverage_panel()
        with gr.Row():
            since, until = gr.Textbox(label="From"), gr.Textbox(label="To")
            outlets = gr.Dropdown([], label="Outlets", multiselect=True, allow_custom_value=True)
    filters = (since, until, outlets)
    draw = join_coverage(page, assistant, plot, filters)
    return lambda done: done.then(draw, list(filters), plot, **_QUIET)


def _chosen(event: gr.SelectData) -> str:
    """The example question that was clicked."""
    return str(event.value["text"])
