"""One record (a JSON object, a CSV row, a front matter with its text) to an Article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from corpus.blocks import Block, Body, clean_line, read_body, split_blocks
from corpus.dates import parse_published
from corpus.furniture import split_authors
from corpus.plain_text import take_title
from corpus.types import Article, Paragraph
from corpus.web_page import fragment_blocks, fragment_text

# The field names in use, in order of preference; they are matched without case and underscores.
ID = ("id", "guid", "articleid")
TITLE = ("headline", "title")
TEXT = ("paragraphs", "content", "text", "body", "maintext", "articlebody")
URL = ("url", "link", "canonicalurl")
SOURCE = ("source", "publisher", "outlet", "site", "sourcename")
AUTHORS = ("authors", "author", "byline")
PUBLISHED = ("publishdate", "published", "publishedat", "date", "datepublish", "datepublished")
# Until when nothing may be told of an article, and that it must not be used at all.
EMBARGO = ("embargo", "embargountil", "embargoeduntil", "embargoed", "usablefrom")
WITHDRAWN = ("withdrawn", "retracted", "killed", "donotuse")
STATUS = ("pubstatus", "status")
_WITHDRAWN_STATUS = frozenset("withdrawn retracted killed canceled cancelled withheld".split())
LANGUAGE = ("language", "lang", "inlanguage")

_MARKUP = re.compile(r"<(p|div|br|h[1-6]|ul|ol|blockquote|html|body|section|article)\b[^>]*>", re.IGNORECASE)
_INLINE_MARKUP = re.compile(
    r"<(/(a|b|i|u|em|strong|span|sup|sub)|img\b[^>]*)>|&(amp|lt|gt|quot|apos|nbsp|[lr]squo|[lr]dquo|[nm]dash|#x?\w+);",
    re.IGNORECASE,
)
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")


def is_article(record: Mapping[str, Any]) -> bool:
    """Whether the object has a field that could hold an article's text."""
    return any(name in _plain_names(record) for name in TEXT)


def read_record(
    record: Mapping[str, Any], where: str, *, text: Sequence[Block] | None = None, fallback_title: str = ""
) -> Article:
    """Make an article of a record. `where` is a stable name of the place it was read from (for its id).

    text: the blocks of the article where they do not stand in the record itself.
    Raises ValueError, with a reason a person can act on, if there is no text in it.
    """
    fields = _plain_names(_whole(record))
    title = _unquoted(clean_line(_unmarked(_string(_first(fields, TITLE)) or "")))
    content = _first(fields, TEXT) if text is None else list(text)
    title, body = _read_content(content, title)
    withdrawn = _is_withdrawn(fields)
    if not body.paragraphs and not withdrawn:
        there = content or any(name in fields for name in TEXT)
        raise ValueError("no text" if there else f"no text field (looked for {', '.join(TEXT)})")
    title = title or _whole(fallback_title)
    source = _name(_first(fields, SOURCE))
    published = parse_published(_first(fields, PUBLISHED)) or body.published
    url = _web_address(_string(_first(fields, URL)))
    given_id = _string(_first(fields, ID)) or url
    return Article(
        id=given_id or _made_id(where),
        title=title,
        paragraphs=body.paragraphs,
        source=source,
        published=published,
        authors=_people(_first(fields, AUTHORS)) or body.authors,
        url=url,
        language=_string(_first(fields, LANGUAGE)),
        dateline=body.dateline,
        embargo=_embargo(fields),
        withdrawn=withdrawn,
    )


def _is_withdrawn(fields: Mapping[str, Any]) -> bool:
    said = _first(fields, WITHDRAWN)
    if said is True or (isinstance(said, str) and said.strip().lower() in ("true", "yes", "1")):
        return True
    status = str(_first(fields, STATUS) or "").lower().removeprefix("stat:").strip()
    return status in _WITHDRAWN_STATUS


