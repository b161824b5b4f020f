"""What an article said before, what was taken back, and what may not be told yet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from makers import article, small_index

from assistant import Assistant
from corpus import Article
from vectorstore import NewsIndex
from vectorstore.generation import read_manifest

FIRST = article("pier", "The pier at Osterby was closed on Tuesday after divers found shipworm.", "It rained.")
SECOND = replace(article("pier", "The pier at Osterby was closed on Monday after divers found shipworm."), title="Pier")
OTHER = article("bank", "Harsund Kredit opened a new branch in the old customs house of Osterby.")
WHY = "Why was the pier at Osterby closed?"
TOMORROW = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)


@pytest.fixture
def index(tmp_path: Path, sample_index: NewsIndex) -> Iterator[NewsIndex]:
    made = small_index(tmp_path / "index", sample_index, FIRST, OTHER)
    yield made
    made.close()


def texts(index: NewsIndex, article_id: str) -> list[list[str]]:
    return [[p.text for p in version.paragraphs] for version in index.history(article_id)]


def found(index: NewsIndex) -> set[str]:
    return {hit.passage.article_id for hit in index.search("pier Osterby shipworm branch", k=50)}


# --- versions --------------------------------------------------------------------------------------


def test_each_version_is_kept_with_its_words(index: NewsIndex) -> None:
    index.update([SECOND])
    old, new = index.history("pier")
    assert (old.number, new.number) == (1, 2)
    assert texts(index, "pier") == [[p.text for p in a.paragraphs] for a in (FIRST, SECOND)]
    assert (old.title, new.title) == (FIRST.title, "Pier")
    assert old.replaced is not None
    assert old.replaced >= old.seen
    assert new.replaced is None
    assert index.history("nobody") == []


def test_an_unchanged_article_gets_no_version(index: NewsIndex) -> None:
    index.update([FIRST])
    assert len(index.history("pier")) == 1


def test_a_rebuild_forgets_nothing(index: NewsIndex) -> None:
    index.update([SECOND])
    seen = index.history("pier")[1].seen
    report = index.rebuild([SECOND])
    assert (report.unchanged, report.removed) == (1, 1)
    assert texts(index, "pier") == [[p.text for p in a.paragraphs] for a in (FIRST, SECOND)]
    assert [v.replaced is None for v in index.history("pier")] == [False, True]
    assert index.history("pier")[1].seen == seen
    (gone,) = index.history("bank")
    assert gone.replaced is not None
    assert [p.text for p in gone.paragraphs] == [p.text for p in OTHER.paragraphs]


def test_a_rebuild_with_another_text_makes_a_version_of_it(index: NewsIndex) -> None:
    index.rebuild([SECOND])
    assert [v.number for v in index.history("pier")] == [1, 2]
    assert texts(index, "pier") == [[p.text for p in a.paragraphs] for a in (FIRST, SECOND)]


def test_what_a_rebuild_left_out_comes_back_as_the_same_version(index: NewsIndex) -> None:
    index.rebuild([SECOND])
    index.update([OTHER])
    assert [(v.number, v.replaced) for v in index.history("bank")] == [(1, None)]


# --- withdrawn -------------------------------------------------------------------------------------


def test_what_is_withdrawn_is_in_no_answer_and_in_its_history(index: NewsIndex) -> None:
    assert index.withdraw(["pier", "nobody"], "the mayor denies it") == 1
    assert found(index) == {"bank"}
    assert index.article("pier") is None
    assert Assistant(index).ask(WHY).status == "not_found"
    (version,) = index.history("pier")
    assert version.withdrawn == "the mayor denies it"
    assert index.check().problems == ()


def test_another_process_notices_at_once(index: NewsIndex, sample_index: NewsIndex) -> None:
    other = NewsIndex.open(index.folder)
    other._embedder = sample_index._embedder
    assert "pier" in found(other)
    index.withdraw(["pier"], "wrong")
    assert found(other) == {"bank"}
    other.close()


@pytest.mark.parametrize("again", ["update", "rebuild"])
def test_the_same_text_does_not_come_back_and_another_does(index: NewsIndex, again: str) -> None:
    index.withdraw(["pier"], "wrong")
    report = getattr(index, again)([FIRST, OTHER])
    assert [(s.what, s.why) for s in report.skipped] == [(f"pier ({FIRST.title})", "wrong")]
    assert found(index) == {"bank"}
    index.update([SECOND])
    assert found(index) == {"bank", "pier"}
    assert [v.withdrawn for v in index.history("pier")] == ["wrong", None]


def test_a_notice_of_withdrawal_takes_the_article_out(index: NewsIndex) -> None:
    report = index.update([replace(FIRST, paragraphs=(), withdrawn=True), replace(OTHER, id="new", withdrawn=True)])
    assert (report.withdrawn, str(report).endswith("1 skipped, 1 withdrawn")) == (1, True)
    assert [(s.what, s.why) for s in report.skipped] == [(f"new ({OTHER.title})", "its publisher has withdrawn it")]
    assert found(index) == {"bank"}


def test_a_withdrawal_needs_a_reason(index: NewsIndex) -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        index.withdraw(["pier"], " ")


# --- embargo ---------------------------------------------------------------------------------------


def test_nothing_is_told_before_an_embargo_ends(index: NewsIndex) -> None:
    index.update([replace(FIRST, embargo=TOMORROW)])
    assert found(index) == {"bank"}
    assert index.article("pier") is None
    assert index.status().embargoed == 1
    assert Assistant(index).ask(WHY).status == "not_found"


def test_it_is_told_when_the_embargo_has_ended(index: NewsIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    index.update([replace(FIRST, embargo=TOMORROW)])

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return TOMORROW + timedelta(seconds=1)

    monkeypatch.setattr("vectorstore.index.datetime", Later)
    monkeypatch.setattr("vectorstore.bounds.datetime", Later)
    assert found(index) == {"bank", "pier"}
    article = index.article("pier")
    assert article is not None
    assert article.embargo == TOMORROW


def test_a_past_embargo_hides_nothing(index: NewsIndex) -> None:
    index.update([replace(FIRST, embargo=datetime(2020, 1, 1, tzinfo=UTC))])
    assert found(index) == {"bank", "pier"}
    assert index.status().embargoed == 0


def test_an_embargoed_copy_is_not_named(tmp_path: Path, sample_index: NewsIndex) -> None:
    words = "Divers found shipworm inside the oak piles below Osterby pier, which the council closed on Tuesday."
    more = "Nobody may set foot on it before a second team of divers has looked at each of its forty-one piles."
    one, two = (article(name, words, more, source=name, day="2024-05-07") for name in ("wire", "post"))
    index = small_index(tmp_path / "copies", sample_index, one, replace(two, embargo=TOMORROW))
    assert [hit.copies for hit in index.search("shipworm in the piles", k=5)] == [()] * 2
    assert index.copies_of(["wire"]) == {}
    index.close()


# --- an index of before ----------------------------------------------------------------------------


def test_an_index_of_before_there_were_versions_withdrawn_is_opened_and_written(index: NewsIndex) -> None:
    manifest = read_manifest(index.folder)
    assert manifest is not None
    index.close()
    path = index.folder / "generations" / manifest.generation / "ledger.sqlite3"
    with sqlite3.connect(path) as db:
        db.execute("DROP INDEX articles_by_embargo")
        db.execute("ALTER TABLE articles DROP COLUMN embargo")
        db.execute("ALTER TABLE versions DROP COLUMN withdrawn")
    db.close()
    assert found(index) == {"bank", "pier"}
    assert index.update([FIRST, OTHER]).unchanged == 2
    assert index.withdraw(["pier"], "wrong") == 1


# --- notices that come early, late, or beside what they take back ------------------------------------

KILL = replace(FIRST, paragraphs=(), withdrawn=True)


@pytest.mark.parametrize("order", [[FIRST, KILL], [KILL, FIRST], [FIRST, replace(FIRST, withdrawn=True)]])
def test_an_article_and_its_notice_in_one_run(tmp_path: Path, sample_index: NewsIndex, order: list[Article]) -> None:
    index = small_index(tmp_path / "index", sample_index, OTHER)
    for _ in range(2):  # a folder that holds both is read again and again
        index.update(order)
        assert found(index) == {"bank"}
    index.rebuild([OTHER, *order])
    assert found(index) == {"bank"}
    assert index.check().problems == ()
    index.update([SECOND])
    assert found(index) == {"bank", "pier"}
    index.close()


def test_a_notice_that_comes_before_its_article_is_remembered(tmp_path: Path, sample_index: NewsIndex) -> None:
    index = small_index(tmp_path / "index", sample_index, OTHER)
    index.update([KILL])
    assert [s.why for s in index.update([FIRST]).skipped] == ["its publisher has withdrawn it"]
    index.rebuild([OTHER, FIRST])
    assert found(index) == {"bank"}
    assert texts(index, "pier")[-1] == [p.text for p in FIRST.paragraphs]
    index.close()


def test_what_was_taken_back_does_not_return_under_another_title(index: NewsIndex) -> None:
    index.withdraw(["pier"], "wrong")
    index.update([replace(FIRST, title="Another title", language="en", source="Post")])
    assert found(index) == {"bank"}


def test_nothing_of_an_embargoed_article_shows_in_the_overview(index: NewsIndex) -> None:
    secret = replace(FIRST, id="secret", source="Secret Post", authors=("Xandra Hidden",), published=TOMORROW)
    index.update([replace(secret, embargo=TOMORROW)])
    status = index.status()
    assert (status.articles, status.embargoed, status.last_published) == (3, 1, None)
    assert "Secret Post" not in dict(status.sources)
    assert index.authors() == []
    refused = Assistant(index).ask("Who won the chess world championship?")
    assert "It holds 2 articles" in refused.text


def test_each_text_that_was_taken_back_stays_out(index: NewsIndex) -> None:
    index.update([SECOND])
    index.withdraw(["pier"], "also wrong")
    index.update([FIRST])
    index.withdraw(["pier"], "wrong")
    assert [s.why for s in index.update([SECOND]).skipped] == ["also wrong"]
    assert [s.why for s in index.update([FIRST]).skipped] == ["wrong"]


def test_another_outlets_article_with_the_same_id_does_not_replace_it(tmp_path: Path, sample_index: NewsIndex) -> None:
    index = small_index(tmp_path / "index", sample_index, replace(FIRST, source="Post"))
    report = index.update([replace(OTHER, id="pier", source="Echo")])
    assert [(s.what, s.why) for s in report.skipped] == [
        (f"pier ({OTHER.title})", "the archive has another article with this id, of Post: give the two different ids")
    ]
    assert index.update([replace(SECOND, source="Post")]).changed == 1
    index.close()


def test_what_is_taken_back_in_the_run_that_brought_it_is_not_counted_as_added(index: NewsIndex) -> None:
    report = index.update([replace(FIRST, id="new"), replace(KILL, id="new")])
    assert (report.added, report.changed, len(report.skipped)) == (0, 0, 1)
    report = index.update([SECOND, KILL])
    assert (report.added, report.changed, report.withdrawn) == (0, 0, 1)
