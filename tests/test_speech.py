"""Whose words are asked for, and whether a sentence gives them."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import article, assert_sound, small_index

from assistant import Assistant
from assistant.followup import stand_alone
from assistant.gate.speakers import speakers
from assistant.speech import gives_words_of, is_of_another, looks_back, speaker_asked
from vectorstore import NewsIndex


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("What did Stoltenberg say about Turkey?", "stoltenberg"),
        ("What did the accident board say about the seal?", "board"),
        ("What has Jens Stoltenberg said?", "stoltenberg"),
        ("What did Mayor Ødegård also warn of?", "odegard"),
        ("What does the union claim?", "union"),
        ("What did he say?", None),
        ("What happened in Oslo?", None),
        ("Who said that the bridge was safe?", None),
    ],
)
def test_whose_words_are_asked_for(question: str, speaker: str | None) -> None:
    assert speaker_asked(question) == speaker


@pytest.mark.parametrize(
    ("sentence", "before", "given"),
    [
        ("Stoltenberg said it was time.", "", True),
        ("“It is time,” Stoltenberg said.", "", True),
        ("It was time, according to Jens Stoltenberg.", "", True),
        ("He also said it was time.", "Stoltenberg landed in Ankara.", True),
        ("“It is time.”", "Stoltenberg landed in Ankara.", True),
        ("Stoltenberg landed in Ankara.", "", False),
        ("He said it was time.", "Aliyev landed in Ankara.", False),
        ("Aliyev said Stoltenberg was late.", "", False),
        ("“Stoltenberg is late,” Aliyev said.", "Stoltenberg landed.", False),
        ("“Stoltenberg is late,” said a guard.", "", False),
        ("Aliyev replied that Stoltenberg had left.", "", False),
        ("Vera Lund accused the head of the bloc, Jens Stoltenberg, of lying. Stoltenberg did not comment.", "", False),
        ("“It is time,” said the head of the bloc, Jens Stoltenberg.", "", True),
        ("Stoltenberg, who called it late, said so.", "", True),
        ("It was cold, the mountain service said.", "Stoltenberg sang.", False),
        ("A worn seal let oil escape, Stoltenberg found.", "", True),
        ("Guards said Stoltenberg should have asked them.", "", False),
    ],
)
def test_whether_a_sentence_gives_them(sentence: str, before: str, given: bool) -> None:
    assert gives_words_of("stoltenberg", sentence, before) is given


@pytest.mark.parametrize(
    "text", ["Ilse Braddock " * 8_000, "Aa " * 30_000, "A" * 100_000, "„" * 20_000, "“a " * 40_000]
)
def test_a_page_of_names_is_looked_at_no_longer_than_any_other(text: str) -> None:
    # Each took minutes when the patterns had no bounds: then this does not end.
    assert not gives_words_of("stoltenberg", text, text)
    assert not speakers(text)
    assert stand_alone("What did he say?", [("What happened?", text)])


def test_words_of_another_are_told_apart_from_words_of_nobody() -> None:
    assert is_of_another("stoltenberg", "Aliyev said it was late.")
    assert is_of_another("stoltenberg", "Aliyev criticised Stoltenberg on Monday.")
    assert is_of_another("stoltenberg", "According to the head of the union, Stoltenberg was late.")
    assert not is_of_another("stoltenberg", "It was late.")
    assert not is_of_another("stoltenberg", "Stoltenberg said it was late.")


def test_another_persons_words_are_no_answer_and_no_context(tmp_path: Path, sample_index: NewsIndex) -> None:
    dues = article(
        "dues",
        "Harbour master Ylva Brandt said the harbour dues in Osterby were far too high for small boats.",
        "Mayor Ketil Moe said the harbour dues in Osterby would pay for a new pier and a lamp on it.",
    )
    index = small_index(tmp_path / "index", sample_index, dues)
    answer = Assistant(index).ask("What did Moe say about the harbour dues in Osterby?")
    assert_sound(answer, index)
    assert "new pier" in answer.text
    assert "Brandt" not in answer.text
    index.close()


def test_what_had_been_said_before_looks_back() -> None:
    assert looks_back("In May he had said it was late.")
    assert looks_back("He had always denied it.")
    assert not looks_back("He said he had seen it.")


def test_words_by_the_one_asked_about_lead_before_words_about_him(tmp_path: Path, sample_index: NewsIndex) -> None:
    about = (
        "Education chief Odd Hagen came under fire on Monday over the desks. Teacher Liv Moe called the desks that"
        " Hagen chose far too small."
    )
    parents, own = (
        "Parents said Hagen should have asked them about the desks.",
        "“They will last,” Hagen told the council.",
    )
    fields = {"title": "Hagen under fire over desks", "day": "2024-11-25", "source": "Lamp"}
    index = small_index(tmp_path / "index", sample_index, article("desks", about, parents, own, **fields))
    answer = Assistant(index).ask("What did Hagen say about the desks?")
    assert_sound(answer, index)
    assert "They will last" in answer.citations[0].quote
    index.rebuild([article("desks", about.split(". ")[1], parents, **fields)])
    assert Assistant(index).ask("What did Hagen say about the desks?").status == "partial"
    index.close()
