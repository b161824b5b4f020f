"""The page: a chat, and beside it the paragraphs that each answer rests on."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant import page_html
from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.page_policy import LOOPBACK, OnlyFromHere
from assistant.types import Answer, Step
from vectorstore import NewsIndexError

if TYPE_CHECKING:
    from corpus import Article

TITLE = "News assistant"
_AT_ONCE = 4
_HERE = Path(__file__).parent
# The page's own events: without a progress overlay, and no part of the HTTP door.
_QUIET = {"show_progress": "hidden", "api_visibility": "private"}
_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Turn:
    """One question of a conversation and what came of it.

    Its HTML is kept, so that old sources stay as they were cited.
    said: the answer's text, which later questions may lean on; empty where there was no answer.
    """

    number: int
    question: str
    reply: str = ""
    said: str = ""
    sources: str = ""


Turns = tuple[Turn, ...]


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


def build_page(assistant: Assistant, examples: Sequence[str] = ()) -> gr.Blocks:
    """The page and its HTTP door `/ask`. examples: questions offered at the start."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as page:
        parts = _lay_out(assistant, tuple(examples))
        page.load(lambda: page_html.head_of(assistant.index, TITLE), None, parts.header, **_QUIET)
        _connect(assistant, parts)
        gr.api(_door(assistant), api_name="ask")
    return page


def launch_page(page: gr.Blocks, host: str = "127.0.0.1", port: int | None = None) -> str:
    """Open the page in the background and return its address. Nothing of it is loaded from or sent to elsewhere."""
    page.queue(default_concurrency_limit=_AT_ONCE)
    _, address, _ = page.launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        inbrowser=False,
        ssr_mode=False,
        mcp_server=False,
        run_history=False,
        enable_monitoring=False,
        footer_links=[],
        theme=_theme(),
        css_paths=_HERE / "page.css",
        head=f"<script>{(_HERE / 'page.js').read_text(encoding='utf-8')}</script>",
        app_kwargs={"middleware": [Middleware(OnlyFromHere), *_own_names(host)]},
    )
    return str(address)


def _own_names(host: str) -> list[Middleware]:
    """A page for this machine alone answers to no other name, which a web site could have made to lead here."""
    if host not in LOOPBACK:
        return []
    return [Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])]


def serve(assistant: Assistant, host: str = "127.0.0.1", port: int | None = None, examples: Sequence[str] = ()) -> None:
    """Open the page and stay until interrupted.

    port: None takes $GRADIO_SERVER_PORT, else the first free one from 7860.
    Raises OSError if the port cannot be had.
    """
    page = build_page(assistant, examples)
    print(f"{TITLE}: {launch_page(page, host, port)}", flush=True)
    page.block_thread()


def _lay_out(assistant: Assistant, examples: Sequence[str]) -> _Parts:
    header = gr.HTML(page_html.header_html(TITLE, ""), elem_id="header")
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
                read_words = gr.Checkbox(True, label=page_html.READ_WORDS, container=False, elem_id="read-words")
        with gr.Column(scale=4, min_width=320):
            panel = gr.HTML(page_html.panel_html(()), elem_id="sources")
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


def _connect(assistant: Assistant, parts: _Parts) -> None:
    """What happens on the page."""

    def respond(question: str, before: Turns, read_words: bool) -> Iterator[dict[Any, Any]]:
        emptied = {parts.box: ""}
        turn = Turn(len(before) + 1, question)
        for state in _answering(assistant, turn, before, literal=not read_words):
            turn = state
            yield {parts.chat: _messages((*before, turn)), **emptied}
            emptied = {}  # from now on the box may hold the next question
        after = (*before, turn)
        kept = {} if turn.said else {parts.box: question}  # to be mended and sent again
        yield {
            parts.chat: _messages(after),
            parts.panel: _panel(after),
            parts.turns: after,
            parts.header: page_html.head_of(assistant.index, TITLE),
            **kept,
        }

    def reset() -> tuple[list[dict[str, str]], str, Turns, str]:
        return [], _panel(()), (), ""

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


