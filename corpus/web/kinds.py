"""What lies at an address: a page, a feed or a sitemap, told by its first bytes more than by its name."""

from __future__ import annotations

import re

from corpus.web.body import decoded, unzipped
from corpus.web.fetching import Fetched

_HEAD = 8_192
_BEFORE_THE_ROOT = re.compile(r"\s+|<\?[^>]*>|<!--(?:[^-]|-(?!->))*-->|<![^\[>]*(?:\[[^\]]*\]\s*)?>")
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_KINDS = {
    "rss": "feed",
    "rdf": "feed",
    "feed": "feed",
    "channel": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "html": "page",
    "head": "page",
    "body": "page",
}
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "")


def unpacked(fetched: Fetched, limit: int) -> bytes:
    """The body, gunzipped if it is a gzip file. Raises FetchError if it is damaged or larger than `limit`."""
    return unzipped(fetched.body, limit)


def kind_of(body: bytes, content_type: str, charset: str | None = None) -> str:
    """`page`, `feed` or `sitemap`. Raises ValueError, saying what it is instead, for anything else."""
    if not body.strip():
        raise ValueError("the server sent nothing")
    if b"\0" in body[:_HEAD] and not body.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        raise ValueError(f"this is neither a page, a feed nor a sitemap ({content_type[:60] or 'binary data'})")
    head = decoded(body[:_HEAD], charset).lstrip("\ufeff")
    if head.lstrip()[:1] == "{":
        return "feed"
    found = _KINDS.get(_root(head).lower())
    if found:
        return found
    if content_type in _PAGE_TYPES and "<" in head:
        return "page"
    raise ValueError(f"this is neither a page, a feed nor a sitemap ({content_type[:60] or 'of no stated kind'})")


def _root(head: str) -> str:
    """The name of the first tag, after declarations and comments."""
    at = 0
    while before := _BEFORE_THE_ROOT.match(head, at):
        at = before.end()
    tag = _ROOT.match(head, at)
    return tag[1] if tag else ""
