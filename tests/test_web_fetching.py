"""What a server may cost, what it may ask for, and what is made of its answers."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from news_site import HOST, Page, Web, report

from corpus.web import FetchError, Gone, Limits, Validators
from corpus.web.body import decoded, read_body, unzipped

SMALL = Limits(body=100_000, seconds=0.5)
AGENT = "news-assistant/0.1 (+reads public news for a local archive)"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with Web().open(monkeypatch) as web:
        yield web


def raw(web: Web, path: str, *parts: bytes, again: bool = False, wait: float = 0.0) -> None:
    """Have the server write exactly this; `again` without end, `wait` seconds after each part."""

    def write(handler: Any) -> None:
        while True:
            for part in parts:
                handler.wfile.write(part)
                handler.wfile.flush()
                time.sleep(wait)
            if not again:
                return

    web.pages[path] = Page(write=write)


def in_turn(web: Web, path: str, *pages: Page) -> None:
    """Have the server say these things one after the other; the last one stays."""
    rest = list(pages)

    def write(handler: Any) -> None:
        page = rest.pop(0) if len(rest) > 1 else rest[0]
        handler.send_response(page.status)
        for name, value in page.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(page.body)))
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(page.body)

    web.pages[path] = Page(write=write)


def test_what_is_fetched(web: Web) -> None:
    headers = {"ETag": '"1"', "Last-Modified": "Mon, 04 Mar 2024 09:00:00 GMT"}
    web.put("/a", report(), 'Text/HTML; Charset="ISO-8859-15"', headers=headers)
    web.put("/moved", status=301, headers={"Location": "/a#top"})
    fetcher = web.fetcher()
    found = fetcher.get(f"{HOST}/moved")
    assert found.url == f"{HOST}/a"
    assert (found.status, found.content_type, found.charset) == (200, "text/html", "ISO-8859-15")
    assert (found.etag, found.last_modified) == ('"1"', headers["Last-Modified"])
    assert found.body == report().encode()
    assert not found.not_modified
    assert fetcher.validators == {f"{HOST}/moved": Validators('"1"', headers["Last-Modified"])}


def test_what_has_not_changed_is_not_sent_again(web: Web) -> None:
    web.put("/a", report(), headers={"ETag": '"1"'})
    fetcher = web.fetcher()
    found = fetcher.get(f"{HOST}/a", etag='"1"', modified="Mon, 04 Mar 2024 09:00:00 GMT")
    assert found.not_modified
    assert found.body == b""
    assert fetcher.unchanged == [f"{HOST}/a"]
    assert fetcher.validators[f"{HOST}/a"] == Validators('"1"', "Mon, 04 Mar 2024 09:00:00 GMT")
    assert web.asked[-1].headers["if-modified-since"] == "Mon, 04 Mar 2024 09:00:00 GMT"
    assert not fetcher.get(f"{HOST}/a").not_modified


def test_a_fetcher_may_remember_for_itself(web: Web) -> None:
    web.put("/a", report(), headers={"ETag": '"1"'})
    fetcher = web.fetcher(memory={f"{HOST}/a": Validators('"1"')})
    assert fetcher.get(f"{HOST}/a").not_modified
    assert not fetcher.get(f"{HOST}/a", etag='"0"').not_modified


def test_a_304_that_nobody_asked_for_is_an_error(web: Web) -> None:
    web.put("/a", status=304)
    with pytest.raises(FetchError, match="304 Not Modified"):
        web.fetcher().get(f"{HOST}/a")


def test_a_validator_is_not_kept_whatever_its_length(web: Web) -> None:
    web.put("/a", report(), headers={"ETag": '"' + "x" * 5_000 + '"'})
    assert web.fetcher().get(f"{HOST}/a").etag is None


def test_a_known_validator_cannot_break_the_request(web: Web) -> None:
    with pytest.raises(FetchError):
        web.fetcher().get(f"{HOST}/a", etag='"1"\r\nX-Evil: 1')
    assert web.paths == []


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (404, "the server says 404 Not Found"),
        (403, "the server says 403 Forbidden"),
        (410, "the server says 410 Gone"),
        (451, "the server says 451 Unavailable For Legal Reasons"),
        (302, "the server says 302 Found"),
        (499, "the server says 499"),
    ],
)
def test_a_refusal_is_told_and_not_tried_again(web: Web, status: int, why: str) -> None:
    web.put("/a", "the server's own words", status=status)
    with pytest.raises(FetchError) as told:
        web.fetcher().get(f"{HOST}/a")
    assert str(told.value) == why
    assert web.paths == ["/a"]
    assert web.slept == []


def test_what_was_taken_away_is_remembered(web: Web) -> None:
    web.put("/a", status=410)
    fetcher = web.fetcher()
    with pytest.raises(Gone):
        fetcher.get(f"{HOST}/a")
    assert fetcher.gone == [f"{HOST}/a"]


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_busy_server_is_tried_twice_more(web: Web, status: int) -> None:
    web.put("/a", status=status)
    with pytest.raises(FetchError, match=f"the server says {status}"):
        web.fetcher(delay=0).get(f"{HOST}/a")
    assert web.paths == ["/a"] * 3
    assert web.slept == [1.0, 2.0]


def test_retry_after_is_honoured(web: Web) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    busy = Page(status=429, headers={"Retry-After": "7"})
    in_turn(web, "/a", busy, Page(status=503, headers={"Retry-After": later}), Page(b"<p>now</p>"))
    assert web.fetcher(delay=0).get(f"{HOST}/a").body == b"<p>now</p>"
    assert web.slept[0] == 7
    assert 35 < web.slept[1] <= 40


@pytest.mark.parametrize("after", ["61", "9" * 500, "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_no_server_is_waited_for_longer_than_a_minute(web: Web, after: str) -> None:
    web.put("/a", status=429, headers={"Retry-After": after})
    with pytest.raises(FetchError, match="429"):
        web.fetcher().get(f"{HOST}/a")
    assert web.slept == []


@pytest.mark.parametrize("after", ["soon", "-5", "", "Mon, 04 Mar 2024 09:00:00", "²"])
def test_a_retry_after_that_means_nothing_hurts_nobody(web: Web, after: str) -> None:
    in_turn(web, "/a", Page(status=503, headers={"Retry-After": after}), Page(b"now"))
    assert web.fetcher(delay=0).get(f"{HOST}/a").body == b"now"
    assert sum(web.slept) <= 1


def test_a_broken_connection_is_tried_again(web: Web) -> None:
    calls: list[int] = []

    def write(handler: Any) -> None:
        calls.append(1)
        handler.wfile.write(b"" if len(calls) < 3 else b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    web.pages["/a"] = Page(write=write)
    assert web.fetcher().get(f"{HOST}/a").body == b"ok"
    assert len(calls) == 3


@pytest.mark.parametrize(
    "answer",
    [
        b"no HTTP at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\ncut off",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"a" * 300_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Many: a\r\n" * 30_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids="no HTTP, negative length, cut off, two lengths, huge header, many headers, bad chunks".split(", "),
)
def test_an_answer_that_makes_no_sense_is_told(web: Web, answer: bytes) -> None:
    raw(web, "/a", answer)
    with pytest.raises(FetchError, match="broke off or made no sense"):
        web.fetcher(limits=Limits(seconds=5)).get(f"{HOST}/a")


def test_a_body_has_an_end(web: Web) -> None:
    chunk = b"2710\r\n" + b"a" * 10_000 + b"\r\n"
    raw(web, "/a", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk, *[chunk] * 200)
    with pytest.raises(FetchError, match=r"^larger than 100 kB$"):
        web.fetcher(limits=Limits(body=100_000)).get(f"{HOST}/a")


def test_an_endless_body_is_cut_off(web: Web) -> None:
    started: list[int] = []

    def write(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            started.append(handler.wfile.write(b"a" * 50_000))

    web.pages["/a"] = Page(write=write)
    with pytest.raises(FetchError, match=r"^larger than 100 kB$"):
        web.fetcher(limits=Limits(body=100_000)).get(f"{HOST}/a")
    assert sum(started) < 20_000_000


def test_the_usual_limit_is_twenty_megabytes() -> None:
    assert Limits() == Limits(body=20_000_000, seconds=30.0, redirects=5, retries=2, retry_after=60.0)
    with pytest.raises(FetchError, match=r"^larger than 20 MB$"):
        read_body((b"a" * 1_000_000 for _ in range(50)), "", Limits().body)


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_bomb_is_cut_off_before_it_unfolds(web: Web, packing: str) -> None:
    bomb = gzip.compress(bytes(30_000_000)) if packing == "gzip" else zlib.compress(bytes(30_000_000))
    assert len(bomb) < 50_000
    web.put("/a", bomb, headers={"Content-Encoding": packing})
    with pytest.raises(FetchError, match=r"^larger than 100 kB$"):
        web.fetcher(limits=Limits(body=100_000)).get(f"{HOST}/a")


@pytest.mark.parametrize(
    "unpack", [lambda bomb: read_body([bomb], "gzip", 1_000_000), lambda bomb: unzipped(bomb, 1_000_000)]
)
def test_no_more_of_a_bomb_is_unpacked_than_there_is_room_for(unpack: Callable[[bytes], bytes]) -> None:
    bomb = gzip.compress(bytes(100_000_000), 1)
    tracemalloc.start()
    with pytest.raises(FetchError, match="larger than"):
        unpack(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize(
    ("packing", "pack"),
    [
        ("gzip", gzip.compress),
        ("X-GZip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data, wbits=-15)),
        ("identity", bytes),
    ],
)
def test_packed_bodies_are_unpacked(web: Web, packing: str, pack: Callable[[bytes], bytes]) -> None:
    web.put("/a", pack(report().encode()), headers={"Content-Encoding": packing})
    assert web.fetcher().get(f"{HOST}/a").body == report().encode()


@pytest.mark.parametrize(
    ("body", "packing", "why"),
    [
        (b"x", "br", "packed in a way that is not read"),
        (b"x", "gzip, gzip", "packed in a way that is not read"),
        (b"not gzip at all", "gzip", "damaged"),
        (gzip.compress(b"a" * 9_000, mtime=0)[:-9], "gzip", "cut off"),
    ],
)
def test_what_cannot_be_unpacked_is_told(web: Web, body: bytes, packing: str, why: str) -> None:
    web.put("/a", body, headers={"Content-Encoding": packing})
    with pytest.raises(FetchError, match=why):
        web.fetcher().get(f"{HOST}/a")


def test_what_follows_the_end_of_a_packed_text_is_counted_too() -> None:
    with pytest.raises(FetchError, match="larger than"):
        read_body([gzip.compress(b"text"), *[b"x" * 1_000] * 200], "gzip", 100_000)


def test_a_gzip_file_is_unpacked_within_its_limit() -> None:
    assert unzipped(gzip.compress(b"text"), 10) == b"text"
    assert unzipped(b"text", 1) == b"text"
    with pytest.raises(FetchError, match="larger than"):
        unzipped(gzip.compress(bytes(1_000_000)), 1_000)
    with pytest.raises(FetchError, match="damaged"):
        unzipped(gzip.compress(b"text")[:-4], 10)


@pytest.mark.parametrize(
    "parts",
    [
        [b"HTTP/1.1 200 OK\r\n\r\n", *[b"a"] * 400],
        [b"HTTP/1.1 200 OK\r\n", *[b"X-A: b\r\n"] * 400],
        [b"HTTP/1.1 100 Continue\r\n\r\n"] * 400,
        [b""] * 400,
    ],
    ids=["body", "headers", "continue", "silence"],
)
def test_a_slow_drip_ends(web: Web, parts: list[bytes]) -> None:
    raw(web, "/a", *parts, wait=0.01)
    start = time.monotonic()
    with pytest.raises(FetchError, match=r"^took longer than 0.5 seconds$"):
        web.fetcher(limits=SMALL).get(f"{HOST}/a")
    assert time.monotonic() - start < 2.5
    assert web.paths == ["/a"]


def test_an_answer_that_never_pauses_and_never_ends_is_ended(web: Web) -> None:
    raw(web, "/a", b"HTTP/1.1 100 Continue\r\n\r\n" * 100, again=True)
    with pytest.raises(FetchError, match=r"^took longer than 0.5 seconds$"):
        web.fetcher(limits=SMALL).get(f"{HOST}/a")


def test_redirects_share_one_deadline(web: Web) -> None:
    def write(handler: Any) -> None:
        time.sleep(0.2)
        handler.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n")

    web.pages["/a"] = Page(write=write)
    with pytest.raises(FetchError, match=r"^took longer than 0.5 seconds$"):
        web.fetcher(limits=SMALL).get(f"{HOST}/a")
    assert 2 <= len(web.paths) <= 4


def test_redirects_end(web: Web) -> None:
    web.put("/a", status=302, headers={"Location": "/b"})
    web.put("/b", status=307, headers={"Location": "/a"})
    with pytest.raises(FetchError, match=r"^more than 5 redirects$"):
        web.fetcher().get(f"{HOST}/a")
    assert len(web.paths) == 6


def test_it_says_who_it_is_and_keeps_no_cookie(web: Web) -> None:
    web.put("/a", report(), headers={"Set-Cookie": "id=1; Path=/"})
    fetcher = web.fetcher()
    fetcher.get(f"{HOST}/a")
    fetcher.get(f"{HOST}/a")
    assert {asked.headers["user-agent"] for asked in web.asked} == {AGENT}
    assert all("cookie" not in asked.headers for asked in web.asked)


def test_robots_are_obeyed(web: Web) -> None:
    web.put("/robots.txt", "User-agent: *\nDisallow: /private\nAllow: /private/press\n", "text/plain")
    web.put("/a", report())
    web.put("/private/press", report())
    web.put("/moved", status=301, headers={"Location": "/private/b"})
    fetcher = web.fetcher()
    assert fetcher.get(f"{HOST}/a").status == 200
    assert fetcher.get(f"{HOST}/private/press").status == 200
    for path in ("/private/b", "/moved"):
        with pytest.raises(FetchError, match=r"^robots.txt of gazette.example asks not to read it$"):
            fetcher.get(HOST + path)
    assert web.paths == ["/a", "/private/press", "/moved"]
    assert [asked.path for asked in web.asked].count("/robots.txt") == 1


def test_robots_may_name_this_program(web: Web) -> None:
    web.put("/robots.txt", "User-agent: news-assistant\nDisallow: /\n\nUser-agent: *\nDisallow:\n", "text/plain")
    with pytest.raises(FetchError, match="asks not to read it"):
        web.fetcher().get(f"{HOST}/a")
    web.put("/a", report())
    assert web.fetcher(user_agent="other/1").get(f"{HOST}/a").status == 200


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_host_without_robots_may_be_read(web: Web, status: int) -> None:
    web.put("/robots.txt", "User-agent: *\nDisallow: /\n", status=status)
    web.put("/a", report())
    assert web.fetcher().get(f"{HOST}/a").status == 200


def test_a_host_whose_robots_fail_is_left_alone_this_time(web: Web) -> None:
    web.put("/robots.txt", status=500)
    web.put("/a", report())
    fetcher = web.fetcher()
    for _ in range(2):
        with pytest.raises(FetchError) as told:
            fetcher.get(f"{HOST}/a")
    assert str(told.value).startswith("not read this time, since robots.txt of gazette.example cannot be read: ")
    assert "500 Internal Server Error" in str(told.value)
    assert [asked.path for asked in web.asked] == ["/robots.txt"] * 3  # asked for once, and tried twice more


def test_a_host_that_does_not_answer_is_tried_once_and_not_for_each_address(web: Web) -> None:
    web.names["down.example"] = [["127.0.0.1"]]
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = server.getsockname()[1]
    fetcher = web.fetcher(allow_private=True)
    for n in range(10):
        with pytest.raises(FetchError, match=r"^no connection to its server came about$"):
            fetcher.get(f"http://down.example:{closed}/{n}")
    assert len(web.connected) == 3
    assert web.slept == [1.0, 2.0]


def test_robots_of_one_host_are_not_those_of_another(web: Web) -> None:
    web.put("gazette.example/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
    web.put("/a", report())
    web.put("lamp.example/moved", status=302, headers={"Location": f"{HOST}/a"})
    fetcher = web.fetcher()
    assert fetcher.get("http://lamp.example/a").status == 200
    with pytest.raises(FetchError, match=r"^robots.txt of gazette"):
        fetcher.get("http://lamp.example/moved")


def test_robots_that_are_hostile_hurt_nobody(web: Web) -> None:
    lines = "User-agent: *\nCrawl-delay: nan\nCrawl-delay: -7\nDisallow: /*a*a*a*a*a*a*a*a*a*a*b$\n\x00\xff: ?\n"
    web.put("/robots.txt", lines * 2_000, "image/png")
    web.put("/" + "a" * 1_000, report())
    start = time.monotonic()
    assert web.fetcher().get(f"{HOST}/{'a' * 1_000}").status == 200
    assert time.monotonic() - start < 4
    assert web.slept == []


@pytest.mark.parametrize(("asked", "waited"), [("", 1.0), ("Crawl-delay: 5", 5.0), ("Crawl-delay: 86400", 30.0)])
def test_a_host_is_given_time_between_requests(web: Web, asked: str, waited: float) -> None:
    web.put("/robots.txt", f"User-agent: *\n{asked}\nDisallow: /no\n", "text/plain")
    web.put("/a", report())
    fetcher = web.fetcher()
    fetcher.get(f"{HOST}/a")
    assert web.slept == []
    fetcher.get("http://lamp.example/a")
    assert web.slept == []
    fetcher.get(f"{HOST}/a")
    assert sum(web.slept) == pytest.approx(waited, abs=0.5)


def test_this_machine_needs_no_rest(web: Web) -> None:
    web.put("/a", report())
    fetcher = web.fetcher(allow_private=True)
    for _ in range(3):
        fetcher.get(f"{web.local}/a")
    assert web.slept == []


def test_waiting_is_not_counted_as_the_request(web: Web) -> None:
    web.put("/a", report())
    fetcher = web.fetcher(limits=Limits(seconds=1), delay=50)
    fetcher.get(f"{HOST}/a")
    assert fetcher.get(f"{HOST}/a").status == 200
    assert sum(web.slept) > 45


def test_a_fetcher_can_be_closed_and_used_again(web: Web) -> None:
    web.put("/a", report())
    with web.fetcher() as fetcher:
        assert fetcher.get(f"{HOST}/a").status == 200
    assert fetcher.get(f"{HOST}/a").status == 200


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificate")
def test_a_server_has_to_prove_its_name(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to a number, but the certificate has to be the host's, of somebody who is trusted."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=x -addext subjectAltName=DNS:gazette.example"
    subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    web.put("/a", report())
    web.wrap(context)
    strange = "cannot prove to be what its address says"
    with pytest.raises(FetchError, match=strange):
        web.fetcher().get("https://gazette.example/a")
    assert web.slept == []
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **_: ssl.create_default_context(cafile=str(certificate)))
    assert web.fetcher().get("https://gazette.example/a").status == 200
    with pytest.raises(FetchError, match=strange):
        web.fetcher().get("https://lamp.example/a")


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        ("Привет".encode("cp1251"), "windows-1251", "Привет"),
        ("Hřebíček".encode("iso-8859-2"), "ISO-8859-2", "Hřebíček"),
        ("é".encode(), None, "é"),
        ("“é”".encode("cp1252"), None, "“é”"),
        ("“é”".encode("cp1252"), "iso-8859-1", "“é”"),
        ("\ufeffé".encode("utf-16"), "utf-8", "é"),
        ("é".encode("utf-8-sig"), "iso-8859-1", "é"),
        (b"<meta charset='koi8-r'>" + "да".encode("koi8-r"), None, "<meta charset='koi8-r'>да"),
        (b"<?xml version='1.0' encoding='utf-16'?>x", None, "<?xml version='1.0' encoding='utf-16'?>x"),
        ("é".encode(), "punycode", "é"),
        ("é".encode(), "zlib", "é"),
        ("é".encode(), "no-such\x00thing", "é"),
        (b"caf\xe9", "utf-8", "caf\ufffd"),
    ],
)
def test_how_bytes_become_text(body: bytes, charset: str | None, text: str) -> None:
    assert decoded(body, charset).lstrip("\ufeff") == text
