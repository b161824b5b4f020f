"""From a query to hits: the question's place in time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from makers import article, small_index

from assistant.retrieve import retrieve
from assistant.understand import understand
from vectorstore import NewsIndex

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
    return [hit.passage.article_id for hit in retrieve(index, understand(question, **bounds), k)]


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


@pytest.mark.parametrize("word", ["this week", "today", "latest", "recently", "now"])
def test_a_question_about_these_days_sees_the_last_fortnight_first(index: NewsIndex, word: str) -> None:
    question = f"Why was the ferry to Skarra late because of ice {word}?"
    assert found(index, question)[0] == "old"
    assert found(index, question, as_of="2024-05-25")[0] == "lately"
    assert found(index, question, as_of="2024-06-25")[0] == "old"


def test_these_days_give_way_to_a_bound_the_person_set(index: NewsIndex) -> None:
    question = "Why was the ferry to Skarra late because of ice this week?"
    assert found(index, question, as_of="2024-05-25", since="2024-01-01")[0] == "old"


@pytest.mark.parametrize("k", [1, 2, 3])
def test_no_hit_comes_twice_nor_more_than_wanted(index: NewsIndex, k: int) -> None:
    hits = found(index, "Why is the ferry to Skarra late today?", k, as_of="2024-05-25")
    assert len(hits) == len(set(hits)) == k
