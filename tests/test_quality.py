"""How good the answers on the sample archive are: floors that may be raised, not lowered unseen."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from makers import QUESTIONS_FILE, AskedQuestion, all_sample_questions

from assistant import Assistant
from vectorstore import NewsIndex

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
# What the floors were measured on.
QUESTIONS_SHA256 = "11276e9db35d5cdb7a232d0956aea7587af94b1cd22389830a6ad1d876338c3a"
SAMPLES_SHA256 = "3ad03a43e4551dc59ded3d1cd39ff8ee8d33e68f455332d22ccb3ce89d3c0cf3"
CORRECT, ANSWERED, REFUSED = 0.80, 0.92, 0.96


@pytest.fixture(scope="module")
def asked(sample_assistant: Assistant) -> tuple[AskedQuestion, ...]:
    return all_sample_questions(sample_assistant)


def share(told: list[bool]) -> float:
    return sum(told) / len(told)


def test_the_floors_belong_to_this_archive_and_these_questions() -> None:
    samples = hashlib.sha256()
    for path in sorted(p for p in SAMPLES.rglob("*") if p.is_file()):
        samples.update(path.read_bytes())
    found = hashlib.sha256(QUESTIONS_FILE.read_bytes()).hexdigest(), samples.hexdigest()
    assert found == (QUESTIONS_SHA256, SAMPLES_SHA256), (
        "the sample articles or their questions have changed: measure anew, then set the floors and digests together"
    )


def test_questions_are_enough_of_both_kinds(asked: tuple[AskedQuestion, ...]) -> None:
    assert len([a for a in asked if a.answers is None]) >= 25
    assert len([a for a in asked if a.answers]) >= 50
    assert len({a.question for a in asked}) == len(asked)


def test_enough_answers_are_correct(asked: tuple[AskedQuestion, ...]) -> None:
    answerable = [a for a in asked if a.answers is not None]
    wrong = [a.question for a in answerable if not a.correct]
    assert share([a.correct for a in answerable]) >= CORRECT, wrong


def test_enough_answerable_questions_are_answered(asked: tuple[AskedQuestion, ...]) -> None:
    answerable = [a for a in asked if a.answers is not None]
    refused = [a.question for a in answerable if a.answer.status == "not_found"]
    assert share([a.answer.status != "not_found" for a in answerable]) >= ANSWERED, refused


def test_enough_unanswerable_questions_are_refused(asked: tuple[AskedQuestion, ...]) -> None:
    unanswerable = [a for a in asked if a.answers is None]
    answered = [a.question for a in unanswerable if not a.correct]
    assert share([a.correct for a in unanswerable]) >= REFUSED, answered


def test_every_quote_is_exact(asked: tuple[AskedQuestion, ...], sample_index: NewsIndex) -> None:
    citations = [citation for a in asked for citation in a.answer.citations]
    assert len(citations) > 50
    for citation in citations:
        article = sample_index.article(citation.article_id)
        assert article is not None
        texts = {p.position: p.text for p in article.paragraphs}
        assert texts[citation.paragraph][citation.start : citation.end] == citation.quote != ""
