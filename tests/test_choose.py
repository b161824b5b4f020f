"""Which sentences make an answer: what answers, what agrees, what differs, and the context."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from makers import answering, article, candidate, candidates
from newsprint import APART, LONG, MAY, is_verbatim

from assistant.choose import Part, Role, choose, without
from assistant.evidence import Candidate
from corpus import Article

SHORT, DETAILED = "Why?", "Tell me everything about it."
HOW_MANY = "How many people were hurt on the ferry?"


def chosen(given: list[Candidate], question: str = SHORT, about: Article | None = None) -> list[Candidate]:
    return [part.candidate for part in choose(given, question, lambda _: about)]


def quotes(given: list[Candidate], question: str = SHORT, about: Article | None = None) -> list[str]:
    return [c.stretch.text for c in chosen(given, question, about)]


def roles(parts: list[Part]) -> list[Role]:
    return [part.role for part in parts]


def apart(number: int) -> list[Candidate]:
    return [candidate(text, article_id=f"a{n}") for n, text in enumerate(APART[:number])]


@pytest.mark.parametrize(("question", "sentences"), [(SHORT, 4), (DETAILED, 8)])
def test_the_answer_has_about_as_many_words_as_the_question_wants(question: str, sentences: int) -> None:
    assert quotes(apart(8), question) == APART[:sentences]
    assert roles(choose(apart(8), question)) == [Role.ANSWER, *[Role.CONTEXT] * (sentences - 1)]


def test_what_is_long_is_cut_and_more_so_in_the_context() -> None:
    first, second = (replace(c, stretch=candidates(LONG)[0].stretch) for c in map(long_in, ("a", "b")))
    (alone,) = chosen([first])
    assert len(alone.stretch.text.split()) <= 30
    (detailed,) = chosen([second], DETAILED)
    assert 30 < len(detailed.stretch.text.split()) <= 50


def long_in(article_id: str) -> Candidate:
    return candidate(LONG, article_id=article_id)


def test_only_sentences_half_as_good_as_the_best_are_added() -> None:
    scores = (1.0, 0.6, 0.3, 0.6)
    near = [candidate(text, score=s, article_id=text) for text, s in zip(APART, scores, strict=False)]
    assert quotes(near, DETAILED) == [APART[0], APART[1], APART[3]]


def test_no_candidates_make_no_answer() -> None:
    assert choose([], SHORT) == []


def test_other_reports_come_before_more_of_the_same_one() -> None:
    same = candidates(f"{APART[0]} It rained all day. {APART[1]}")
    other = candidate(APART[2], article_id="other")
    assert quotes([same[0], same[2], other]) == [APART[0], APART[2], APART[1]]


@pytest.mark.parametrize(
    "again",
    [
        "Twelve people were hurt on the ferry Maren.",
        "Twelve people were hurt on Friday on the ferry Maren, police said.",
        "On the ferry Maren 12 people were hurt.",
    ],
)
def test_nothing_is_said_twice(again: str) -> None:
    first = candidate("Twelve people were hurt on the ferry Maren.", article_id="wire")
    given = [first, candidate(again, article_id="copy")]
    assert chosen(given, DETAILED) == [first]


# --- reports that agree or differ ------------------------------------------------------------------


def hurt(number: str, source: str, day: datetime | None = MAY, score: float = 1.0) -> Candidate:
    text = f"{number} people were hurt on the ferry Maren, the {source} has learnt."
    found = candidate(text, score=score, article_id=source, source=source, published=day)
    return answering(replace(found, around=score), number)


def test_another_report_with_the_same_figure_is_named() -> None:
    parts = choose([hurt("Twelve", "wire"), hurt("12", "lamp"), hurt("Twelve", "wire")], HOW_MANY)
    assert [(part.candidate.hit.passage.source, part.role) for part in parts] == [
        ("wire", Role.ANSWER),
        ("lamp", Role.AGREES),
    ]


def test_only_three_more_reports_are_named() -> None:
    parts = choose([hurt("12", source) for source in "abcdef"], HOW_MANY)
    assert roles(parts) == [Role.ANSWER, Role.AGREES, Role.AGREES, Role.AGREES]


def test_a_report_of_another_time_or_on_something_else_does_not_agree() -> None:
    long_after = hurt("12", "lamp", MAY + timedelta(days=90))
    on_less = hurt("12", "courier", score=0.6)
    parts = choose([hurt("12", "wire"), long_after, on_less], HOW_MANY)
    assert Role.AGREES not in roles(parts)


def test_figures_of_the_same_day_differ() -> None:
    parts = choose([hurt("Twelve", "wire"), hurt("17", "lamp")], HOW_MANY)
    assert [(part.candidate.hit.passage.source, part.role) for part in parts] == [
        ("wire", Role.ANSWER),
        ("lamp", Role.DIFFERS),
    ]


def test_a_later_figure_leads_and_the_earlier_one_is_told_as_earlier() -> None:
    later = MAY + timedelta(days=1)
    parts = choose([hurt("Twelve", "wire"), hurt("17", "lamp", later), hurt("Twelve", "courier")], HOW_MANY)
    assert [(part.candidate.hit.passage.source, part.role) for part in parts] == [
        ("lamp", Role.ANSWER),
        ("wire", Role.EARLIER),
        ("courier", Role.EARLIER),
    ]


@pytest.mark.parametrize(
    "other",
    [
        "Seventeen cars were lost on the ferry Maren, where people were hurt.",
        "Nobody knows how the ferry Maren hurt people.",
    ],
)
def test_a_figure_of_something_else_is_no_other_figure(other: str) -> None:
    elsewhere = answering(candidate(other, article_id="lamp", published=MAY), other.split()[0])
    parts = choose([hurt("Twelve", "wire"), elsewhere], HOW_MANY)
    assert not {Role.EARLIER, Role.DIFFERS} & set(roles(parts))


@pytest.mark.parametrize(
    ("other", "another"),
    [
        ("The repair of the pier would have cost 9 million crowns.", False),
        ("The repair of the pier might, she said, once have cost 9 million crowns.", True),  # too far apart to tell
        ("It would have been dear, but the repair of the pier cost 9 million crowns.", True),
        ("The repair of the pier will cost 9 million crowns.", True),
    ],
)
def test_what_would_have_been_is_no_figure_of_what_was(other: str, another: bool) -> None:
    def cost(text: str, figure: str, source: str) -> Candidate:
        found = candidate(text, article_id=source, source=source, published=MAY)
        return answering(replace(found, around=1.0), figure)

    was = cost("The repair of the pier cost 12 million crowns.", "12 million", "wire")
    parts = choose([was, cost(other, "9 million", "lamp")], "How much did the repair of the pier cost?")
    assert bool({Role.EARLIER, Role.DIFFERS} & set(roles(parts))) is another


@pytest.mark.parametrize(("other", "role"), [("7 June", Role.DIFFERS), ("6 June 2024", Role.AGREES)])
def test_another_day_for_what_was_asked_differs(other: str, role: Role) -> None:
    def due(day: str, source: str) -> Candidate:
        found = candidate(f"Water rationing ends on {day}.", article_id=source, source=source, published=MAY)
        return answering(replace(found, around=1.0), day)

    parts = choose([due("6 June", "wire"), due(other, "lamp")], "When does water rationing end?")
    assert roles(parts) == [Role.ANSWER, role]


@pytest.mark.parametrize(("around", "role"), [(0.6, Role.EARLIER), (0.5, Role.CONTEXT)])
def test_only_a_plan_with_enough_of_the_question_around_it_is_the_earlier_one(around: float, role: Role) -> None:
    done = candidate("The school at Osterby closed on Friday.", article_id="a", published=MAY)
    plan = candidate("The ward is to close on 1 April.", article_id="b", published=MAY - timedelta(days=60))
    plan = replace(plan, around=around, planned=frozenset({"close"}))
    assert roles(choose([replace(done, around=1.0), plan], "When did the school close?")) == [Role.ANSWER, role]


def test_where_what_answers_is_withheld_nothing_agrees_with_it_any_more() -> None:
    parts = choose([hurt("Twelve", "wire"), hurt("12", "lamp"), hurt("17", "courier")], HOW_MANY)
    assert roles(parts) == [Role.ANSWER, Role.AGREES, Role.DIFFERS]
    assert roles(without(parts, parts[:1])) == [Role.ANSWER, Role.CONTEXT]
    assert without(parts, parts[1:]) == parts[:1]


# --- quotations ------------------------------------------------------------------------------------


def test_neighbours_become_one_quote() -> None:
    text = f"{APART[0]} {APART[1]}\n{APART[2]}"
    first, second, third = candidates(text)
    (joined,) = chosen([third, second, first], DETAILED)
    assert joined.stretch.text == text
    assert is_verbatim(joined)


def test_sentences_with_another_between_them_stay_two_quotes() -> None:
    first, _, third = candidates(" ".join(APART[:3]))
    assert quotes([third, first], DETAILED) == [APART[2], APART[0]]


def test_of_neighbours_the_better_one_says_which_words_answer() -> None:
    first, second = candidates(" ".join(APART[:2]))
    a, b = answering(first, "shipworm"), answering(second, "breweries")
    for given, words in (
        ([a, b], "shipworm"),
        ([b, a], "breweries"),
        ([first, b], "breweries"),
        ([replace(a, answer=(-1, 500)), b], "breweries"),
    ):
        (joined,) = chosen(given, DETAILED)
        assert joined.answer
        assert joined.hit.passage.paragraph_text[slice(*joined.answer)] == words


PIER = article(
    "pier",
    "The council met on Monday. Members voted for a pier of oak, to keep ferries off the reef.",
    "This includes a light at the end of it. Nobody spoke against the light.",
    "Work is to start in May.",
)


@pytest.mark.parametrize(
    ("place", "sentence", "before"),
    [
        (
            1,
            "This includes a light at the end of it.",
            ["Members voted for a pier of oak, to keep ferries off the reef."],
        ),
        (1, "Nobody spoke against the light.", []),
        (2, "Work is to start in May.", []),
    ],
    ids=["leans on the paragraph before", "is not the first of its paragraph", "stands by itself"],
)
def test_the_end_of_the_paragraph_before_comes_along_where_it_is_leant_on(
    place: int, sentence: str, before: list[str]
) -> None:
    paragraph = PIER.paragraphs[place]
    best = answering(candidate(paragraph.text, sentence, paragraph=paragraph.position), sentence[-9:])
    parts = choose([best], SHORT, lambda _: PIER)
    assert [part.candidate.stretch.text for part in parts] == [sentence, *before]
    assert all(is_verbatim(part.candidate) for part in parts)
    assert roles(parts) == [Role.ANSWER, *[Role.BEFORE] * len(before)]
    assert [part.candidate.hit.passage.paragraph for part in parts][1:] == [1] * len(before)
    assert [part.candidate.answer is None for part in parts] == [False, *[True] * len(before)]
