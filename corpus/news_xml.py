"""The XML of news agencies: NITF, and NewsML-G2 with one item or several."""

from __future__ import annotations

import copy
import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.blocks import Block, clean_line
from corpus.dates import parse_published
from corpus.files import MAX_ARTICLE_BYTES, ArticleFile, Skip, read_whole
from corpus.furniture import is_dateline
from corpus.plain_text import text_blocks
from corpus.records import read_record
from corpus.types import Article
from corpus.web_page import fragment_blocks

NO_END = "9999-12-31T23:59:59+00:00"  # the embargo of what is held back until further notice

_FEEDS = ("rss", "RDF", "feed", "urlset", "sitemapindex")
_WITHDRAWN = ("canceled", "cancelled", "withheld")
_HEADINGS = ("hl1", "hl2")
_LEFT_OUT = ("media", "script", "style", "figure")  # pictures and their captions
# Everything else in the text of a NITF article marks a name or a number inside a line.
_HTML_TAGS = set("p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd pre br div section blockquote a em strong sup sub".split())
_NITF_BLOCKS = {"block", "bq", "body.content", "fn", "note", "table", "tr", "caption"}
_CELLS = ("td", "th")  # a row of a table is a line

_ENTITY = re.compile(r"&\w+;")

Fields = dict[str, Any]


def read_news_xml(file: ArticleFile, skip: Skip) -> Iterator[Article]:
    """The articles of a NITF or NewsML-G2 file; `skip` is told of items without a text, where there are several.

    Raises ValueError if the file is neither, or holds no article.
    """
    root = _parse(read_whole(file.path, MAX_ARTICLE_BYTES))
    items = _items(root)
    if not items:
        raise ValueError("there is no news item in it")
    for number, item in enumerate(items, 1):
        if len(items) == 1:
            yield _article(item, file.where)
            continue
        try:
            yield _article(item, f"{file.where}#{number}")
        except ValueError as error:
            skip(f"{file.name} item {number} ({item.get('guid', '')})", str(error))


def _article(item: Any, where: str) -> Article:
    fields, blocks = _read_nitf(item) if _tag(item) == "nitf" else _read_item(item)
    if not blocks and not fields.get("withdrawn"):  # a notice that takes an article back may say no more than that
        raise ValueError(_no_text(item))
    dateline = fields.pop("dateline", "")
    if fields["title"] and is_dateline(dateline):
        blocks.insert(0, Block(dateline))
    return read_record({name: value for name, value in fields.items() if value}, where, text=blocks)


def _no_text(item: Any) -> str:
    kind = _attribute(_first(item, "itemMeta/itemClass"), "qcode").rsplit(":", 1)[-1]
    return "no text" if kind in ("", "text") else f"no text: it is a {kind}"


def _items(root: Any) -> list[Any]:
    tag = _tag(root)
    if tag in ("nitf", "newsItem"):
        return [root]
    if tag == "newsMessage":
        return _all(root, "itemSet/newsItem")
    if tag in _FEEDS:
        raise ValueError("a saved feed holds no whole articles: give its address instead")
    if tag == "NewsML":
        raise ValueError("this is NewsML 1, which is not read: only NewsML-G2 and NITF are")
    raise ValueError(f"this XML is not NITF or NewsML (its root is <{tag[:60]}>)")


# --- reading XML safely ----------------------------------------------------------------------------


def _parse(data: bytes) -> Any:
    """The root of an XML document, in which nothing was looked up and no entity filled in."""
    from lxml import etree

    declares = "it declares entities of its own, which are not read: they can stand for anything"
    bare = data.replace(b"\0", b"")  # UTF-16 too
    if b"<!DOCTYPE" in bare and b"<!ENTITY" in bare:
        raise ValueError(declares)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError(f"not valid XML: {clean_line(str(error))[:200]}") from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise ValueError(declares)
    return root


