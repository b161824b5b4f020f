"""Feeds of every kind, and those that are broken or mean harm."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from news_site import HOST, html_of, item, rss
from wire import REPORT

from corpus.web.entries import Entry, is_whole
from corpus.web.feeds import feed_entries

URL = f"{HOST}/feeds/news.xml"
WHOLE = html_of(REPORT)
PLACE = "/etc/hostname"
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://gazette.example/news/"><title>Osterby Gazette</title>
<entry><id>tag:gazette.example,2024:1</id><title type="html">Gate &amp;amp; lock</title>
<link rel="enclosure" href="a.mp3"/>
<link rel="alternate" type="text/html" href="gate"/><published>2024-03-04T10:15:00+01:00</published>
<updated>2024-03-05T08:00:00Z</updated><author><name>Tora Lie</name></author><author><name>Per Munk</name></author>
<summary>In short.</summary><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Said <b>so</b>.</p></div></content>
</entry>
<entry><id>http://gazette.example/2</id><title>Second</title><updated>2024-03-05T08:00:00Z</updated>
<source><title>Merrow Wire</title></source><content type="text">5 &lt; 6</content></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://a.example/">
<title>Osterby Gazette</title><link>http://a.example/</link></channel><item rdf:about="http://a.example/1">
<title>First</title><link>http://a.example/1</link><dc:date>2024-03-04T10:15:00Z</dc:date>
<dc:creator>Tora Lie</dc:creator>
</item></rdf:RDF>"""
RSS_091 = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Old Lamp</title>
<item><title>Caf&eacute; shut</title><link>/1</link></item></channel></rss>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Osterby Gazette",
    "authors": [{"name": "The desk"}],
    "items": [
        {"id": "1", "url": "/a", "title": "First", "content_html": "<p>Said so.</p>", "date_published": "2024-03-04"},
        {"id": 2, "external_url": "http://lamp.example/b", "content_text": "5 < 6\n\nso", "authors": [{"name": "Lie"}]},
        {"id": "http://gazette.example/c", "date_modified": "2024-03-05"},
        "not an object",
    ],
}


def test_rss() -> None:
    more = '<guid isPermaLink="false">77</guid><dc:creator>Tora Lie</dc:creator>'
    first, second = feed_entries(rss(item("/gate", content=WHOLE, more=more), item("lock?a=1")).encode(), URL)
    assert first == Entry(
        url=f"{HOST}/gate",
        id="77",
        title="Cracked gate closes Osterby lock",
        published="2024-03-04T09:15:00+00:00",
        updated=None,
        authors=("Tora Lie",),
        content=first.content,
        summary="In short.",
        source="Osterby Gazette",
    )
    assert REPORT[0] in (first.content or "")
    assert (second.url, second.content) == (f"{HOST}/feeds/lock?a=1", None)


def test_atom() -> None:
    first, second = feed_entries(ATOM.encode(), URL)
    assert (first.url, first.id) == (f"{HOST}/news/gate", "tag:gazette.example,2024:1")
    assert (first.published, first.updated) == ("2024-03-04T09:15:00+00:00", "2024-03-05T08:00:00+00:00")
    assert first.authors == ("Tora Lie", "Per Munk")
    assert "Said <b>so</b>." in (first.content or "")
    assert (second.url, second.source, second.content) == ("http://gazette.example/2", "Merrow Wire", "5 &lt; 6")


def test_rdf() -> None:
    (entry,) = feed_entries(RDF.encode(), URL)
    assert (entry.url, entry.title, entry.source) == ("http://a.example/1", "First", "Osterby Gazette")
    assert (entry.published, entry.authors) == ("2024-03-04T10:15:00+00:00", ("Tora Lie",))


def test_rss_of_1999_names_a_document_type_that_is_not_fetched() -> None:
    (entry,) = feed_entries(RSS_091.encode(), URL)
    assert (entry.url, entry.title) == (f"{HOST}/1", "Café shut")


def test_json_feed() -> None:
    first, second, third = feed_entries(json.dumps(JSON).encode(), URL)
    assert (first.url, first.title, first.published) == (f"{HOST}/a", "First", "2024-03-04")
    assert (first.authors, first.source, first.content) == (("The desk",), "Osterby Gazette", "<p>Said so.</p>")
    assert (second.url, second.id, second.authors) == ("http://lamp.example/b", "2", ("Lie",))
    assert second.content == "<p>5 &lt; 6</p><p>so</p>"
    assert (third.url, third.published) == ("http://gazette.example/c", "2024-03-05")


