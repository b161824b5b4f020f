"""Why something happened: sentences that say so before sentences that only describe it."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import article, assert_sound, small_index

from assistant import Assistant
from assistant.causes import asks_why, gives_cause, may_give_cause
from vectorstore import NewsIndex

WHY = "Why did the mill burn down?"


@pytest.mark.parametrize(
    "question",
    [WHY, "But why?", "What caused the fire?", "What was the reason for the delay?", "How come nobody noticed?"],
)
def test_a_question_for_a_cause_is_told_by_its_words(question: str) -> None:
    assert asks_why(question)


@pytest.mark.parametrize("question", ["When did the mill burn down?", "Who asked why?", "What is the book about?"])
def test_other_questions_are_not(question: str) -> None:
    assert not asks_why(question)


@pytest.mark.parametrize(
    "sentence",
    [
        "The mill burned down because a dryer overheated.",
        "The pump did not respond when it was switched on.",
        "A worn cable was to blame, the railway said.",
        "A spark caused the mill to burn.",
        "The limit was imposed after the level of the lake had dropped.",
        "Investigators have established that a bearing overheated.",
    ],
)
def test_a_cause_in_so_many_words(sentence: str) -> None:
    assert gives_cause(sentence, WHY)


@pytest.mark.parametrize(
    "sentence",
    [
        "The mill burned down on Friday night.",
        "The fire caused damage of nine million crowns.",
        "The mill was closed after a fire.",
    ],
)
def test_a_description_gives_none(sentence: str) -> None:
    assert not gives_cause(sentence, WHY)


def test_what_comes_after_something_may_be_caused_by_it() -> None:
    assert may_give_cause("The mill was closed after a fire.", WHY)
    assert may_give_cause("She was jailed for fraud.", "Why was she jailed?")
    assert not may_give_cause("The train stood for five hours.", "Why did the train stop?")


MILL = article(
    "mill",
    "The mill at Osterby burned down on Friday night. The mill was built in 1890 and stood by the river.",
    "The fire started because a dryer overheated, investigators said on Monday.",
    "Some sixty people watched as the mill burned.",
    title="Mill burns down",
    day="2024-11-25",
    source="Lamp",
)
CONCERT = article(
    "concert",
    "The concert in Harsund was cancelled two hours before it was due. The singer, Eva Lie, had broken her wrist.",
    title="Concert cancelled",
    day="2024-11-26",
    source="Echo",
)


def test_a_cause_leads_before_what_only_describes(tmp_path: Path, sample_index: NewsIndex) -> None:
    index = small_index(tmp_path / "index", sample_index, MILL, CONCERT)
    answer = Assistant(index).ask("Why did the mill at Osterby burn down?")
    assert_sound(answer, index)
    assert "because a dryer overheated" in answer.citations[0].quote
    index.close()


def test_where_no_cause_is_told_in_so_many_words_what_follows_is_told_too(
    tmp_path: Path, sample_index: NewsIndex
) -> None:
    index = small_index(tmp_path / "index", sample_index, MILL, CONCERT)
    answer = Assistant(index).ask("Why was the concert cancelled?")
    assert_sound(answer, index)
    assert "broken her wrist" in answer.text
    index.close()


def test_what_failed_is_told_before_how_fast_it_went(sample_assistant: Assistant) -> None:
    for question in ("Why did the ferry hit the quay?", "Why did the ferry crash?"):
        assert "did not respond" in sample_assistant.ask(question).citations[0].quote
    assert "overheated axle" in sample_assistant.ask("What caused the Dunmarr fire?").citations[0].quote
