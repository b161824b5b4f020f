"""The page's server: where it listens, who may reach it, and what it looks like."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import gradio as gr
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.assistant import Assistant
from assistant.bringing import LARGEST_DROP
from assistant.errors import AssistantError
from assistant.page.build import TITLE, build_page
from assistant.page.calls import Calls
from assistant.page.gateway import AsAsked, ClosedWithoutLogin, FromThisSite
from assistant.page.health import health_route
from assistant.page.mcp_door import PATH, McpDoor
from assistant.page.policy import OnlyFromHere, Uploads, is_loopback
from assistant.page.service import Service
from assistant.page.sessions import LOGIN_MESSAGE, Login, Sessions
from vectorstore import NewsIndex

_HERE = Path(__file__).parent


def launch_page(
    page: gr.Blocks,
    host: str = "127.0.0.1",
    port: int | None = None,
    service: Service | None = None,
    index: NewsIndex | None = None,
    more: Sequence[Middleware] = (),
) -> str:
    """Open the page in the background and return its address. Nothing of it is loaded from or sent to elsewhere.

    index: the one whose health `/health` tells; without one there is no such door. more: what else stands before the
    page, such as `McpDoor`.
    """
    service = service or Service()
    page.queue(default_concurrency_limit=service.at_once, max_size=service.waiting)
    app, address, _ = page.launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        inbrowser=False,
        ssr_mode=False,
        mcp_server=False,
        run_history=False,
        enable_monitoring=False,
        _frontend=False,  # no first look at the page of its own, which gives up after three seconds
        footer_links=[],
        theme=_theme(),
        css_paths=[_HERE / name for name in ("page.css", "coverage.css", "bringing.css")],
        head=f"<script>{(_HERE / 'page.js').read_text(encoding='utf-8')}</script>",
        max_file_size=LARGEST_DROP,
        root_path=service.root_path,
        auth=Login(service.users, service.journal).check if service.users else None,
        auth_message=LOGIN_MESSAGE,
        app_kwargs={
            "middleware": [*_gateway(host, service), *more],
            "routes": [health_route(index, tells=service.users is None)] if index else [],
        },
    )
    if service.users:
        app.tokens = Sessions(service.users)
    return str(address)


def _gateway(host: str, service: Service) -> list[Middleware]:
    """What a request passes before Gradio sees it, in order."""
    return [
        Middleware(OnlyFromHere),
        Middleware(AsAsked, trusted=service.behind_proxy),
        *_own_names(host, service.host_names),
        Middleware(FromThisSite, names=service.host_names),
        *([Middleware(ClosedWithoutLogin)] if service.users else []),
        Middleware(Uploads, largest=LARGEST_DROP if service.allow_changes else 0),
        Middleware(Calls),
    ]


def _own_names(host: str, names: Sequence[str]) -> list[Middleware]:
    """A page for this machine alone answers to no other name, which a web site could have made to lead here.

    names: those by which it is known to others; where there are any, it answers to no others beyond its own.
    """
    if not is_loopback(host) and not names:
        return []
    return [Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]", host, *names])]


def serve(
    assistant: Assistant,
    host: str = "127.0.0.1",
    port: int | None = None,
    examples: Sequence[str] = (),
    service: Service | None = None,
    *,
    mcp: bool = False,
) -> None:
    """Open the page and stay until interrupted.

    port: None takes $GRADIO_SERVER_PORT, else the first free one from 7860. service: how it is served; None for one
    person at this machine. mcp: offer the tools as well, which `mcp_door.why_not` must have nothing against.
    Raises OSError if the port cannot be had.
    """
    service = service or Service()
    page = build_page(assistant, examples, service)
    more = [Middleware(McpDoor, assistant=assistant, service=service)] if mcp else []
    address = launch_page(page, host, port, service, assistant.index, more)
    print(f"{TITLE}: {address}", flush=True)
    if mcp:
        print(f"MCP: {address.rstrip('/')}{PATH}", flush=True)
    service.journal.write("started", host=host, login=service.users is not None)
    try:
        with suppress(AssistantError, OSError):  # what cannot be loaded is said to whoever asks
            assistant.warm_up()  # the page is there already; the first question need not wait for this
    except KeyboardInterrupt:
        page.close()
        return
    page.block_thread()


def _theme() -> gr.themes.Base:
    """Fonts that every system has, so that none is fetched."""
    fonts = [gr.themes.Font(name) for name in ("Charter", "Georgia", "Noto Serif", "serif")]
    mono = [gr.themes.Font("monospace")]
    return gr.themes.Base(
        primary_hue="stone", neutral_hue="stone", font=fonts, font_mono=mono, text_size="md", radius_size="sm"
    )
