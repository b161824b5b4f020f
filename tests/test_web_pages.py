"""A page is an article, or it is told why it is none."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from typing import Any

import pytest
from news_site import HOST, HTML, html_of, own_report, report
from wire import REPORT

from corpus.web.fetching import Fetched
from corpus.web.kinds import kind_of
from corpus.web.pages import NotAnArticle, read_fetched_page

URL = f"{HOST}/2024/gate?utm_source=mail#top"
FEED = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
COOKIES = "We and our 840 partners store and access cookies on your device. Accept all cookies or manage preferences."


def fetched(page: str | bytes, url: str = URL, charset: str | None = "utf-8") -> Fetched:
    return Fetched(url, 200, "text/html", charset, page.encode() if isinstance(page, str) else page)


def read(page: str | bytes, url: str = URL, charset: str | None = "utf-8") -> dict[str, Any]:
    """The fields of the article, with its text."""
    fields, blocks = read_fetched_page(fetched(page, url, charset))
    return {**fields, "text": "\n".join(block.text for block in blocks)}


def linked_data(**fields: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def link(address: str) -> str:
    return f'<link rel="canonical" href="{address}">'


def test_an_article() -> None:
    head = (
        '<meta property="og:site_name" content="Osterby Gazette"><meta name="author" content="Tora Lie">'
        '<meta property="article:published_time" content="2024-03-04T10:15:00+01:00">'
    )
    found = read(report(head=head))
    assert found["title"] == "Cracked gate closes Osterby lock"
    assert (found["id"], found["url"]) == (f"{HOST}/2024/gate", f"{HOST}/2024/gate")
    assert (found["source"], found["authors"]) == ("Osterby Gazette", ["Tora Lie"])
    assert found["published"] == "2024-03-04T10:15:00+01:00"
    assert all(text in found["text"] for text in REPORT)


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (link("/gate"), f"{HOST}/gate"),
        (link("https://www.gazette.example/gate?utm_medium=x"), "https://www.gazette.example/gate"),
        ('<meta property="og:url" content="http://gazette.example/gate#a">', f"{HOST}/gate"),
        (link("/gate") + '<meta property="og:url" content="/other">', f"{HOST}/gate"),
        (link("https://lamp.example/gate"), f"{HOST}/2024/gate"),
        (link("https://lamp.example/g") + '<meta property="og:url" content="/gate">', f"{HOST}/gate"),
        (link("javascript:alert(1)"), f"{HOST}/2024/gate"),
        (link("file:///gate"), f"{HOST}/2024/gate"),
        (link("http://me:pw@gazette.example/gate"), f"{HOST}/2024/gate"),
        (link("http://[broken/"), f"{HOST}/2024/gate"),
        (link("/"), f"{HOST}/2024/gate"),
        (link(""), f"{HOST}/2024/gate"),
        ("", f"{HOST}/2024/gate"),
    ],
    ids="relative, www, og:url, link first, another site, another site and og:url, javascript, file, password, broken,"
    " front page, empty, none".split(", "),
)
def test_the_address_an_article_goes_by(head: str, address: str) -> None:
    assert read(report(head=head))["id"] == address


@pytest.mark.parametrize("charset", ["windows-1251", "utf-16-le", "koi8-r"])
@pytest.mark.parametrize("own", ["", '<meta charset="utf-8">', '<?xml version="1.0" encoding="utf-8"?>'])
def test_the_servers_word_on_the_encoding_is_enough(charset: str, own: str) -> None:
    texts = ["Затвор шлюза треснул в понедельник утром, сообщила портовая служба." * 3] * 4
    page = report("Затвор треснул", texts)
    page = own + page if own.startswith("<?") else page.replace("</title>", f"</title>{own}")
    found = read(page.encode(charset), charset=charset)
    assert found["title"] == "Затвор треснул"
    assert texts[0] in found["text"]


def test_a_page_may_say_itself_how_it_is_written() -> None:
    texts = ["Затвор шлюза треснул в понедельник утром, сообщила портовая служба." * 3] * 4
    page = report("Затвор треснул", texts, '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">')
    assert texts[0] in read(page.encode("koi8-r"), charset=None)["text"]


PAYWALLS = {
    "linked data": report(texts=REPORT[:2], head=linked_data(**{"@type": "NewsArticle", "isAccessibleForFree": False})),
    "in words": report(texts=REPORT[:2], head=linked_data(**{"@type": "NewsArticle", "isAccessibleForFree": "False"})),
    "a part of it": report(
        texts=REPORT[:2],
        head=linked_data(**{"@graph": [{"@type": "NewsArticle", "hasPart": {"isAccessibleForFree": False}}]}),
    ),
    "tier": report(texts=REPORT[:2], head='<meta property="article:content_tier" content="locked">'),
    "subscribe": report(texts=[*REPORT[:2], "Subscribe now to continue reading."]),
    "sign in": report(texts=REPORT[:2], body="<form><input type=password></form>Sign in or subscribe to keep reading."),
    "aside": report(texts=REPORT[:1]).replace("</body>", "<aside>This article is for subscribers.</aside></body>"),
    "no text": "<html><head><title>Gate</title></head><body><p>To continue reading, please subscribe.</body></html>",
}


@pytest.mark.parametrize("kind", PAYWALLS)
def test_a_paywall_is_known(kind: str) -> None:
    with pytest.raises(ValueError, match=r"^this is a paywall: only its beginning is free$"):
        read(PAYWALLS[kind])


@pytest.mark.parametrize(
    "page",
    [
        report(head=linked_data(**{"@type": "NewsArticle", "isAccessibleForFree": False})),
        report(texts=[*REPORT, "Subscribe to continue reading our newsletter."]),
        report(texts=REPORT[:2], head=linked_data(**{"@type": "NewsArticle", "isAccessibleForFree": True})),
        report(texts=REPORT[:3], body="<nav>Log in <form><input type=password></form></nav>"),
        report(texts=REPORT[:3], body=f"<div class=banner>{COOKIES}</div>"),
        report("Before you continue: what the cookie law says", body=f"<div class=banner>{COOKIES}</div>"),
        report("Your privacy", REPORT[:2], '<meta property="og:type" content="article">', f"<div>{COOKIES}</div>"),
        report(texts=REPORT[:2], head='<script type="application/ld+json">{"isAccessibleForFree": fal</script>'),
        report(texts=REPORT[:2], head=f'<script type="application/ld+json">{"[" * 50_000}</script>'),
    ],
    ids="whole though not free, a line about newsletters, free, login box, cookie banner, about cookies,"
    " on privacy, broken data, deep data".split(", "),
)
def test_an_article_is_no_wall(page: str) -> None:
    assert REPORT[0] in read(page)["text"]


@pytest.mark.parametrize(
    ("page", "url"),
    [
        (f"<html><head><title>Before you continue</title></head><body><p>{COOKIES}</p></body></html>", URL),
        (f"<html><head><title>Gazette</title></head><body><div>{COOKIES}</div></body></html>", URL),
        (report("Your privacy choices", [COOKIES] * 6), URL),
        (report("Gazette", [COOKIES] * 6), "https://consent.gazette.example/?continue=x"),
    ],
)
def test_a_consent_page_is_known(page: str, url: str) -> None:
    with pytest.raises(ValueError, match=r"^this is a consent page, not the article$"):
        read(page, url)


def test_a_login_page_is_known() -> None:
    form = "<form>User <input name=u> Password <input type='Password'></form><p>Welcome back to the Gazette.</p>"
    with pytest.raises(ValueError, match=r"^this is a login page, not the article$"):
        read("<html><head><title>Gazette</title></head><body><form><input type=password></form></body></html>")
    with pytest.raises(ValueError, match=r"^this is a login page, not the article$"):
        read(f"<html><head><title>Log in</title></head><body>{form}</body></html>")


@pytest.mark.parametrize(
    ("page", "url"),
    [
        (report(head=FEED), f"{HOST}/"),
        (report(head=FEED), f"{HOST}/index.html"),
        (report(head=FEED, body="<article><h2>Teaser</h2></article>" * 4), f"{HOST}/world"),
        (f"<html><head><title>Gazette</title>{FEED}</head><body></body></html>", f"{HOST}/world"),
    ],
)
def test_a_front_page_is_no_article_and_names_its_feed(page: str, url: str) -> None:
    with pytest.raises(NotAnArticle) as told:
        read(page, url)
    assert told.value.feeds == (f"{HOST}/feed.xml",)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:type" content="article">',
        linked_data(**{"@graph": [{"@type": ["ReportageNewsArticle"]}]}),
        '<meta property="article:published_time" content="2024-03-04">',
    ],
)
def test_an_article_that_says_so_is_one_wherever_it_is(head: str) -> None:
    assert REPORT[0] in read(report(head=FEED + head), f"{HOST}/")["text"]
    assert REPORT[0] in read(report(head=FEED + head, body="<article>Teaser</article>" * 4))["text"]


def test_an_article_on_a_page_that_names_a_feed_is_an_article() -> None:
    assert read(own_report(head=FEED))["title"] == "Skippers wait at the lock"


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<html><body></body></html>", "no article text"),
        ("<html>", "not an HTML page|no article text"),
        ("<" * 10_000, "not an HTML page|no article text"),
        ("<html><body>" + "<a>" * 100_000, "more than 100,000 tags"),
        ("<html><body><p>" + "a" * 6_000_000, "larger than 5 MB, too large for a page"),
    ],
)
def test_what_holds_no_article_is_told(page: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read(page)


def test_a_page_nested_without_end_ends() -> None:
    start = time.monotonic()
    with suppress(ValueError, RecursionError):
        read("<html><body>" + "<div>" * 100_000 + html_of(REPORT))
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        (b"<!DOCTYPE html><html>", "text/html", "page"),
        (b"\xef\xbb\xbf \n<!-- a -- b --><HTML>", "text/plain", "page"),
        (b"<p>a fragment", "text/html", "page"),
        (b"<?xml version='1.0'?><!-- rss? --><feed xmlns='x'>", "text/html", "feed"),
        (b"<?xml version='1.0'?><?xml-stylesheet href='a'?><rdf:RDF>", "text/xml", "feed"),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", "application/octet-stream", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "application/json", "feed"),
        (b"<urlset>", "text/xml", "sitemap"),
        (b"<s:sitemapindex xmlns:s='x'>", "application/xml", "sitemap"),
        ("\ufeff<rss>".encode("utf-16"), "application/xml", "feed"),
    ],
)
def test_what_lies_at_an_address_is_told_by_its_first_bytes(body: bytes, content_type: str, kind: str) -> None:
    assert kind_of(body, content_type) == kind


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", HTML),
        (b" \n ", "text/html"),
        (b"\x89PNG\r\n\x1a\n\0\0", "text/html"),
        (b"%PDF-1.7", "application/pdf"),
        (b"plain text", "text/plain"),
        (b"<svg xmlns='x'>", "image/svg+xml"),
        (b"<!--" * 2_000 + b"<![" * 2_000, "text/plain"),
    ],
)
def test_anything_else_is_none_of_them(body: bytes, content_type: str) -> None:
    with pytest.raises(ValueError, match=r"neither a page, a feed nor a sitemap \(|the server sent nothing"):
        kind_of(body, content_type)
