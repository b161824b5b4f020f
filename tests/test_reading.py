"""What the words of a question become on the sample archive: filters, preferences, and the words left to search for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from makers import assert_sound

from assistant import Assistant, Query
from assistant.reading import Archive, archive_of, read_words
from assistant.understand import understand
from vectorstore import NewsIndex

DAY = "2024-05-28"


@pytest.fixture(scope="module")
def archive(sample_index: NewsIndex) -> Archive:
    return archive_of(sample_index)


def read(archive: Archive, question: str, **given: Any) -> Query:
    return read_words(understand(question, **{"as_of": DAY} | given), archive)


def test_the_archive_is_known_by_its_outlets_authors_and_days(archive: Archive) -> None:
    assert "Vellmark Courier" in archive.sources
    assert "Hedvig Tálas" in archive.authors()
    assert len(set(archive.authors())) == len(archive.authors())
    assert (archive.oldest, archive.newest) == (date(2020, 10, 5), date(2025, 6, 19))


@pytest.mark.parametrize(
    ("question", "search_text", "labels"),
    [
        (
            "What did the Courier report about the bridge last week?",
            "What about the bridge?",
            ["Vellmark Courier", "20–26 May 2024"],
        ),
        ("Articles by Hedvig Talas about the bridge", "the bridge", ["by Hedvig Tálas"]),
        ("What was published in March 2024 about the bridge?", "What about the bridge?", ["March 2024"]),
        ("According to the Merrow Wire, who won?", "who won?", ["Merrow Wire"]),
        ("Who won, according to Radio Vellmark?", "Who won?", ["Radio Vellmark"]),
        ("What happened in March 2024?", "What happened in March 2024?", ["March 2024"]),
        (
            "What happened to the bridge in March 2024?",
            "What happened to the bridge in March 2024?",
            ["preferably March 2024"],
        ),
        ("latest on the bridge", "latest on the bridge", ["newest on the subject first"]),
        ("What did the Courier report?", "What did the Courier report?", ["Vellmark Courier"]),
        ("Why was the bridge closed?", "Why was the bridge closed?", []),
        ("What did Hedvig Tálas say?", "What did Hedvig Tálas say?", []),
    ],
)
def test_filters_leave_the_words_and_preferences_stay(
    archive: Archive, question: str, search_text: str, labels: list[str]
) -> None:
    query = read(archive, question)
    assert query.text == query.question == question
    assert query.search_text == search_text
    assert [part.label for part in query.read] == labels


def test_what_the_caller_gives_wins(archive: Archive) -> None:
    question = "What did the Courier report about the bridge last week?"
    query = read(archive, question, until="2024-04-01", sources="Evening Lamp")
    assert query.read == ()
    assert query == understand(question, as_of=DAY, until="2024-04-01", sources="Evening Lamp")


def test_an_answer_keeps_to_what_was_asked_and_says_what_was_understood(sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask("What did the Courier report about the bridge last week?", as_of=DAY)
    assert answer.status != "not_found"
    assert {citation.source for citation in answer.citations} == {"Vellmark Courier"}
    assert {citation.published.date() for citation in answer.citations if citation.published} == {date(2024, 5, 23)}
    assert answer.to_dict()["query"]["read"][0] == {
        "kind": "source",
        "words": "did the Courier report",
        "label": "Vellmark Courier",
        "hard": True,
    }
    assert_sound(answer, sample_assistant.index)


def test_what_the_filters_do_not_hold_is_looked_for_without_them(sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask("What did the Courier report about the ferry in March 2024?")
    assert answer.status != "not_found"
    assert answer.query.widened == ("Nothing on this from Vellmark Courier (March 2024); searched without the dates.",)
    assert {citation.source for citation in answer.citations} == {"Vellmark Courier"}


def test_the_latest_on_a_subject_is_on_the_subject(sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask("latest on the Grey Shoal wind farm")
    assert answer.citations
    assert "Grey Shoal" in answer.citations[0].title


def test_literally_nothing_is_read(sample_assistant: Assistant) -> None:
    question = "What did the Lamp report about the ferry?"
    assert sample_assistant.ask(question, literal=True).query == understand(question)
    found = {hit.passage.source for hit in sample_assistant.search(question, 20)}
    literal = {hit.passage.source for hit in sample_assistant.search(question, 20, literal=True)}
    assert found == {"Evening Lamp"}
    assert literal > found


# --- these days ------------------------------------------------------------------------------------


def test_what_is_old_is_no_answer_to_a_question_about_these_days(sample_index: NewsIndex) -> None:
    question = "Who won the election this week?"
    then = Assistant(sample_index).ask("How many were injured in the ferry accident this week?", as_of="2024-11-20")
    later = Assistant(sample_index).ask("How many were injured in the ferry accident this week?", as_of="2025-03-03")
    assert then.status == "answered"
    assert {citation.published.date() for citation in then.citations if citation.published} >= {date(2024, 11, 16)}
    assert later.status == "not_found"
    assert "published since 17 February 2025" in later.text
    assert read(archive_of(sample_index), question, as_of="2025-03-03").fresh_from == datetime(2025, 2, 17, tzinfo=UTC)


def test_an_archive_that_ended_before_these_days_answers_with_a_warning(sample_index: NewsIndex) -> None:
    answer = Assistant(sample_index).ask("Who was hurt in the ferry accident this week?")
    assert answer.status == "partial"
    assert answer.query.stale == datetime(2025, 6, 19, tzinfo=UTC)
    assert answer.text.startswith("The archive ends on 19 June 2025; closest in it is ")
    assert answer.query.widened == (
        "The archive ends on 19 June 2025, so it cannot tell of “this week” as seen from today.",
    )
    assert_sound(answer, sample_index)


def test_no_time_is_read_where_the_caller_gives_one(archive: Archive) -> None:
    assert read(archive, "Who resigned this week?", since="2021-01-01").fresh_from is None


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("What did the Evening Lamp report about the ferry?", {"sources": ["evening lamp"]}),
        ("What did Tilda Wærenskjold write about the ferry?", {"authors": ["Tilda Wærenskjold"]}),
        ("What did the Evening Lamp report about the ferry in November 2024?", {"since": "2024-11-01"}),
        ("What happened in May 2024?", {"since": "2024-05-01", "until": "2024-05-31"}),
        ("What did the Courier report?", {"sources": ["Vellmark Courier"]}),
    ],
)
def test_what_is_said_and_given_as_a_filter_too_is_answered_as_without_the_filter(
    sample_assistant: Assistant, question: str, given: dict[str, Any]
) -> None:
    plain, filtered = sample_assistant.ask(question), sample_assistant.ask(question, **given)
    assert plain.status == "answered"
    assert (filtered.status, filtered.text) == (plain.status, plain.text)


def test_an_outlet_that_is_not_the_one_given_is_not_taken_for_it(sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask("What did the Courier report about the ferry?", sources=["Evening Lamp"])
    assert answer.query.search_text == answer.query.text
    assert {citation.source for citation in answer.citations} <= {"Evening Lamp"}
