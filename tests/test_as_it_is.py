"""Whether something is so is told by the newest report on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from makers import article, assert_sound, candidate, small_index

from assistant import Assistant
from assistant.as_it_is import newest_on_it, on_one_state
from vectorstore import NewsIndex

OLD = candidate("The Korvik mill will close in March.", published=datetime(2023, 5, 4, tzinfo=UTC))
NEW = candidate("The Korvik mill will stay open.", published=datetime(2023, 11, 20, tzinfo=UTC))


@pytest.mark.parametrize(
    ("question", "newest"),
    [
        ("Will the Korvik mill close?", True),
        ("Is the Korvik mill closing?", True),
        ("Has the Korvik mill closed?", True),
        ("Did the Korvik mill close?", False),  # what was done stays done
        ("When will the Korvik mill close?", False),
        ("Does the owner say the Korvik mill will close?", False),
        ("Will the Ostrel mill close?", False),  # not the one asked about
        ("Has the Korvik mill won the prize?", True),  # "stay", by which it is told what became of it
    ],
)
def test_the_newest_leads_where_it_is_asked_whether_something_is_so(question: str, newest: bool) -> None:
    assert newest_on_it(question, [OLD, NEW]) is (NEW if newest else OLD)
    assert newest_on_it(question, [NEW, OLD]) is NEW


@pytest.mark.parametrize(
    ("question", "right", "newer"),
    [
        (
            "Is the Hamn Theatre open?",
            "The Hamn Theatre is closed for repairs until 2028.",
            "The Hamn Theatre's former director Ann Ost won the city medal.",
        ),
        (
            "Has the navy bought two submarines?",
            "The navy has bought two submarines from Norland.",
            "Norland's ambassador said the navy paid for the two submarines on time.",
        ),
        (
            "Has Varn won the League Cup?",
            "Varn won the League Cup, beating Hamn 2-1.",
            "Varn lost the League Cup final to Hamn.",
        ),
        (
            "Can children in Hamn get the measles vaccine free?",
            "Children in Hamn can get the measles vaccine free of charge.",
            "A doctor in Hamn who sold fake measles vaccine to parents of children was fined.",
        ),
    ],
)
def test_what_only_names_it_does_not_tell_whether_it_is_so(question: str, right: str, newer: str) -> None:
    told = candidate(right, published=datetime(2023, 5, 4, tzinfo=UTC))
    beside = candidate(newer, published=datetime(2024, 5, 4, tzinfo=UTC))
    assert newest_on_it(question, [told, beside]) is told


def test_of_two_of_which_one_is_undated_the_best_leads() -> None:
    undated = candidate("The Korvik mill will close in March.")
    assert newest_on_it("Will the Korvik mill close?", [undated, NEW]) is undated
    assert newest_on_it("Will the Korvik mill close?", [NEW, undated]) is NEW


def test_whether_it_was_done_is_told_by_what_came_after_the_plan() -> None:
    planned = replace(OLD, planned=frozenset({"clos"}))
    assert newest_on_it("Did the Korvik mill close?", [planned, NEW]) is NEW


def test_what_tells_less_of_it_or_is_of_another_time_is_not_on_one_state() -> None:
    question = "Will the Korvik mill close?"
    assert on_one_state(question, NEW, OLD)
    less = candidate("At Korvik it rained.", published=datetime(2023, 12, 1, tzinfo=UTC), title="The Korvik mill")
    assert not on_one_state(question, less, OLD)
    assert not on_one_state(question, NEW, less)
    assert not on_one_state(question, replace(NEW, words=0.1), replace(OLD, words=1.0))
    assert not on_one_state(question, replace(NEW, timely=False), OLD)


@pytest.fixture(scope="module")
def mills(tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex) -> Iterator[Assistant]:
    close = "The Korvik paper mill will close in March 2024 with the loss of 340 jobs, its owner said."
    stay = "The Korvik paper mill will stay open after its owner found a buyer, the Halden group."
    index = small_index(
        tmp_path_factory.mktemp("mills") / "index",
        sample_index,
        article("close", close, title="Paper mill to close", day="2023-05-04", source="Wire"),
        article("stay", stay, title="Paper mill saved", day="2023-11-20", source="Lamp"),
    )
    yield Assistant(index)
    index.close()


@pytest.mark.parametrize("question", ["Will the Korvik paper mill close?", "Did the Korvik paper mill close?"])
def test_a_plan_that_was_given_up_is_told_as_the_earlier(mills: Assistant, question: str) -> None:
    answer = mills.ask(question)
    assert_sound(answer, mills.index)
    assert [(c.article_id, c.role) for c in answer.citations] == [("stay", "answer"), ("close", "earlier")]
    assert "Earlier, Wire, 4 May 2023:" in answer.text
