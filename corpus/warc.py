"""WARC files, as web archives and CC-NEWS ship them: each HTML page that was fetched is an article.

They are read here and not by a library, because a file cut off in the middle has to be told from one that is whole,
and because no line, record or packed page may take more memory than an article may.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import IO

from corpus.files import MAX_ARTICLE_BYTES, ArticleFile, At, Skip, on_disk, open_bytes
from corpus.records import read_record
from corpus.types import Article
from corpus.web_page import read_page

_LONGEST_LINE = 64_000
_MOST_HEADERS = 500
_STEP = 1 << 20
_HTML = ("text/html", "application/xhtml+xml")
_OPENING = re.compile(rb"\s*<(!doctype html|html)\b", re.IGNORECASE)
_MARKS = b"\xef\xbb\xbf \t\r\n"  # what may stand before a page's first tag

Headers = Mapping[str, str]
Stream = IO[bytes] | gzip.GzipFile


@dataclass(frozen=True)
class _Record:
    """A record that may be a page. `body` is None where it is larger than an article may be."""

    number: int
    url: str
    body: bytes | None


def read_warc(file: ArticleFile, skip: Skip, at: At) -> Iterator[Article]:
    """The pages of a WARC file as articles; records that are no HTML page with status 200 are passed over.

    `skip` is told of pages in which no article is found. Raises ValueError, EOFError or an error of gzip's where
    the file is damaged or cut off: what came before stays read.
    """
    pages = 0
    with open_bytes(file.path) as stream:
        stored = on_disk(stream)
        for record in _responses(stream):
            at(stored.tell())
            what = f"{file.name} record {record.number} ({record.url})"
            try:
                if record.body is None:
                    pages += 1
                    raise ValueError(f"larger than {MAX_ARTICLE_BYTES // 1_000_000} MB, too large for one article")
                page = _html(record.body)
                if page is None:
                    continue
                pages += 1
                yield _article(page, record, file)
            except RecursionError:
                skip(what, "it is nested too deeply")
            except ValueError as error:
                skip(what, str(error))
    if not pages:
        raise ValueError("there is no HTML page in this file")


def _article(page: bytes, record: _Record, file: ArticleFile) -> Article:
    try:
        fields, blocks = read_page(page)
    except (ValueError, RecursionError):
        raise
    except Exception as error:  # one page that the library stumbles over is not the end of sixty thousand others
        raise ValueError(f"the page cannot be read ({type(error).__name__})") from error
    if not str(fields.get("url") or "").startswith(("http://", "https://")):
        fields["url"] = record.url
    return read_record(fields, f"{file.where}#{record.url or record.number}", text=blocks)


# --- the records of the file -----------------------------------------------------------------------


def _responses(stream: Stream) -> Iterator[_Record]:
    for number in count(1):
        line = _first_line(stream)
        if not line:
            if number == 1:
                raise ValueError("the file is empty")
            return
        if not line.startswith(b"WARC/"):
            raise ValueError(_damaged(number) if number > 1 else "this is not a WARC file")
        headers = _headers(stream.readline)
        length = headers.get("content-length", "")
        if not re.fullmatch("[0-9]{1,18}", length):
            raise ValueError(_damaged(number))
        size = int(length)
        wanted = headers.get("warc-type", "").lower() == "response"
        body = None
        if wanted and size <= MAX_ARTICLE_BYTES:
            body = stream.read(size)
            size -= len(body)
        if not _pass_over(stream, size):
            raise ValueError(f"the file is cut off in record {number}")
        if wanted:
            yield _Record(number, headers.get("warc-target-uri", "").strip("<> "), body)


def _damaged(number: int) -> str:
    return f"the file is damaged at record {number}; the rest of it was not read"


def _first_line(stream: Stream) -> bytes:
    """The next line that is not blank; nothing at the end of the file."""
    while line := stream.readline(_LONGEST_LINE):
        if line.strip():
            return line
    return b""


def _headers(readline: Callable[[int], bytes]) -> dict[str, str]:
    """The header lines up to a blank one, their names in small letters. Raises ValueError if they never end."""
    headers: dict[str, str] = {}
    name = ""
    for _ in range(_MOST_HEADERS):
        line = readline(_LONGEST_LINE)
        if not line.strip():
            return headers
        text = line.decode("utf-8", "replace")
        if text[0] in " \t" and name:
            headers[name] += " " + text.strip()  # a long value may go on in the next line
        else:
            name, _, value = text.partition(":")
            name = name.strip().lower()
            headers[name] = value.strip()
    raise ValueError("the file is damaged: it has a record whose header does not end")


def _pass_over(stream: Stream, size: int) -> bool:
    """Read on without keeping anything; False if the file ends before."""
    while size > 0:
        step = len(stream.read(min(size, _STEP)))
        if not step:
            return False
        size -= step
    return True


# --- the page in a record --------------------------------------------------------------------------


def _html(response: bytes) -> bytes | None:
    """The page a server's response holds; None if it is not a page that was found.

    Raises ValueError if the page was packed in a way that cannot be undone.
    """
    stream = io.BytesIO(response)
    status = re.match(rb"HTTP/[0-9.]+ +(\d{3})\b", stream.readline(_LONGEST_LINE))
    if not status or status[1] != b"200":
        return None
    headers = _headers(stream.readline)
    kind, _, details = headers.get("content-type", "").lower().partition(";")
    if kind and kind.strip() not in _HTML:
        return None
    body = stream.read()
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _dechunked(body)
    for coding in reversed(headers.get("content-encoding", "").lower().split(",")):
        body = _unpacked(body, coding.strip())
    if not kind and not _OPENING.match(body[:1000].lstrip(_MARKS)):
        return None
    return _in_utf8(body, details)


def _dechunked(body: bytes) -> bytes:
    """The body without the sizes of its chunks; as it is where it has none, as some crawlers store it."""
    parts: list[bytes] = []
    place = 0
    while size := re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(;[^\r\n]*)?\r\n").match(body, place):
        length = int(size[1], 16)
        if not length:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + length])
        place = size.end() + length + 2
    return b"".join(parts) or body


def _unpacked(body: bytes, coding: str) -> bytes:
    # Many crawlers store the page unpacked and leave the header as it was.
    if coding in ("", "identity") or body.lstrip(_MARKS).startswith(b"<"):
        return body
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"the page is packed with {coding[:20]}, which is not read")
    for window in (47, -15):  # gzip or zlib, whichever it is; then what some servers call deflate
        try:
            page = zlib.decompressobj(window).decompress(body, MAX_ARTICLE_BYTES + 1)
        except zlib.error:
            continue
        if len(page) > MAX_ARTICLE_BYTES:
            raise ValueError(f"unpacked larger than {MAX_ARTICLE_BYTES // 1_000_000} MB, too large for one article")
        return page
    raise ValueError("the packed page is damaged")


def _in_utf8(body: bytes, details: str) -> bytes:
    """The page in UTF-8 where the server said in which encoding it is; else it is left to the page to say."""
    stated = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", details)
    if not stated:
        return body
    try:
        body.decode()
    except UnicodeDecodeError:
        try:
            return body.decode(stated[1], "replace").encode()
        except (LookupError, UnicodeError):
            return body
    return body
