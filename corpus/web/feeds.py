"""Feeds: RSS 0.9 to 2.0, RDF, Atom and JSON Feed, to entries."""

from __future__ import annotations

import html
import io
import json
import re
from datetime import UTC, datetime
from typing import Any

from corpus.web.addresses import joined
from corpus.web.body import decoded
from corpus.web.entries import Entry

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")
_START_TAG = re.compile(r"<[A-Za-z_]")
_LONGEST_FIELD = 1_000
_MOST_TAGS = 400_000  # its parser takes some ten seconds for so many
_JSON_FEED = re.compile(r"https?://(www\.)?jsonfeed\.org/version/1(\.\d)?/?")


def feed_entries(body: bytes, url: str, charset: str | None = None) -> list[Entry]:
    """The entries of a feed, in its order. `url` is where it was found, `charset` what its server says of it.

    Raises ValueError, with a reason, for what is no feed, is broken beyond reading, or declares XML entities.
    """
    text = decoded(body, charset).lstrip("\ufeff")
    if text.lstrip()[:1] == "{":
        return _json_entries(text, url)
    return _xml_entries(text, url)


def refuse_entities(text: str) -> None:
    """Raise ValueError for XML that declares entities: no feed needs them, and they can swell or reach for files."""
    start = _START_TAG.search(text)
    if "<!entity" in text[: start.start() if start else None].lower():
        raise ValueError("its XML declares entities, which are not read")


def _xml_entries(text: str, url: str) -> list[Entry]:
    import feedparser  # type: ignore[import-untyped]  # here because most runs never read a feed

    refuse_entities(text)
    if text.count("<") > _MOST_TAGS:
        raise ValueError(f"it has more than {_MOST_TAGS:,} tags, too many for a feed")
    # As UTF-8 and labelled so, which leaves the parser no encoding to guess.
    data = _DECLARATION.sub("", text).encode("utf-8", "replace")
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        # Its texts are read as text only, so their markup need be neither cleaned nor completed, which is slow.
        feed = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise ValueError("this feed is broken and cannot be read") from error
    if not feed.get("version") and not feed.entries:
        raise ValueError("this is not a feed")
    if feed.bozo and not feed.entries:
        raise ValueError("this feed is broken: no entry in it can be read")
    source = _line(feed.feed.get("title"))
    return [_entry(entry, url, source) for entry in feed.entries]


def _entry(entry: Any, url: str, source: str) -> Entry:
    own = entry.get("source") or {}
    # Asked as a plain dict: feedparser's own `get` takes the one time for the other.
    published, updated = (_moment(dict.get(entry, name)) for name in ("published_parsed", "updated_parsed"))
    return Entry(
        url=_link(entry, url),
        id=_line(entry.get("id")),
        title=_line(entry.get("title")),
        published=published or updated,
        updated=updated,
        authors=_authors(entry),
        content=_content(entry),
        summary=str(entry.get("summary") or ""),
        source=_line(own.get("title")) or source or None,
    )


def _link(entry: Any, url: str) -> str:
    """The address of an entry's page: its link, else an id that is an address."""
    links = [link for link in entry.get("links") or [] if link.get("href")]
    pages = [link for link in links if link.get("rel") == "alternate" and "html" in (link.get("type") or "html")]
    found = pages[0]["href"] if pages else entry.get("link") or ""
    if not found and re.match("https?://", entry.get("id") or ""):
        found = entry["id"]
    return _absolute(found, url)


def _absolute(address: str, url: str) -> str:
    """An address made absolute; none at all where there is none, so that an entry without one is not its feed."""
    return joined(url, address) if address.strip() else ""


def _content(entry: Any) -> str | None:
    """The longest text the entry has of its own, as HTML."""
    found = [
        html.escape(part.get("value") or "") if part.get("type") == "text/plain" else part.get("value") or ""
        for part in entry.get("content") or []
    ]
    return max(found, key=len, default="") or None


def _authors(entry: Any) -> tuple[str, ...]:
    named = [_line(author.get("name")) for author in entry.get("authors") or [] if author]
    return tuple(dict.fromkeys(name for name in named if name)) or (
        (_line(entry.get("author")),) if entry.get("author") else ()
    )


def _moment(parsed: Any) -> str | None:
    """A time as feedparser has it (in UTC) as an ISO string."""
    try:
        year, month, day, hour, minute, second = parsed[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).isoformat()
    except (TypeError, ValueError, OverflowError):
        return None


def _line(value: Any) -> str:
    return " ".join(value.split())[:_LONGEST_FIELD] if isinstance(value, str) else ""


def _json_entries(text: str, url: str) -> list[Entry]:
    try:
        feed = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"not valid JSON: {error.msg} in line {error.lineno}") from error
    except RecursionError as error:
        raise ValueError("its JSON is nested too deeply") from error
    if not (isinstance(feed, dict) and _JSON_FEED.fullmatch(str(feed.get("version") or ""))):
        raise ValueError("this is JSON, but not a JSON feed")
    items = feed.get("items")
    source = _line(feed.get("title"))
    people = _people(feed)
    return [
        _json_entry(item, url, source, people)
        for item in (items if isinstance(items, list) else [])
        if isinstance(item, dict)
    ]


def _json_entry(item: dict[str, Any], url: str, source: str, people: tuple[str, ...]) -> Entry:
    def text(name: str) -> str:
        return item[name] if isinstance(item.get(name), str) else ""

    id_ = str(item.get("id") or "")
    link = text("url") or text("external_url") or (id_ if re.match("https?://", id_) else "")
    return Entry(
        url=_absolute(link, url),
        id=_line(id_),
        title=_line(text("title")),
        published=_line(text("date_published")) or _line(text("date_modified")) or None,
        updated=_line(text("date_modified")) or None,
        authors=_people(item) or people,
        content=text("content_html") or _as_html(text("content_text")) or None,
        summary=text("summary"),
        source=source or None,
    )


def _people(thing: dict[str, Any]) -> tuple[str, ...]:
    named = thing.get("authors") if isinstance(thing.get("authors"), list) else [thing.get("author")]
    return tuple(name for person in named or [] if isinstance(person, dict) and (name := _line(person.get("name"))))


def _as_html(text: str) -> str:
    return "".join(f"<p>{html.escape(part)}</p>" for part in re.split(r"\n\s*\n", text) if part.strip())