def _embargo(fields: Mapping[str, Any]) -> datetime | None:
    """The end of an article's embargo. Raises ValueError for one that cannot be read: it must not be told too early."""
    said = _first(fields, EMBARGO)
    if said in (None, False) or said == "false":
        return None
    until = parse_published(said)
    if until is None:
        raise ValueError(f"its embargo “{str(said)[:40]}” is no time that can be read, so it is not used")
    return until


def _read_content(content: object, title: str) -> tuple[str, Body]:
    if isinstance(content, Mapping) and ("rendered" in content or "text" in content):
        content = _string(content.get("rendered") or content.get("text"))  # as WordPress has it
    if isinstance(content, str):
        blocks = fragment_blocks(content) if _MARKUP.search(content) else split_blocks(_unmarked(content))
        title, blocks = (title, blocks) if title else take_title(blocks, title) if len(blocks) > 2 else ("", blocks)
        return title, read_body(blocks, title)
    if isinstance(content, list) and all(isinstance(part, Block) for part in content):
        title, blocks = take_title(content, title)
        return title, read_body(blocks, title)
    if isinstance(content, list):
        return title, Body(paragraphs=tuple(_given_paragraphs(content)))
    if content is None:
        return title, Body()
    raise ValueError(f"its text is {type(content).__name__}, not text or a list of paragraphs")


def _given_paragraphs(parts: Sequence[object]) -> list[Paragraph]:
    """A list of paragraphs keeps its numbering and its words, whatever they are."""
    paragraphs = []
    for position, part in enumerate(parts, 1):
        section = None
        if isinstance(part, Mapping):
            section, part = _string(part.get("section")), part.get("text")
        if not isinstance(part, str):
            raise ValueError(f"paragraph {position} is not text")
        if part.strip():
            paragraphs.append(Paragraph(position, part.strip(), section))
    return paragraphs


def _unmarked(text: str) -> str:
    """Text without the inline markup and entities that exports leave in it; `a < b & c` is not markup."""
    return fragment_text(text) if _INLINE_MARKUP.search(text) else text


def _whole(value: Any, depth: int = 4) -> Any:
    """The value with U+FFFD for half characters (a lone `\\ud83d`), which no store and no page can hold."""
    if isinstance(value, str):
        return _HALF_CHARACTERS.sub("\ufffd", value)
    if isinstance(value, Mapping) and depth:
        return {_whole(key, 0): _whole(part, depth - 1) for key, part in value.items()}
    if isinstance(value, list) and depth:
        return [_whole(part, depth - 1) for part in value]
    return value


def _unquoted(title: str) -> str:
    """A title without the quotation marks that some exports put around the whole of it."""
    inner = title[1:-1]
    return inner if title[:1] + title[-1:] in ('""', "“”") and not re.search(r"[\"“”]", inner) else title


def _plain_names(record: Mapping[str, Any]) -> dict[str, Any]:
    return {re.sub(r"[^a-z]", "", str(name).lower()): value for name, value in record.items()}


def _first(fields: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((fields[name] for name in names if fields.get(name) not in (None, "", [], {})), None)


def _string(value: object) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _name(value: object) -> str | None:
    """A publisher or author: a name, or an object that has one (as schema.org writes them)."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        value = value[0] if value else None
        return _name(value) if isinstance(value, Mapping) else _string(value)
    return _string(value)


def _people(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return split_authors(value)
    if isinstance(value, Mapping):
        value = [value]
    if isinstance(value, list):
        return tuple(dict.fromkeys(clean_line(name) for name in map(_name, value) if name))
    return ()


def _web_address(value: str | None) -> str | None:
    """The address, if it is one a browser may be sent to."""
    try:
        return value if value and urlsplit(value).scheme.lower() in ("http", "https") else None
    except ValueError:
        return None


def _made_id(where: str) -> str:
    """An id for an article that has none: the file's name, and a digest of the place it was read from."""
    stem = re.sub(r"[^\w.-]+", "-", where.rsplit("/", 1)[-1].split("#")[0])
    digest = hashlib.sha256(where.encode("utf-8", "surrogateescape")).hexdigest()
    return f"{stem.split('.')[0]}-{digest[:10]}"
