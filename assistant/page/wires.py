"""The place where an article is read on the page, and what the page's script may ask of the server."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.errors import TooManyQuestionsError
from assistant.page.desk import Desk
from assistant.page.service import Service, visitor_of
from assistant.page.trouble import in_plain_words

# `server` has the functions below, each of one argument; the script of the page calls them.
_SCRIPT = "window.newsDesk = server;"


def article_place(desk: Desk, service: Service) -> gr.HTML:
    """An empty place for an article, joined to the desk."""

    def noted(event: str, request: gr.Request) -> dict[str, Any] | None:
        """Count and write down what leaves something on the disk; what to show where that was too often."""
        try:
            service.note(visitor_of(request), event)
        except TooManyQuestionsError as error:
            return {"trouble": in_plain_words(error)}
        return None

    def article(given: Any) -> dict[str, Any]:
        return desk.article(given)

    def export(given: Any) -> dict[str, Any]:
        return desk.export(given)

    def keep(given: Any, request: gr.Request) -> dict[str, Any]:
        return noted("kept", request) or desk.keep(given)

    def judge(given: Any, request: gr.Request) -> dict[str, Any]:
        return noted("judged", request) or desk.judge(given, visitor_of(request).user)

    functions = [article, export, keep, judge]
    return gr.HTML("", elem_id="article", js_on_load=_SCRIPT, server_functions=functions, padding=False)
