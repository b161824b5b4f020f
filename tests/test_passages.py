"""From paragraphs to passages: whole where they are short, runs of sentences where they are long."""

from __future__ import annotations

import itertools

import pytest

from corpus import Paragraph
from vectorstore import Passage
from vectorstore.passages import MAX_WORDS, embedded_text, split_paragraph

SENTENCE = "The pier of Osterby was closed for the winter, and nobody knew when it would open."
LONG_SENTENCE = " ".join(f"word{n}" for n in range(2 * MAX_WORDS + 30))


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in split_paragraph(Paragraph(1, text))]


@pytest.mark.parametrize("text", ["Short.", SENTENCE, " ".join(["word"] * MAX_WORDS)])
def test_a_paragraph_within_the_limit_is_one_passage(text: str) -> None:
    assert parts(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        " ".join([SENTENCE] * 40),
        "  ".join([SENTENCE] * 40) + "\n",
        LONG_SENTENCE,
        f"{SENTENCE} {LONG_SENTENCE}. {SENTENCE}",
        " ".join(["“It is over.” He left."] * 90),
        "word " * (MAX_WORDS + 1),
    ],
    ids=["sentences", "wide gaps", "no sentence end", "one long sentence among short ones", "quotes", "trailing space"],
)
def test_a_long_paragraph_is_parted_without_losing_a_letter(text: str) -> None:
    spans = list(split_paragraph(Paragraph(1, text)))
    assert len(spans) > 1
    assert all(0 < len(text[start:end].split()) <= MAX_WORDS for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    gaps = [0, *itertools.chain.from_iterable(spans), len(text)]
    assert all(not text[gaps[i] : gaps[i + 1]].strip() for i in range(0, len(gaps), 2))


def test_a_long_paragraph_is_parted_between_sentences() -> None:
    passages = parts(" ".join([SENTENCE] * 40))
    assert all(passage.startswith("The pier") and passage.endswith("open.") for passage in passages)


def test_a_number_or_initial_with_a_point_does_not_lose_words() -> None:
    text = " ".join(["It rose 3.5 per cent, J. Holm said at 10 a.m. on Monday."] * 30)
    assert " ".join(parts(text)) == text


def test_what_the_model_reads_has_title_and_section_but_no_soft_hyphens() -> None:
    passage = Passage("a", 1, "A co\u00adop.", 0, 6, "A co\u00adop.", "Pier re\u00adopens", "What now")
    assert embedded_text(passage) == "Pier reopens\nWhat now\nA coop."


def test_what_the_model_reads_without_a_title_is_the_text() -> None:
    assert embedded_text(Passage("a", 1, "Text.", 0, 5, "Text.", "")) == "Text."
