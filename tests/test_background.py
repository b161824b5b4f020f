"""Questions told in several sentences: the one that asks decides what is asked."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.asking import Kind, kind_of
from assistant.background import asking_part
from assistant.causes import asks_why
from assistant.ends import of_no_end
from assistant.offices import office_asked
from assistant.planned import only_planned
from assistant.premise import premise
from assistant.read import Readings
from assistant.reader import Reading, Span


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("The ferry hit the quay. Who was at the helm?", "Who was at the helm?"),
        ("Dr. Holm left on Monday. He had asked to go! Why did he?", "Why did he?"),
        ("Who was at the helm when the ferry hit the quay?", "Who was at the helm when the ferry hit the quay?"),
        ("Who won? And who lost?", "Who won? And who lost?"),
        ("Who won the final? I mean the cup.", "Who won the final? I mean the cup."),
        ("the ferry accident", "the ferry accident"),
        ("The ferry was late. At what time did it leave?", "At what time did it leave?"),
        ("The ferry hit the quay. Who was at the helm", "Who was at the helm"),
        ("the ferry hit the quay. how many were hurt", "how many were hurt"),
        ("The ferry hit the quay. Where did it strand？", "Where did it strand？"),
        ("The ferry was late. What a day", "The ferry was late. What a day"),
        *(
            (whole, whole)
            for whole in (
                "The ferry was late. Where it lay nobody knew.",
                "The mayor resigned. When he was asked why, he left",
                "I read about the ferry. What it did was odd",
                "Summarise the strike. How has it spread",
                "The cup was held. Which was in Riga",
            )
        ),
        *(
            (whole, whole)
            for whole in (
                "How many were hurt in the ferry accident. Do you know?",
                "I want to know how many acres burned. Can you help me?",
                "How many were hurt in the ferry accident. What can you tell me?",
                "How many people were hurt on Sat. 16 Nov. 2024?",
                "What happened at 5 p.m. Saturday?",
                "Who is the chief of Skarra Line Inc. Tolvik?",
                "",
            )
        ),
    ],
)
def test_the_last_sentence_asks_where_it_alone_does(question: str, asks: str) -> None:
    assert asking_part(question) == asks


def test_what_is_asked_is_told_by_that_sentence() -> None:
    before = "The ferry hit the quay, as the board had planned to. "
    assert kind_of(before + "When was it?") is Kind.TIME
    assert kind_of("Nobody told how many were hurt. Where did it happen?") is Kind.PLACE
    assert asks_why(before + "Why?")
    assert not asks_why("Nobody knew why. Who was at the helm?")
    assert of_no_end(before + "When did the strike end?", "It began in May.")
    assert only_planned(before + "When did the bridge reopen?", "The bridge was due to reopen on 15 August.")
    assert premise(before + "Why did the captain resign?") == "the captain resign."
    office = office_asked(before + "Who is the mayor of Tolvik?")
    assert office is not None
    assert office.now


def test_the_answer_is_told_and_not_what_the_question_says_itself(sample_assistant: Assistant) -> None:
    said = "The ferry Maren Thule struck the quay at Tolvik on Saturday."
    for question, answers in (("How many people were injured?", "Seventeen"), ("Who was the captain?", "Øksendal")):
        answer = sample_assistant.ask(f"{said} {question}")
        assert answer.status == "answered"
        first = answer.citations[0]
        assert first.answer_in_quote is not None
        assert answers in first.quote[slice(*first.answer_in_quote)]


def test_what_overlaps_is_not_likelier_than_certain() -> None:
    spans = (Span(0, 8, "Ada Holm", 0.8), Span(0, 14, "Ada Holm, mayor", 0.7), Span(20, 24, "Riga", 0.1))
    readings = Readings({("a", 1): Reading(0.9, spans)})
    assert readings.within(("a", 1), 0, 15) == (1.0, (0, 8))
    assert readings.within(("a", 1), 16, 30) == (pytest.approx(0.1), None)
