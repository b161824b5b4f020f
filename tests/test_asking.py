"""What a question asks for, read from its wording."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.asking import (
    LONG_ANSWER_WORDS,
    SHORT_ANSWER_WORDS,
    Kind,
    figures,
    kind_of,
    named_time,
    offers,
    without_time,
    words_wanted,
)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How old is the mayor of Osterby?", Kind.AGE),
        ("At what age did he retire?", Kind.AGE),
        ("How long was the bridge shut?", Kind.DURATION),
        ("How many people were injured?", Kind.NUMBER),
        ("how fast was the ferry", Kind.NUMBER),
        ("What percentage voted?", Kind.NUMBER),
        ("When did the bridge open?", Kind.TIME),
        ("In what year was the pier built?", Kind.TIME),
        ("Where was the astrolabe found?", Kind.PLACE),
        ("In which town was it found?", Kind.PLACE),
        ("Who won the cup?", Kind.NAME),
        ("Whose boat was it?", Kind.NAME),
        ("Which company built the pier?", Kind.NAME),
        ("Why was the bridge closed?", Kind.OTHER),
        ("What did the mayor say?", Kind.SPEECH),
        ("", Kind.OTHER),
    ],
)
def test_the_kind_of_answer_follows_from_the_wording(question: str, kind: Kind) -> None:
    assert kind_of(question) is kind


@pytest.mark.parametrize(
    ("sentence", "question", "expected"),
    [
        ("Åsa Rød, aged 44, was on board.", "How old is Åsa Rød?", True),
        ("Åsa Rød, 44, was on board.", "How old is Åsa Rød?", True),
        ("Åsa Rød was on board with 44 others.", "How old is Åsa Rød?", False),
        ("The bridge was shut for 178 days.", "How long was the bridge shut?", True),
        ("The bridge was shut in spring.", "How long was the bridge shut?", False),
        ("Seventeen people were hurt.", "How many people were hurt?", True),
        ("Many people were hurt.", "How many people were hurt?", False),
        ("They were hurt on 16 November 2024 at 5.42 p.m.", "How many people were hurt?", False),
        ("The 26 schools are small.", "How many of the 26 schools will close?", False),
        ("It opened on Thursday.", "When did it open?", True),
        ("It opened with a speech.", "When did it open?", False),
        ("Ivar Holm won the race.", "Who won the race?", True),
        ("A stranger won the race.", "Who won the race?", False),
        ("Ivar Holm ran well.", "Who ran against Ivar Holm?", False),
        ("It was found in Osterby.", "Where was it found?", True),
        ("It was found under a boat.", "Where was it found?", False),
        ("Anything at all.", "Why was it closed?", True),
    ],
)
def test_a_sentence_offers_what_is_asked_only_if_the_question_did_not_hold_it(
    sentence: str, question: str, expected: bool
) -> None:
    assert offers(sentence, kind_of(question), question) is expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Seventeen people were hurt", "17 people were hurt"),
        ("forty boats", "40 boats"),
        ("two women", "2 women"),
        ("a hundred boats", "100 boats"),
    ],
)
def test_a_number_in_words_is_the_same_figure_as_in_digits(left: str, right: str) -> None:
    assert figures(left) == figures(right) != set()


@pytest.mark.parametrize("text", ["2,350 hectares", "6.5 million crowns", "a dozen boats", "half of them", "twelve"])
def test_quantities_are_figures(text: str) -> None:
    assert figures(text)


@pytest.mark.parametrize(
    "text",
    [
        "on 16 November",
        "on Nov. 16, 2024",
        "from 1 June to 15 August 2024",
        "in 1583 and in the 1990s",
        "at 5:42 p.m. and 3.12 a.m.",
        "at 17:42",
        "on 2024-08-15",
        "no digits here, only a may",
    ],
)
def test_days_years_and_times_of_day_are_no_figures(text: str) -> None:
    assert figures(text) - {"no"} == set()


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What happened?", SHORT_ANSWER_WORDS),
        ("What happened, in detail?", LONG_ANSWER_WORDS),
        ("Summarise the strike", LONG_ANSWER_WORDS),
        ("How did the strike unfold?", LONG_ANSWER_WORDS),
        ("Tell me everything about the ferry", LONG_ANSWER_WORDS),
    ],
)
def test_the_answer_is_short_unless_more_is_asked(question: str, wanted: int) -> None:
    assert words_wanted(question) == wanted
    assert (SHORT_ANSWER_WORDS, LONG_ANSWER_WORDS) == (60, 200)


@pytest.mark.parametrize(
    ("text", "years", "months"),
    [
        ("What happened in March 2024?", {2024}, {3}),
        ("since April", set(), {4}),
        ("on 4 March", set(), {3}),
        ("on Nov. 16", set(), {11}),
        ("in may", set(), {5}),
        ("What may he do?", set(), set()),
        ("the march of the dockers", set(), set()),
        ("between 2019 and 2020", {2019, 2020}, set()),
        ("an astrolabe of 1583", set(), set()),
    ],
)
def test_years_and_months_are_found_where_they_are_meant(text: str, years: set[int], months: set[int]) -> None:
    named = named_time(text)
    assert (set(named.years), set(named.months)) == (years, months)


MARCH = datetime(2024, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "published", "sentence", "fits"),
    [
        ("in March 2024", MARCH, "It was closed.", True),
        ("in March 2025", MARCH, "It was closed.", False),
        ("in April 2024", MARCH, "It was closed.", False),
        ("in 2025", MARCH, "It will open in 2025.", True),
        ("in April", MARCH, "It will open on 3 April.", True),
        ("why", None, "It was closed.", True),
        ("in 2024", None, "It was closed.", False),
        ("in 2024", None, "It was closed in 2024.", True),
    ],
)
def test_a_sentence_fits_a_time_by_its_words_or_its_day(
    question: str, published: datetime | None, sentence: str, fits: bool
) -> None:
    assert named_time(question).fits(published, sentence) is fits


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("What happened in March 2024?", "What happened in ?"),
        ("the cup final 2024", "the cup final"),
        ("the march of the dockers", "the march of the dockers"),
    ],
)
def test_a_question_can_be_read_without_its_time(text: str, left: str) -> None:
    assert " ".join(without_time(text).split()) == left


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("“It can wait,” she wrote.", True),
        ("The mayor said it would rain.", True),
        ("The minister resigned on Thursday.", False),
    ],
)
def test_what_somebody_said_wants_something_said(sentence: str, expected: bool) -> None:
    question = "What did the minister say about the report?"
    assert kind_of(question) is Kind.SPEECH
    assert offers(sentence, Kind.SPEECH, question) is expected
