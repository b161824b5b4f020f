"""Stories told in order of time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from makers import article, assert_sound, candidate, small_index
from newsprint import APART, MAY

from assistant import Assistant
from assistant.choose import Role
from assistant.evidence import Candidate
from assistant.printing import printable_answer
from assistant.timeline import subject_of_timeline, timeline
from vectorstore import NewsIndex


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("How did the dockers' strike unfold?", "the dockers' strike"),
        ("How has the bridge story developed over time?", "the bridge"),
        ("Timeline of the ferry accident", "the ferry accident"),
        ("Give me a timeline of the fire.", "the fire"),
        ("Can you show me the sequence of events in the cup final?", "the cup final"),
        ("What happened with the wind farm from the beginning?", "the wind farm"),
    ],
)
def test_a_question_for_a_timeline_is_told_by_its_words(question: str, subject: str) -> None:
    assert subject_of_timeline(question) == subject


@pytest.mark.parametrize(
    "question",
    [
        "How did the captain brake?",
        "What happened in May?",
        "Who wrote a history of the bridge?",
        "How did the company develop the drug?",
        "When did it unfold?",
    ],
)
def test_other_questions_are_not(question: str) -> None:
    assert subject_of_timeline(question) is None


def told(text: str, days: int, around: float = 1.0, paragraph: int = 1) -> Candidate:
    day = MAY + timedelta(days=days)
    return replace(candidate(text, article_id=text, published=day, paragraph=paragraph), around=around)


def test_the_reports_on_the_subject_are_told_by_day_each_once() -> None:
    last, first, other = told(APART[0], 9), told(APART[1], 1), told(APART[2], 5, around=0.5)
    undated = replace(candidate(APART[3]), around=1.0)
    parts = timeline([last, other, undated, first, first])
    assert [(part.candidate, part.role) for part in parts] == [(first, Role.DATED), (last, Role.DATED)]


def test_of_a_report_its_opening_is_told_and_nothing_that_leans_on_what_was_before() -> None:
    opening = told(APART[0], 1)
    later = replace(told("They found shipworm.", 1, paragraph=2), hit=replace(opening.hit))
    parts = timeline([later, opening, told(APART[1], 2)])
    assert [part.candidate.stretch.text for part in parts] == [APART[0], APART[1]]


@pytest.mark.parametrize("given", [[], [told(APART[0], 1)]])
def test_one_report_makes_no_timeline(given: list[Candidate]) -> None:
    assert timeline(given) == []


def test_no_more_than_eight_lines() -> None:
    words = [f"{a} {b}" for a, b in zip(APART, reversed(APART), strict=True)]
    given = [told(text, n) for n, text in enumerate([*APART, *(f"{w.upper()} {n}" for n, w in enumerate(words))])]
    assert len(timeline(given)) == 8


def test_the_archive_tells_a_story_in_order_of_time(sample_index: NewsIndex) -> None:
    answer = Assistant(sample_index).ask("How did the Merrow Bridge story unfold?")
    assert answer.status == "answered"
    assert_sound(answer, sample_index)
    days = [citation.published for citation in answer.citations]
    assert days == sorted(days, key=lambda day: day or datetime.max.replace(tzinfo=UTC))
    assert len(days) >= 5
    lines = answer.text.split("\n")
    assert len(lines) == len(days)
    assert lines[0].startswith("4 March 2024, ")
    assert printable_answer(answer.text).split("\n") == lines
    assert answer.query.timeline
    assert [part.label for part in answer.query.read] == ["the Merrow Bridge, in order of time"]


def test_a_report_is_told_by_what_it_opens_with_and_one_that_looks_back_is_left_out(
    tmp_path: Path, sample_index: NewsIndex
) -> None:
    shut = "The pier at Osterby was shut on Monday when shipworm was found in its piles."
    index = small_index(
        tmp_path / "index",
        sample_index,
        article("shut", "By Liv Moe", shut, "The pier closure will last a year.", title="Pier shut", day="2024-03-04"),
        article(
            "open",
            "The pier at Osterby opened again on Friday with a brass band.",
            "“The pier closure cost us dearly,” an innkeeper said.",
            title="Pier open again",
            day="2025-03-07",
        ),
        article(
            "vote",
            "The Rural League won the election in Osterby on Sunday.",
            "The pier closure dominated the campaign.",
            title="Rural League wins election",
            day="2024-09-22",
        ),
    )
    answer = Assistant(index).ask("How did the pier closure unfold?")
    assert_sound(answer, index)
    assert [c.quote for c in answer.citations] == [
        shut,
        "The pier at Osterby opened again on Friday with a brass band.",
    ]
    index.close()
