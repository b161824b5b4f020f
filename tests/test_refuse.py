"""When the archive does not say, and how that is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from makers import candidate, evidence, passage

from assistant.evidence import Candidate
from assistant.refuse import judge, reach, refusal, support
from vectorstore import Hit, IndexStatus

QUESTION = "Why was the pier closed?"
MAY, JUNE = datetime(2024, 5, 7, tzinfo=UTC), datetime(2024, 6, 30, tzinfo=UTC)


def status(articles: int, first: datetime | None = None, last: datetime | None = None) -> IndexStatus:
    return IndexStatus("folder", articles, articles, (), first, last, None, "model", 1)


def sentence(words: float, around: float, meaning: float, *, offers: bool = True, timely: bool = True) -> Candidate:
    plain = candidate("The pier was closed.")
    return replace(plain, words=words, around=around, meaning=meaning, offers=offers, timely=timely)


GOOD = sentence(0.9, 1.0, 0.8)
FAIR = sentence(0.6, 0.8, 0.6)
NEARLY = sentence(0.5, 0.6, 0.5)
POOR = sentence(0.1, 0.2, 0.1)


@pytest.mark.parametrize(
    ("best", "closeness", "unknown", "expected"),
    [
        (GOOD, 0.7, (), "answered"),
        (GOOD, 0.7, ("Ibsen",), "partial"),
        (replace(GOOD, timely=False), 0.7, (), "partial"),
        (FAIR, 0.5, (), "partial"),
        (POOR, 0.2, (), "not_found"),
        (FAIR, 0.5, ("Ibsen", "Oslo", "Grieg"), "not_found"),
    ],
)
def test_the_judgement_follows_the_evidence(
    best: Candidate, closeness: float, unknown: tuple[str, ...], expected: str
) -> None:
    assert judge(evidence(best, unknown_names=unknown, closeness=closeness), QUESTION) == expected


@pytest.mark.parametrize(
    ("best", "likeliest", "stale", "expected"),
    [
        (NEARLY, None, False, "not_found"),
        (NEARLY, 0.2, False, "not_found"),
        (NEARLY, 0.9, False, "partial"),
        (POOR, 1.0, False, "not_found"),
        (FAIR, 0.0, False, "partial"),
        (FAIR, 0.0, True, "not_found"),
        (FAIR, 0.9, True, "partial"),
        (FAIR, None, True, "partial"),
        (GOOD, 0.0, True, "answered"),
    ],
)
def test_the_reader_has_a_say_and_more_of_it_where_the_archive_ended_long_ago(
    best: Candidate, likeliest: float | None, stale: bool, expected: str
) -> None:
    found = replace(evidence(best, closeness=0.4), likeliest=likeliest)
    assert judge(found, QUESTION, stale=stale) == expected


@pytest.mark.parametrize(
    ("question", "best", "expected"),
    [
        ("How long was the pier closed?", replace(GOOD, offers=False), "partial"),
        ("How many piers were closed?", replace(GOOD, offers=False), "partial"),
        ("When was the pier closed?", replace(GOOD, offers=False), "partial"),
        ("When was the pier closed?", replace(GOOD, offers=False, answer=(0, 8)), "answered"),
        ("When was the pier closed?", GOOD, "answered"),
        ("Who closed the pier?", replace(GOOD, offers=False), "answered"),
        ("Who is the mayor of Osterby?", GOOD, "partial"),
        ("Who is the mayor of Osterby?", replace(POOR, held=True, answer=(4, 8)), "answered"),
    ],
)
def test_a_sentence_without_what_was_asked_for_is_no_sure_answer(question: str, best: Candidate, expected: str) -> None:
    assert judge(evidence(best, closeness=0.7), question) == expected


def test_without_a_sentence_nothing_is_found() -> None:
    assert judge(evidence(), QUESTION) == "not_found"


def test_every_sign_adds_to_the_support() -> None:
    fair = support(evidence(FAIR, closeness=0.5), QUESTION)
    for better in (replace(FAIR, words=0.9), replace(FAIR, around=0.9), replace(FAIR, meaning=0.9)):
        assert support(evidence(better, closeness=0.5), QUESTION) > fair
    assert support(evidence(FAIR, closeness=0.9), QUESTION) > fair


@pytest.mark.parametrize(
    ("question", "best", "unknown"),
    [
        (QUESTION, FAIR, ("Ibsen",)),
        ("Why was the pier closed in 2019?", replace(FAIR, timely=False), ()),
        ("How many piers were closed?", replace(FAIR, offers=False), ()),
        ("How old is the pier?", replace(FAIR, offers=False), ()),
    ],
)
def test_what_was_asked_for_and_is_not_there_takes_from_the_support(
    question: str, best: Candidate, unknown: tuple[str, ...]
) -> None:
    whole = support(evidence(FAIR), question)
    assert support(evidence(best, unknown_names=unknown), question) == pytest.approx(whole - 0.1)


def test_a_name_that_is_not_offered_costs_nothing() -> None:
    unnamed = replace(FAIR, offers=False)
    assert support(evidence(unnamed), "Who closed the pier?") == support(evidence(FAIR), "Who closed the pier?")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (status(0), "It holds no articles yet."),
        (status(1, MAY, MAY), "It holds 1 article, of 7 May 2024."),
        (status(2, MAY, MAY), "It holds 2 articles, of 7 May 2024."),
        (status(1234, MAY, JUNE), "It holds 1,234 articles, from 7 May 2024 to 30 June 2024."),
        (status(1), "It holds 1 article, undated."),
        (status(2), "It holds 2 articles, undated."),
    ],
)
def test_how_far_the_archive_reaches_is_told(given: IndexStatus, told: str) -> None:
    assert reach(given) == told


@pytest.mark.parametrize(
    ("fields", "nearest"),
    [
        ({}, "The nearest it has is “A new pier” (Osterby Post)."),
        ({"published": MAY}, "The nearest it has is “A new pier” (Osterby Post, 7 May 2024)."),
        ({"source": None}, "The nearest it has is “A new pier”."),
        ({"title": ""}, "The nearest it has is “The pier was closed.” (Osterby Post)."),
    ],
)
def test_a_refusal_names_the_nearest(fields: dict[str, Any], nearest: str) -> None:
    hits = [Hit(passage("The pier was closed.", **fields), 1.0), Hit(passage("Other.", title="Other"), 0.5)]
    text = refusal(evidence(POOR), hits, status(2), filtered=False)
    assert text == f"The archive does not say. {nearest} It holds 2 articles, undated."


@pytest.mark.parametrize(
    ("unknown", "told"),
    [
        (("Ibsen",), "Nothing it has on this mentions “Ibsen”."),
        (("Ibsen", "Oslo"), "Nothing it has on this mentions “Ibsen” or “Oslo”."),
    ],
)
def test_a_refusal_tells_unknown_names(unknown: tuple[str, ...], told: str) -> None:
    text = refusal(evidence(POOR, unknown_names=unknown), [Hit(passage("x"), 1.0)], status(2), filtered=True)
    assert told in text
    assert "passes the dates" not in text


@pytest.mark.parametrize(("filtered", "articles", "told"), [(True, 2, True), (True, 0, False), (False, 2, False)])
def test_a_refusal_tells_when_dates_or_sources_leave_nothing(filtered: bool, articles: int, told: bool) -> None:
    text = refusal(evidence(), [], status(articles), filtered=filtered)
    assert text.startswith("The archive does not say.")
    assert ("No article passes the dates or sources asked for." in text) is told


def test_a_refusal_of_these_days_says_what_was_looked_through() -> None:
    hits = [Hit(passage("The pier closed.", title="Pier shut"), 1.0)]
    told = refusal(evidence(), hits, status(3, MAY, JUNE), filtered=True, fresh_from=JUNE)
    assert told.startswith("The archive does not say. Nothing published since 30 June 2024 tells of it. The nearest")
    none = refusal(evidence(), [], status(3, MAY, MAY), filtered=True, fresh_from=JUNE)
    assert none == (
        "The archive does not say. It has nothing published since 30 June 2024. It holds 3 articles, of 7 May 2024."
    )


@pytest.mark.parametrize(
    ("question", "likeliest", "expected"),
    [
        ("When was the pier closed?", 0.05, "partial"),
        ("When was the pier closed?", 0.5, "answered"),
        ("When was the pier closed?", None, "answered"),
        ("Why was the pier closed?", 0.05, "answered"),
    ],
)
def test_when_is_not_surely_told_where_the_reader_finds_it_nowhere(
    question: str, likeliest: float | None, expected: str
) -> None:
    found = replace(evidence(GOOD, closeness=0.7), likeliest=likeliest)
    assert judge(found, question) == expected
    assert judge(replace(found, candidates=(replace(GOOD, answer=(0, 8)),)), question) == "answered"
