"""The sample archive is what it says it is: small, invented, and as untidy as a real one."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from corpus import Article, read_articles

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    stream = read_articles(SAMPLES)
    found = list(stream)
    assert stream.skipped == []
    return found


def text(article: Article) -> str:
    return "\n".join(paragraph.text for paragraph in article.paragraphs)


def by_source(articles: list[Article], source: str, words: str) -> Article:
    (found,) = [a for a in articles if a.source == source and words in text(a)]
    return found


def likeness(left: Article, right: Article) -> float:
    """Jaccard likeness of the runs of three words in two articles."""
    runs = []
    for article in (left, right):
        words = re.findall(r"\w+", text(article).lower())
        runs.append(set(zip(words, words[1:], words[2:], strict=False)))
    return len(runs[0] & runs[1]) / len(runs[0] | runs[1])


def test_there_are_about_forty_articles_of_several_outlets(articles: list[Article]) -> None:
    assert 38 <= len(articles) <= 48
    assert len({a.id for a in articles}) == len(articles)
    outlets = Counter(a.source for a in articles if a.source)
    assert len(outlets) >= 4
    assert min(outlets.values()) >= 4


def test_every_article_has_a_title_and_paragraphs(articles: list[Article]) -> None:
    for article in articles:
        assert article.title
        assert len(article.paragraphs) >= 3
        assert all(p.text.strip() == p.text != "" for p in article.paragraphs)


def test_every_format_is_there() -> None:
    suffixes = {path.suffix for path in SAMPLES.rglob("*") if path.is_file() and path.name != "LICENSE"}
    assert suffixes == {".md", ".txt", ".html", ".json", ".jsonl", ".csv"}


def test_every_address_leads_nowhere(articles: list[Article]) -> None:
    addresses = [a.url for a in articles if a.url]
    assert len(addresses) > 35
    assert all((urlsplit(url).hostname or "").endswith(".example") for url in addresses)
    for path in SAMPLES.rglob("*.*"):
        links = re.findall(r"https?://([^/\"\s]+)", path.read_text(encoding="utf-8"))
        assert all(host.endswith(".example") for host in links)


def test_the_notice_says_that_it_is_invented() -> None:
    notice = (SAMPLES / "LICENSE").read_text(encoding="utf-8")
    assert "invented" in notice
    assert "SPDX-License-Identifier: Apache-2.0" in notice


def test_the_notice_names_every_outlet(articles: list[Article]) -> None:
    notice = " ".join((SAMPLES / "LICENSE").read_text(encoding="utf-8").split())
    assert all(a.source in notice for a in articles if a.source)


@pytest.mark.parametrize("story", ["Merrow Bridge", "Maren Thule", "astrolabe", "Dunmarr", "dockers"])
def test_a_story_is_told_by_several_outlets(articles: list[Article], story: str) -> None:
    assert len({a.source for a in articles if story in text(a) and a.source}) >= 2


def test_two_outlets_disagree_on_the_number_of_injured(articles: list[Article]) -> None:
    assert "Twelve people were injured" in text(by_source(articles, "Merrow Wire", "Maren Thule"))
    assert "Seventeen people were injured" in text(by_source(articles, "Evening Lamp", "Maren Thule"))


def test_one_article_is_nearly_a_copy_of_an_agencys(articles: list[Article]) -> None:
    alike = [(a.source, b.source) for a, b in combinations(articles, 2) if likeness(a, b) > 0.5]
    assert [set(pair) for pair in alike] == [{"Vellmark Courier", "Merrow Wire"}]


def test_there_is_a_correction(articles: list[Article]) -> None:
    assert any(p.text.startswith("Correction: ") for a in articles for p in a.paragraphs)


def test_speakers_are_quoted_in_both_kinds_of_quotation_marks(articles: list[Article]) -> None:
    for quotation in (r"“[^”]+,” said [^\Wa-z]", r"\"[^\"]+,\" said [^\Wa-z]"):
        assert sum(bool(re.search(quotation, text(a))) for a in articles) >= 3


def test_names_are_not_all_ascii(articles: list[Article]) -> None:
    assert sum(not text(a).replace("“", "").replace("”", "").isascii() for a in articles) > 35
    assert any("Hřebíček" in text(a) for a in articles)


def test_some_articles_are_undated_and_the_others_have_aware_dates(articles: list[Article]) -> None:
    undated = [a for a in articles if a.published is None]
    assert 1 <= len(undated) <= 3
    assert all(a.published.tzinfo for a in articles if a.published)
