"""What comes again: the newest report leads where no time is asked for, and the one of its time where one is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from makers import answering, article, assert_sound, candidate, small_index

from assistant import Assistant
from assistant.another_time import of_another_time, of_the_time_asked
from assistant.evidence import Candidate
from vectorstore import NewsIndex, TimePreference

WINNER = "Who won the Tolvik Cup?"
FARE = "How much is a ticket for the Osterby tram?"


def told(text: str, words: str, year: int, likely: float = 0.9, **fields: Any) -> Candidate:
    found = answering(candidate(text, published=datetime(year, 6, 14, tzinfo=UTC), **fields), words)
    return replace(found, likely=likely)


FIRST = told("Quillby won the Tolvik Cup on Saturday.", "Quillby", 2023)
SECOND = told("Skarra won the Tolvik Cup on Saturday.", "Skarra", 2024)


def test_the_newest_leads_where_no_time_is_asked_for() -> None:
    assert of_the_time_asked(FIRST, [FIRST, SECOND], WINNER, None) is SECOND
    assert of_the_time_asked(SECOND, [FIRST, SECOND], WINNER, None) is SECOND


@pytest.mark.parametrize(
    "question",
    [
        "Who won the Tolvik Cup in 2023?",
        "Who won the first Tolvik Cup?",
        "Who won the previous Tolvik Cup?",
        "Who will win the next Tolvik Cup?",
        "Who has ever won the Tolvik Cup?",
    ],
)
def test_the_newest_does_not_lead_where_another_is_asked_for(question: str) -> None:
    assert of_the_time_asked(FIRST, [FIRST, SECOND], question, None) is FIRST


def test_the_one_of_the_time_asked_for_leads() -> None:
    of_2023 = TimePreference(datetime(2023, 1, 1, tzinfo=UTC), datetime(2023, 12, 31, tzinfo=UTC))
    assert of_the_time_asked(SECOND, [SECOND, FIRST], WINNER, of_2023) is FIRST
    assert of_the_time_asked(FIRST, [FIRST, SECOND], WINNER, of_2023) is FIRST
    of_2020 = TimePreference(datetime(2020, 1, 1, tzinfo=UTC), datetime(2020, 12, 31, tzinfo=UTC))
    assert of_the_time_asked(FIRST, [FIRST, SECOND], WINNER, of_2020) is FIRST


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (told("Quillby Rovers won the Tolvik Cup on Saturday.", "Quillby Rovers", 2024), "the same winner"),
        (replace(SECOND, likely=0.2), "the reader is not sure"),
        (replace(SECOND, answer=None), "nothing answers"),
        (replace(SECOND, words=0.5), "less of the question"),
        (replace(SECOND, planned=frozenset({"win"})), "only a plan"),
        (told("Skarra won the Tolvik Cup on Saturday.", "Skarra", 2023), "of one time"),
    ],
)
def test_what_does_not_answer_alike_is_of_no_other_time(other: Candidate, why: str) -> None:
    best = told("Quillby won the Tolvik Cup at Merrow on Saturday.", "Quillby", 2023)
    assert of_another_time(best, SECOND, WINNER)
    assert not of_another_time(best, other, WINNER), why


def test_figures_of_two_times_count_the_same() -> None:
    old = told("A ticket for the Osterby tram costs 12 crowns.", "12 crowns", 2022)
    new = told("A ticket for the Osterby tram costs 15 crowns.", "15 crowns", 2024)
    assert of_the_time_asked(old, [old, new], FARE, None) is new
    again = told("A ticket for the Osterby tram costs 12 crowns.", "12 crowns", 2024)
    assert not of_another_time(old, again, FARE)
    minutes = told("With a ticket for the Osterby tram one rides 40 minutes.", "40 minutes", 2024)
    assert not of_another_time(old, minutes, FARE)


def test_figures_of_another_place_are_of_no_other_time() -> None:
    here = told("Twelve people were hurt in the fire at Merrow.", "Twelve", 2022)
    there = told("Five people were hurt in the fire at Harsund.", "Five", 2024)
    assert not of_another_time(here, there, "How many people were hurt in the fire at Merrow?")


@pytest.mark.parametrize(
    ("question", "first", "then", "words"),
    [
        ("Who discovered the wreck?", "Olaf Tamm discovered the wreck.", "Ida Lohr discovered coins in the wreck.", 2),
        ("Who won the chess open?", "Ben Kraus won the chess open.", "Mia Roos won the chess open for juniors.", 2),
        ("How many people died in the flood?", "Forty people died in the flood.", "Ten people died in the flood.", 1),
        ("How many people were hurt?", "Forty people were hurt.", "Ten people were hurt.", 1),
    ],
)
def test_what_happens_once_or_to_others_is_of_no_other_time(question: str, first: str, then: str, words: int) -> None:
    old, new = (told(text, " ".join(text.split()[:words]), year) for text, year in ((first, 2023), (then, 2024)))
    assert of_the_time_asked(old, [old, new], question, None) is old


def test_who_holds_an_office_is_told_by_those_who_do() -> None:
    assert not of_another_time(FIRST, SECOND, "Who is the mayor of Tolvik?")


@pytest.fixture(scope="module")
def cups(tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex) -> Iterator[Assistant]:
    index = small_index(
        tmp_path_factory.mktemp("cups") / "index",
        sample_index,
        article(
            "first",
            "Quillby won the Tolvik Cup on Saturday, beating Ostrel 3-1 in front of 9,000 people.",
            title="Quillby take the Tolvik Cup",
            day="2023-06-14",
            source="Lamp",
        ),
        article(
            "second",
            "Skarra won the Tolvik Cup on Saturday, beating Quillby 2-0 at the Dockside Ground.",
            title="Skarra win the Tolvik Cup",
            day="2024-06-13",
            source="Wire",
        ),
        article("fare", "A single ticket for the Osterby tram costs 12 crowns.", day="2022-03-01", source="Lamp"),
        article("dearer", "A single ticket for the Osterby tram costs 15 crowns.", day="2024-03-01", source="Wire"),
    )
    yield Assistant(index)
    index.close()


@pytest.mark.parametrize(
    ("question", "leads", "earlier"),
    [
        ("Who won the Tolvik Cup?", "second", "Earlier, Lamp, 14 June 2023:"),
        ("Who won the Tolvik Cup in 2023?", "first", None),
        ("Who won the Tolvik Cup in 2024?", "second", "Earlier, Lamp, 14 June 2023:"),
        ("How much does a single ticket for the Osterby tram cost?", "dearer", "Earlier, Lamp, 1 March 2022:"),
        ("How much did a single ticket for the Osterby tram cost in 2022?", "fare", None),
    ],
)
def test_an_old_fact_is_not_told_as_the_present_one(
    cups: Assistant, question: str, leads: str, earlier: str | None
) -> None:
    answer = cups.ask(question)
    assert_sound(answer, cups.index)
    assert answer.citations[0].article_id == leads
    assert ("Earlier, " in answer.text) is (earlier is not None)
    assert (earlier or "") in answer.text
