"""Words as they are compared, and the names of a text."""

from __future__ import annotations

import pytest

from assistant.words import content_stems, names, stems


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("resigned", "resigns"),
        ("ferries", "ferry"),
        ("Çavuşoğlu’s", "cavusoglu"),
        ("Løvaas", "LOVAAS"),
        ("bridges", "Bridge"),
    ],
)
def test_forms_of_a_word_meet_in_one_stem(left: str, right: str) -> None:
    assert stems(left) == stems(right) != []


def test_stems_keep_order_and_number() -> None:
    assert stems("The ferry, the ferries") == ["the", "ferri", "the", "ferri"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did the minister say about ministers?", ["minist"]),
        ("What is it?", []),
        ("", []),
    ],
)
def test_content_stems_are_the_subject_each_once(text: str, expected: list[str]) -> None:
    assert content_stems(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Tomáš Hřebíček say in Port Ansel?", ["Tomáš Hřebíček", "Port Ansel"]),
        ("Who is Łucja Brzeźniak?", ["Łucja Brzeźniak"]),
        ("Did O'Brien-Holm meet Øksendal’s wife?", ["O'Brien-Holm", "Øksendal"]),
        ("The S-400 and NATO", ["S-400", "NATO"]),
        ("When did Monday come?", []),
        ("What about Harsund and Harsund?", ["Harsund"]),
        ("The école was closed, the ærlig man said.", []),
        ("", []),
    ],
)
def test_names_are_runs_of_capitalised_words(text: str, expected: list[str]) -> None:
    assert names(text) == expected
