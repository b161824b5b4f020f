"""From a query to hits: the question's place in time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from makers import article, small_index

from assistant import Assistant, Query
from assistant.reading import archive_of, read_words
from assistant.retrieve import retrieve
from assistant.understand import understand
from vectorstore import Hit, NewsIndex

ARTICLES = (
    article("old", "The ferry to Skarra was late because of ice.", day="2024-01-10", source="Osterby Post"),
    article("lately", "Dockers at Skarra wait for the ferry.", day="2024-05-20", source="Coast Times"),
    article("later", "The ferry to Skarra was late because of fog.", day="2024-06-30", source="Osterby Post"),
    article("undated", "The ferry to Skarra was late because of a strike.", source="Coast Times"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex) -> Iterator[NewsIndex]:
    folder: Path = tmp_path_factory.mktemp("retrieve")
    index = small_index(folder / "index", sample_index, *ARTICLES)
    yield index
    index.close()


def found(index: NewsIndex, question: str, k: int = 10, **bounds: Any) -> list[str]:
    return [hit.passage.article_id for hit in asked(index, question, k, **bounds)[1]]


def asked(index: NewsIndex, question: str, k: int = 10, **bounds: Any) -> tuple[Query, list[Hit]]:
    found = retrieve(index, read_words(understand(question, **bounds), archive_of(index)), k)
    return found.query, found.hits


def test_without_bounds_everything_is_searched(index: NewsIndex) -> None:
    assert set(found(index, "Why was the ferry to Skarra late?")) == {"old", "lately", "later", "undated"}


def test_as_of_keeps_later_articles_out_but_undated_ones_in(index: NewsIndex) -> None:
    assert set(found(index, "Why was the ferry to Skarra late?", as_of="2024-05-25")) == {"old", "lately", "undated"}


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"since": "2024-05-20"}, {"lately", "later"}),
        ({"until": "2024-05-20"}, {"old", "lately"}),
        ({"since": "2024-01-11", "until": "2024-05-19"}, set()),
        ({"until": "2024-12-31", "as_of": "2024-01-10"}, {"old"}),
        ({"until": "2024-01-10", "as_of": "2024-12-31"}, {"old"}),
        ({"sources": "coast times"}, {"lately", "undated"}),
        ({"sources": "Nobody"}, set()),
    ],
)
def test_bounds_are_inclusive_and_leave_undated_articles_out(
    index: NewsIndex, bounds: dict[str, Any], expected: set[str]
) -> None:
    assert set(found(index, "Why was the ferry to Skarra late?", **bounds)) == expected


@pytest.mark.parametrize("word", ["recently", "now", "currently"])
def test_a_question_about_what_is_recent_sees_the_days_before_it_first(index: NewsIndex, word: str) -> None:
    assert found(index, f"Why was the ferry to Skarra late {word}?", as_of="2024-07-02")[0] == "later"
    question = f"Why was the ferry to Skarra late because of ice {word}?"
    plain, lifted = (
        {hit.passage.article_id: hit.score for hit in asked(index, q, as_of="2024-05-25")[1]}
        for q in ("Why was the ferry to Skarra late because of ice?", question)
    )
    assert lifted["lately"] - plain["lately"] > 0.5 > lifted["old"] - plain["old"]


@pytest.mark.parametrize("words", ["this week", "today", "yesterday", "this month"])
def test_what_is_older_than_the_days_asked_about_is_not_found(index: NewsIndex, words: str) -> None:
    question = f"Why was the ferry to Skarra late because of ice {words}?"
    assert found(index, question, as_of="2024-05-25") == ["lately"]
    assert found(index, question, as_of="2024-12-24") == []


def test_the_latest_is_the_newest_there_is_on_the_subject(index: NewsIndex) -> None:
    assert found(index, "What is the latest on the ferry to Skarra?")[0] == "later"
    assert found(index, "What is the latest on the dockers at Skarra?")[0] == "lately"


def test_this_week_asked_long_after_the_last_article_does_not_hide_what_says_it_best(index: NewsIndex) -> None:
    assert found(index, "Why was the ferry to Skarra late because of ice this week?")[0] == "old"


def test_what_is_new_but_beside_the_subject_does_not_come_first(index: NewsIndex) -> None:
    assert found(index, "What do the dockers wait for now?")[0] == "lately"


def test_the_time_of_an_event_comes_first_and_shuts_nothing_out(index: NewsIndex) -> None:
    query, hits = asked(index, "Why was the ferry to Skarra late because of fog in January 2024?")
    assert [part.hard for part in query.read] == [False]
    assert hits[0].passage.article_id == "old"
    assert len(hits) == len(ARTICLES)


def test_what_an_outlet_reported_is_searched_in_that_outlet_alone(index: NewsIndex) -> None:
    query, hits = asked(index, "What did the Times report about the ferry?")
    assert {hit.passage.source for hit in hits} == {"Coast Times"}
    assert (query.search_text, query.widened) == ("What about the ferry?", ())


def test_filters_from_the_words_that_leave_nothing_are_given_up_one_by_one(index: NewsIndex) -> None:
    query, hits = asked(index, "What did the Times report about the ferry in January 2024?")
    assert {hit.passage.source for hit in hits} == {"Coast Times"}
    assert query.widened == ("Nothing from Coast Times (January 2024); searched without the dates.",)
    assert (query.since, query.until, query.sources) == (None, None, ("Coast Times",))


def test_a_bound_that_the_person_set_is_never_given_up(index: NewsIndex) -> None:
    query, hits = asked(index, "What did the Times report about the ferry?", until="2024-02-01")
    assert [hit.passage.article_id for hit in hits] == ["old"]
    assert query.widened == ("Nothing from Coast Times; searched without the outlet.",)
    assert asked(index, "What did the Times report about the ferry?", sources="Nobody") == (
        understand("What did the Times report about the ferry?", sources="Nobody"),
        [],
    )


def test_these_days_give_way_to_a_bound_the_person_set(index: NewsIndex) -> None:
    question = "Why was the ferry to Skarra late because of ice this week?"
    assert found(index, question, as_of="2024-05-25", since="2024-01-01")[0] == "old"


@pytest.mark.parametrize("k", [1, 2, 3])
def test_no_hit_comes_twice_nor_more_than_wanted(index: NewsIndex, k: int) -> None:
    hits = found(index, "Why is the ferry to Skarra late now?", k, as_of="2024-05-25")
    assert len(hits) == len(set(hits)) == k


@pytest.mark.parametrize("time", ["in November 2024", "in late 2024", "on 16 November 2024"])
def test_a_time_in_the_question_hides_no_answer_from_the_reader(sample_assistant: Assistant, time: str) -> None:
    plain = sample_assistant.ask("How many people were injured in the ferry accident?")
    dated = sample_assistant.ask(f"How many people were injured in the ferry accident {time}?")
    assert [(c.quote, c.role) for c in dated.citations] == [(c.quote, c.role) for c in plain.citations]
    assert [c.role for c in dated.citations] == ["answer", "earlier"]
