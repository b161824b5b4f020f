"""Who did it is told by the order of the words, where the reader takes whom it was done to."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.doers import doer_instead


def instead(question: str, sentence: str, found: str) -> str | None:
    start = sentence.index(found)
    place = doer_instead(question, sentence, (start, start + len(found)))
    return sentence[slice(*place)] if place else None


@pytest.mark.parametrize(
    ("question", "sentence", "found", "who"),
    [
        (
            "Who won the cup?",
            "After losing to FK Port Ansel, Harsund IF have won it.",
            "FK Port Ansel",
            "Harsund IF",
        ),
        ("Who has won the cup?", "On Sunday Ida Falk narrowly won the cup from Bo Quist.", "Bo Quist", "Ida Falk"),
        ("The fair was lively. Who won?", "At noon, Ida Falk won against Bo Quist.", "Bo Quist", "Ida Falk"),
        ("Who sold the pier?", "Ida Falk has sold the pier to Bo Quist.", "Bo Quist", "Ida Falk"),
        ("Who won?", "A year after defeat to Olm, Ida Falk has finally won.", "Olm", "Ida Falk"),
    ],
)
def test_who_did_it_and_not_to_whom(question: str, sentence: str, found: str, who: str) -> None:
    assert instead(question, sentence, found) == who


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("Who won the cup?", "On Sunday Ida Falk won the cup from Bo Quist.", "Ida Falk"),
        ("Who won the cup?", "In Tolvik the harbour club won the cup from Bo Quist.", "Bo Quist"),
        ("Who won silver?", "Norway won gold, Sweden won silver, second to Finland.", "Finland"),
        ("Who won the cup?", "They won the cup from Bo Quist.", "Bo Quist"),
        ("Who won the cup?", "No Swede has won the cup from Bo Quist.", "Bo Quist"),
        ("Who won the cup?", "Fans thought Ida Falk had won the cup from Bo Quist.", "Bo Quist"),
        ("Who sold the pier?", "The harbour authority of Tolvik sold the pier to Ida Falk.", "Ida Falk"),
        ("Who beat Port Ansel?", "Port Ansel beat Tolvik after losing to Olm.", "Olm"),
        ("Who built the bridge?", "The Merrow Bridge built by Bo Quist was sold to Ida Falk.", "Ida Falk"),
        ("Who founded the club?", "Amazon founder Bo Quist sold it to Ida Falk.", "Ida Falk"),
        ("Who coached the team?", "Rovers coach Bo Quist lost to Ida Falk.", "Ida Falk"),
        ("Who said it?", "Bo Quist said Ida Falk lost to Olm.", "Olm"),
        ("Who last won the cup?", "Bo Quist lasted nine rounds, losing to Ida Falk.", "Ida Falk"),
        ("Who did Port Ansel beat?", "Tolvik beat Olm after losing to Harsund.", "Harsund"),
        ("Who won the prize?", "The prize went to Ida Falk, ten years after Bo Quist won it.", "Ida Falk"),
        ("Who won the contract?", "The contract was awarded to Olm Rail after Tolvik Rail won an appeal.", "Olm Rail"),
        ("Who won the cup?", "The cup went to Harsund, the first time since Tolvik won in 2011.", "Harsund"),
        ("Who won the election?", "Ida Falk conceded to Bo Quist, though Labour won more votes.", "Bo Quist"),
        ("Who won the match?", "Tolvik lost 2-1 to Harsund, despite a lead when Tolvik won the first leg.", "Harsund"),
        ("Who won the match?", "Having gone ahead, Tolvik lost to Harsund, Tolvik won nothing.", "Harsund"),
        ("Who won the final?", "Olm lost the final to Harsund before Tolvik won bronze.", "Harsund"),
        ("Who bought the club?", "The owners sold the club to Ida Falk; Bo Quist bought it in 2004.", "Ida Falk"),
        ("Who wrote the letter?", "The letter is laid to Ida Falk, but Bo Quist wrote the reply.", "Ida Falk"),
        ("Who won the final?", "After losing the final to Harsund, Tolvik won bronze.", "Harsund"),
        ("Who won the case?", "Olm Rail won an appeal against Bo Quist.", "Bo Quist"),
        ("Who won the cup?", "When Ida Falk won the cup from Bo Quist it rained.", "Bo Quist"),
        ("Who owns the yacht?", "Ida Falk owns the yacht, bought from Bo Quist.", "Bo Quist"),
        ("When was the pier sold?", "Ida Falk sold the pier to Bo Quist.", "Bo Quist"),
    ],
)
def test_what_the_reader_found_stands(question: str, sentence: str, found: str) -> None:
    assert instead(question, sentence, found) is None


def test_the_winner_is_shown_and_not_who_lost(sample_assistant: Assistant) -> None:
    first = sample_assistant.ask("Who won the cup final?").citations[0]
    assert first.answer_in_quote is not None
    assert first.quote[slice(*first.answer_in_quote)] == "Harsund IF"
