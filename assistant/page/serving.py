"""The page's server: where it listens, who may reach it, and what it looks like."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import gradio as gr
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.assistant import Assistant
from assistant.bringing import LARGEST_DROP
from assistant.page.build import TITLE, build_page
from assistant.page.policy import LOOPBACK, OnlyFromHere, OwnPagesOnly, Uploads

_AT_ONCE = 4
_HERE = Path(__file__).parent


def launch_page(
    page: gr.Blocks, host: str = "127.0.0.1", port: int | None = None, *, allow_changes: bool = False
) -> str:
    """Open the page in the background and return its address. Nothing of it is loaded from or sent to elsewhere.

    allow_changes: as `build_page` was told; without it no file can be sent to the page at all.
    """
    largest = LARGEST_DROP if allow_changes else 0
    page.queue(default_concurrency_limit=_AT_ONCE)
    _, address, _ = page.launch(
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
        footer_links=[],
        theme=_theme(),
        css_paths=[_HERE / name for name in ("page.css", "coverage.css", "bringing.css")],
        head=f"<script>{(_HERE / 'page.js').read_text(encoding='utf-8')}</script>",
        max_file_size=LARGEST_DROP,
        app_kwargs={
            "middleware": [
                Middleware(OnlyFromHere),
                *_own_names(host),
                Middleware(OwnPagesOnly),
                Middleware(Uploads, largest=largest),
            ]
        },
    )
    return str(address)


def _own_names(host: str) -> list[Middleware]:
    """A page for this machine alone answers to no other name, which a web site could have made to lead here."""
    if host not in LOOPBACK:
        return []
    return [Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])]


def serve(
    assistant: Assistant,
    host: str = "127.0.0.1",
    port: int | None = None,
    examples: Sequence[str] = (),
    *,
    allow_changes: bool = False,
) -> None:
    """Open the page and stay until interrupted.

    allow_changes: whether people may add articles on it.
    port: None takes $GRADIO_SERVER_PORT, else the first free one from 7860.
    Raises OSError if the port cannot be had.
    """
    page = build_page(assistant, examples, allow_changes=allow_changes)
    print(f"{TITLE}: {launch_page(page, host, port, allow_changes=allow_changes)}", flush=True)
    page.block_thread()


def _theme() -> gr.themes.Base:
    """Fonts that every system has, so that none is fetched."""
    fonts = [gr.themes.Font(name) for name in ("Charter", "Georgia", "Noto Serif", "serif")]
    mono = [gr.themes.Font("monospace")]
    return gr.themes.Base(
        primary_hue="stone", neutral_hue="stone", font=fonts, font_mono=mono, text_size="md", radius_size="sm"
    )
