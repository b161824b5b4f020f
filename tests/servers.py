"""Pages served as others would meet them, and a small reverse proxy before them."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import uvicorn
from processes import free_port
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from assistant import Assistant
from assistant.page.build import build_page
from assistant.page.journal import Journal, open_journal
from assistant.page.service import Service
from assistant.page.serving import launch_page

OWN_HEADERS = ("connection", "transfer-encoding", "content-length", "host")


@contextmanager
def served(assistant: Assistant, service: Service, *examples: str) -> Iterator[str]:
    """The page, served in this way, until the end; its address ends with a slash."""
    page = build_page(assistant, examples, service)
    try:
        yield launch_page(page, port=free_port(), service=service, index=assistant.index)
    finally:
        page.close(verbose=False)


@contextmanager
def proxied(address: str, path: str, *, strip: bool = True, pass_on_names: bool = True) -> Iterator[str]:
    """A reverse proxy that serves what is at an address under a sub-path, as nginx would. It streams.

    strip: whether it takes the sub-path off. pass_on_names: whether it says under which name it was asked.
    """
    port = free_port()
    answering = _proxy(address.rstrip("/"), path, strip, pass_on_names)
    routes = [Route(f"{path}/{{rest:path}}", answering, methods=["GET", "POST", "HEAD"])]
    config = uvicorn.Config(
        Starlette(routes=routes), host="127.0.0.1", port=port, log_level="error", access_log=False, lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    try:
        yield f"http://127.0.0.1:{port}{path}/"
    finally:
        server.force_exit = server.should_exit = True
        thread.join(10)


def _proxy(target: str, path: str, strip: bool, pass_on_names: bool) -> Any:
    transport = httpx.AsyncHTTPTransport()  # and no client, which would keep the cookies of all who ask

    async def answer(request: Request) -> Response:
        headers = [pair for pair in request.headers.items() if pair[0] not in (*OWN_HEADERS, "x-forwarded-for")]
        told, seen = request.headers.get("x-forwarded-for"), request.client.host if request.client else ""
        headers.append(("x-forwarded-for", f"{told}, {seen}" if told else seen))
        if pass_on_names:
            headers += [("host", request.headers["host"]), ("x-forwarded-proto", "http")]
        rest = request.url.path.removeprefix(path) if strip else request.url.path
        query = f"?{request.url.query}" if request.url.query else ""
        url, body = f"{target}{rest}{query}", await request.body()
        got = await transport.handle_async_request(
            httpx.Request(request.method, url, headers=headers, content=body, extensions={"timeout": {}})
        )
        back = StreamingResponse(got.aiter_raw(), status_code=got.status_code)
        back.raw_headers = [(name, value) for name, value in got.headers.raw if name.lower() != b"connection"]
        return back

    return answer


def journal_in(path: Path, **options: bool) -> Journal:
    """A journal that writes into a file."""
    return open_journal(path, **options)


def events(path: Path) -> list[dict[str, Any]]:
    """What a log holds, each line of which must be one JSON object."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def defects_as_they_were() -> None:
    """Python's own log of this project, as it is without a journal."""
    ours = logging.getLogger("assistant")
    ours.handlers.clear()
    ours.propagate = True
