"""Text made comparable for full-text search."""

from __future__ import annotations

import pytest

from vectorstore import content_words, fold, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Çavuşoğlu", "cavusoglu"),
        ("Diyarbakır", "diyarbakir"),
        ("İstanbul", "istanbul"),
        ("ISPARTA", "isparta"),
        ("Łódź", "lodz"),
        ("Ålesund, Tromsø", "alesund, tromso"),
        ("Đoković", "dokovic"),
        ("Þór", "thor"),
        ("Straße", "strasse"),
        ("co\u00adop\u00aderative", "cooperative"),
        ("e\u0301lan", "elan"),
        ("Афины", "афины"),
        ("ﬁsh", "fish"),
        ("", ""),
    ],
)
def test_folding_takes_away_case_and_marks(text: str, expected: str) -> None:
    assert fold(text) == expected
    assert fold(expected) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S-400", ["s", "400"]),
        ("Osterby's pier", ["osterby", "pier"]),
        ("Osterby’s pier", ["osterby", "pier"]),
        ("the Holms' boat", ["the", "holms", "boat"]),
        ('say "no" AND (go*) NEAR/2', ["say", "no", "and", "go", "near", "2"]),
        ("東京 開港", ["東京", "開港"]),
        (" … — ", []),
        ("", []),
    ],
)
def test_words_are_parted_and_lose_their_possessive(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the mayor of Osterby say about the pier?", ["mayor", "osterby", "pier"]),
        ("Pier, pier and PIER", ["pier"]),
        ("Who voted against the S-400 deal?", ["voted", "against", "400", "deal"]),
        ("What is it?", []),
        ("?!", []),
    ],
)
def test_content_words_carry_the_subject_of_a_question(question: str, expected: list[str]) -> None:
    assert content_words(question) == expected
