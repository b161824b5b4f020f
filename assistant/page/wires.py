"""The place where an article is read on the page, and what the page's script may ask of the server."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.page.desk import Desk
from assistant.page.service import visitor_of

# `server` has the functions below, each of one argument; the script of the page calls them.
_SCRIPT = "window.newsDesk = server;"


def article_place(desk: Desk) -> gr.HTML:
    """An empty place for an article, joined to the desk."""

    def article(given: Any) -> dict[str, Any]:
        return desk.article(given)

    def export(given: Any) -> dict[str, Any]:
        return desk.export(given)

    def keep(given: Any) -> dict[str, Any]:
        return desk.keep(given)

    def judge(given: Any, request: gr.Request) -> dict[str, Any]:
        return desk.judge(given, visitor_of(request).user)

    functions = [article, export, keep, judge]
    return gr.HTML("", elem_id="article", js_on_load=_SCRIPT, server_functions=functions, padding=False)
