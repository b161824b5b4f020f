"""What was only going to happen is no answer to what did."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import article, assert_sound, small_index

from assistant import Assistant
from assistant.planned import only_planned
from vectorstore import NewsIndex


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When did the bridge reopen?", "The bridge was last due to reopen on 15 August."),
        ("When did the bridge reopen?", "The bridge will reopen on 15 August."),
        ("When was the ward closed?", "The ward is to be closed on 1 April."),
        ("How much did the repair cost?", "Repairing the bridge will cost 52 million."),
        ("Who has joined the bank?", "Harsund Kredit hopes to join the bank."),
        ("Where did they meet?", "They were expected to meet in Oslo."),
        ("How much did the repair cost?", "In her view it would have cost nine million."),
    ],
)
def test_a_plan_is_told_from_what_was_done(question: str, sentence: str) -> None:
    assert only_planned(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When did the bridge reopen?", "The bridge reopened on 29 August."),
        ("When did the bridge reopen?", "The bridge reopened on 29 August and will reopen every spring."),
        ("When will the bridge reopen?", "The bridge will reopen on 15 August."),
        ("When was the bridge due to reopen?", "The bridge was due to reopen on 15 August."),
        ("When did parliament vote on the plan?", "Parliament voted on Tuesday for a plan to cut taxes."),
        ("Who is to pay?", "The owners are to pay."),
        ("Where did they sign the treaty?", "They were to sign the treaty in Rome, and did."),
        ("What did they promise to build?", "They will build a pier."),
    ],
)
def test_what_was_done_and_questions_for_plans_are_not(question: str, sentence: str) -> None:
    assert not only_planned(question, sentence)


PLAN = article(
    "plan",
    "Repairing the pier at Osterby will cost 52 million crowns, the council said.",
    day="2024-04-18",
    source="Post",
)
BILL = article("bill", "The repair of the pier at Osterby cost 57 million crowns.", day="2024-08-29", source="Echo")
COST = "How much did the repair of the pier at Osterby cost?"


def test_a_later_report_of_what_was_done_leads_and_the_plan_is_earlier(tmp_path: Path, sample_index: NewsIndex) -> None:
    index = small_index(tmp_path / "index", sample_index, PLAN, BILL)
    answer = Assistant(index).ask(COST)
    assert_sound(answer, index)
    assert [c.article_id for c in answer.citations] == ["bill", "plan"]
    assert "Earlier, Post, 18 April 2024:" in answer.text
    index.close()


def test_what_tells_of_something_else_does_not_lead_before_the_plan(sample_assistant: Assistant) -> None:
    for question in ("How much did the repair of the bridge cost in the end?", "How much did the bridge repair cost?"):
        text = sample_assistant.ask(question).text
        assert "25 years" not in text.partition("[1]")[0]
        assert "57.5 million" in text.partition("[1]")[0], text


def test_what_the_same_report_tells_as_done_leads(tmp_path: Path, sample_index: NewsIndex) -> None:
    text = "The pier at Osterby was to be repaired in May. Divers repaired it in eleven days in August."
    index = small_index(tmp_path / "index", sample_index, article("pier", text, title="Pier repaired", source="Post"))
    answer = Assistant(index).ask("When was the pier at Osterby repaired?")
    assert_sound(answer, index)
    assert "only as planned" not in answer.text
    index.close()


def test_a_plan_of_which_nothing_later_is_known_is_told_as_one(tmp_path: Path, sample_index: NewsIndex) -> None:
    index = small_index(tmp_path / "index", sample_index, PLAN)
    answer = Assistant(index).ask(COST)
    assert_sound(answer, index)
    assert answer.status == "partial"
    assert answer.text.startswith("The archive tells of it only as planned; closest is Post, 18 April 2024:")
    index.close()
