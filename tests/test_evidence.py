"""Which sentences could answer, and how well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from makers import answering, article, candidate, evidence, small_index

from assistant import Assistant
from assistant.evidence import PARAGRAPHS_TAKEN, Candidate, Evidence, gather
from assistant.read import Readings
from assistant.reader import Reading, Span
from vectorstore import NewsIndex

ARTICLES = (
    article(
        "ferry",
        "The ferry Maren was late. It had struck a whale off Skarra. Twelve people were injured.",
        "The captain, Åsa Rød, has been at sea for thirty years.",
        day="2024-05-20",
        source="Coast Times",
    ),
    article("bridge", "The bridge at Lund will be pulled down. Its piers are cracked.", day="2024-06-30"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex) -> Iterator[NewsIndex]:
    index = small_index(tmp_path_factory.mktemp("evidence") / "index", sample_index, *ARTICLES)
    yield index
    index.close()


def gathered(index: NewsIndex, question: str) -> Evidence:
    return gather(index, question, index.search(question, k=30))


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("How many people were injured on the ferry?", "Twelve people were injured."),
        ("What had the ferry struck off Skarra?", "It had struck a whale off Skarra."),
        ("Who is the captain?", "The captain, Åsa Rød, has been at sea for thirty years."),
        ("Why is the bridge at Lund to be pulled down?", "The bridge at Lund will be pulled down."),
    ],
)
def test_the_best_sentence_comes_first(index: NewsIndex, question: str, best: str) -> None:
    found = gathered(index, question).candidates
    assert found[0].stretch.text == best
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_every_sentence_of_the_paragraphs_is_a_candidate_once_and_verbatim(index: NewsIndex) -> None:
    found = gathered(index, "Who was injured on the ferry?").candidates
    assert len(found) == len({(c.hit.passage.key, c.stretch.start) for c in found}) == 6
    for c in found:
        assert c.hit.passage.paragraph_text[c.stretch.start : c.stretch.end] == c.stretch.text


def test_signs_of_a_sentence_are_what_they_are_called(index: NewsIndex) -> None:
    found = {c.stretch.text: c for c in gathered(index, "How many people were injured in May 2024?").candidates}
    injured, cracked = found["Twelve people were injured."], found["Its piers are cracked."]
    assert (injured.words, cracked.words) == (1.0, 0.0)
    assert (injured.offers, cracked.offers) == (True, False)
    assert (injured.timely, cracked.timely) == (True, False)
    assert injured.meaning > cracked.meaning
    assert injured.around == 1.0


def test_names_that_stand_nowhere_are_told(index: NewsIndex) -> None:
    assert gathered(index, "What did Ibsen tell Åsa Rød off Skarra?").unknown_names == ("Ibsen",)
    assert gathered(index, "What did Asa Rod see?").unknown_names == ()


def test_closeness_is_that_of_the_nearest_passage(index: NewsIndex) -> None:
    near = gathered(index, "The bridge at Lund will be pulled down.").closeness
    far = gathered(index, "Who won the chess championship?").closeness
    assert 1.0 >= near > far


def test_nothing_found_is_no_evidence(index: NewsIndex) -> None:
    assert gather(index, "Where is Ibsen?", []) == Evidence((), ("Ibsen",), 0.0)


def test_only_so_many_paragraphs_are_taken(tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex) -> None:
    notes = [article(f"note{n}", f"Ferry number {n} was late again.", title="Ferries") for n in range(20)]
    index = small_index(tmp_path_factory.mktemp("many") / "index", sample_index, *notes)
    assert len(gathered(index, "Which ferry was late?").candidates) == PARAGRAPHS_TAKEN == 12
    index.close()


@pytest.mark.parametrize("sign", ["words", "around", "meaning", "likely"])
def test_every_sign_raises_the_score(sign: str) -> None:
    plain = candidate("The ferry was late.", score=0.2)
    changed: dict[str, Any] = {sign: 0.9}
    assert replace(plain, **changed).score > plain.score
    assert replace(plain, offers=True).score > plain.score > replace(plain, timely=False).score
    assert replace(plain, rank=1).score > replace(plain, rank=2).score


def test_what_the_reader_says_goes_to_the_sentence_it_says_it_of(index: NewsIndex) -> None:
    hits = index.search("How many people were injured on the ferry?", k=30)
    paragraph = next(hit.passage for hit in hits if "Twelve" in hit.passage.paragraph_text)
    start = paragraph.paragraph_text.index("Twelve")
    span = Span(start, start + len("Twelve"), "Twelve", 0.75)
    elsewhere = Span(0, 3, "The", 0.04)
    readings = Readings({paragraph.key: Reading(0.9, (span, elsewhere))})
    found = {c.stretch.text: c for c in gather(index, "How many?", hits, readings).candidates}
    injured, late = found["Twelve people were injured."], found["The ferry Maren was late."]
    assert (injured.likely, injured.answer) == (0.75, (start, start + len("Twelve")))
    assert (late.likely, late.answer) == (0.04, None)
    assert (found["Its piers are cracked."].likely, found["Its piers are cracked."].answer) == (0.0, None)


def test_all_that_the_reader_has_read_is_taken(
    tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex
) -> None:
    notes = [article(f"note{n}", f"Ferry number {n} was late again.", title="Ferries") for n in range(20)]
    index = small_index(tmp_path_factory.mktemp("many") / "index", sample_index, *notes)
    hits = index.search("Which ferry was late?", k=30)
    readings = Readings({hit.passage.key: Reading(0.1, ()) for hit in hits[:15]})
    assert len(gather(index, "Which ferry was late?", hits, readings).candidates) == 15
    index.close()


BRAKED = candidate("The ferry did not respond when the captain tried to brake at Tolvik.")
ROD = answering(candidate("Captain Åsa Rød has been at sea for thirty years.", score=0.6), "Åsa Rød")


@pytest.mark.parametrize(
    ("question", "best", "other", "elsewhere"),
    [
        ("Who was the captain of the ferry?", BRAKED, ROD, True),
        ("Where was the captain?", BRAKED, ROD, True),
        ("What did the captain try?", BRAKED, ROD, False),
        ("Who was the captain of the ferry?", answering(BRAKED, "captain"), ROD, False),
        ("Who was the captain of the ferry?", BRAKED, replace(ROD, words=0.4), False),
        ("Who was the captain of the ferry?", BRAKED, replace(ROD, answer=None), False),
    ],
)
def test_who_when_or_where_may_be_told_by_another_sentence_than_the_best(
    question: str, best: Candidate, other: Candidate, elsewhere: bool
) -> None:
    assert evidence(best, other).answered_elsewhere(question) is elsewhere
    assert not evidence().answered_elsewhere(question)


@pytest.mark.parametrize("question", ["Who repaired the Maren Thule?", "When did the Ulfsted crossing open?"])
def test_what_has_the_words_of_a_question_and_not_the_name_or_day_is_not_sure(
    sample_assistant: Assistant, question: str
) -> None:
    assert sample_assistant.ask(question).status == "partial"
