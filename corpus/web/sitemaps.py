"""Sitemaps: those of news, plain ones, and indexes of them, to entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from corpus.types import Skipped
from corpus.web.addresses import joined
from corpus.web.entries import Entry

_MOST_SITEMAPS = 50
_DEEPEST = 2
_LONGEST_FIELD = 1_000
_NEWS = "{*}news"


@dataclass(frozen=True)
class Sitemap:
    """What one sitemap names: entries, or further sitemaps."""

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """Read one sitemap or sitemap index. `url` is where it was found.

    Where some of its entries are news, the others (pages about the site, sections) are left out.
    Raises ValueError, with a reason, for what is none and for XML that brings a document type of its own.
    """
    root = _parsed(body)
    kind = _name(root)
    if kind == "sitemapindex":
        places = (_text(child, "{*}loc") for child in root.iterfind("{*}sitemap"))
        return Sitemap(sitemaps=tuple(joined(url, place) for place in places if place))
    if kind != "urlset":
        raise ValueError("this is not a sitemap")
    pages = [child for child in root.iterfind("{*}url") if _text(child, "{*}loc")]
    news = [child for child in pages if child.find(_NEWS) is not None]
    return Sitemap(entries=tuple(_entry(child, url) for child in news or pages))


def sitemap_entries(
    body: bytes, url: str, fetch: Callable[[str], bytes], skip: Callable[[Skipped], None]
) -> Iterator[Entry]:
    """The entries of a sitemap and of those that it names, one sitemap at a time.

    fetch: the bytes at an address, unpacked; raises FetchError. At most 50 sitemaps are fetched, two levels deep.
    Raises ValueError if the first is no sitemap; what is wrong with another is told to `skip`.
    """
    first = read_sitemap(body, url)
    waiting = [(place, 1) for place in first.sitemaps]
    yield from first.entries
    seen = {url}
    while waiting:
        place, depth = waiting.pop(0)
        if place in seen:
            continue
        if len(seen) > _MOST_SITEMAPS:
            skip(
                Skipped(place, f"more than {_MOST_SITEMAPS} sitemaps: this one and {len(waiting)} others were not read")
            )
            return
        seen.add(place)
        try:
            found = read_sitemap(fetch(place), place)
        except ValueError as error:  # which a FetchError is too
            skip(Skipped(place, str(error)))
            continue
        if found.sitemaps and depth >= _DEEPEST:
            skip(Skipped(place, f"sitemaps nested more than {_DEEPEST} levels deep are not read"))
        else:
            waiting += [(inner, depth + 1) for inner in found.sitemaps]
        yield from found.entries


def _parsed(body: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    if b"<!doctype" in body[:100_000].replace(b"\0", b"").lower():
        raise ValueError("its XML brings a document type of its own, which is not read")
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError("this sitemap is broken: it is not well-formed XML") from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("its XML brings a document type of its own, which is not read")
    return root


def _entry(page: Any, url: str) -> Entry:
    news = page.find(_NEWS)
    changed = _text(page, "{*}lastmod")
    return Entry(
        url=joined(url, _text(page, "{*}loc")),
        title=_text(news, "{*}title"),
        published=_text(news, "{*}publication_date") or None,
        updated=changed or None,
        source=_text(news, "{*}publication/{*}name") or None,
    )


def _text(element: Any, path: str) -> str:
    found = None if element is None else element.find(path)
    return "" if found is None else " ".join("".join(found.itertext()).split())[:_LONGEST_FIELD]


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
