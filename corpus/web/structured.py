"""What a page says of itself in its head: meta tags, links and JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.web.addresses import joined

_MOST_SCRIPTS = 50
_DEEPEST = 6
_MOST_TEXT = 200_000
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_ARTICLES_OF_A_LIST = 3


@dataclass(frozen=True)
class Marks:
    """What a page says of itself, as far as it matters here.

    canonical: the addresses it calls its own, made absolute.
    feeds: the feeds it names.
    is_article, is_list: whether it looks like one; a page may look like neither, or like both.
    is_free: False where the publisher says that it has to be paid for.
    asks_password: whether it has a field for one.
    title, text: its title and the words of its body.
    site: the name of the site.
    """

    canonical: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    is_article: bool = False
    is_list: bool = False
    is_free: bool = True
    asks_password: bool = False
    title: str = ""
    text: str = field(default="", repr=False)
    site: str | None = None


def read_marks(page: str, url: str) -> Marks:
    """Read the marks of a page. Raises ValueError if it cannot be read as HTML at all."""
    tree = _parsed(page)
    meta = {
        (tag.get("property") or tag.get("name") or "").strip().lower(): (tag.get("content") or "").strip()
        for tag in reversed(tree.xpath("//meta[@content]")[:1_000])
    }
    links = [(set((tag.get("rel") or "").lower().split()), tag) for tag in tree.xpath("//link[@href]")[:1_000]]
    things = list(_things(tree))
    kinds = {kind.lower() for thing in things for kind in _strings(thing.get("@type"))}
    is_article = (
        meta.get("og:type", "").lower() == "article"
        or "article:published_time" in meta
        or any(kind.endswith(("article", "blogposting", "report")) for kind in kinds)
    )
    many = len(tree.xpath("//article")) >= _ARTICLES_OF_A_LIST
    return Marks(
        canonical=tuple(
            joined(url, address)
            for address in [tag.get("href") for rel, tag in links if "canonical" in rel] + [meta.get("og:url", "")]
            if address
        ),
        feeds=tuple(
            joined(url, tag.get("href"))
            for rel, tag in links
            if "alternate" in rel and (tag.get("type") or "").split(";")[0].strip().lower() in _FEED_TYPES
        ),
        is_article=is_article,
        is_list=many or "collectionpage" in kinds,
        is_free=not any(_says_no(thing.get("isAccessibleForFree")) for thing in things)
        and meta.get("article:content_tier", "").lower() != "locked",
        asks_password=bool(tree.xpath("//input[translate(@type, 'PASWORD', 'pasword')='password']")),
        title=" ".join("".join(tree.xpath("//title[1]//text()")).split())[:500],
        text=_words(tree),
        site=meta.get("og:site_name") or None,
    )


def _parsed(page: str) -> Any:
    from lxml import etree, html

    try:
        return html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ValueError("this is not an HTML page") from error


def _words(tree: Any) -> str:
    """The words a reader sees, as far as the beginning goes."""
    hidden = "script or self::style or self::noscript or self::template"
    found = tree.xpath(f"//body//text()[not(ancestor::*[self::{hidden}])]")
    return " ".join(" ".join(found)[:_MOST_TEXT].split())


def _things(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of a page's JSON-LD, with those in them."""
    for script in tree.xpath("//script[@type='application/ld+json']")[:_MOST_SCRIPTS]:
        try:
            yield from _objects(json.loads(script.text or ""), _DEEPEST)
        except (ValueError, RecursionError):
            continue


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list) and depth:
        for part in value:
            yield from _objects(part, depth - 1)


def _strings(value: Any) -> list[str]:
    return [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, str)]


def _says_no(value: Any) -> bool:
    return value is False or (isinstance(value, str) and value.strip().lower().rsplit("/", 1)[-1] in ("false", "no"))
