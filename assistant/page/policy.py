"""Who may reach the page, and what the browser may load for it: nothing that is not from this server."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio runs inline scripts and styles and compiles its templates; beyond that, nothing from elsewhere is ever loaded.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'"
)


_REFUSED = (b"content-type", b"text/plain; charset=utf-8")


def is_loopback(host: str) -> bool:
    """Whether a host name or address can be reached from this machine only."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Uploads:
    """Refuses files that are sent, wherever to: all of them, or what is larger than so many bytes in one request."""

    def __init__(self, app: ASGIApp, largest: int = 0) -> None:
        self._app, self._largest = app, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = _headers(scope).get(b"content-length", b"")
        kinds = [value for name, value in scope.get("headers", ()) if name == b"content-type"]  # one may hide another
        if not any(kind.strip().lower().startswith(b"multipart/") for kind in kinds):
            await self._app(scope, receive, send)
        elif not self._largest:
            await _refuse(send, 403, "This page takes no files.")
        elif not length.isdigit():
            await _refuse(send, 411, "A file must be sent with its size.")
        elif int(length) > self._largest:
            await _refuse(send, 413, f"Files of up to {self._largest // 1_000_000} MB at a time can be added.")
        else:
            await self._app(scope, receive, send)


def _headers(scope: Scope) -> dict[bytes, bytes]:
    return dict(scope["headers"]) if scope["type"] == "http" else {}


async def _refuse(send: Send, status: int, sentence: str) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [_REFUSED]})
    await send({"type": "http.response.body", "body": sentence.encode()})


class OnlyFromHere:
    """Has the browser refuse to load anything that is not from this server, should anything ever ask it to."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), (b"content-security-policy", _POLICY.encode())]
            await send(message)

        await self._app(scope, receive, send_with_policy)
