"""How fast articles are read, and that memory does not grow with how many there are.

    python benchmarks/ingest.py [--articles 10000] [--entries 1000]

Invented articles as JSON lines and as a WARC file, a tenth of the number and all of them; a feed of entries with whole
texts, and the same feed with a page an entry, from a server on this machine. Each is read in a process of its own,
whose peak of memory is that of reading alone. The limit for memory is 1.5 times what a tenth of the articles take.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.settings import from_environment

from_environment()

from rich.console import Console
from rich.table import Table
from synthetic import archive

from corpus import Article, read_articles

_MORE_MEMORY = 1.5


def articles(number: int) -> list[Article]:
    """So many invented articles."""
    return list(islice(archive(40 * number), number))


def page(article: Article) -> bytes:
    """An article as a web page."""
    texts = "".join(f"<p>{html.escape(p.text)}</p>" for p in article.paragraphs)
    title = html.escape(article.title)
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{texts}</article></body></html>"
    ).encode()


def write_jsonl(given: Sequence[Article], path: Path) -> None:
    """Articles as JSON lines."""
    with open(path, "w", encoding="utf-8") as file:
        for n, article in enumerate(given):
            record = {"id": str(n), "title": article.title, "paragraphs": [p.text for p in article.paragraphs]}
            file.write(json.dumps(record) + "\n")


def write_warc(given: Sequence[Article], path: Path) -> None:
    """Articles as the pages of a web archive, each record gzipped, as CC-NEWS has them."""
    with open(path, "wb") as file:
        for n, article in enumerate(given):
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(article)
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-"
                f"{n:012d}>\r\nWARC-Date: 2024-05-07T00:00:00Z\r\nWARC-Target-URI: https://post.example/{n}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
            ).encode()
            file.write(gzip.compress(head + body + b"\r\n\r\n", 1))


class Site:
    """A server on this machine with a feed of whole texts, one of links alone, and the pages these lead to."""

    def __init__(self, given: Sequence[Article]) -> None:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body, kind = site.answer(self.path)
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self._given = given
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, path: str) -> tuple[bytes, str]:
        """What stands at a path, and of what kind it is."""
        if path in ("/whole", "/links"):
            items = "".join(self._item(n, whole=path == "/whole") for n in range(len(self._given)))
            feed = (
                '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Post</title>'
                f"{items}</channel></rss>"
            )
            return feed.encode(), "application/rss+xml"
        if path.startswith("/page/"):
            return page(self._given[int(path.rpartition("/")[2])]), "text/html; charset=utf-8"
        return b"", "text/plain"

    def _item(self, n: int, *, whole: bool) -> str:
        article = self._given[n]
        texts = "".join(f"<p>{html.escape(p.text)}</p>" for p in article.paragraphs)
        content = f"<content:encoded><![CDATA[{texts}]]></content:encoded>" if whole else ""
        link = f"{self.address}/page/{n}"
        return f"<item><title>{html.escape(article.title)}</title><link>{link}</link>{content}</item>"

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()


def read_here(what: str) -> None:
    """Read everything at a place and print how much there was, how long it took, and the peak of memory in MB."""
    begun = time.perf_counter()
    stream = read_articles(what, allow_private=True)
    number = sum(1 for _ in stream)
    seconds = time.perf_counter() - begun
    print(json.dumps([number, seconds, peak_memory(), [str(s) for s in stream.skipped[:3]]]))


def peak_memory() -> float:
    """The most memory this process has had, in MB. (What `getrusage` says starts with the parent's own.)"""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def measured(what: str | Path) -> tuple[int, float, float]:
    """Articles read, seconds, and peak memory in MB, in a new process."""
    done = subprocess.run([sys.executable, __file__, "--read", str(what)], capture_output=True, text=True, check=True)
    number, seconds, peak, skipped = json.loads(done.stdout.splitlines()[-1])
    if skipped:
        print(f"{what}: {skipped}", file=sys.stderr)
    return number, seconds, peak


def rows(folder: Path, number: int, entries: int) -> Iterator[tuple[str, int, float, float]]:
    """What was read, how many articles, how fast, in how much memory."""
    given = articles(number)
    for name, write in (("JSON lines", write_jsonl), ("WARC", write_warc)):
        for size in (number // 10, number):
            path = folder / (f"{size}.jsonl" if name == "JSON lines" else f"{size}.warc.gz")
            write(given[:size], path)
            read, seconds, peak = measured(path)
            yield name, read, read / seconds, peak
    site = Site(given[:entries])
    try:
        for name, path_there in (("feed with whole texts", "whole"), ("feed and its pages", "links")):
            read, seconds, peak = measured(f"{site.address}/{path_there}")
            yield name, read, read / seconds, peak
    finally:
        site.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--entries", type=int, default=1_000)
    parser.add_argument("--read", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.read:
        read_here(arguments.read)
        return
    table = Table("read", "articles", "articles a second", "peak memory, MB", "times a tenth's")
    few: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, number, speed, peak in rows(Path(folder), arguments.articles, arguments.entries):
            ratio = f"{peak / few[name]:.2f} (limit {_MORE_MEMORY})" if name in few else ""
            few.setdefault(name, peak)
            table.add_row(name, f"{number:,}", f"{speed:,.0f}", f"{peak:,.0f}", ratio)
    Console().print(table)


if __name__ == "__main__":
    main()
