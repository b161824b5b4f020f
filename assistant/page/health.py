"""The door `/health`, for whatever watches over the server: whether the index can be read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from assistant.page.escaping import as_sentence
from vectorstore import NewsIndex, NewsIndexError, SourceBook


def health_route(index: NewsIndex, *, tells: bool) -> Route:
    """The route of `/health`: 200 when the index can be read, 503 when not.

    tells: whether it says how much the archive holds, or what exactly is wrong; else only whether it is well.
    """
    return Route("/health", _health(index, tells), methods=["GET"])


def _health(index: NewsIndex, tells: bool) -> Callable[[Request], Awaitable[Response]]:
    own: list[CapacityLimiter] = []  # a thread of its own, so that it does not wait for those that answer questions

    async def health(_: Request) -> Response:
        own[:] = own or [CapacityLimiter(1)]
        status, body = await to_thread.run_sync(_looked_at, index, tells, limiter=own[0])
        return JSONResponse(body, status_code=status, headers={"Cache-Control": "no-store"})

    return health


def _looked_at(index: NewsIndex, tells: bool) -> tuple[int, dict[str, Any]]:
    try:
        held = index.status()
        sources, broken = SourceBook(index.folder).readable()
    except NewsIndexError as error:
        return 503, {"status": "unwell", "because": as_sentence(str(error) if tells else "the index cannot be read")}
    if not tells:
        return 200, {"status": "ok"}
    stale = sum(source.is_stale() for source in sources) + len(broken)
    updated = held.last_updated.isoformat() if held.last_updated else None
    return 200, {"status": "ok", "articles": held.articles, "last_updated": updated, "stale_sources": stale}
