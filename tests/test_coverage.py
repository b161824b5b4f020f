"""How widely something was reported: outlets counted once, copies of one report as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from makers import article, assert_sound, candidate, small_index
from newsprint import APART, MAY

from assistant import Assistant
from assistant.coverage import coverage, how_widely, subject_of_coverage
from assistant.evidence import Candidate
from vectorstore import Copy, NewsIndex


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("How widely was the ferry accident reported?", "the ferry accident"),
        ("How widely has the strike been covered?", "the strike"),
        ("Which newspapers covered the dockers' strike?", "the dockers' strike"),
        ("What outlets have reported on the fire?", "the fire"),
        ("How many papers wrote about the bridge?", "the bridge"),
        ("Who else reported the theft?", "the theft"),
        ("Who has reported on the theft?", "the theft"),
    ],
)
def test_a_question_for_outlets_is_told_by_its_words(question: str, subject: str) -> None:
    assert subject_of_coverage(question) == subject


@pytest.mark.parametrize(
    "question",
    [
        "Who reported the theft to the police?",
        "What did the papers say?",
        "How widely is the glass door open?",
        "Which newspaper was sold?",
        "How many people were reported missing?",
        "How much is flood damage covered?",
    ],
)
def test_other_questions_are_not(question: str) -> None:
    assert subject_of_coverage(question) is None


def told(text: str, source: str | None, days: int, around: float = 1.0, copies: tuple[Copy, ...] = ()) -> Candidate:
    made = candidate(text, article_id=text, source=source, published=MAY + timedelta(days=days))
    return replace(made, around=around, meaning=around, copies=copies)


def test_an_outlet_is_told_once_by_its_first_report() -> None:
    late, first, other = told(APART[0], "Wire", 9), told(APART[1], "Wire", 1), told(APART[2], "Lamp", 5)
    parts = coverage([late, told(APART[3], "Post", 2, around=0.2), first, other])
    assert [part.candidate for part in parts] == [first, other]
    assert how_widely(parts) == "Found in 2 outlets, each in its own words:"


def test_copies_of_one_report_are_one_and_said_to_be_copies() -> None:
    wire = told(APART[0], "Wire", 1, copies=(Copy(APART[1], "T", "Courier"), Copy("x", "Title [3]")))
    courier = told(APART[1], "Courier", 2, copies=(Copy(APART[0], "T", "Wire"),))
    parts = coverage([courier, wire])
    assert [part.candidate for part in parts] == [wire]
    assert how_widely(parts) == "Found in one outlet; as a copy also in Courier, “Title (3)”:"


def test_articles_that_name_no_outlet_are_counted_apart() -> None:
    parts = coverage([told(APART[0], "Wire", 1), told(APART[1], None, 2), told(APART[2], None, 3)])
    assert how_widely(parts) == "Found in one outlet and 2 articles that name no outlet:"
    assert how_widely(parts[1:2]) == "Found in 1 article that names no outlet:"


def test_in_an_answer_each_outlet_is_cited(tmp_path: Path, sample_index: NewsIndex) -> None:
    walkout = (
        "Some 2,300 dockers walked out at Osterby and Harsund at 6 a.m. on Monday, halting all container traffic on"
        " the coast in the first harbour-wide strike since 2009, and the union said that nobody would go back before"
        " the employers had put a better offer on the table."
    )
    more = "The port authority said that it regretted the strike and would go on talking to the dockers' union."
    fields = {"title": "Dockers walk out"}
    index = small_index(
        tmp_path / "index",
        sample_index,
        article("wire", walkout, more, day="2024-05-07", source="Wire", **fields),
        article("courier", walkout, more, day="2024-05-08", source="Courier", **fields),
        article("late", walkout, more, day="2024-05-10", source="Echo", **fields),
        article("lamp", "The strike of the dockers was a quiet affair at Harsund.", day="2024-05-09", source="Lamp"),
    )
    answer = Assistant(index).ask("Which outlets reported on the dockers' strike?", as_of="2024-05-09")
    assert_sound(answer, index)
    first, last = [c.source for c in answer.citations]
    assert last == "Lamp"
    other = ({"Wire", "Courier"} - {first}).pop()
    assert answer.text.startswith(f"Found in 2 outlets, each in its own words; as a copy also in {other}: ")
    assert answer.query.coverage
    assert [part.label for part in answer.query.read] == ["the dockers' strike, by outlet"]
    assert {id_: [c.source for c in found] for id_, found in index.copies_of(["wire", "lamp"]).items()} == {
        "wire": ["Courier", "Echo"]
    }
    index.close()


def test_what_only_one_report_and_its_copy_say_is_not_said_to_be_the_same_in_two(sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask("How many dockers walked out at Port Ansel?")
    assert "The same in Vellmark Courier, 13 January" not in answer.text


def test_who_else_leaves_out_the_outlets_named_before(sample_assistant: Assistant, sample_index: NewsIndex) -> None:
    first = sample_assistant.ask("How many people were injured in the ferry accident?")
    named = {c.source for c in first.citations}
    for question in ("Who else reported the ferry accident?", "Which other outlets reported it?"):
        answer = sample_assistant.ask(question, [(first.question, first.text)])
        assert_sound(answer, sample_index)
        assert answer.text.startswith("Besides Evening Lamp and Merrow Wire, found in 2 outlets")
        assert not named & {c.source for c in answer.citations}
    everyone = sample_assistant.ask("Who else reported the ferry accident?")
    assert named < {c.source for c in everyone.citations}
    nobody = sample_assistant.ask("Who else reported the ferry accident?", [(first.question, everyone.text)])
    assert nobody.status == "not_found"
    assert nobody.text.startswith("No other outlet in the archive tells of it.")
