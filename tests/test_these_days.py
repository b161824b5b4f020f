"""Questions about these days, and the first day on which a report of them may have been published."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.these_days import these_days

TODAY = date(2024, 5, 28)


@pytest.mark.parametrize(
    ("question", "first", "words"),
    [
        ("Who resigned this week?", date(2024, 5, 14), "this week"),
        ("Who won over the past week?", date(2024, 5, 7), "over the past week"),
        ("Who was freed this past week?", date(2024, 5, 14), "this past week"),
        ("What sank this weekend?", date(2024, 5, 14), "this weekend"),
        ("Who was arrested yesterday?", date(2024, 5, 14), "yesterday"),
        ("What did the mayor say today?", date(2024, 5, 14), "today"),
        ("What is today's news?", date(2024, 5, 14), "today"),
        ("Who won last week?", date(2024, 5, 7), "last week"),
        ("What closed this month?", date(2024, 4, 13), "this month"),
        ("The port announced it will do what this week?", date(2024, 5, 14), "this week"),
        ("What has the board agreed that it is going to do this month?", date(2024, 4, 13), "this month"),
    ],
)
def test_these_days_are_told_from_the_day_it_is_asked(question: str, first: date, words: str) -> None:
    assert these_days(question, TODAY) == (first, words)


@pytest.mark.parametrize(
    "question",
    [
        "Who resigned?",
        "Who won in the last week of May?",
        "Who won last week of all?",
        "What will open this week?",
        "What will the port announce it will do this week?",
        "Who was to resign this week in 2021?",
        "How is the bridge used in today's Vellmark?",
        "Who resigned that week?",
    ],
)
def test_another_time_is_none_of_these_days(question: str) -> None:
    assert these_days(question, TODAY) is None


def test_the_beginning_of_time_has_no_days_before_it() -> None:
    assert these_days("Who won this week?", date.min) == (date.min, "this week")
