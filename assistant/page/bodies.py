"""The body of a call, read whole before it is passed on, and refused where it is too long or no JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from assistant.errors import RequestError

if TYPE_CHECKING:
    from starlette.types import Message, Receive

LONGEST = 1024 * 1024  # bytes


class TooLongError(RequestError):
    """More was sent than is read."""


async def body_of(receive: Receive) -> bytes:
    """All that a caller sends. Raises TooLongError where that is more than is read."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LONGEST:
            raise TooLongError(f"the call is longer than {LONGEST:,} bytes, which is the limit")
        if not message.get("more_body", False):
            return bytes(body)


def from_json(body: bytes) -> Any:
    """What a body says. Raises RequestError, in one sentence, for one that is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise RequestError("the body of the call is not JSON, or nested too deeply") from None


def replayed(body: bytes, receive: Receive) -> Receive:
    """What gives the body once more, and after it whatever else comes."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again
