"""The body of an answer: read as it comes, unpacked a piece at a time, cut off where it grows too large."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterable

from corpus.web.addresses import FetchError, UnreachableError

# Not every codec Python knows: some of them (punycode, unicode_escape) are slow or no encodings of pages at all.
_ENCODINGS = re.compile(
    r"utf-?8(-sig)?|utf-?16(-?[lb]e)?|utf-?32(-?[lb]e)?|ascii|iso-?8859-\d+|cp\d+|koi8-[rut]|gb2312|gbk|gb18030|hz"
    r"|big5(hkscs)?|shift_?jis(x0213|_2004)?|euc_?(jp|kr|jis_2004)|iso2022_(jp|kr)\w*|mac-?\w+|tis-620|johab",
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]+)|<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([\w.:-]+)",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4_096


def size_name(count: int) -> str:
    """A number of bytes in words, such as `20 MB`."""
    return f"{count // 1_000_000} MB" if count >= 1_000_000 else f"{count // 1_000} kB"


def read_body(chunks: Iterable[bytes], packing: str, limit: int) -> bytes:
    """All bytes of a body, unpacked. `packing` is its Content-Encoding.

    Raises FetchError if it is larger than `limit`, received or unpacked, if it is packed in a way that is not read,
    and if it is cut off.
    """
    unpack = _unpacker(packing)
    received = 0
    body = bytearray()
    for chunk in chunks:
        received += len(chunk)
        body += unpack(chunk, limit + 1 - len(body)) if unpack else chunk
        if received > limit or len(body) > limit:
            raise FetchError(f"larger than {size_name(limit)}")
    if isinstance(unpack, _Inflater) and received and not unpack.ended:
        raise UnreachableError("its packed text is cut off")
    return bytes(body)


def unzipped(data: bytes, limit: int) -> bytes:
    """A gzip file's content, or the data itself if it is none. Raises FetchError if it is damaged or too large."""
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        content = gzip.GzipFile(fileobj=io.BytesIO(data)).read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise FetchError("the gzip data is damaged or cut off") from error
    if len(content) > limit:
        raise FetchError(f"larger than {size_name(limit)}")
    return content


class _Inflater:
    """Unpacks gzip and deflate, never more at a time than there is room for."""

    def __init__(self) -> None:
        self._object = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # told by its first bytes: gzip or zlib
        self._begun = False

    @property
    def ended(self) -> bool:
        return self._object.eof

    def __call__(self, chunk: bytes, room: int) -> bytes:
        if self.ended:
            return b""
        try:
            try:
                return self._object.decompress(chunk, room)
            except zlib.error:
                if self._begun:
                    raise
                self._object = zlib.decompressobj(wbits=-zlib.MAX_WBITS)  # some servers send deflate bare
                return self._object.decompress(chunk, room)
        except zlib.error as error:
            raise FetchError("its packed text is damaged") from error
        finally:
            self._begun = self._begun or bool(chunk)


def _unpacker(packing: str) -> _Inflater | None:
    name = packing.strip().lower()
    if name in ("", "identity"):
        return None
    if name in ("gzip", "x-gzip", "deflate"):
        return _Inflater()
    raise FetchError(f"its text is packed in a way that is not read ({name[:40]!r})")


def known_encoding(name: str | None) -> str | None:
    """Python's name of an encoding, if it is one that pages are written in."""
    try:
        found = codecs.lookup((name or "").strip().strip("\"'")[:40]).name
    except (LookupError, ValueError):
        return None
    if found in ("iso8859-1", "ascii"):
        return "cp1252"  # as every browser does
    return found if _ENCODINGS.fullmatch(found) else None


def decoded(body: bytes, charset: str | None = None) -> str:
    """The text of a page or feed: by its byte order mark, else the server's word, else its own, else UTF-8.

    Bytes that the encoding does not have become U+FFFD.
    """
    marked = next((encoding for mark, encoding in _MARKS if body.startswith(mark)), None)
    declared = _DECLARED.search(body[:_DECLARED_WITHIN])
    own = (declared[1] or declared[2]).decode("ascii", "replace") if declared else None
    named = marked or known_encoding(charset) or (known_encoding(own) if not _is_wide(own) else None)
    if not named:
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            named = "cp1252"
    return body.decode(named, "replace")


def _is_wide(name: str | None) -> bool:
    """What can be read as ASCII in order to find it says nothing true when it says UTF-16."""
    return (name or "").lower().startswith(("utf-16", "utf-32", "utf16", "utf32"))
