"""Context and timelines keep to what the best sentence is about."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from makers import answering, candidate

from assistant import Assistant
from assistant.choose import Role, choose
from assistant.evidence import Candidate
from assistant.one_subject import OneSubject, any_subject
from vectorstore import NewsIndex

CUP = "Harsund won the cup final on Saturday."
VOTE = "The Alliance won the election on Sunday."


def of(text: str, article_id: str, title: str) -> Candidate:
    return candidate(text, article_id=article_id, title=title)


def test_reports_on_one_subject_are_told_by_the_likeness_of_their_passages(sample_index: NewsIndex) -> None:
    on_subject = OneSubject(sample_index.encode_texts)
    cup = of(CUP, "cup", "Harsund win the cup")
    again = of("In the final they beat the holders by one goal.", "again", "Cup for Harsund")
    vote = of(VOTE, "vote", "Alliance wins election")
    assert on_subject(cup, again)
    assert not on_subject(cup, vote)
    assert on_subject(cup, replace(vote, hit=replace(vote.hit, passage=replace(vote.hit.passage, article_id="cup"))))


def test_each_passage_is_encoded_once() -> None:
    seen: list[str] = []

    def encode(texts: list[str]) -> np.ndarray:  # type: ignore[type-arg]
        seen.extend(texts)
        return np.ones((len(texts), 1), dtype=np.float32)

    on_subject = OneSubject(encode)  # type: ignore[arg-type]
    cup, vote = of(CUP, "cup", "Cup"), of(VOTE, "vote", "Vote")
    assert on_subject(cup, vote)
    assert on_subject(vote, cup)
    assert sorted(seen) == sorted([f"Cup\n{CUP}", f"Vote\n{VOTE}"])


@pytest.mark.parametrize(("cosine", "title", "expected"), [(0.35, "Vote", False), (0.35, "", True), (0.2, "", False)])
def test_less_likeness_is_enough_where_there_is_no_title(cosine: float, title: str, expected: bool) -> None:
    turned = np.array([cosine, (1 - cosine**2) ** 0.5], dtype=np.float32)

    def encode(texts: list[str]) -> np.ndarray:  # type: ignore[type-arg]
        return np.array([turned if VOTE in text else (1.0, 0.0) for text in texts], dtype=np.float32)

    on_subject = OneSubject(encode)  # type: ignore[arg-type]
    assert on_subject(of(CUP, "cup", "Cup"), of(VOTE, "vote", title)) is expected


def test_what_is_on_another_subject_gives_no_context() -> None:
    cup = answering(of(CUP, "cup", "Cup"), "Harsund")
    vote = answering(of(VOTE, "vote", "Vote"), "Alliance")
    question = "Who won the cup final?"
    assert [part.role for part in choose([cup, vote], question, on_subject=any_subject)] == [Role.ANSWER, Role.CONTEXT]
    assert [part.role for part in choose([cup, vote], question, on_subject=lambda *_: False)] == [Role.ANSWER]


def test_an_election_is_no_context_of_a_cup_final(sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask("Who won the cup final?")
    assert answer.citations
    assert all("election" not in (c.title + c.quote) for c in answer.citations)


def test_a_ferry_that_strikes_a_quay_is_no_part_of_a_strike(sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask("How did the strike unfold?")
    assert answer.query.timeline
    assert len(answer.citations) >= 3
    assert all("ferry" not in c.quote.lower() for c in answer.citations)
