"""A figure for something else is no number of what was asked for."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.counted import leaves_uncounted


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How many hospitals are there in Harsund?", "Two women are still in hospital in Harsund.", True),
        ("How many new ships will the navy get?", "The navy's ships were built by a yard that has 900 workers.", True),
        ("How many hospitals are there in Harsund?", "Harsund has two small, private hospitals.", False),
        ("How many hospitals were closed?", "The number of hospitals closed was 12.", False),
        ("How many people were hurt?", "Seventeen passengers were hurt.", False),
        ("How many people were hurt?", "Seventeen people were hurt.", False),
        ("How many dockers went on strike?", "About 2,300 dockers walked out.", False),
        ("How much did the hospital cost?", "The hospital has nine wards and many doctors.", False),
        ("How many?", "The hospital has nine wards.", False),
        ("How many ''?", "", False),
    ],
)
def test_a_figure_must_stand_beside_what_it_counts(question: str, sentence: str, expected: bool) -> None:
    assert leaves_uncounted(question, sentence) is expected


def test_how_many_of_a_thing_is_not_surely_answered_by_a_figure_for_another(sample_assistant: Assistant) -> None:
    assert sample_assistant.ask("How many hospitals are there in Harsund?").status != "answered"
    assert sample_assistant.ask("How many people were injured in the ferry accident?").status == "answered"
