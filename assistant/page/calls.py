"""Calls of the named endpoints looked through before Gradio gets them: what it takes for a defect gets a sentence."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse

from assistant.doors import NAMES, Doors
from assistant.errors import RequestError
from assistant.given import checked, parameters
from assistant.page.bodies import TooLongError, body_of, from_json, replayed
from assistant.page.escaping import as_sentence
from assistant.page.gateway import path_below

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_READ = re.compile(r"/gradio_api/call(?:/v2)?/[^/]+/(?P<event>[^/]+)/?")
_MOST_OPEN = 10_000  # calls made and not yet read
_CALL = re.compile(r"/gradio_api/(?:call(?P<named>/v2)?|(?P<past_the_queue>run|api))/(?P<name>[^/]+)/?")


class Calls:
    """Refuses a call of an endpoint that there is not, or with values that it does not take.

    Or to read what came of a call that was not made, or was read already. Gradio would answer these with status 500,
    with no reason at all or with half a reply, and print a traceback. Values left out at the
    end of a list are null, which means the default.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open: dict[str, None] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        read = _READ.fullmatch(path_below(scope)) if scope["type"] == "http" and scope["method"] == "GET" else None
        if read and read["event"] not in self._open:
            sentence = "There is nothing to be read here: make the call first, and read what came of it once."
            await JSONResponse({"error": sentence}, 404)(scope, receive, send)
            return
        if read:
            del self._open[read["event"]]
        match = _CALL.fullmatch(path_below(scope)) if scope["type"] == "http" and scope["method"] == "POST" else None
        if match is None:
            await self._app(scope, receive, send)
            return
        status = 404
        try:
            _check_place(match["name"], past_the_queue=match["past_the_queue"] is not None)
            status = 422
            body = _looked_through(match["name"], await body_of(receive), named=match["named"] is not None)
        except RequestError as error:
            status = 413 if isinstance(error, TooLongError) else status
            await JSONResponse({"error": as_sentence(str(error))}, status)(scope, receive, send)
            return
        await self._app(_with_length(scope, len(body)), replayed(body, receive), self._noting(send))

    def _noting(self, send: Send) -> Send:
        """Sends the same, and notes the id by which what comes of the call can be read."""
        body = bytearray()

        async def noting(message: Message) -> None:
            body.extend(message.get("body", b""))
            if message["type"] == "http.response.body" and not message.get("more_body", False):
                with suppress(ValueError, TypeError, KeyError):
                    self._open[str(json.loads(body)["event_id"])] = None
                while len(self._open) > _MOST_OPEN:
                    del self._open[next(iter(self._open))]
            await send(message)

        return noting


def _check_place(name: str, *, past_the_queue: bool) -> None:
    """Raises RequestError for what is no endpoint: neither are the page's own events, nor ways past its queue."""
    if name not in NAMES:
        there_are = ", ".join(f"/{name}" for name in NAMES)
        raise RequestError(f"there is no endpoint /{name[:40]}: there are {there_are}")
    if past_the_queue:
        raise RequestError(f"calls are made in two steps, the first of them to /gradio_api/call/{name}")


def _looked_through(name: str, body: bytes, *, named: bool) -> bytes:
    """The body as it is to be passed on. named: the values are given by name, and not in order."""
    given = from_json(body)
    if not isinstance(given, dict):
        raise RequestError("the body of the call must be a JSON object")
    function = getattr(Doors, name)
    if named:
        checked(function, given)
        return body
    taken = parameters(function)
    values = given.get("data")
    if not isinstance(values, list):
        raise RequestError('the body of the call must hold a list called "data"')
    if len(values) > len(taken):
        raise RequestError(f"/{name} takes {len(taken)} values at most, not {len(values)}")
    checked(function, dict(zip(taken, values, strict=False)))
    return json.dumps({**given, "data": _filled_up(values, len(taken))}).encode()


def _filled_up(values: list[Any], length: int) -> list[Any]:
    return values + [None] * (length - len(values))


def _with_length(scope: Scope, length: int) -> Scope:
    kept = [(name, value) for name, value in scope["headers"] if name.lower() != b"content-length"]
    return {**scope, "headers": [*kept, (b"content-length", str(length).encode())]}
