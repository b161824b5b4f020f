"""The search itself on real indexes: filters, a preferred time, common words, and others who write meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from makers import article, small_index

import vectorstore.searching
from corpus import Article
from vectorstore import Hit, NewsIndex, TimePreference
from vectorstore.searching import _telling

_PLACES = "quay mill school market chapel bakery theatre library station hospital".split()
_MAY = TimePreference(datetime(2024, 5, 1, tzinfo=UTC), datetime(2024, 5, 31, tzinfo=UTC))


def notes(number: int = 120) -> list[Article]:
    """Short reports, one a day from 1 January 2024 on; "council" stands in all of them, each number in one."""
    days = [datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=n) for n in range(number)]
    return [
        article(
            f"note{n}",
            f"The council spoke about the {_PLACES[n % 10]} in room {1000 + n}.",
            day=f"{day:%Y-%m-%d}",
            title=f"Council note {n}",
            source="Rare Post" if n in (7, 77) else "Daily Post",
        )
        for n, day in enumerate(days)
    ]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex) -> Iterator[NewsIndex]:
    late = article("fair", "Ponies ran at the summer fair of Tolvik.", day="2024-05-12", title="Fair")
    index = small_index(tmp_path_factory.mktemp("notes") / "index", sample_index, *notes(), late)
    yield index
    index.close()


def ids(hits: list[Hit]) -> list[str]:
    return [hit.passage.article_id for hit in hits]


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks at few passages of each store, as if the archive were large."""
    monkeypatch.setattr(vectorstore.searching, "_DEPTH", 5)
    monkeypatch.setattr(vectorstore.searching, "_REACH", 10)
    monkeypatch.setattr(vectorstore.searching, "_ENOUGH_INSIDE", 3)


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"sources": "rare post"}, {"note7", "note77"}),
        ({"since": "2024-02-01", "until": "2024-02-02"}, {"note31", "note32"}),
        ({"since": "2024-05-10"}, {"fair"}),
        ({"since": "2030-01-01"}, set()),
    ],
    ids=lambda given: str(sorted(given) if isinstance(given, set) else given),
)
def test_filters_that_let_little_pass_still_find_all_of_it(
    index: NewsIndex, filters: dict[str, str], expected: set[str]
) -> None:
    hits = index.search("the chapel in room 1014", k=3, **filters)  # type: ignore[arg-type]
    assert set(ids(hits)) == expected
    assert all(hit.dense_rank for hit in hits)


@pytest.mark.usefixtures("narrow")
def test_a_preferred_time_that_neither_list_reaches_is_searched_on_its_own(index: NewsIndex) -> None:
    question = "the chapel in room 1014"
    assert "fair" not in ids(index.search(question, k=3))
    preferred = index.search(question, k=3, prefer=TimePreference(datetime(2024, 5, 10, tzinfo=UTC), None, 20.0))
    assert ids(preferred)[0] == "fair"
    assert "fair" not in ids(index.search(question, k=3, until="2024-04-01", prefer=_MAY))


def test_common_words_are_left_out_but_never_all() -> None:
    assert _telling({"council": 900, "pony": 2, "fair": 40}, 1000) == ["pony", "fair", "council"]
    assert _telling({"council": 900, "room": 800, "pony": 2, "fair": 40, "day": 50}, 1000) == ["pony", "fair", "day"]
    assert _telling({"council": 900, "room": 800, "note": 990, "the": 995}, 1000) == ["room", "council", "note"]
    assert _telling({"unheard": 0}, 1000) == []


def test_a_word_that_stands_everywhere_finds_by_words_all_the_same(index: NewsIndex) -> None:
    assert all(hit.lexical_rank for hit in index.search("council note", k=10))
    assert ids(index.search("council room 1055", k=10))[0] == "note55"


def test_more_hits_than_there_are_passages_is_all_of_them(index: NewsIndex) -> None:
    hits = index.search("chapel", k=5000)
    assert len(hits) == len(set(ids(hits))) == 121


@pytest.mark.parametrize("prefer", [None, _MAY])
def test_the_first_hits_do_not_hang_on_how_many_are_asked_for(index: NewsIndex, prefer: TimePreference | None) -> None:
    many = index.search("chapel in room 1014", k=40, prefer=prefer)
    for k in (1, 4, 10):
        assert index.search("chapel in room 1014", k=k, prefer=prefer) == many[:k]


@pytest.mark.parametrize("question", ["what is it", "who", "the and of"])
def test_a_question_of_stopwords_only_finds_something(index: NewsIndex, question: str) -> None:
    assert len(index.search(question, k=5)) == 5


def test_two_threads_at_once_find_the_same(index: NewsIndex) -> None:
    questions = [f"the {place} in room {1000 + n}" for n, place in enumerate(_PLACES)]
    alone = [ids(index.search(question, k=10, prefer=_MAY)) for question in questions]
    with ThreadPoolExecutor(2) as threads:
        for _ in range(2):
            assert list(threads.map(lambda q: ids(index.search(q, k=10, prefer=_MAY)), questions)) == alone


def test_what_a_writer_adds_and_changes_is_found_at_once(tmp_path: Path, sample_index: NewsIndex) -> None:
    reader = small_index(tmp_path / "index", sample_index, *notes(20))
    writer = small_index(tmp_path / "index", sample_index)
    assert ids(reader.search("ponies at the fair", k=30, since="2024-01-03", until="2024-01-04")) != []
    writer.update([article("note2", "Ponies ran at the fair.", day="2024-01-03", title="Fair")])
    (first, *_) = reader.search("ponies at the fair", k=30, since="2024-01-03", until="2024-01-04")
    assert (first.passage.article_id, first.passage.text) == ("note2", "Ponies ran at the fair.")
    writer.update([article("new", "A pony won.", day="2024-01-04", title="Race")])
    assert len(reader.search("pony", k=100)) == 21
    for index in (reader, writer):
        index.close()


def test_searches_go_on_while_a_writer_writes(tmp_path: Path, sample_index: NewsIndex) -> None:
    reader = small_index(tmp_path / "index", sample_index, *notes(20))
    writer = small_index(tmp_path / "index", sample_index)
    stop = threading.Event()

    def write() -> None:
        for turn in range(8):
            changed = [article("note3", f"Ponies ran in turn {turn}.", day="2024-01-04", title="Race")]
            writer.update(changed)
        stop.set()

    with ThreadPoolExecutor(1) as thread:
        writing = thread.submit(write)
        while not stop.is_set() and not writing.done():
            hits = reader.search("ponies ran", k=5, since="2024-01-04", until="2024-01-04")
            assert ids(hits) == ["note3"]
        writing.result()
    assert reader.search("ponies ran", k=1)[0].passage.text == "Ponies ran in turn 7."
    for index in (reader, writer):
        index.close()