def _tag(element: Any) -> str:
    """An element's name without its namespace; nothing for a comment."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _all(element: Any, path: str) -> list[Any]:
    """The elements at a path of names, whatever namespaces they are in."""
    found = [element]
    for name in path.split("/"):
        found = [child for parent in found for child in parent if _tag(child) == name]
    return found


def _first(element: Any, *paths: str) -> Any | None:
    return next((found for path in paths for found in _all(element, path)), None)


def _attribute(element: Any | None, name: str) -> str:
    return "" if element is None else str(element.get(name) or "")


def _text(element: Any | None) -> str:
    """The words in an element. An entity such as &eacute; is none of the document's own, so it is HTML's."""
    parts = [] if element is None else element.itertext()
    return clean_line("".join(html.unescape(part) if _ENTITY.fullmatch(part) else part for part in parts))


def _texts(element: Any, *paths: str) -> Iterator[str]:
    """The texts at the paths, in this order, as far as there are any."""
    return (text for path in paths for found in _all(element, path) if (text := _text(found)))


def _language(*elements: Any | None) -> str:
    name = "{http://www.w3.org/XML/1998/namespace}lang"
    return next((found for element in elements if (found := _attribute(element, name))), "")


def _web(values: Iterable[str]) -> str:
    return next((value for value in values if value.startswith(("http://", "https://"))), "")


def _embargo(stated: str) -> str:
    """The end of an embargo. One that cannot be read holds, and so does one without an end."""
    moment = parse_published(stated)
    return moment.isoformat() if moment else NO_END


# --- NewsML-G2 -------------------------------------------------------------------------------------


def _read_item(item: Any) -> tuple[Fields, list[Block]]:
    inner, blocks = _content(item)
    guid = str(item.get("guid") or "")
    status = _first(item, "itemMeta/pubStatus")
    embargo = _first(item, "itemMeta/embargoed")
    links = (
        _attribute(link, "href")
        for link in _all(item, "itemMeta/link")
        if re.search("canonical|permalink", _attribute(link, "rel"), re.IGNORECASE)
    )
    stated: Fields = {
        "id": guid,
        "title": next(_texts(item, "contentMeta/headline", "itemMeta/title"), ""),
        "source": _named(item, "itemMeta/provider", "contentMeta/infoSource"),
        "published": next(
            _texts(
                item,
                "contentMeta/contentCreated",
                "itemMeta/versionCreated",
                "itemMeta/firstCreated",
            ),
            "",
        ),
        "authors": next(_texts(item, "contentMeta/by"), "") or list(_texts(item, "contentMeta/creator/name")),
        "language": _attribute(_first(item, "contentMeta/language"), "tag") or _language(item),
        "url": _web([*links, guid]),
        "dateline": next(_texts(item, "contentMeta/dateline"), ""),
        "embargo": None if embargo is None else _embargo(_text(embargo)),
        "withdrawn": _code(_attribute(status, "qcode") or _attribute(status, "uri")) in _WITHDRAWN,
    }
    return inner | {name: value for name, value in stated.items() if value}, blocks


def _code(qcode: str) -> str:
    return re.split("[:/]", qcode)[-1].lower()


def _named(item: Any, *paths: str) -> str:
    """The name of the first organisation at the paths, or else its code."""
    for found in (element for path in paths for element in _all(item, path)):
        code = re.split("[:/]", _attribute(found, "qcode") or _attribute(found, "uri"))[-1]
        name = next(_texts(found, "name"), "") or _attribute(found, "literal") or code
        if name:
            return name
    return ""


def _content(item: Any) -> tuple[Fields, list[Block]]:
    """The first rendering of an item that has a text, with what NITF inside it says of the article."""
    fields: Fields = {"title": ""}
    for rendering in (child for content in _all(item, "contentSet") for child in content):
        inner = next((part for part in rendering.iter() if _tag(part) in ("nitf", "html", "body")), None)
        if inner is not None and _tag(inner) == "nitf":
            fields, blocks = _read_nitf(inner)
        elif _tag(rendering) == "inlineData":
            text = "".join(rendering.itertext())
            markup = "html" in _attribute(rendering, "contenttype")
            blocks = fragment_blocks(text) if markup else text_blocks(text)
        elif _tag(rendering) == "p":
            blocks = _markup_blocks(rendering.getparent())
        else:
            body = inner if inner is None or _tag(inner) == "body" else _first(inner, "body")
            blocks = _markup_blocks(rendering if body is None else body)
        if blocks:
            return fields, blocks
    return fields, []


# --- NITF ------------------------------------------------------------------------------------------


def _read_nitf(nitf: Any) -> tuple[Fields, list[Block]]:
    release = _first(nitf, "head/docdata/date.release")
    status = _attribute(_first(nitf, "head/docdata"), "management-status").lower()
    publication = _first(nitf, "head/pubdata")
    byline = _first(nitf, "body/body.head/byline")
    held = release is not None or status == "embargoed"
    links = (
        _attribute(meta, "content") for meta in _all(nitf, "head/meta") if "url" in _attribute(meta, "name").lower()
    )
    identity = _attribute(_first(nitf, "head/docdata/doc-id"), "id-string")
    fields: Fields = {
        "id": identity,
        "title": next(_texts(nitf, "body/body.head/hedline/hl1", "body/body.head/hedline", "head/title"), ""),
        "source": next(_texts(nitf, "body/body.head/distributor"), "") or _attribute(publication, "name"),
        "published": _attribute(_first(nitf, "head/docdata/date.issue"), "norm")
        or _attribute(publication, "date.publication"),
        "authors": [] if byline is None else list(_texts(byline, "person")) or _byline(byline),
        "language": _language(_first(nitf, "body"), nitf),
        "url": _web([*links, _attribute(publication, "ex-ref"), identity]),
        "dateline": next(_texts(nitf, "body/body.head/dateline"), ""),
        "embargo": _embargo(_attribute(release, "norm")) if held else None,
        "withdrawn": status in _WITHDRAWN,
    }
    content = _first(nitf, "body/body.content")
    return fields, [] if content is None else _markup_blocks(content)


def _byline(byline: Any) -> str:
    """The words of a byline without what the person is, such as Staff Writer."""
    from lxml import etree

    copied = copy.deepcopy(byline)
    etree.strip_elements(copied, "{*}byttl", with_tail=False)
    return _text(copied)


def _markup_blocks(element: Any) -> list[Block]:
    """The blocks of an element in NITF or XHTML, read as those of a scrap of HTML."""
    from lxml import etree

    copied = copy.deepcopy(element)
    copied.tail = None
    for part in list(copied.iter()):
        tag = _tag(part)
        if tag in _LEFT_OUT:
            part.tag = "media"
        elif tag in _HEADINGS:
            part.tag = "h2"
        elif tag in _HTML_TAGS:
            part.tag = tag
        elif tag in _CELLS:
            part.tag, part.tail = "span", f" {part.tail or ''}"
        elif tag:
            part.tag = "div" if tag in _NITF_BLOCKS else "span"
    copied.tag = "div"
    etree.strip_elements(copied, "media", with_tail=False)
    return fragment_blocks(etree.tostring(copied, encoding="unicode", method="html"))
