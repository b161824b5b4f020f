"""Negatives that look right."""

from __future__ import annotations

import random

import pytest

from training.near_misses import Exchange, LookAlikes, overlap

TEXTS = (
    "The mayor of Quorwick opened a bridge.",
    "The mayor of Velholm closed a school.",
    "Herring is sold on the quay.",
    "A bridge in Quorwick fell down.",
)


def test_the_text_with_most_of_the_words_comes_first() -> None:
    found = list(
        LookAlikes(TEXTS).of_all(["Which bridge did the mayor of Quorwick open?", "Where is herring sold?"], 2)
    )
    assert [row[0] for row in found] == [TEXTS[0], TEXTS[2]]
    assert [len(row) for row in found] == [2, 2]


def test_no_more_texts_are_found_than_there_are() -> None:
    (found,) = LookAlikes(TEXTS).of_all(["bridge"], 50)
    assert sorted(found) == sorted(TEXTS)


def test_texts_and_questions_without_words_and_no_texts_at_all() -> None:
    assert [len(row) for row in LookAlikes([*TEXTS, "…"]).of_all(["?!", "zzz"], 3)] == [3, 3]
    assert list(LookAlikes([]).of_all(["bridge", "quay"], 3)) == [[], []]
    assert list(LookAlikes(TEXTS).of_all([], 3)) == []


@pytest.mark.parametrize(
    ("question", "text", "kept"),
    [
        ("Who ran the mill in 1875?", "In 1875 Mara ran the mill.", "Who ran the mill in {}?"),
        ("Who lost 25 boats?", "Piet lost 25 boats.", "Who lost {} boats?"),
        ("When did the mayor of Quorwick resign?", "Quorwick has no mayor.", "When did the mayor of {} resign?"),
    ],
)
def test_one_fact_that_both_share_is_exchanged_for_one_the_text_lacks(question: str, text: str, kept: str) -> None:
    exchange = Exchange(["Where is the old Velholm?", "Why did Ada Lorring go?"], random.Random(1))
    made = exchange.in_question(question, text)
    assert made is not None
    before, after = kept.split("{}")
    assert made.startswith(before)
    assert made.endswith(after)
    other = made[len(before) : -len(after)]
    assert other
    assert other.lower() not in text.lower()


def test_nothing_is_exchanged_where_nothing_is_shared_or_nothing_else_is_known() -> None:
    assert Exchange([], random.Random(1)).in_question("Who ran the mill in 1875?", "Mara ran the mill.") is None
    assert Exchange([], random.Random(1)).in_question("Where is old Quorwick?", "Quorwick is north.") is None


def test_the_same_dice_exchange_the_same() -> None:
    def made(seed: int) -> list[str | None]:
        exchange = Exchange([], random.Random(seed))
        return [exchange.in_question("Who lost 25 boats in 1875?", "Piet lost 25 boats in 1875.") for _ in range(9)]

    assert made(3) == made(3) != made(4)


def test_overlap_is_the_share_of_the_question_that_stands_in_the_text() -> None:
    assert overlap("The mill, the MILL!", "A mill") == 0.5
    assert overlap("", "A mill") == 0.0
