"""What stands before the page when others use it: who asks, by which name, from which site, and with a login or not."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse

from assistant.page.policy import is_loopback
from assistant.page.sessions import request_address

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

# What is needed to show the login form; none of it holds a word of the archive. `startup-events` is asked once, by
# Gradio itself. Everything else is closed, also what a later Gradio may add.
_OPEN = frozenset(
    "/ /login /login/ /logout /health /theme.css /favicon.ico /robots.txt /manifest.json"
    " /gradio_api/startup-events /gradio_api/theme.css".split()
)
_OPEN_FOLDERS = ("/assets/", "/static/", "/svelte/")
_TOLD_BY_PROXIES = (b"forwarded", b"x-gradio-server", b"x-real-ip")


class AsAsked:
    """Makes of a request that came through a trusted proxy the one that the proxy was asked.

    Without such a proxy, whatever a request says of itself in this way is left unheard: uvicorn and Gradio would
    believe it.
    """

    def __init__(self, app: ASGIApp, trusted: bool) -> None:
        self._app, self._trusted = app, trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = self._plain(scope)
            request_address.set((scope.get("client") or ("",))[0])
        await self._app(scope, receive, send)

    def _plain(self, scope: Scope) -> Scope:
        told = Headers(scope=scope)
        headers = [(name, value) for name, value in scope["headers"] if not _of_proxies(name)]
        plain = {**scope, "headers": headers}
        if not self._trusted:
            return plain
        if host := told.get("x-forwarded-host", "").split(",")[0].strip():
            plain["headers"] = [(n, v) for n, v in headers if n != b"host"] + [(b"host", host.encode("latin-1"))]
        if told.get("x-forwarded-proto", "").split(",")[0].strip() == "https":
            plain["scheme"] = "https"
        # The last one is what the proxy itself saw; those before it are what it was told.
        if known := told.getlist("x-forwarded-for"):
            plain["client"] = (_without_port(known[-1].split(",")[-1].strip()), 0)
        return plain


class FromThisSite:
    """Refuses what another web site has a browser ask. Gradio would let any site read along with a visitor's login."""

    def __init__(self, app: ASGIApp, names: Sequence[str]) -> None:
        self._app, self._names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_ours(Headers(scope=scope)):
            told = "this page answers no other web site; behind a proxy, pass its name on and start with --host-name"
            await JSONResponse({"detail": told}, status_code=403)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_ours(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is None:
            return True
        name, host = _name_in(origin), _name_in(f"//{headers.get('host', '')}")
        return bool(name) and (name == host or name in self._names or (is_loopback(name) and is_loopback(host)))


class ClosedWithoutLogin:
    """Lets nobody past the login form who has not logged in, whatever Gradio itself would let through."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or _is_open(path_below(scope)) or _user(scope) is not None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await JSONResponse({"detail": "log in first"}, status_code=401)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})


def _name_in(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # as of an address with half a pair of brackets
        return ""


def _of_proxies(name: bytes) -> bool:
    return name in _TOLD_BY_PROXIES or name.startswith(b"x-forwarded-")


def _without_port(address: str) -> str:
    for candidate in (address, address.rpartition(":")[0].strip("[]")):
        try:
            return str(ip_address(candidate))
        except ValueError:
            continue
    return address[:64]


def path_below(scope: Scope) -> str:
    """The path below the sub-path, as the routes see it."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    if root and (path == root or path.startswith(f"{root}/")):
        path = path[len(root) :]
    return path or "/"


def _is_open(path: str) -> bool:
    return path in _OPEN or path.startswith(_OPEN_FOLDERS)


def _user(scope: Scope) -> str | None:
    """Who logged in, as Gradio knows them: by the token in either of its cookies."""
    app, cookies = scope["app"], HTTPConnection(scope).cookies
    names = (f"access-token-{app.cookie_id}", f"access-token-unsecure-{app.cookie_id}")
    token = next((cookies[name] for name in names if cookies.get(name)), None)
    user: str | None = app.tokens.get(token) if token else None
    return user
