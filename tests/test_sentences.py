"""A paragraph and its sentences: nothing is lost, nothing is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.sentences import split_sentences
from corpus import read_articles

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"


def sentences(text: str) -> list[str]:
    return [stretch.text for stretch in split_sentences(text)]


def between(text: str) -> str:
    """What stands in no sentence."""
    stretches = split_sentences(text)
    edges = [0, *(edge for s in stretches for edge in (s.start, s.end)), len(text)]
    assert edges == sorted(edges)
    assert all(text[s.start : s.end] == s.text for s in stretches)
    return "".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)).strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pier closed. It was old.", ["The pier closed.", "It was old."]),
        (
            "Dr. Rød met Mr. Holm at 5.44 p.m. on Friday. He left.",
            ["Dr. Rød met Mr. Holm at 5.44 p.m. on Friday.", "He left."],
        ),
        ("The U.S. Army came. It left.", ["The U.S. Army came.", "It left."]),
        ("Prices rose 3.5 per cent. Why? Nobody knew!", ["Prices rose 3.5 per cent.", "Why?", "Nobody knew!"]),
        ("Wait... what? Yes.", ["Wait... what?", "Yes."]),
        ("One line\nAnother line.", ["One line", "Another line."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected
    assert between(text) == ""


@pytest.mark.parametrize(
    "quotation",
    [
        "“It is old. It is tired. Let it go,” said Åsa Rød.",
        "“It is old,” said Åsa Rød.",
        '"It is old. Let it go," she said.',
    ],
)
def test_a_quotation_stays_with_the_one_who_spoke(quotation: str) -> None:
    assert sentences(f"The pier closed. {quotation} Then she left.") == [
        "The pier closed.",
        quotation,
        "Then she left.",
    ]


@pytest.mark.parametrize(
    "opening",
    ["TOLVIK, Nov 16 (Merrow Wire) - ", "PORT ANSEL (Merrow Wire) — ", "ØSTERBY, Nov 16 (Wire) - ", "(CNX) "],
)
def test_the_opening_of_an_agency_is_left_out(opening: str) -> None:
    assert sentences(f"{opening}Twelve people were hurt. One is a child.") == [
        "Twelve people were hurt.",
        "One is a child.",
    ]


@pytest.mark.parametrize("text", ["NATO (the alliance) came.", "The board (Skarra) met.", "TOLVIK (Merrow Wire)"])
def test_other_brackets_are_not_taken_for_an_opening(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize("text", ["", "   ", "...", "?!?!", "“”", "— — —", "[1]", "\\1 (", "\ud800"])
def test_what_is_no_sentence_comes_back_as_it_is(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Signs ♬ the segmenter ∯ keeps ☉ to itself. And & ᓴ more.",
        "“A quotation never closed. It goes on. And on.",
        "He said (it was late. Very late.) and left.[1] Then ‘he came back.’",
        "See https://post.example/a.html?b=c. Then 1. go, 2. come.",
        "日本。ünï？ \U0001f600 A\u2028b. C\xa0d.",
    ],
)
def test_nothing_is_lost_of_an_odd_text(text: str) -> None:
    assert between(text) == ""


def test_nothing_is_lost_of_the_sample_archive_but_the_openings() -> None:
    lost = [between(paragraph.text) for article in read_articles(SAMPLES) for paragraph in article.paragraphs]
    assert len([text for text in lost if text]) == 6
    assert all(text.endswith("(Merrow Wire) -") for text in lost if text)


@pytest.mark.parametrize("word", ["word ", "x", "(.", "1. ", "a) b) ", "Dr. ", "'a. ", "“", "?! ", "\u00ad"])
def test_an_endless_text_without_a_full_stop_is_one_sentence(word: str) -> None:
    text = (word * 100_000)[:100_000]
    assert sentences(text) == [text.strip() or text]


def test_an_endless_paragraph_is_still_split_at_its_full_stops() -> None:
    text = "The ferry to Skarra left at noon. " * 3000
    assert sentences(text) == ["The ferry to Skarra left at noon."] * 3000
    assert between(text) == ""
