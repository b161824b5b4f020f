"""Who did it is told by the order of the words, whomever else the reader finds in the sentence."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.doers import doer


@pytest.mark.parametrize(
    ("question", "sentence", "who"),
    [
        (
            "Who won the cup?",
            "A year after losing the final to FK Port Ansel, Harsund IF have won the cup.",
            "Harsund IF",
        ),
        ("Who won the cup?", "The cup was won by Harsund IF, who had lost to Port Ansel.", "Harsund IF"),
        ("Who has won the cup?", "In Tolvik Ida Falk narrowly won the cup from Bo Quist.", None),
        ("Who won the cup?", "On Sunday Ida Falk won the cup from Bo Quist.", "Ida Falk"),
        ("The fair was lively. Who won the cup?", "At noon, Ida Falk won the cup.", "Ida Falk"),
        ("Who designed the bridge?", "The bridge, which Bo Quist had designed, fell.", "Bo Quist"),
        ("Who designed the bridge?", "A bridge designed and built by the Lindreth Works fell.", "Lindreth Works"),
        ("Who sold the pier?", "The harbour authority of Tolvik sold the pier to Ida Falk.", None),
        ("Who sold the pier?", "Ida Falk’s brother Bo sold the pier.", "Bo"),
        ("Who sold the pier?", "Ida Falk bought the pier.", None),
        ("Who beat Port Ansel?", "Port Ansel beat Tolvik.", None),
        ("Who did Port Ansel beat?", "Port Ansel beat Tolvik.", None),
        ("Who said the pier was sold?", "Bo Quist said Ida Falk had sold it.", None),
        ("Who was elected?", "Ida Falk was elected.", None),
        ("When was the pier sold?", "Ida Falk sold the pier.", None),
    ],
)
def test_who_did_it(question: str, sentence: str, who: str | None) -> None:
    place = doer(question, sentence)
    assert (sentence[slice(*place)] if place else None) == who


def test_the_winner_is_shown_and_not_who_lost(sample_assistant: Assistant) -> None:
    first = sample_assistant.ask("Who won the cup final?").citations[0]
    assert first.answer_in_quote is not None
    assert first.quote[slice(*first.answer_in_quote)] == "Harsund IF"
