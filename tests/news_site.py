"""A small invented web for the tests: one real HTTP server that answers for every host, and a map of names.

The server stands on this machine, so the map pretends: names lead to public addresses, and a connection to a public
address ends at the server. The checks of addresses are the real ones; only the map and the last step are not.
"""

from __future__ import annotations

import ipaddress
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpcore
import pytest
from wire import OWN_REPORT, REPORT

from corpus import Article, Skipped
from corpus.web import Fetcher, Validators, addresses, network, read_address

PUBLIC = "93.184.215.14"
HOST = "http://gazette.example"
HTML = "text/html; charset=utf-8"
RSS = "application/rss+xml"
XML = "application/xml"


@dataclass(frozen=True)
class Page:
    """What the server says at one address; `status`, `headers` and body, or a function that writes it all itself."""

    body: bytes = b""
    content_type: str = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    write: Callable[[Any], None] | None = None


@dataclass(frozen=True)
class Asked:
    """One request that came: the host it named, the path, and its headers in small letters."""

    host: str
    path: str
    headers: dict[str, str]


class Web:
    """The server, the map of names, and what was seen: requests, connections, and the seconds slept."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.names: dict[str, list[list[str]]] = {}  # for each name the answers in turn; the last one stays
        self.asked: list[Asked] = []
        self.connected: list[str] = []
        self.slept: list[float] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.port = self._server.server_address[1]
        self._fetchers: list[Fetcher] = []

    @property
    def local(self) -> str:
        """The server's real address, for those who may read private ones."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        """The paths asked for, without robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def wrap(self, context: ssl.SSLContext) -> None:
        """Answer in TLS from now on."""
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)

    def put(self, where: str, body: str | bytes = b"", content_type: str = HTML, **more: Any) -> None:
        """Say something at a path of every host, or at an address (`other.example/path`) of one."""
        data = body.encode() if isinstance(body, str) else body
        self.pages[where] = Page(data, content_type, **more)

    def fetcher(self, **options: Any) -> Fetcher:
        """A fetcher that sleeps without waiting, on a clock that notices."""
        given = {"sleep": self.slept.append, "clock": lambda: time.monotonic() + sum(self.slept)}
        self._fetchers.append(Fetcher(**(given | options)))
        return self._fetchers[-1]

    def read(
        self, url: str, fetcher: Fetcher | None = None, known: dict[str, Validators] | None = None, **more: Any
    ) -> tuple[list[Article], list[Skipped]]:
        """The articles at an address, and what was skipped."""
        skipped: list[Skipped] = []
        return list(read_address(url, fetcher or self.fetcher(), skipped.append, known, **more)), skipped

    def resolve(self, host: str, port: int, seconds: float = 30.0) -> list[addresses.Address]:
        """What the map says of a host; a number leads where the system says it does."""
        if host in self.names:
            answers = self.names[host]
            return [ipaddress.ip_address(number) for number in (answers.pop(0) if len(answers) > 1 else answers[0])]
        if host.endswith(".example"):
            return [ipaddress.ip_address(PUBLIC)]
        return self._real_resolve(host, port, seconds)

    def connect(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        """Note the address; a public one is where the server stands."""
        self.connected.append(address)
        if addresses.is_public(ipaddress.ip_address(address)):
            address, port = "127.0.0.1", self.port
        return self._real_connect(address, port, seconds)

    @contextmanager
    def open(self, patch: pytest.MonkeyPatch) -> Iterator[Web]:
        """Answer, and stand in for the resolver and the last step of a connection."""
        self._real_resolve, self._real_connect = addresses.resolve, network.connect
        patch.setattr(addresses, "resolve", self.resolve)
        patch.setattr(network, "connect", self.connect)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield self
        finally:
            for fetcher in self._fetchers:
                fetcher.close()
            self._server.shutdown()
            self._server.server_close()


def _handler(web: Web) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            host = headers.get("host", "").split(":")[0]
            web.asked.append(Asked(host, self.path, headers))
            page = web.pages.get(host + self.path) or web.pages.get(self.path) or Page(status=404)
            if page.write:
                self.close_connection = True
                page.write(self)
                return
            matches = page.headers.get("ETag", "-") == headers.get("if-none-match")
            self.send_response(304 if matches else page.status)
            for name, value in {"Content-Type": page.content_type, **page.headers}.items():
                self.send_header(name, value)
            if not matches:
                self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            self.wfile.write(b"" if matches else page.body)

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except OSError:  # the reader hung up in the middle
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def report(
    title: str = "Cracked gate closes Osterby lock", texts: Sequence[str] = REPORT, head: str = "", body: str = ""
) -> str:
    """A page with a report in it."""
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>{head}</head><body>{body}'
        f"<article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def rss(*items: str, title: str = "Osterby Gazette", before: str = "") -> str:
    """An RSS 2.0 feed."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{title}</title><link>{HOST}/</link><description>News</description>{''.join(items)}</channel></rss>"
    )


def item(link: str, title: str = "Cracked gate closes Osterby lock", content: str = "", more: str = "") -> str:
    """An item of it, with its whole text or without."""
    whole = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    date = "<pubDate>Mon, 04 Mar 2024 10:15:00 +0100</pubDate>"
    return (
        f"<item><title>{title}</title><link>{link}</link>{date}<description>In short.</description>{whole}{more}</item>"
    )


def own_report(title: str = "Skippers wait at the lock", head: str = "") -> str:
    """Another page with another report."""
    return report(title, OWN_REPORT, head)


def html_of(texts: Sequence[str]) -> str:
    """Paragraphs as a feed holds them."""
    return "".join(f"<p>{text}</p>" for text in texts)
