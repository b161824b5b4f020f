"""What questions take for granted, and whether the archive denies it."""

from __future__ import annotations

import pytest
from makers import assert_sound, candidate

from assistant import Assistant, Reader
from assistant.premise import is_denied, premise
from vectorstore import NewsIndex


@pytest.mark.parametrize(
    ("question", "taken"),
    [
        ("Why was the bridge demolished?", "the bridge demolished."),
        ("When did the minister resign?", "the minister resign."),
        ("Why didn't the ferry stop?", "the ferry stop not."),
        ("So how did the dockers win?", "the dockers win."),
        ("Who resigned?", None),
        ("How many dockers walked out?", None),
        ("Why?", None),
        ("What did the minister say?", None),
    ],
)
def test_what_a_question_takes_for_granted(question: str, taken: str | None) -> None:
    assert premise(question) == taken


def test_without_a_reader_or_a_premise_nothing_is_denied() -> None:
    found = [candidate("Detectives found the astrolabe on Thursday in a boathouse.")]
    reader = Reader.load()
    assert is_denied(reader, "Why was the astrolabe never found?", found)
    assert not is_denied(reader, "Where was the astrolabe found?", found)
    assert not is_denied(None, "Why was the astrolabe never found?", found)
    assert not is_denied(reader, "Who never found the astrolabe?", found)
    assert not is_denied(reader, "Why was the astrolabe never found?", [])


# Not those that the limit was chosen on. Of two of the three it is not sure enough to say so, but in doubt it is.
@pytest.mark.parametrize(
    "question",
    [
        "Why was the Tolvik astrolabe never recovered?",
        "Why did the transport minister stay in office?",
        "When did the Merrow Bridge collapse?",
    ],
)
def test_a_false_premise_is_not_answered_as_if_true(sample_index: NewsIndex, question: str) -> None:
    answer = Assistant(sample_index).ask(question)
    assert answer.status != "answered"
    assert_sound(answer, sample_index)


def test_where_the_archive_denies_what_is_taken_for_granted_it_says_so(sample_index: NewsIndex) -> None:
    answer = Assistant(sample_index).ask("Why was the Tolvik astrolabe never recovered?")
    assert answer.text.startswith(
        "The archive does not bear out what the question takes for granted; closest in it is "
    )
    assert "boathouse" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Why was the Merrow Bridge closed to traffic?",
        "When was the stolen astrolabe found?",
        "How did the ferry crash?",
    ],
)
def test_a_true_premise_is(sample_index: NewsIndex, question: str) -> None:
    assert "takes for granted" not in Assistant(sample_index).ask(question).text
