"""From an address to articles: whatever lies there, and whatever goes wrong on the way."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from news_site import HOST, RSS, XML, Page, Web, html_of, item, own_report, report, rss
from wire import OWN_REPORT, REPORT

from corpus import Skipped
from corpus.web import Fetched, Limits, Validators, read_address
from corpus.web import articles as module

WHOLE = html_of(REPORT)
FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="/feed">'
FRONT = f"<html><head><title>Gazette</title>{FEED_LINK}</head><body><a href='/gate'>Gate</a></body></html>"
SITE = '<meta property="og:site_name" content="Osterby Gazette">'


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with Web().open(monkeypatch) as web:
        web.put("/gate", report(head=SITE))
        web.put("/skippers", own_report())
        yield web


def test_a_page(web: Web) -> None:
    web.put("/short", status=302, headers={"Location": "/gate?utm_source=x"})
    web.put("/gate?utm_source=x", report(head=SITE))
    (article,), skipped = web.read(f"{HOST}/short")
    assert skipped == []
    assert (article.id, article.url, article.source) == (f"{HOST}/gate", f"{HOST}/gate", "Osterby Gazette")
    assert article.title == "Cracked gate closes Osterby lock"
    assert [paragraph.text for paragraph in article.paragraphs] == list(REPORT)


def test_a_page_that_names_no_site_is_of_its_host(web: Web) -> None:
    web.put("www.lamp.example/skippers", "<html><body><p>" + "</p><p>".join(OWN_REPORT))
    (article,), _ = web.read("http://www.lamp.example/skippers")
    assert article.source == "lamp.example"


def test_a_feed_with_whole_texts_needs_no_other_page(web: Web) -> None:
    web.put("/feed", rss(item("/gate?utm_medium=rss#x", content=WHOLE)), RSS)
    (article,), skipped = web.read(f"{HOST}/feed")
    assert (article.id, article.source) == (f"{HOST}/gate", "Osterby Gazette")
    assert article.published == datetime(2024, 3, 4, 9, 15, tzinfo=UTC)
    assert [paragraph.text for paragraph in article.paragraphs] == list(REPORT)
    assert web.paths == ["/feed"]
    assert skipped == []


def test_a_feed_of_teasers_leads_to_pages(web: Web) -> None:
    more = "<dc:creator>Tora Lie</dc:creator>"
    web.put("/feed", rss(item("/skippers?utm_source=rss", "Other", "<p>Teaser</p>", more), item("/gate")), RSS)
    (first, second), skipped = web.read(f"{HOST}/feed")
    assert (first.id, first.title, first.authors) == (f"{HOST}/skippers", "Skippers wait at the lock", ("Tora Lie",))
    assert first.published == datetime(2024, 3, 4, 9, 15, tzinfo=UTC)
    assert (first.source, second.source) == ("Osterby Gazette", "Osterby Gazette")
    assert web.paths == ["/feed", "/skippers", "/gate"]
    assert skipped == []


def test_the_pages_own_time_counts_first(web: Web) -> None:
    web.put("/gate", report(head='<meta property="article:published_time" content="2024-02-01T08:00:00Z">'))
    web.put("/feed", rss(item("/gate")), RSS)
    (article,), _ = web.read(f"{HOST}/feed")
    assert article.published == datetime(2024, 2, 1, 8, tzinfo=UTC)


def test_a_feed_cannot_put_words_into_the_mouth_of_another_site(web: Web) -> None:
    web.put("evil.example/feed", rss(item(f"{HOST}/gate", content=html_of(["Osterby has sunk. " * 20] * 4))), RSS)
    (article,), _ = web.read("http://evil.example/feed")
    assert article.id == f"{HOST}/gate"
    assert [paragraph.text for paragraph in article.paragraphs] == list(REPORT)


def test_a_page_cannot_pass_for_one_of_another_site(web: Web) -> None:
    web.put("evil.example/x", own_report(head=f'<link rel="canonical" href="{HOST}/gate">'))
    (article,), _ = web.read("http://evil.example/x")
    assert (article.id, article.url) == ("http://evil.example/x", "http://evil.example/x")


def test_one_article_under_three_addresses_is_one(web: Web) -> None:
    web.put("/amp/gate", report(head='<link rel="canonical" href="/gate">'))
    web.put("/feed", rss(*map(item, ["/gate?fbclid=1", "/gate#2", "/amp/gate", "/gate"])), RSS)
    (article,), skipped = web.read(f"{HOST}/feed")
    assert article.id == f"{HOST}/gate"
    assert web.paths == ["/feed", "/gate", "/amp/gate"]
    assert skipped == []


def test_json_and_atom_feeds(web: Web) -> None:
    items = [{"id": "1", "url": "/gate", "content_text": "\n\n".join(REPORT), "title": "Gate"}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "items": items}
    web.put("/json", json.dumps(feed), "application/feed+json")
    (article,), _ = web.read(f"{HOST}/json")
    assert [paragraph.text for paragraph in article.paragraphs] == list(REPORT)
    entry = '<entry><title>Gate</title><link href="/gate"/></entry>'
    web.put("/atom", f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>', "text/html")
    (article,), _ = web.read(f"{HOST}/atom")
    assert article.id == f"{HOST}/gate"


def test_a_sitemap_that_is_a_gzip_file(web: Web) -> None:
    space = 'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    news = (
        "<n:news><n:publication><n:name>Skipper News</n:name></n:publication>"
        "<n:publication_date>2024-03-04</n:publication_date></n:news>"
    )
    sitemap = f"<urlset {space}><url><loc>{HOST}/skippers</loc>{news}</url><url><loc>{HOST}/about</loc></url></urlset>"
    web.put("/news.xml.gz", gzip.compress(sitemap.encode()), "application/x-gzip")
    places = ("/news.xml.gz", f"{HOST}/no")
    index = f"<sitemapindex>{''.join(f'<sitemap><loc>{place}</loc></sitemap>' for place in places)}</sitemapindex>"
    web.put("/sitemap.xml", index, XML)
    (article,), skipped = web.read(f"{HOST}/sitemap.xml")
    assert (article.id, article.published) == (f"{HOST}/skippers", datetime(2024, 3, 4, tzinfo=UTC))
    assert skipped == [Skipped(f"{HOST}/no", "the server says 404 Not Found")]


def test_a_gzip_file_that_is_a_bomb(web: Web) -> None:
    web.put("/sitemap.xml.gz", gzip.compress(b"<urlset>" + bytes(30_000_000)), "application/x-gzip")
    found, skipped = web.read(f"{HOST}/sitemap.xml.gz", web.fetcher(limits=Limits(body=1_000_000)))
    assert (found, skipped) == ([], [Skipped(f"{HOST}/sitemap.xml.gz", "larger than 1 MB")])


def test_a_front_page_leads_to_its_feed(web: Web) -> None:
    web.put("/", FRONT)
    web.put("/feed", rss(item("/gate")), RSS)
    (article,), skipped = web.read(HOST)
    assert article.id == f"{HOST}/gate"
    assert web.paths == ["/", "/feed", "/gate"]
    assert skipped == []


def test_pages_that_name_each_other_as_feeds_end(web: Web) -> None:
    web.put("/", FRONT)
    web.put("/feed", FRONT.replace('"/feed"', '"/"'))
    found, skipped = web.read(f"{HOST}/")
    assert found == []
    assert skipped == [Skipped(f"{HOST}/feed", "this was named as a feed, but is a page")]
    assert web.paths == ["/", "/feed"]


def test_a_front_page_without_a_feed(web: Web) -> None:
    web.put("/", "<html><body>" + "<article><h2>Teaser</h2></article>" * 5)
    found, skipped = web.read(f"{HOST}/")
    assert (found, skipped) == ([], [Skipped(f"{HOST}/", "this page lists articles and is none, and it names no feed")])


@pytest.mark.parametrize(
    ("url", "why"),
    [
        (f"{HOST}/missing", "the server says 404 Not Found"),
        (f"{HOST}/picture", "this is neither a page, a feed nor a sitemap (image/png)"),
        (f"{HOST}/json", "this is JSON, but not a JSON feed"),
        (f"{HOST}/empty", "there is no entry in it"),
        (f"{HOST}/nothing", "the server sent nothing"),
        (f"{HOST}/laughs", "its XML declares entities, which are not read"),
        (f"{HOST}/cut", "this sitemap is broken: it is not well-formed XML"),
        (f"{HOST}/paywall", "this is a paywall: only its beginning is free"),
        ("file:///etc/passwd", "only http and https addresses are read"),
        ("http://127.0.0.1/", "leads to a private address (127.0.0.1): --allow-private allows it"),
        ("http://me:pw@gazette.example/", "addresses with a user name or password are not read"),
        ("nonsense", "only http and https addresses are read"),
        ("http://[broken", "this is not a web address"),
    ],
)
def test_every_failure_is_told_once(web: Web, url: str, why: str) -> None:
    web.put("/picture", b"\x89PNG\0\0", "image/png")
    web.put("/json", '{"a": 1}', "application/json")
    web.put("/empty", rss(), RSS)
    web.put("/nothing", "")
    web.put("/laughs", rss(before='<!DOCTYPE rss [<!ENTITY a "b">]>'), RSS)
    web.put("/cut", "<urlset><url>", XML)
    web.put("/paywall", report(texts=[*REPORT[:2], "Subscribe to continue reading."]))
    assert web.read(url) == ([], [Skipped(url, why)])


def test_one_bad_entry_does_not_harm_the_others(web: Web) -> None:
    web.put("/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")
    web.put("/gone", status=410)
    web.put("/consent", "<title>Before you continue</title><p>We use cookies.")
    web.put("/inside", status=302, headers={"Location": "http://169.254.169.254/"})
    web.put("/file", b"%PDF-1.7", "application/pdf")
    web.put("/again", rss(item("/gate")), RSS)
    links = ["javascript:alert(1)", "ftp://a/", "/gone", "/consent", "/inside", "/private/a", "/file", "/again", "/x"]
    web.put("/feed", rss("<item><title>Lost</title></item>", *map(item, links), item("/gate")), RSS)
    fetcher = web.fetcher()
    (article,), skipped = web.read(f"{HOST}/feed", fetcher)
    assert article.id == f"{HOST}/gate"
    assert fetcher.gone == [f"{HOST}/gone"]
    assert [(skip.what.removeprefix(HOST), skip.why) for skip in skipped] == [
        ("/feed Lost", "this entry names no address"),
        ("javascript:alert(1)", "only http and https addresses are read"),
        ("ftp://a/", "only http and https addresses are read"),
        ("/gone", "the server says 410 Gone"),
        ("/consent", "this is a consent page, not the article"),
        ("/inside", "leads to a private address (169.254.169.254): --allow-private allows it"),
        ("/private/a", "robots.txt of gazette.example asks not to read it"),
        ("/file", "this is neither a page, a feed nor a sitemap (application/pdf)"),
        ("/again", "this is not a page"),
        ("/x", "the server says 404 Not Found"),
    ]


def test_a_parser_that_breaks_is_one_skip(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    real = module.read_fetched_page

    def breaks(fetched: Fetched) -> object:
        if fetched.url.endswith("/gate"):
            raise AttributeError("'NoneType' object has no attribute 'tag'")
        return real(fetched)

    monkeypatch.setattr(module, "read_fetched_page", breaks)
    web.put("/feed", rss(item("/gate"), item("/skippers")), RSS)
    found, skipped = web.read(f"{HOST}/feed")
    assert [article.id for article in found] == [f"{HOST}/skippers"]
    assert skipped == [Skipped(f"{HOST}/gate", "it cannot be read (AttributeError)")]
    assert web.read(f"{HOST}/gate") == ([], skipped)


def test_what_has_not_changed_is_not_read_again(web: Web) -> None:
    web.put("/feed", rss(item("/gate"), item("/skippers")), RSS, headers={"ETag": '"f1"'})
    web.put("/gate", report(), headers={"ETag": '"g1"'})
    fetcher = web.fetcher()
    found, _ = web.read(f"{HOST}/feed", fetcher)
    assert len(found) == 2
    known = dict(fetcher.validators)
    assert known == {f"{HOST}/feed": Validators('"f1"'), f"{HOST}/gate": Validators('"g1"')}

    again = web.fetcher()
    assert web.read(f"{HOST}/feed", again, known) == ([], [])
    assert again.unchanged == [f"{HOST}/feed"]
    assert again.validators == {f"{HOST}/feed": Validators('"f1"')}

    web.put("/feed", rss(item("/gate"), item("/skippers")), RSS, headers={"ETag": '"f2"'})
    third = web.fetcher()
    found, skipped = web.read(f"{HOST}/feed", third, known)
    assert [article.id for article in found] == [f"{HOST}/skippers"]
    assert (third.unchanged, skipped) == ([f"{HOST}/gate"], [])
    assert third.validators[f"{HOST}/feed"] == Validators('"f2"')


def test_what_failed_is_tried_again_the_next_time(web: Web) -> None:
    """A feed some of whose pages failed is not remembered, or its 304 would hide them for good."""
    web.put("/feed", rss(item("/gate"), item("/late"), item("/wall")), RSS, headers={"ETag": '"f1"'})
    web.put("/late", status=404)
    web.put("/wall", report(texts=[*REPORT[:2], "Subscribe to continue reading."]), headers={"ETag": '"w1"'})
    fetcher = web.fetcher()
    web.read(f"{HOST}/feed", fetcher)
    assert fetcher.validators == {}
    web.put("/late", own_report(), headers={"ETag": '"l1"'})
    web.put("/wall", report(texts=OWN_REPORT[:3]), headers={"ETag": '"w1"'})
    found, skipped = web.read(f"{HOST}/feed", fetcher, dict(fetcher.validators))
    assert [article.id for article in found] == [f"{HOST}/gate", f"{HOST}/late", f"{HOST}/wall"]
    assert skipped == []
    assert set(fetcher.validators) == {f"{HOST}/feed", f"{HOST}/late", f"{HOST}/wall"}


def test_a_sitemap_index_that_has_not_changed_does_not_hide_its_parts(web: Web) -> None:
    web.put("/part", f"<urlset><url><loc>{HOST}/gate</loc></url></urlset>", XML, headers={"ETag": '"p"'})
    index = f"<sitemapindex><sitemap><loc>{HOST}/part</loc></sitemap></sitemapindex>"
    web.put("/index.xml", index, XML, headers={"ETag": '"i"'})
    fetcher = web.fetcher()
    assert len(web.read(f"{HOST}/index.xml", fetcher)[0]) == 1
    assert fetcher.validators == {}
    web.read(f"{HOST}/part", fetcher)
    assert fetcher.validators == {f"{HOST}/part": Validators('"p"')}
    web.put("/part", "<urlset></urlset>", XML)
    assert web.read(f"{HOST}/index.xml") == ([], [Skipped(f"{HOST}/index.xml", "there is no entry in it")])


def test_what_is_gone_for_good_need_not_be_tried_again(web: Web) -> None:
    web.put("/feed", rss(item("/gone"), item("/gate")), RSS, headers={"ETag": '"f1"'})
    web.put("/gone", status=410)
    fetcher = web.fetcher()
    web.read(f"{HOST}/feed", fetcher)
    assert fetcher.validators == {f"{HOST}/feed": Validators('"f1"')}
    assert fetcher.gone == [f"{HOST}/gone"]


def test_a_front_page_that_has_not_changed_does_not_hide_its_feed(web: Web) -> None:
    web.put("/", FRONT, headers={"ETag": '"1"'})
    web.put("/feed", rss(item("/gate")), RSS)
    fetcher = web.fetcher()
    web.read(f"{HOST}/", fetcher)
    assert fetcher.validators == {}


def test_a_large_feed_comes_one_page_at_a_time(web: Web) -> None:
    for n in range(1_000):
        web.put(f"/{n}", report(f"Report {n}"))
    web.put("/feed", rss(*(item(f"/{n}") for n in range(1_000))), RSS)
    skipped: list[Skipped] = []
    stream = read_address(f"{HOST}/feed", web.fetcher(), skipped.append)
    assert next(stream).id == f"{HOST}/0"
    assert web.paths == ["/feed", "/0"]
    assert next(stream).id == f"{HOST}/1"
    assert web.paths == ["/feed", "/0", "/1"]
    assert skipped == []


def test_no_more_entries_are_read_than_asked_for(web: Web) -> None:
    assert module.MOST_ENTRIES == 2_000
    web.put("/feed", rss(*(item(f"/{n}", content=WHOLE) for n in range(25))), RSS, headers={"ETag": '"1"'})
    fetcher = web.fetcher()
    found, skipped = web.read(f"{HOST}/feed", fetcher, most=20)
    assert len(found) == 20
    assert skipped == [Skipped(f"{HOST}/feed", "it has 5 more entries, which were not read: at most 20 are")]
    assert fetcher.validators == {}
    found, skipped = web.read(f"{HOST}/feed", most=25)
    assert (len(found), skipped) == (25, [])


def test_a_host_that_is_down_is_asked_once_for_all_its_entries(web: Web) -> None:
    web.put("down.example/robots.txt", status=503)
    web.put("/feed", rss(*(item(f"http://down.example/{n}") for n in range(50)), item("/gate")), RSS)
    found, skipped = web.read(f"{HOST}/feed")
    assert [article.id for article in found] == [f"{HOST}/gate"]
    assert len(skipped) == 50
    assert [asked.host for asked in web.asked].count("down.example") == 3


def test_a_host_that_only_wastes_time_is_left_alone(web: Web) -> None:
    for n in range(20):
        web.put(f"slow.example/{n}", status=503, headers={"Retry-After": "60"})
    web.put("/feed", rss(*(item(f"http://slow.example/{n}") for n in range(20)), item("/gate")), RSS)
    found, skipped = web.read(f"{HOST}/feed")
    assert [article.id for article in found] == [f"{HOST}/gate"]
    assert [skip.why for skip in skipped] == [
        *["the server says 503 Service Unavailable"] * 5,
        *["not read this time, since its host failed 5 times in a row"] * 15,
    ]


def test_a_host_that_fails_now_and_then_is_not_left_alone(web: Web) -> None:
    links = [link for n in range(8) for link in (f"/{n}", f"/fine?{n}")]
    for n in range(8):
        web.put(f"/{n}", status=503)
        web.put(f"/fine?{n}", own_report(head=f'<link rel="canonical" href="/fine/{n}">'))
    web.put("/feed", rss(*map(item, links)), RSS)
    found, skipped = web.read(f"{HOST}/feed")
    assert len(found) == 8
    assert [skip.why for skip in skipped] == ["the server says 503 Service Unavailable"] * 8


def test_a_slow_page_is_skipped(web: Web) -> None:
    def write(handler: Any) -> None:
        for _ in range(300):
            handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            time.sleep(0.01)

    web.pages["/slow"] = Page(write=write)
    web.put("/feed", rss(item("/slow"), item("/gate")), RSS)
    found, skipped = web.read(f"{HOST}/feed", web.fetcher(limits=Limits(seconds=0.3)))
    assert [article.id for article in found] == [f"{HOST}/gate"]
    assert skipped == [Skipped(f"{HOST}/slow", "took longer than 0.3 seconds")]


def test_nothing_slow_is_loaded_before_it_is_needed() -> None:
    program = "import sys, corpus.web; print(sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert "'corpus'" in loaded
    assert not [
        name for name in ("httpx", "httpcore", "feedparser", "protego", "lxml", "trafilatura") if name in loaded
    ]
