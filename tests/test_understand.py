"""From a question as typed to a query, or to a sentence about what is wrong with it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from assistant import QuestionError
from assistant.understand import LONGEST_QUESTION, understand

DAY_END = timedelta(days=1, microseconds=-1)
MAY = datetime(2024, 5, 31, tzinfo=UTC)


def test_a_question_is_tidied_and_otherwise_left_as_typed() -> None:
    query = understand("  Why was\nthe  bridge\tclosed? ")
    assert query.question == query.text == "Why was the bridge closed?"
    assert (query.since, query.until, query.as_of, query.sources, query.authors) == (None, None, None, (), ())


@pytest.mark.parametrize("given", ["2024-05-31", " 2024-05-31 ", date(2024, 5, 31)])
def test_a_day_means_all_of_it(given: date | str) -> None:
    query = understand("bridge", since=given, until=given, as_of=given)
    assert (query.since, query.until, query.as_of) == (MAY, MAY + DAY_END, MAY + DAY_END)


@pytest.mark.parametrize("given", ["2024-05-31T09:30:00+02:00", datetime.fromisoformat("2024-05-31T09:30:00+02:00")])
def test_a_moment_means_itself(given: datetime | str) -> None:
    query = understand("bridge", since=given, until=given, as_of=given)
    assert query.since == query.until == query.as_of == datetime(2024, 5, 31, 7, 30, tzinfo=UTC)


def test_an_empty_date_is_no_bound() -> None:
    query = understand("bridge", since="", until="", as_of="")
    assert (query.since, query.until, query.as_of) == (None, None, None)


@pytest.mark.parametrize(
    "bounds",
    [
        {"since": "2024-06-01", "until": "2024-05-31"},
        {"since": "2024-06-01", "as_of": "2024-05-31"},
        {"since": "2024-06-01", "until": "2025-01-01", "as_of": "2024-05-31"},
        {"since": "soon"},
        {"until": "2024-13-01"},
        {"as_of": "31.5.2024"},
        {"as_of": 20240531},
    ],
)
def test_impossible_dates_are_refused_in_one_sentence(bounds: dict[str, Any]) -> None:
    with pytest.raises(QuestionError, match=r"date") as raised:
        understand("bridge", **bounds)
    assert isinstance(raised.value, ValueError)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "?!", "…", "\ud800", "\x00"])
def test_an_empty_question_is_refused(question: str) -> None:
    with pytest.raises(QuestionError, match="is empty: type a few words"):
        understand(question)


def test_a_question_may_be_long_but_not_endless() -> None:
    assert understand("x" * LONGEST_QUESTION).text == "x" * 2000
    with pytest.raises(QuestionError, match="2,001 characters long; the limit is 2,000"):
        understand("x" * (LONGEST_QUESTION + 1))


def test_half_a_character_does_no_harm() -> None:
    understand("Who is \ud83d Løvaas?").text.encode()


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ("Evening Lamp", ("Evening Lamp",)),
        (["Evening Lamp", "Radio Vellmark"], ("Evening Lamp", "Radio Vellmark")),
        ((), ()),
        ("", ()),
        (None, ()),
    ],
)
def test_sources_may_be_one_or_several(sources: list[str] | str | None, expected: tuple[str, ...]) -> None:
    assert understand("bridge", sources=sources).sources == expected


def test_a_follow_up_is_understood_from_the_conversation() -> None:
    query = understand("Why?", history=[("Who closed the bridge?", "The city. [1]")])
    assert (query.question, query.text) == ("Why?", "Why (closed bridge)?")