def _chosen(event: gr.SelectData) -> str:
    """The example question that was clicked."""
    return str(event.value["text"])


def _answering(assistant: Assistant, turn: Turn, before: Turns, *, literal: bool) -> Iterator[Turn]:
    """The turn as it grows: first what is being done, then the sentences, last the whole reply with its sources."""
    steps, sentences = ["Searching …"], list[str]()
    yield _in_the_making(turn, steps, sentences)
    try:
        said = [(t.question, t.said) for t in before if t.said]
        for step in assistant.stream(turn.question, said, literal=literal):
            if step.answer:
                yield _answered(assistant, turn, step.answer)
            else:
                _note(step, steps, sentences)
                yield _in_the_making(turn, steps, sentences)
    except Exception as error:
        yield Turn(turn.number, turn.question, reply=page_html.notice_html(_plain(error)))


def _note(step: Step, steps: list[str], sentences: list[str]) -> None:
    if step.kind == "understood" and step.query and step.query.text != step.query.question:
        steps.insert(0, f"Understood as: {step.query.text}")
    elif step.kind == "found":
        steps[-1] = f"Found {len(step.hits)} passages. Reading …"
    elif step.kind == "sentence":
        sentences.append(step.text)


def _in_the_making(turn: Turn, steps: Sequence[str], sentences: Sequence[str]) -> Turn:
    return Turn(turn.number, turn.question, reply=page_html.working_html(steps, sentences))


def _answered(assistant: Assistant, turn: Turn, answer: Answer) -> Turn:
    sources = page_html.sources_html(turn.number, answer, lambda article_id: _article(assistant, article_id))
    return Turn(turn.number, turn.question, page_html.answer_html(turn.number, answer), answer.text, sources)


def _article(assistant: Assistant, article_id: str) -> Article | None:
    """The cited article; None if the index cannot be read just now, since the quote itself is already at hand."""
    try:
        return assistant.index.article(article_id)
    except NewsIndexError:
        return None


def _plain(error: Exception) -> str:
    """What to tell the person: the message of an error meant for them; of any other only that there was one."""
    if isinstance(error, (AssistantError, NewsIndexError)):
        return page_html.as_sentence(str(error))
    _logger.error("the question could not be answered", exc_info=error)
    return "Something went wrong while answering: the terminal that runs this page says what."


def _messages(turns: Turns) -> list[dict[str, str]]:
    messages = []
    for turn in turns:
        if turn.question.strip():
            messages.append({"role": "user", "content": page_html.question_html(turn.question)})
        messages.append({"role": "assistant", "content": turn.reply})
    return messages


def _panel(turns: Turns) -> str:
    return page_html.panel_html((turn.number, turn.question, turn.sources) for turn in turns if turn.sources)


def _door(assistant: Assistant) -> Any:
    def ask(
        question: str,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        source: str | None = None,
        literal: bool = False,
    ) -> dict[str, Any]:
        """Answer one question from the archive: status, text with [n] marks, and a citation for each mark.

        since, until: days of publication (2024-05-23), inclusive. as_of: nothing published after this day is used.
        source: only this publisher. literal: read no dates, outlets or authors from the question.
        """
        given = {"question": question, "since": since, "until": until, "as_of": as_of, "source": source}
        wrong = next((name for name, value in given.items() if not isinstance(value, (str, type(None)))), None)
        if wrong:
            raise gr.Error(f"{wrong} must be text", print_exception=False)
        try:
            days = as_of or None, since or None, until or None
            return assistant.ask(question or "", (), *days, source or None, literal=literal is True).to_dict()
        except Exception as error:
            raise gr.Error(_plain(error), print_exception=False) from error

    return ask


def _theme() -> gr.themes.Base:
    """Fonts that every system has, so that none is fetched."""
    fonts = [gr.themes.Font(name) for name in ("Charter", "Georgia", "Noto Serif", "serif")]
    mono = [gr.themes.Font("monospace")]
    return gr.themes.Base(
        primary_hue="stone", neutral_hue="stone", font=fonts, font_mono=mono, text_size="md", radius_size="sm"
    )
