"""Which days a question speaks of, seen from Wednesday, 22 May 2024, and which numbers and names are no days."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.when import When, find_when

TODAY, OLDEST, NEWEST = date(2024, 5, 22), date(2019, 1, 1), date(2024, 5, 20)


def found(question: str, *, reported: bool = False) -> When | None:
    return find_when(question, TODAY, OLDEST, NEWEST, reported=reported)


@pytest.mark.parametrize(
    ("question", "first", "last", "label"),
    [
        ("What happened between 3 and 9 May 2022?", "2022-05-03", "2022-05-09", "3–9 May 2022"),
        ("What happened from 3 April to 9 May 2022?", "2022-04-03", "2022-05-09", "3 April – 9 May 2022"),
        ("What happened 3–9 May 2022?", "2022-05-03", "2022-05-09", "3–9 May 2022"),
        ("What happened between March and May 2022?", "2022-03-01", "2022-05-31", "March–May 2022"),
        ("Who won between 2019 and 2021?", "2019-01-01", "2021-12-31", "2019–2021"),
        ("What happened in March?", "2024-03-01", "2024-03-31", "March 2024"),
        ("What happened in December?", "2023-12-01", "2023-12-31", "December 2023"),
        ("What was said in March 2023?", "2023-03-01", "2023-03-31", "March 2023"),
        ("What was said in march 2023?", "2023-03-01", "2023-03-31", "March 2023"),
        ("What did he do in May?", "2024-05-01", "2024-05-31", "May 2024"),
        ("Who won in 2022?", "2022-01-01", "2022-12-31", "2022"),
        ("What happened on May 3, 2022?", "2022-05-03", "2022-05-03", "3 May 2022"),
        ("What happened on the 3rd of May 2022?", "2022-05-03", "2022-05-03", "3 May 2022"),
        ("What happened on 2022-05-03?", "2022-05-03", "2022-05-03", "3 May 2022"),
        ("What happened on 03.05.2022?", "2022-05-03", "2022-05-03", "3 May 2022"),
        ("What happened on 24 May?", "2023-05-24", "2023-05-24", "24 May 2023"),
        ("What has happened since 3 May 2022?", "2022-05-03", None, "since 3 May 2022"),
        ("Who led before the election of 2020?", None, "2020-12-31", "until 31 December 2020"),
        ("Who led before 2020?", None, "2019-12-31", "until 31 December 2019"),
        ("Who resigned last week?", "2024-05-13", "2024-05-19", "13–19 May 2024"),
        ("Who resigned last month?", "2024-04-01", "2024-04-30", "April 2024"),
        ("Who resigned last year?", "2023-01-01", "2023-12-31", "2023"),
        ("Who resigned on Monday?", "2024-05-20", "2024-05-20", "20 May 2024"),
        ("Who resigned three weeks ago?", "2024-04-28", "2024-05-04", "28 April – 4 May 2024"),
        ("Who resigned two months ago?", "2024-03-01", "2024-03-31", "March 2024"),
        ("Who resigned a year ago?", "2023-01-01", "2023-12-31", "2023"),
        ("What happened in the last ten days?", "2024-05-12", "2024-05-22", "12–22 May 2024"),
    ],
)
def test_a_time_is_read_as_its_days_and_only_preferred(
    question: str, first: str | None, last: str | None, label: str
) -> None:
    when = found(question)
    assert when is not None
    assert not when.hard
    assert (when.first and when.first.isoformat(), when.last and when.last.isoformat()) == (first, last)
    assert when.label == f"preferably {label}"


@pytest.mark.parametrize(
    "question",
    [
        "Articles from 2021 about the ferry",
        "Articles about the ferry from 2021",
        "Which stories appeared in 2021?",
        "Show me news about the ferry in 2021",
        "What was published in 2021 about the ferry?",
        "What was reported in 2021 about the ferry?",
    ],
)
def test_the_time_of_publication_is_a_filter(question: str) -> None:
    when = found(question)
    assert when is not None
    assert (when.hard, when.label) == (True, "2021")


def test_what_an_outlet_reported_in_a_time_was_published_then() -> None:
    when = found("What did the Courier report about the bridge last week?", reported=True)
    assert when is not None
    assert (when.hard, when.told_until) == (True, date(2024, 5, 19))


def test_an_event_is_told_of_for_some_days_more() -> None:
    week, month = found("What happened last week?"), found("What happened in March?")
    assert week is not None
    assert month is not None
    assert (week.told_until, month.told_until) == (date(2024, 5, 26), date(2024, 5, 1))


@pytest.mark.parametrize(
    "question",
    [
        "Who won the World Cup 2022?",
        "What does the March 2023 budget law say?",
        "What does the budget of March 2023 say?",
        "What is the 1955 system?",
        "Is the shop open 24/7?",
        "Who was behind 9/11?",
        "How many got 2 million?",
        "Who holds the record after his 62nd home run?",
        "May I ask who resigned?",
        "What may happen in May's cabinet?",
        "What did Theresa May say?",
        "What happened after May resigned?",
        "Which team came second?",
        "Who leads now that he is gone?",
        "What was unknown until now?",
        "Who arrived at the latest?",
        "What did the Sun say?",
        "Who owns Mon Repos?",
        "Where did they march to in the march?",
        "How many people live in 2000 villages?",
        "What did it cost in 2022/23?",
        "What is good for today's teens?",
        "What is banned in the last week of the campaign?",
        "What did he do in his last year?",
        "What changed over the past 30 years?",
        "What did the Sunday Times say on Sunday Times day?",
        "When will it open in March?",
        "When will it open next week?",
        "What happened on 31 June 2022?",
        "How did it change between 2021 and 2019?",
        "Why did it rise in 2021 and fall in 2022?",
        "What happened in 1955?",
        "What happened in 2031?",
        "What happened yesterday?",
        "Why was the bridge closed?",
    ],
)
def test_what_is_no_time_or_one_that_the_archive_does_not_reach_is_none(question: str) -> None:
    assert found(question) is None


@pytest.mark.parametrize("word", ["the latest", "the newest", "the most recent"])
def test_the_latest_is_told_from_the_subject(word: str) -> None:
    when = found(f"Who leads {word}?")
    assert when is not None
    assert (when.recent, when.latest, when.hard, when.label) == (True, True, False, "newest on the subject first")


@pytest.mark.parametrize("word", ["now", "currently", "recently", "this week", "today", "tonight"])
def test_what_is_newest_is_preferred_and_seen_from_the_newest_article(word: str) -> None:
    when = found(f"Who leads {word}?")
    assert when is not None
    assert (when.recent, when.hard, when.label) == (True, False, "newest first (from 14 May 2024)")


def test_an_archive_that_ended_long_ago_says_that_its_newest_articles_are_meant() -> None:
    when = find_when("Is the bridge open now?", date(2026, 1, 1), OLDEST, NEWEST)
    assert when is not None
    assert when.label == "newest in the archive first (from 14 May 2024)"


def test_an_archive_without_dates_has_no_time() -> None:
    assert find_when("What happened in 2022?", TODAY, None, None) is None


@pytest.mark.parametrize("today", [date.min, date.max])
@pytest.mark.parametrize("word", ["yesterday", "today", "last week", "a year ago", "three months ago", "in March"])
def test_the_ends_of_the_calendar_do_no_harm(today: date, word: str) -> None:
    find_when(f"What happened {word}?", today, date.min, date.max)


def test_a_month_to_come_is_not_read_as_the_past_one_though_it_was_announced() -> None:
    asked = "What has the ministry announced it will do in August?"
    assert find_when(asked, date(2025, 6, 19), date(2020, 1, 1), date(2025, 6, 19), reported=False) is None
    asked = "What did the ministry do in August?"
    assert find_when(asked, date(2025, 6, 19), date(2020, 1, 1), date(2025, 6, 19), reported=False) is not None
