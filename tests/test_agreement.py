"""When another report with fewer of the question's words still has the same answer: where the reader finds it there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from makers import answering, candidate
from newsprint import MAY

from assistant.agreement import agrees
from assistant.evidence import Candidate

QUESTION = "In which town was the winning ticket of the lottery sold?"
BEST = "The winning ticket of the lottery was sold in Harsund Bay, its operator said."


def found(text: str, words: str, likely: float = 0.8, around: float = 0.65, days: int = 0) -> Candidate:
    """In another report, with a quarter of the question's words in the sentence."""
    made = candidate(text, score=0.25, article_id=text, published=MAY + timedelta(days))
    return replace(answering(made, words), likely=likely, around=around)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (found("A pensioner from Harsund Bay has come forward.", "Harsund Bay"), True),
        (found("A pensioner from Harsund has come forward.", "Harsund"), True),
        (found("A pensioner from Olm has come forward.", "Olm"), False),
        (found("Olm, Harsund Bay and Lindreth had waited long for a win.", "Olm, Harsund Bay and Lindreth"), False),
        (found("Harsund Bay may see such luck again.", "Harsund Bay", likely=0.6), False),
        (found("Fishing in Harsund Bay is banned.", "Harsund Bay", around=0.5), False),
        (found("A pensioner from Harsund Bay came forward.", "Harsund Bay", days=40), False),
    ],
    ids=["the same", "a part of it", "another", "more than it", "not likely", "of something else", "of another time"],
)
def test_a_name_that_the_reader_finds_in_both_is_the_same_answer(other: Candidate, same: bool) -> None:
    best = replace(answering(candidate(BEST, article_id="best", published=MAY), "Harsund Bay"), around=1.0)
    assert agrees(best, other, QUESTION) is same


@pytest.mark.parametrize(
    ("question", "words"), [("How many tickets of the lottery were sold?", "900"), ("When was the draw held?", "3 May")]
)
def test_a_figure_or_a_time_needs_more_of_the_question(question: str, words: str) -> None:
    best = candidate(f"The answer is {words}.", article_id="best", published=MAY)
    best = replace(answering(best, words), around=1.0)
    other = found(f"The fair drew {words}.", words)
    assert not agrees(best, other, question)
    assert agrees(best, replace(other, words=1.0), question)


def test_another_event_of_the_kind_is_not_the_same() -> None:
    question = "Who won the cup final of Osterby?"
    best = candidate("Port Ansel won the cup final at Osterby.", article_id="best", published=MAY)
    best = replace(answering(best, "Port Ansel"), around=1.0)
    assert not agrees(best, found("Port Ansel won the final in Riga.", "Port Ansel"), question)
    assert agrees(best, found("Port Ansel lifted the cup at Osterby.", "Port Ansel"), question)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("Ida Falk is head of the port of Tolvik.", True),
        ("Ida Falk is no longer head of the port of Tolvik.", False),
        ("Ida Falk isn’t head of the port of Tolvik any more.", False),
        ("The port of Tolvik denied that its head is Ida Falk.", False),
        ("Ida Falk, who did not stay for questions, is head of the port of Tolvik.", True),
        ("Ida Falk, not Bo Quist, is head of the port of Tolvik.", True),
        ("Ida Falk is head of the port of Tolvik, but she did not want to be.", True),
        ("It was not until then that Ida Falk was head of the port of Tolvik.", True),
        ("Nobody could say why Ida Falk is head of the port of Tolvik.", True),
        ("It is false that Ida Falk is head of the port of Tolvik.", False),
        ("Nobody believes that Ida Falk is head of the port of Tolvik.", False),
        ("Ida Falk is not only a sailor but head of the port of Tolvik.", True),
        ("The ferry did not slow down and hit the quay, where the head of the port, Ida Falk, stood.", True),
    ],
)
def test_what_is_denied_is_not_the_same(other: str, same: bool) -> None:
    best = answering(candidate("Ida Falk is head of the port of Tolvik.", article_id="best", published=MAY), "Ida Falk")
    told = answering(candidate(other, article_id="other", published=MAY), "Ida Falk")
    assert agrees(best, told, "Who is head of the port of Tolvik?") is same
