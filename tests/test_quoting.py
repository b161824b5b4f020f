"""Which words are shown for a sentence, and how they are quoted."""

from __future__ import annotations

import pytest
from makers import answering, candidate, candidates
from newsprint import APART, LONG, is_verbatim

from assistant.quoting import quoted, readable, shown_answer


@pytest.mark.parametrize("opening", ["He", "She", "They", "This", "But", "However, it", "“That"])
def test_a_sentence_that_leans_on_the_one_before_brings_it_along(opening: str) -> None:
    text = f"Åsa Rød owns the pier. {opening} was never repaired."
    shown = readable(candidates(text)[1], 30)
    assert shown.stretch.text == text
    assert is_verbatim(shown)


@pytest.mark.parametrize("most", [50, 5])
def test_a_sentence_that_leans_on_one_too_long_stands_alone(most: int) -> None:
    text = f"{LONG[: LONG.index(' It rained')]} It was never repaired."
    assert readable(candidates(text)[1], most).stretch.text == "It was never repaired."


@pytest.mark.parametrize("most", [20, 30, 50])
def test_a_long_sentence_is_cut_at_a_clause_with_an_ellipsis_and_stays_verbatim(most: int) -> None:
    shown = readable(candidates(LONG)[0], most)
    assert is_verbatim(shown)
    assert most / 2 < len(shown.stretch.text.split()) <= most
    assert shown.stretch.text.endswith(",")
    assert quoted(shown) == f"“{shown.stretch.text}” …"


def test_a_sentence_a_little_too_long_is_spared() -> None:
    whole = candidate(" ".join(["pier"] * 25))
    assert readable(whole, 20) == whole
    assert len(readable(candidate(" ".join(["pier"] * 26)), 20).stretch.text.split()) == 20


def test_an_endless_sentence_is_cut_too() -> None:
    shown = readable(candidates("word " * 20_000)[0], 50)
    assert len(shown.stretch.text.split()) == 50
    assert is_verbatim(shown)


def test_a_whole_sentence_has_no_ellipsis() -> None:
    assert quoted(readable(candidates(" ".join(APART[:2]))[0], 30)) == f"“{APART[0]}”"


@pytest.mark.parametrize("quote", ["“It rains,” she said.", '"It rains," she said.', "Sie sagte: „Es regnet.“"])
def test_words_with_quotation_marks_of_their_own_get_no_others(quote: str) -> None:
    assert quoted(candidate(quote)) == quote


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Oak lasts for ninety years under water.[4]", "Oak lasts for ninety years under water."),
        ("Oak [1] lasts for ninety years under water,[12] it is said.", "lasts for ninety years under water,"),
        ("[2] Oak lasts.", "Oak lasts."),
    ],
)
def test_what_looks_like_a_mark_is_never_quoted(text: str, shown: str) -> None:
    cut = readable(candidate(text), 30)
    assert cut.stretch.text == shown
    assert is_verbatim(cut)


def test_the_words_that_answer_stay_among_those_shown() -> None:
    long = candidates(LONG)[0]
    for words in ("on Tuesday", "a small ticket office"):
        for most in (20, 30, 50):
            shown = readable(answering(long, words), most)
            assert words in shown.stretch.text
            assert shown_answer(shown, shown.stretch) == (LONG.index(words), LONG.index(words) + len(words))
    assert quoted(readable(answering(long, "a small ticket office"), 30)).startswith("… “")


def test_words_outside_of_what_is_shown_do_not_answer() -> None:
    marked = readable(answering(candidate("Oak [1] lasts for ninety years under water,[12] it is said."), "Oak"), 30)
    assert shown_answer(marked, marked.stretch) is None
