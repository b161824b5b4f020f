"""The ledger: articles, their versions and their full text, all or nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from corpus import Article, Paragraph
from vectorstore import IndexDamagedError, IndexNotWritableError
from vectorstore.filters import Filters
from vectorstore.ledger import Ledger

PUBLISHED = datetime(2024, 5, 7, 20, 15, tzinfo=timezone(timedelta(hours=2)))
PIER = Article(
    id="pier",
    title="Osterby’s pier",
    paragraphs=(
        Paragraph(1, "The mayor Åsa Çavuşoğlu opened the pier."),
        Paragraph(3, "It cost 400 crowns.", section="Money"),
    ),
    source="Osterby Post",
    published=PUBLISHED,
    authors=("Åsa Rød", "Ivar Holm"),
    url="https://post.example/pier",
    language="en",
    dateline="OSTERBY",
)
STORM = Article("storm", "Storm", (Paragraph(1, "A storm closed the harbour."),), source="Coast Times")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger(tmp_path / "ledger.sqlite3", create=True)
    yield ledger
    ledger.close()


def put(ledger: Ledger, article: Article) -> list[int]:
    with ledger.transaction():
        return ledger.put(article)


def shorter(article: Article, **changes: object) -> Article:
    return replace(article, paragraphs=article.paragraphs[:1], **changes)  # type: ignore[arg-type]


def rows(tmp_path: Path, query: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(tmp_path / "ledger.sqlite3")
    found = database.execute(query).fetchall()
    database.close()
    return found


def test_an_article_comes_back_as_it_was_put(ledger: Ledger) -> None:
    put(ledger, PIER)
    put(ledger, STORM)
    assert ledger.article("pier") == PIER
    assert ledger.article("storm") == STORM
    assert ledger.article("none") is None
    assert ledger.hashes() == {"pier": PIER.content_hash, "storm": STORM.content_hash}


def test_a_passage_has_all_that_a_citation_needs(ledger: Ledger) -> None:
    first, second = put(ledger, PIER)
    passages = ledger.passages([second, first, 999])
    assert passages.keys() == {first, second}
    passage = passages[second]
    assert (passage.key, passage.text, passage.section) == (("pier", 3), "It cost 400 crowns.", "Money")
    assert passage.paragraph_text[passage.start : passage.end] == passage.text
    assert (passage.title, passage.source, passage.url) == (PIER.title, PIER.source, PIER.url)
    assert (passage.published, passage.authors) == (PUBLISHED, PIER.authors)


def test_a_new_version_replaces_the_old_and_keeps_it_aside(ledger: Ledger, tmp_path: Path) -> None:
    old = put(ledger, PIER)
    (new,) = put(ledger, shorter(PIER, title="Pier opened"))
    assert new not in old
    assert ledger.passage_ids() == {new}
    assert sorted(ledger.stale_vectors()) == old
    assert ledger.matching(["crowns"], 10, Filters()) == []
    assert ledger.counts() == (1, 1)
    first, second = rows(tmp_path, "SELECT version, content, replaced FROM versions ORDER BY version")
    assert (first[0], second) == (1, (2, None, None))
    assert json.loads(str(first[1])) == {
        "title": PIER.title,
        "paragraphs": [[1, None, PIER.paragraphs[0].text], [3, "Money", "It cost 400 crowns."]],
    }


def test_stale_vectors_can_be_forgotten(ledger: Ledger) -> None:
    first, second = put(ledger, PIER)
    put(ledger, STORM)
    put(ledger, shorter(PIER))
    ledger.forget_stale([first])
    assert ledger.stale_vectors() == [second]


def test_a_transaction_that_fails_changes_nothing(ledger: Ledger) -> None:
    put(ledger, STORM)

    def fail_halfway() -> None:
        with ledger.transaction():
            ledger.put(PIER)
            ledger.set_meta("revision", "7")
            raise KeyError

    with pytest.raises(KeyError):
        fail_halfway()
    assert ledger.counts() == (1, 1)
    assert ledger.article("pier") is None
    assert ledger.meta("revision") is None
    assert ledger.matching(["pier"], 10, Filters()) == []


def test_a_full_disk_is_one_sentence_and_changes_nothing(ledger: Ledger) -> None:
    put(ledger, STORM)
    ledger._db.execute(f"PRAGMA max_page_count = {ledger._db.execute('PRAGMA page_count').fetchone()[0]}")
    long = Article("long", "Long", tuple(Paragraph(n, f"Sentence {n} of many. " * 40) for n in range(1, 200)))
    with pytest.raises(IndexNotWritableError, match=r"cannot be written .*full.*: nothing was changed"):
        put(ledger, long)
    assert ledger.hashes() == {"storm": STORM.content_hash}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (["pier"], [1, 2]),
        (["cavusoglu"], [1]),
        (["crown"], [2]),
        (["harbours"], [3]),
        (["storm", "crowns"], [2, 3]),
        (["nothing"], []),
        (["and"], []),
        ([], []),
    ],
)
def test_words_find_passages_by_text_and_title_and_in_other_forms(
    ledger: Ledger, query: list[str], expected: list[int]
) -> None:
    put(ledger, PIER)
    put(ledger, STORM)
    assert sorted(ledger.matching(query, 10, Filters())) == expected


def test_words_find_the_best_passages_first_and_no_more_than_asked_for(ledger: Ledger) -> None:
    put(ledger, PIER)
    assert ledger.matching(["pier", "crowns"], 10, Filters()) == [2, 1]
    assert ledger.matching(["pier", "crowns"], 1, Filters()) == [2]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), [1, 2]),
        (Filters(since=int(PUBLISHED.timestamp())), [1]),
        (Filters(since=int(PUBLISHED.timestamp()) + 1), []),
        (Filters(until=int(PUBLISHED.timestamp())), [1]),
        (Filters(until=int(PUBLISHED.timestamp()) - 1, keep_undated=True), [2]),
        (Filters(sources=("Coast Times",)), [2]),
        (Filters(sources=()), []),
        (Filters(authors=("ivar holm",)), [1]),
        (Filters(authors=("ivar holm",), sources=("Coast Times",)), []),
        (Filters(authors=()), []),
    ],
)
def test_filters_choose_articles_and_their_passages(ledger: Ledger, filters: Filters, expected: list[int]) -> None:
    put(ledger, PIER)
    put(ledger, STORM)
    numbers = {1: [1, 2], 2: [3]}  # passages of the two articles
    ids = [id_ for key in expected for id_ in numbers[key]]
    assert sorted(ledger.passage_ids(filters)) == sorted(ledger.passing([1, 2, 3, 99], filters)) == ids
    found = ledger.passages(ledger.matching(["pier", "storm"], 10, filters)).values()
    assert {passage.article_id for passage in found} == {["pier", "storm"][key - 1] for key in expected}


@pytest.mark.parametrize(
    ("word", "expected"), [("pier", 2), ("Çavuşoğlu", 1), ("opens", 1), ("S-300", 0), ("400", 1), ('"', 0), ("", 0)]
)
def test_passages_with_a_word_are_counted(ledger: Ledger, word: str, expected: int) -> None:
    put(ledger, PIER)
    assert ledger.count_containing(word) == expected


def test_words_of_a_question_are_counted_and_texts_come_folded(ledger: Ledger) -> None:
    put(ledger, PIER)
    assert ledger.frequencies(["pier", "opens", "zeppelin"]) == {"pier": 2, "opens": 1, "zeppelin": 0}
    assert ledger.folded([1, 99]) == {1: ("osterby's pier", "the mayor asa cavusoglu opened the pier.")}


def test_sources_and_span_tell_what_there_is(ledger: Ledger) -> None:
    assert (ledger.overview.sources(), ledger.overview.span(), ledger.counts()) == ([], (None, None), (0, 0))
    put(ledger, PIER)
    put(ledger, STORM)
    put(ledger, shorter(STORM, id="gale", published=datetime(2023, 1, 2, tzinfo=UTC)))
    put(ledger, shorter(STORM, id="note", source=None))
    assert ledger.overview.sources() == [("Coast Times", 2), ("Osterby Post", 1)]
    assert ledger.overview.span() == (datetime(2023, 1, 2, tzinfo=UTC), PUBLISHED)


def test_more_ids_than_one_statement_takes(ledger: Ledger) -> None:
    ids = put(ledger, Article("long", "Long", tuple(Paragraph(n, f"Sentence {n}.") for n in range(1, 1302))))
    assert list(ledger.passages(ids)) == ids


def test_a_ledger_that_has_gone_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError, match=r"cannot be opened .*: rebuild the index$"):
        Ledger(tmp_path / "ledger.sqlite3")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["odd ? name", "per%20cent", "håb#1"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    Ledger(tmp_path / name / "ledger.sqlite3", create=True).close()
    assert [path.name for path in (tmp_path / name).iterdir()] == ["ledger.sqlite3"]
