"""Sitemaps, indexes of them, and those that mean harm."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest
from news_site import HOST

from corpus import Skipped
from corpus.web import FetchError
from corpus.web.entries import Entry
from corpus.web.sitemaps import Sitemap, read_sitemap, sitemap_entries

URL = f"{HOST}/sitemap.xml"
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = """<url><loc>http://gazette.example/gate</loc><lastmod>2024-03-05</lastmod><news:news><news:publication>
<news:name>Osterby Gazette</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2024-03-04T10:15:00+01:00</news:publication_date><news:title>Gate &amp; lock</news:title>
</news:news></url>"""


def urlset(*urls: str, before: str = "") -> bytes:
    space = f'xmlns="{SPACE}" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<urlset {space}>{"".join(urls)}</urlset>'.encode()


def plain(place: str) -> str:
    return f"<url><loc>\n {place} </loc></url>"


def index(places: Iterable[str]) -> bytes:
    inner = "".join(f"<sitemap><loc>{place}</loc></sitemap>" for place in places)
    return f'<sitemapindex xmlns="{SPACE}">{inner}</sitemapindex>'.encode()


def walked(web: dict[str, bytes], url: str = URL) -> tuple[list[str], list[Skipped]]:
    """The addresses found when the web holds these sitemaps, and what was skipped."""
    skipped: list[Skipped] = []

    def fetch(place: str) -> bytes:
        if place not in web:
            raise FetchError("the server says 404 Not Found")
        return web[place]

    return [entry.url for entry in sitemap_entries(web[url], url, fetch, skipped.append)], skipped


def test_a_sitemap_of_news() -> None:
    entry = Entry(
        url="http://gazette.example/gate",
        title="Gate & lock",
        published="2024-03-04T10:15:00+01:00",
        updated="2024-03-05",
        source="Osterby Gazette",
    )
    assert read_sitemap(urlset(NEWS, plain("/about")), URL) == Sitemap(entries=(entry,))


def test_a_plain_sitemap() -> None:
    found = read_sitemap(urlset(plain("/a"), plain("http://gazette.example/b"), "<url/>"), URL)
    assert [entry.url for entry in found.entries] == [f"{HOST}/a", f"{HOST}/b"]


def test_an_index_is_walked() -> None:
    web = {
        URL: index([f"{HOST}/1.xml", f"{HOST}/missing.xml", f"{HOST}/2.xml", f"{HOST}/1.xml", URL]),
        f"{HOST}/1.xml": urlset(plain("/a")),
        f"{HOST}/2.xml": index([f"{HOST}/3.xml"]),
        f"{HOST}/3.xml": urlset(plain("/b"), plain("/c")),
    }
    found, skipped = walked(web)
    assert found == [f"{HOST}/a", f"{HOST}/b", f"{HOST}/c"]
    assert skipped == [Skipped(f"{HOST}/missing.xml", "the server says 404 Not Found")]


def test_an_index_in_an_index_in_an_index_is_not_followed() -> None:
    web = {f"{HOST}/{n}.xml": index([f"{HOST}/{n + 1}.xml"]) for n in range(100)}
    found, skipped = walked(web, f"{HOST}/0.xml")
    assert found == []
    assert skipped == [Skipped(f"{HOST}/2.xml", "sitemaps nested more than 2 levels deep are not read")]


def test_sitemaps_without_end_are_not_all_read() -> None:
    web = {URL: index(f"{HOST}/{n}.xml" for n in range(80))}
    web |= {f"{HOST}/{n}.xml": urlset(plain(f"/{n}")) for n in range(80)}
    found, skipped = walked(web)
    assert len(found) == 50
    why = "more than 50 sitemaps: this one and 29 others were not read"
    assert skipped == [Skipped(f"{HOST}/50.xml", why)]


def test_one_broken_sitemap_does_not_end_the_walk() -> None:
    web = {
        URL: index([f"{HOST}/1.xml", f"{HOST}/2.xml"]),
        f"{HOST}/1.xml": b"<oh",
        f"{HOST}/2.xml": urlset(plain("/a")),
    }
    found, skipped = walked(web)
    assert found == [f"{HOST}/a"]
    assert "not well-formed" in skipped[0].why


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE urlset [<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "{"&a;" * 99}">' for n in range(9)) + "]>",
        '<!DOCTYPE urlset SYSTEM "http://127.0.0.1/x.dtd">',
        '<!doctype urlset [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>',
        "<!--" + "x" * 200_000 + '--><!DOCTYPE urlset [<!ENTITY x "y">]>',
    ],
    ids=["a file", "billion laughs", "a document type elsewhere", "a parameter", "far down"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_sitemap_with_a_document_type_is_refused(before: str, encoding: str) -> None:
    text = urlset(plain("/&x;"), before=before).decode().replace("UTF-8", encoding)
    start = time.monotonic()
    with pytest.raises(ValueError, match=r"document type|not well-formed"):
        read_sitemap(text.encode(encoding), URL)
    assert time.monotonic() - start < 1


@pytest.mark.parametrize("body", [b"<rss/>", b"<oh", b"no XML", b"", b"<urlset>" * 100_000])
def test_what_is_no_sitemap_is_told(body: bytes) -> None:
    with pytest.raises(ValueError, match="sitemap"):
        read_sitemap(body, URL)
