"""Copies in the ledger: the same reports whatever the order, and gone with their articles."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from wire import OWN_REPORT, REPORT, edited, lottery, report, reprint

from corpus import Article
from vectorstore.filters import Filters, to_epoch
from vectorstore.grouping import group, group_rest
from vectorstore.ledger import Ledger

AGENCY = report()
POST = reprint()
CUT = reprint("lamp", REPORT[:3], "2024-03-06", source="Evening Lamp")
UNDATED = reprint("coast", edited(), None, source="Coast Times")
OWN = reprint("courier", OWN_REPORT, source="Vellmark Courier")
MONTHS_LATER = reprint("year", day="2024-09-05", source="Yearbook")
ALL = (AGENCY, POST, CUT, UNDATED, OWN, MONTHS_LATER)
# The undated one hangs together with the one months later.
TOGETHER = {"coast", "lamp", "post", "wire", "year"}


def new_ledger(folder: Path) -> Ledger:
    return Ledger(folder / "ledger.sqlite3", create=True)


def put(ledger: Ledger, *articles: Article) -> int:
    with ledger.transaction():
        for article in articles:
            ledger.put(article)
        return sum(group(ledger, article) for article in articles)


def reports(ledger: Ledger, filters: Filters | None = None) -> set[frozenset[str]]:
    found = ledger.reports.of(ledger.hashes(), filters or Filters())
    return {frozenset({start, *others}) for start, others in found.items()}


def rows(ledger: Ledger, *tables: str) -> list[int]:
    return [ledger._all(f"SELECT count(*) FROM {table}")[0][0] for table in tables]


@pytest.mark.parametrize("batch", [1, 3, len(ALL)])
def test_reports_are_the_same_in_any_order_and_any_batches(tmp_path: Path, batch: int) -> None:
    for number, order in enumerate(itertools.islice(itertools.permutations(ALL), 0, 720, 90)):
        (tmp_path / str(number)).mkdir()
        ledger = new_ledger(tmp_path / str(number))
        copies = sum(put(ledger, *order[first : first + batch]) for first in range(0, len(order), batch))
        assert reports(ledger) == {frozenset(TOGETHER)}
        assert 3 <= copies <= len(TOGETHER) - 1
        ledger.close()


def test_an_article_put_again_with_another_text_is_compared_anew(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    assert put(ledger, AGENCY, POST, CUT) == 2
    assert put(ledger, replace(POST, paragraphs=OWN.paragraphs)) == 0
    assert reports(ledger) == {frozenset({"wire", "lamp"})}
    assert put(ledger, POST) == 1
    assert reports(ledger) == {frozenset({"wire", "post", "lamp"})}
    assert put(ledger, replace(AGENCY, paragraphs=OWN.paragraphs), replace(CUT, paragraphs=OWN.paragraphs[:1])) == 0
    assert reports(ledger) == set()
    assert rows(ledger, "copies", "sketches") == [0, 3]


def test_a_report_names_the_others_that_pass_the_filters_oldest_first(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    put(ledger, UNDATED, CUT, POST, AGENCY)
    assert ledger.reports.of(["post", "none"], Filters()) == {"post": ["wire", "lamp", "coast"]}
    until = to_epoch(POST.published)
    assert ledger.reports.of(["post"], Filters(until=until)) == {"post": ["wire"]}
    assert ledger.reports.of(["post"], Filters(until=until, keep_undated=True)) == {"post": ["wire", "coast"]}
    assert ledger.reports.of(["post"], Filters(sources=("Evening Lamp",))) == {"post": ["lamp"]}
    assert ledger.reports.of([], Filters()) == {}


def test_a_sketch_holds_little_and_short_articles_have_an_empty_one(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    put(ledger, replace(AGENCY, paragraphs=AGENCY.paragraphs[-1:]))
    assert rows(ledger, "sketches", "sketch_hashes") == [1, 0]
    put(ledger, POST)
    assert 20 < rows(ledger, "sketch_hashes")[0] < 80


def test_forms_filled_in_anew_stay_apart(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    draws = [
        lottery(f"draw-{n}", f"{n}, {n + 7}, {n + 19}", f"{n} million", "Tolvik", f"2024-03-{n:02}")
        for n in range(2, 9)
    ]
    assert put(ledger, *draws) == 0


def without_reports(folder: Path) -> None:
    database = sqlite3.connect(folder / "ledger.sqlite3")
    for table in ("copies", "sketch_hashes", "sketches"):
        database.execute(f"DROP TABLE {table}")
    database.close()


def test_a_ledger_from_before_there_were_copies_opens_and_is_compared_later(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    put(ledger, AGENCY, POST, OWN)
    ledger.close()
    without_reports(tmp_path)
    ledger = Ledger(tmp_path / "ledger.sqlite3")
    assert reports(ledger) == set()
    group_rest(ledger)
    assert reports(ledger) == {frozenset({"wire", "post"})}
    assert ledger.reports.unsketched() == []


def test_nothing_stays_of_a_write_that_failed(tmp_path: Path) -> None:
    def fail(articles: Iterable[Article]) -> None:
        with ledger.transaction():
            for article in articles:
                ledger.put(article)
                group(ledger, article)
            raise KeyboardInterrupt

    ledger = new_ledger(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        fail([AGENCY, POST])
    assert rows(ledger, "articles", "copies", "sketches", "sketch_hashes") == [0, 0, 0, 0]
