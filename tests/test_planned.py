"""What was only going to happen is no answer to what did."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import article, assert_sound, small_index

from assistant import Assistant
from assistant.planned import only_planned, title_tells_as_done, told_as_planned
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
        ("When did the school close?", "Under the plan the school closes on 1 August."),
        ("When did the school close?", "The plan for the closure of the school on 1 August was published on Monday."),
        ("When did the school close?", "The closure of the school is planned for 1 August."),
        ("When did the school close?", "The school closes on 1 August if the council agrees."),
        ("When did the school close in August?", "The school closes by 1 August if the council agrees."),
        ("When was the hospital opened?", "The hospital will cost two billion, more than planned, and open in 2029."),
        ("When did the school close?", "The council decided on Monday to close the school in July."),
        ("Did the bridge reopen?", "The bridge is due to reopen on 15 August."),
        ("Has the ward been closed?", "The ward is to be closed on 1 April."),
        ("And was the school closed?", "The school will be closed on 1 August."),
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
        ("When did the school close?", "Under the plan of the council the school closed on 1 August."),
        ("When was the plan approved?", "The plan was approved on Monday."),
        ("When did the school close?", "Schools in Osterby would be pleased if it rained."),
        ("When did the school close?", "The head of the school smiles on Mondays if the sun shines."),
        ("When did the school in Osterby close?", "Rain was expected in Osterby on Friday."),
        (
            "How many people were killed by floods and landslides in Ebbing?",
            "The premier will visit Ebbing on Friday, where floods and landslides in the hills killed 30 people.",
        ),
        ("When was the bridge repaired?", "The bridge will reopen in May and repair work ended in April."),
        ("When was the hospital opened?", "The hospital will cost two billion and was opened on 2 May."),
        ("Did the bridge reopen?", "The bridge reopened on 29 August."),
        ("Did the bridge reopen?", "The bridge will not reopen on 15 August."),
        ("Will the bridge reopen?", "The bridge will reopen on 15 August."),
        ("Is the bridge to reopen?", "The bridge will reopen on 15 August."),
        ("When did the council decide to close the school?", "The council decided on Monday to close the school."),
        ("Did she say the bridge would reopen?", "The bridge will reopen, she said."),
        ("Did the council vote to close the school?", "The school will close after the council voted on Monday."),
        ("Was the bridge going to reopen?", "The bridge was due to reopen on 15 August."),
    ],
)
def test_what_was_done_and_questions_for_plans_are_not(question: str, sentence: str) -> None:
    assert not only_planned(question, sentence)


@pytest.mark.parametrize(
    ("sentence", "day", "planned"),
    [
        ("It was to have been opened on 2 May but was opened ten days late, on 12 May.", "2 May", True),
        ("It was to have been opened on 2 May but was opened ten days late, on 12 May.", "12 May", False),
        ("The pier, which will be closed, was opened on 2 May.", "2 May", False),
        ("It was opened on 2 May.", "2 May", False),
    ],
)
def test_a_day_of_a_plan_is_told_from_the_day_it_was(sentence: str, day: str, planned: bool) -> None:
    assert told_as_planned("When was the pier opened?", sentence, sentence.index(f"on {day}") + 3) is planned


@pytest.mark.parametrize(
    ("title", "done"),
    [
        ("Merrow Bridge reopens", True),
        ("Merrow Bridge open again after 178 days", True),
        ("Merrow Bridge to reopen in August", False),
        ("Bridge repair to cost 52 million, reopening put off to August", False),
        ("Merrow Bridge open to walkers", False),
        ("Merrow Bridge cracks", False),
    ],
)
def test_a_title_tells_what_was_done(title: str, done: bool) -> None:
    assert title_tells_as_done(frozenset({"reopen"}), title) is done


@pytest.mark.parametrize("question", ["When did the Merrow Bridge reopen?", "Did the Merrow Bridge reopen?"])
def test_the_report_whose_title_tells_it_as_done_leads_with_its_opening(
    sample_assistant: Assistant, question: str
) -> None:
    answer = sample_assistant.ask(question)
    assert_sound(answer, sample_assistant.index)
    first = answer.citations[0]
    assert (first.title, first.paragraph) == ("Merrow Bridge open again after 178 days", 1)
    assert "first vehicle to cross the Merrow Bridge" in first.quote


def test_reports_do_not_differ_about_a_day_that_was_only_planned(tmp_path: Path, sample_index: NewsIndex) -> None:
    late = "The new library in Osterby was to have been opened on 2 May but was opened ten days late."
    opened = "The new library in Osterby was opened on 12 May by the mayor."
    index = small_index(
        tmp_path / "index",
        sample_index,
        article("late", late, title="Library opened late", day="2024-05-13", source="Lamp"),
        article("opened", opened, title="Library opened", day="2024-05-12", source="Wire"),
    )
    answer = Assistant(index).ask("When was the new library in Osterby opened?")
    assert_sound(answer, index)
    assert answer.citations[0].article_id == "opened"
    assert "Reports differ" not in answer.text
    index.close()


def test_what_a_plan_says_in_the_present_does_not_lead(tmp_path: Path, sample_index: NewsIndex) -> None:
    plan = "The plan for the closure of the school at Osterby on 1 August was published on Monday. Under the plan the"
    plan += " school closes on 1 August and the pupils move to Harsund."
    bell = "Pupils sang as the bell of the school at Osterby rang for the last time on Friday, 21 June. The school has"
    index = small_index(
        tmp_path / "index",
        sample_index,
        article("plan", plan, title="Council plans to close school", day="2024-02-13", source="Lamp"),
        article("bell", f"{bell} been closed since then.", title="Last bell", day="2024-06-22", source="Wire"),
    )
    for question in ("When did the school close?", "When did the school at Osterby close?"):
        answer = Assistant(index).ask(question)
        assert_sound(answer, index)
        assert answer.citations[0].article_id == "bell"
        assert "Earlier, Lamp, 13 February 2024" in answer.text
    index.close()


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


def test_whether_something_was_done_is_not_told_by_the_plan(tmp_path: Path, sample_index: NewsIndex) -> None:
    due = "The bridge at Merrow is due to reopen on 15 August after repairs, the road office said."
    cracks = "The bridge at Merrow will not reopen on 15 August as planned because of cracks, the road office said."
    plan = article("plan", due, title="Bridge to reopen in August", day="2024-05-02", source="Lamp")
    index = small_index(tmp_path / "index", sample_index, plan)
    assistant = Assistant(index)
    for question in ("Has the bridge at Merrow reopened?", "Did the bridge at Merrow reopen?"):
        answer = assistant.ask(question)
        assert (answer.status, answer.text.partition(";")[0]) == ("partial", "The archive tells of it only as planned")
    index.update([article("cracks", cracks, title="Bridge repairs delayed", day="2024-08-10", source="Wire")])
    for question in ("Has the bridge at Merrow reopened?", "Did the bridge at Merrow reopen?"):
        answer = assistant.ask(question)
        assert_sound(answer, index)
        assert [c.article_id for c in answer.citations] == ["cracks", "plan"]
        assert "Earlier, Lamp, 2 May 2024:" in answer.text
    index.close()


def test_what_tells_of_something_else_does_not_lead_before_the_plan(sample_assistant: Assistant) -> None:
    for question in ("How much did the repair of the bridge cost in the end?", "How much did the bridge repair cost?"):
        text = sample_assistant.ask(question).text
        assert "25 years" not in text.partition("[1]")[0]
        assert "57.5 million" in text.partition("[1]")[0], text
        assert "Earlier, Radio Vellmark" not in text  # "would have cost 9 million" was nobody's plan


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


def test_a_plan_for_something_else_is_not_told_as_the_earlier_one(sample_assistant: Assistant) -> None:
    text = sample_assistant.ask("When did the school close?").text
    assert text.startswith("The archive does not bear out")
    assert "Earlier" not in text


def test_what_somebody_said_of_a_plan_is_no_earlier_state_of_what_he_said_later(sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask("What did Hřebíček say when he resigned?")
    assert answer.citations[0].quote.startswith("“I answered from memory")
    assert "earlier" not in [citation.role for citation in answer.citations]
