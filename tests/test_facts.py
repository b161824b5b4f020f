"""The words of a text, and the figures and names among them."""

from __future__ import annotations

import pytest

from corpus.facts import content_words, in_order, negations, told, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Twelve people, 1,200 crowns", ("12", "people", "1200", "crowns")),
        ("Aske’s boat didn’t sink.", ("aske", "boat", "didn't", "sink")),
        ("at 8:30, for 3.5 million", ("at", "8:30", "for", "3.5", "million")),
        ("co\u00adoperate", ("cooperate",)),
        ("", ()),
    ],
)
def test_words_are_comparable_however_an_outlet_writes_them(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words
    assert told(text).words == words


def test_figures_and_names_are_facts_and_function_words_are_none() -> None:
    assert told("The mayor, Åsa Rød, told Osterby that twelve of 40 boats sank.").facts == (
        "åsa",
        "rød",
        "osterby",
        "12",
        "40",
    )


def test_facts_must_stand_in_the_same_order() -> None:
    assert in_order(("tolvik", "osterby", "3"), words_of("Tolvik beat Osterby by 3 goals"))
    assert not in_order(("osterby", "tolvik", "3"), words_of("Tolvik beat Osterby by 3 goals"))
    assert in_order((), ())


def test_denials_are_found() -> None:
    assert negations(words_of("He didn’t say no, but nor did she.")) == ["didn't", "no", "nor"]


def test_content_words_leave_out_what_every_text_has() -> None:
    assert content_words(words_of("The harbour is with us now")) == {"harbour"}
