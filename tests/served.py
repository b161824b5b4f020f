"""The page on a port of its own, as other programs meet it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from processes import free_port
from starlette.middleware import Middleware

from assistant import Assistant
from assistant.page.build import build_page
from assistant.page.mcp_door import McpDoor
from assistant.page.service import Service
from assistant.page.serving import launch_page


@contextmanager
def served(assistant: Assistant, service: Service | None = None, *, mcp: bool = False) -> Iterator[str]:
    """The address of a page that is open for as long as this lasts."""
    page = build_page(assistant, service=service)
    try:
        more = [Middleware(McpDoor, assistant=assistant, service=service)] if mcp else []
        yield launch_page(page, port=free_port(), service=service, more=more).rstrip("/")
    finally:
        page.close(verbose=False)
