"""Saved web pages and scraps of HTML, through trafilatura."""

from __future__ import annotations

import json
import logging
from typing import Any

from corpus.blocks import Block, clean_line

_BLOCK_TAGS = {"p", "quote", "head", "item", "blockquote", "li", "h1", "h2", "h3", "h4", "h5", "h6"}
_HEADING_TAGS = {"head", "h1", "h2", "h3", "h4", "h5", "h6"}
_TIME_TAGS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//time[@itemprop='datePublished']/@datetime",
    "//meta[@name='date' or @name='pubdate' or @name='publish-date']/@content",
    "//meta[@name='parsely-pub-date' or @name='dc.date']/@content",
)


def read_page(page: bytes) -> tuple[dict[str, Any], list[Block]]:
    """A page to its metadata (named as in a JSON article) and its blocks.

    Raises ValueError if no article text is found in it.
    """
    import trafilatura  # here because it is slow to load

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = trafilatura.load_html(page)
    if tree is None:
        raise ValueError("this is not an HTML page")
    published = _published(tree)
    found = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        deduplicate=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or found.body is None:
        raise ValueError("no article text was found in this page")
    fields = {
        "title": found.title,
        "source": found.sitename,
        "url": found.url,
        "authors": [name.strip() for name in (found.author or "").split(";") if name.strip()],
        "published": published or found.date,
        "language": found.language or tree.get("lang"),
    }
    return fields, _blocks(found.body)


def fragment_blocks(fragment: str) -> list[Block]:
    """The blocks of a scrap of HTML, such as the `content` field of a feed entry."""
    from lxml import html

    return _blocks(html.fragment_fromstring(fragment, create_parent="div"))


def _blocks(tree: Any) -> list[Block]:
    blocks: list[Block] = []
    loose = clean_line(tree.text or "")
    if loose:
        blocks.append(Block(loose))
    for element in tree.iter():
        if element.tag in _BLOCK_TAGS and not any(child.tag in _BLOCK_TAGS for child in element.iterdescendants()):
            text = clean_line("".join(element.itertext()))
            if text:
                blocks.append(Block(text, heading=element.tag in _HEADING_TAGS))
    if len(blocks) <= 1 and not any(element.tag in _BLOCK_TAGS for element in tree.iter()):
        text = clean_line(" ".join(tree.itertext()))
        return [Block(text)] if text else []
    return blocks


def _published(tree: Any) -> str | None:
    """The full time a page states; trafilatura itself keeps only the day."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            stated = _find_key(json.loads(script), "datePublished")
        except (ValueError, RecursionError):
            continue
        if stated:
            return stated
    for path in _TIME_TAGS:
        values = tree.xpath(path)
        if values and str(values[0]).strip():
            return str(values[0]).strip()
    return None


def _find_key(value: Any, key: str) -> str | None:
    if isinstance(value, dict):
        if isinstance(value.get(key), str):
            return str(value[key])
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            found = _find_key(part, key)
            if found:
                return found
    return None
