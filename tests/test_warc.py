"""WARC files: the pages of news sites as crawlers keep them, whole and damaged."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus import Article, Skipped, read_articles

FERRY = "The ferry to Skarholm ran aground in thick fog on Monday evening, and all ninety passengers were taken off."
HARBOUR = "Harbour master Jorun Eide said the pilot had steered by a chart that was older than the new breakwater."
WEATHER = "The fog is expected to lift by Thursday, when two tugs will try to pull the ferry off the sandbank."


def page(title: str = "Ferry runs aground", *paragraphs: str, head: str = "") -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or (FERRY, HARBOUR, WEATHER))
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    ).encode()


class Crawl:
    """A WARC file in the making."""

    def __init__(self, *, packed: bool = False) -> None:
        self.file = io.BytesIO()
        self._writer = WARCWriter(self.file, gzip=packed)

    def add(
        self,
        url: str,
        body: bytes,
        *,
        status: str = "200 OK",
        kind: str = "response",
        headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),),
    ) -> Crawl:
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": "2031-02-03T04:05:06Z"},
        )
        self._writer.write_record(record)
        return self

    def add_info(self) -> Crawl:
        self._writer.write_record(self._writer.create_warcinfo_record("crawl.warc", {"software": "invented"}))
        return self

    def save(self, path: Path) -> Path:
        path.write_bytes(self.file.getvalue())
        return path


def read(path: Path) -> tuple[list[Article], list[Skipped]]:
    stream = read_articles(path)
    return list(stream), stream.skipped


def test_a_page_becomes_an_article(tmp_path: Path) -> None:
    crawl = Crawl(packed=True).add_info().add("https://news.invalid/ferry", page()).save(tmp_path / "crawl.warc.gz")
    (article,), skipped = read(crawl)
    assert skipped == []
    assert article.title == "Ferry runs aground"
    assert [paragraph.text for paragraph in article.paragraphs] == [FERRY, HARBOUR, WEATHER]
    assert article.url == article.id == "https://news.invalid/ferry"
    assert article.published is None  # the day of the crawl is none of publication


def test_what_the_page_says_of_itself_comes_first(tmp_path: Path) -> None:
    head = (
        "<link rel='canonical' href='https://news.invalid/2030/ferry'>"
        "<meta property='article:published_time' content='2030-01-07T19:30:00+01:00'>"
    )
    crawl = Crawl().add("https://news.invalid/ferry?from=home", page(head=head)).save(tmp_path / "crawl.warc")
    (article,), _ = read(crawl)
    assert article.url == "https://news.invalid/2030/ferry"
    assert article.published is not None
    assert article.published.isoformat() == "2030-01-07T19:30:00+01:00"


def test_other_records_are_passed_over(tmp_path: Path) -> None:
    crawl = Crawl(packed=True).add_info()
    crawl.add("https://news.invalid/gone", page("Gone"), status="404 Not Found")
    crawl.add("https://news.invalid/moved", page("Moved"), status="301 Moved Permanently")
    crawl.add("https://news.invalid/a.json", b'{"text": "x"}', headers=(("Content-Type", "application/json"),))
    crawl.add("https://news.invalid/ferry", page(), kind="revisit")
    crawl.add("https://news.invalid/ferry", page("The one"))
    articles, skipped = read(crawl.save(tmp_path / "crawl.warc.gz"))
    assert [article.title for article in articles] == ["The one"]
    assert skipped == []


def test_a_page_without_an_article_is_told_by_its_record_and_address(tmp_path: Path) -> None:
    crawl = Crawl().add_info().add("https://news.invalid/empty", b"<html><body></body></html>")
    path = crawl.add("https://news.invalid/ferry", page()).save(tmp_path / "crawl.warc")
    articles, (left_out,) = read(path)
    assert len(articles) == 1
    assert left_out.what == f"{path} record 2 (https://news.invalid/empty)"


@pytest.mark.parametrize("packed", [True, False])
def test_what_stands_before_the_cut_is_read(tmp_path: Path, packed: bool) -> None:
    crawl = Crawl(packed=packed).add("https://news.invalid/1", page("The first"))
    whole = len(crawl.file.getvalue())
    crawl.add("https://news.invalid/2", page("The second"))
    path = crawl.save(tmp_path / ("crawl.warc.gz" if packed else "crawl.warc"))
    path.write_bytes(path.read_bytes()[: whole + 500])
    articles, (left_out,) = read(path)
    assert [article.title for article in articles] == ["The first"]
    assert left_out.what == str(path)
    assert "cut off" in left_out.why


def test_damage_in_the_middle_is_told(tmp_path: Path) -> None:
    crawl = Crawl().add("https://news.invalid/1", page("The first"))
    path = crawl.save(tmp_path / "crawl.warc")
    path.write_bytes(path.read_bytes() + b"what is this?\r\n" * 10)
    articles, skipped = read(path)
    assert [article.title for article in articles] == ["The first"]
    assert skipped == [Skipped(str(path), "the file is damaged at record 2; the rest of it was not read")]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
@pytest.mark.parametrize("garbage", [b"\x9c\x01garbage" * 1_100_000, b"\n" * 10_000_000, b""])
def test_garbage_is_told(tmp_path: Path, name: str, garbage: bytes) -> None:
    (tmp_path / name).write_bytes(garbage)
    articles, (left_out,) = read(tmp_path / name)
    assert articles == []
    assert left_out.what == str(tmp_path / name)


@pytest.mark.parametrize("length", [b"many", b"-1", b"9" * 5000, b"\xc2\xb2"])
def test_a_length_that_is_none_is_damage(tmp_path: Path, length: bytes) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: " + length + b"\r\n\r\n")
    _, (left_out,) = read(path)
    assert "damaged at record 1" in left_out.why


def test_a_header_without_an_end_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"WARC/1.0\r\n" + b"X-More: yes\r\n" * 100_000)
    _, (left_out,) = read(path)
    assert "header does not end" in left_out.why


def test_a_record_that_is_too_large_is_left_out_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.warc.MAX_ARTICLE_BYTES", 5_000)
    crawl = Crawl().add("https://news.invalid/long", page("Long", "All of it. " * 1_000))
    path = crawl.add("https://news.invalid/ferry", page()).save(tmp_path / "crawl.warc")
    articles, (left_out,) = read(path)
    assert [article.url for article in articles] == ["https://news.invalid/ferry"]
    assert left_out.what == f"{path} record 1 (https://news.invalid/long)"
    assert "too large" in left_out.why


def packed_page(coding: str) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    whole = page()
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (whole[:99], whole[99:])) + b"0\r\n\r\n"
    body, header = {
        "gzip": (gzip.compress(whole), ("Content-Encoding", "gzip")),
        "deflate": (zlib.compress(whole), ("Content-Encoding", "deflate")),
        "deflate, bare": (zlib.compress(whole, wbits=-15), ("Content-Encoding", "deflate")),
        "gzip, undone": (whole, ("Content-Encoding", "gzip")),
        "chunked": (chunks, ("Transfer-Encoding", "chunked")),
        "chunked, undone": (whole, ("Transfer-Encoding", "chunked")),
    }[coding]
    return body, (header, ("Content-Type", "text/html"))


@pytest.mark.parametrize("coding", ["gzip", "deflate", "deflate, bare", "gzip, undone", "chunked", "chunked, undone"])
def test_a_page_is_unpacked_as_its_server_packed_it(tmp_path: Path, coding: str) -> None:
    body, headers = packed_page(coding)
    path = Crawl().add("https://news.invalid/ferry", body, headers=headers).save(tmp_path / "crawl.warc")
    (article,), skipped = read(path)
    assert skipped == []
    assert [paragraph.text for paragraph in article.paragraphs] == [FERRY, HARBOUR, WEATHER]


@pytest.mark.parametrize(
    ("body", "coding", "why"),
    [
        (gzip.compress(bytes(30_000_000)), "gzip", "too large"),
        (b"\x1f\x8b not gzip", "gzip", "damaged"),
        (b"\x0b\x02\x80", "br", "packed with br"),
    ],
)
def test_a_page_that_cannot_be_unpacked_is_told(tmp_path: Path, body: bytes, coding: str, why: str) -> None:
    headers = (("Content-Type", "text/html"), ("Content-Encoding", coding))
    path = Crawl().add("https://news.invalid/x", body, headers=headers).save(tmp_path / "crawl.warc")
    articles, (left_out,) = read(path)[0], [s for s in read(path)[1] if "record" in s.what]
    assert articles == []
    assert why in left_out.why


def test_the_server_says_in_which_encoding_a_page_is(tmp_path: Path) -> None:
    text = "Le café du traversier est resté ouvert, et la moitié des passagers dormaient déjà. " * 2
    body = page("Échoué", text).decode().encode("mac-roman")
    headers = (("Content-Type", "text/html; charset=macintosh"),)
    path = Crawl().add("https://news.invalid/bac", body, headers=headers).save(tmp_path / "crawl.warc")
    (article,), _ = read(path)
    assert (article.title, article.paragraphs[0].text) == ("Échoué", text.strip())


def test_a_file_without_pages_is_told(tmp_path: Path) -> None:
    path = Crawl(packed=True).add_info().save(tmp_path / "crawl.warc.gz")
    assert read(path) == ([], [Skipped(str(path), "there is no HTML page in this file")])


def test_one_page_that_the_library_stumbles_over_is_not_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from corpus import warc

    whole = warc.read_page

    def stumbling(body: bytes) -> object:
        if b"Stumble" in body:
            raise AttributeError("an accident inside")
        return whole(body)

    monkeypatch.setattr(warc, "read_page", stumbling)
    crawl = Crawl().add("https://news.invalid/1", page("Stumble")).add("https://news.invalid/2", page("Fine"))
    articles, (left_out,) = read(crawl.save(tmp_path / "crawl.warc"))
    assert [article.title for article in articles] == ["Fine"]
    assert left_out.why == "the page cannot be read (AttributeError)"


def test_deep_nesting_is_told(tmp_path: Path) -> None:
    deep = b"<html><body><article>" + b"<div>" * 60_000 + FERRY.encode() + b"</article></body></html>"
    crawl = Crawl().add("https://news.invalid/deep", deep).add("https://news.invalid/2", page())
    articles, _ = read(crawl.save(tmp_path / "crawl.warc"))
    assert "https://news.invalid/2" in [article.url for article in articles]


def test_pages_come_one_at_a_time_and_progress_is_told(tmp_path: Path) -> None:
    crawl = Crawl()
    for number in range(20):
        crawl.add(f"https://news.invalid/{number}", page(f"Report {number}", FERRY, HARBOUR * 20))
    stream = read_articles(crawl.save(tmp_path / "crawl.warc"))
    assert next(stream).title == "Report 0"
    assert 0 < stream.fraction < 0.5
    assert len(list(stream)) == 19
    assert stream.fraction == 1