def test_json_feed_of_the_first_version() -> None:
    feed = {"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "url": "/a", "author": {"name": "Lie"}}]}
    (entry,) = feed_entries(json.dumps(feed).encode(), URL)
    assert (entry.url, entry.authors, entry.source) == (f"{HOST}/a", ("Lie",), None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_a_feed_says_how_it_is_written(encoding: str) -> None:
    text = rss(item("/a", title="Затвор треснул")).replace("UTF-8", encoding)
    (entry,) = feed_entries(text.encode(encoding), URL)
    assert entry.title == "Затвор треснул"


def test_the_servers_word_on_it_counts_first() -> None:
    text = rss(item("/a", title="Затвор треснул")).replace(' encoding="UTF-8"', "")
    (entry,) = feed_entries(text.encode("koi8-r"), URL, "KOI8-R")
    assert entry.title == "Затвор треснул"


def laughs(name: str = "ENTITY") -> str:
    lines = "".join(f'<!{name} a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE rss [<!{name} a0 "ha">{lines}]>'


@pytest.mark.parametrize(
    "before",
    [laughs(), laughs("entity"), f'<!DOCTYPE rss [<!ENTITY a9 SYSTEM "file://{PLACE}">]>',
     '<!DOCTYPE rss [<!ENTITY % b SYSTEM "http://127.0.0.1/b.dtd"> %b;]>'],
    ids=["billion laughs", "in small letters", "a file", "another address"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_that_declares_entities_is_refused(before: str, encoding: str) -> None:
    text = rss(item("/a", title="&a9;"), before=before)
    start = time.monotonic()
    with pytest.raises(ValueError, match="declares entities"):
        feed_entries(text.encode(encoding), URL)
    assert time.monotonic() - start < 1


def test_entities_declared_where_none_may_stand_unfold_nothing() -> None:
    for body in (rss(laughs(), item("/a", title="&a9;")), rss(item("/a", title="&a9;")) + laughs()):
        assert all(len(entry.title) < 100 for entry in feed_entries(body.encode(), URL))


def test_an_external_entity_is_never_read() -> None:
    secret = Path(PLACE).read_text(encoding="utf-8").strip() if Path(PLACE).is_file() else "no such file"
    text = rss(f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{PLACE}"/>', item("/a", title="x"))
    assert secret not in repr(feed_entries(text.encode(), URL))


def test_a_word_about_entities_is_no_declaration() -> None:
    (entry,) = feed_entries(rss(item("/a", content="<p>&lt;!ENTITY is how XML declares one.</p>")).encode(), URL)
    assert "ENTITY is how" in (entry.content or "")


def test_a_malformed_feed_gives_what_can_be_read() -> None:
    text = rss(item("/a", title="One & two"), item("/b")).replace("</channel></rss>", "<item><title>Cut")
    found = feed_entries(text.encode(), URL)
    assert [entry.url for entry in found][:2] == [f"{HOST}/a", f"{HOST}/b"]
    assert found[0].title == "One & two"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "not a feed"),
        (b"<p>Not at all", "not a feed"),
        (b"<html><body>page</body></html>", "not a feed"),
        (b"<rss><channel><title>x", "broken"),
        (b"<rss><channel><item><title>&#x110000;</title>&", "broken and cannot be read"),
        (b"<rss><channel>" + b"<item>" * 400_000, "more than 400,000 tags"),
        (b'{"version": "2"}', "not a JSON feed"),
        (b'{"version": ', "not valid JSON"),
        (b'{"a":' + b"[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_feed_is_told(body: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        feed_entries(body, URL)


def test_an_empty_feed_is_empty() -> None:
    assert feed_entries(rss().encode(), URL) == []
    assert feed_entries(b'{"version": "https://jsonfeed.org/version/1.1", "items": null}', URL) == []


def test_an_entry_without_an_address_is_not_its_feed() -> None:
    (entry,) = feed_entries(rss("<item><title>No link</title></item>").encode(), URL)
    assert entry.url == ""


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//[broken"])
def test_a_link_that_is_no_web_address_stays_none(link: str) -> None:
    (entry,) = feed_entries(rss(item(link)).encode(), URL)
    assert not entry.url.startswith("http") or entry.url == ""
    feed = {**JSON, "items": [{"id": "1", "url": link}]}
    (entry,) = feed_entries(json.dumps(feed).encode(), URL)
    assert not entry.url.startswith("http")


def test_a_json_feed_of_nonsense_hurts_nobody() -> None:
    items = [{"id": ["x"], "url": 7, "title": {}, "authors": "me", "content_html": []}, {"url": "http://[bad"}, {}]
    found = feed_entries(json.dumps({**JSON, "title": 7, "items": items}).encode(), URL)
    assert [entry.url for entry in found] == ["", "http://[bad", ""]


def test_many_entries_are_read_in_a_moment() -> None:
    start = time.monotonic()
    assert len(feed_entries(rss(*(item(f"/{n}", content=WHOLE) for n in range(1_000))).encode(), URL)) == 1_000
    assert time.monotonic() - start < 20


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        (WHOLE, True),
        (None, False),
        ("<p>In short.</p>", False),
        (f"<p>short</p><!--{'x' * 900}--><img alt='{'y' * 900}'>", False),
        (f"{WHOLE}<p>And then…</p>", False),
        (f"{WHOLE}<p>And then [...]</p>", False),
        (f"{WHOLE}<p>And then [&#8230;]</p>", False),
        (f"{WHOLE}<a href='/a'>Read more</a>", False),
        (f"{WHOLE}<a href='/a'>Read the full story »</a>", False),
        (f"{WHOLE}<p>Continue reading</p>", False),
        (f"{WHOLE}<p>Continue reading →</p><p>The post Gate &amp; lock appeared first on Osterby Gazette.</p>", False),
        (f"{WHOLE}<p>The post Gate &amp; lock appeared first on Osterby Gazette.</p>", True),
        (f"{WHOLE}<p>He had never liked to read.</p>", True),
    ],
)
def test_which_entries_are_whole(content: str | None, whole: bool) -> None:
    assert is_whole(Entry(f"{HOST}/a", content=content)) is whole
