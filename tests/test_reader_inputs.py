"""What a caller hands in, made fit to be read."""

from __future__ import annotations

from assistant.reader.inputs import LONGEST_TEXT, checked_sentences, checked_text, checked_texts, says_something


def test_no_character_changes_its_place() -> None:
    text = "a\ud800b\x00c 😀 \udfffd"
    assert checked_text(text) == "a\ufffdb\x00c 😀 \ufffdd"
    assert checked_text("Zoë — 😀") == "Zoë — 😀"


def test_what_is_too_long_is_cut() -> None:
    assert len(checked_text("a" * 1_000_000)) == LONGEST_TEXT
    assert sum(map(len, checked_sentences(["abc " * 30_000] * 9))) == LONGEST_TEXT


def test_pairs_may_come_in_any_order_of_things() -> None:
    assert checked_texts([["A", "b"], ("C", "d")]) == [("A", "b"), ("C", "d")]
    assert checked_texts(pair for pair in [("A", "b")]) == [("A", "b")]


def test_sentences_that_say_nothing_are_left_out() -> None:
    assert checked_sentences(["…", "It rained.", " ", ""]) == ["It rained."]


def test_letters_of_any_language_say_something() -> None:
    assert [says_something(text) for text in ("a", "7", "港", "ع", "é")] == [True] * 5
    assert [says_something(text) for text in ("", "_", "—", "😀", "\ufffd")] == [False] * 5
