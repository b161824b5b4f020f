"""What other programs may ask of the page over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.page.service import Service
from assistant.page.trouble import in_plain_words


def ask_door(assistant: Assistant, service: Service) -> Callable[..., dict[str, Any]]:
    """The door `/ask`: what `ask --json` prints."""

    def ask(
        question: str,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        source: str | None = None,
        literal: bool = False,
        request: gr.Request | None = None,
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
            steps = assistant.stream(question or "", (), *days, source or None, literal=literal is True)
            *_, last = service.watch("ask", request)(question, steps)
            assert last.answer is not None, "the last step carries the answer"
            return last.answer.to_dict()
        except Exception as error:
            raise gr.Error(in_plain_words(error), print_exception=False) from error

    return ask
