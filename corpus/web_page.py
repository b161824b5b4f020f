"""Saved web pages and scraps of HTML, through trafilatura."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

from corpus.blocks import Block, clean_line

# Not "head": trafilatura calls its headings so; what a page's own head holds is in these.
_UNREAD_TAGS = set("title script style noscript template iframe figcaption textarea select button svg".split())
_BREAK_TAGS = {"br", "lb", "wbr"}
_INLINE_TAGS = _BREAK_TAGS | set(
    """a abbr b bdi bdo big cite code data del dfn em font hi i img ins kbd label mark q ref s samp small span strike
    strong sub sup time tt u var graphic""".split()
)
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
    """The blocks of a scrap of HTML, such as the `content` field of a feed entry. Two line breaks part paragraphs."""
    return _blocks(_parsed(re.sub(r"(<br\s*/?>\s*){2,}", "</p><p>", fragment, flags=re.IGNORECASE)))


def fragment_text(fragment: str) -> str:
    """The words of a scrap of HTML, its line breaks kept."""
    return "".join(_parsed(fragment).itertext())


def _parsed(fragment: str) -> Any:
    from lxml import etree, html

    try:
        return html.document_fromstring(f"<html><body>{fragment}</body></html>")
    except (etree.ParserError, ValueError, AssertionError) as error:
        raise ValueError("its text is HTML that cannot be read") from error


def _blocks(tree: Any) -> list[Block]:
    """The blocks below an element, in order. Text beside blocks is a block too, so that no word is lost."""
    blocks: list[Block] = []
    words: list[str] = []

    def close(tag: str = "") -> None:
        text = clean_line("".join(words))
        words.clear()
        if text:
            blocks.append(Block(text, heading=tag in _HEADING_TAGS))

    def walk(element: Any) -> None:
        if not isinstance(element.tag, str) or element.tag in _UNREAD_TAGS:
            return
        if element.tag not in _INLINE_TAGS:
            close()
        if element.tag == "sup" and words and words[-1][-1:].isdigit():
            words.append("^")  # 10<sup>6</sup> is not 106
        words.append(element.text or (" " if element.tag in _BREAK_TAGS else ""))
        for child in element:
            walk(child)
            words.append(child.tail or "")
        if element.tag not in _INLINE_TAGS:
            close(element.tag)

    walk(tree)
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
