"""Reports that tell in other words how many died are told of together."""

from __future__ import annotations

import pytest
from makers import answering, article, assert_sound, candidate, small_index

from assistant import Assistant
from assistant.agreement import agrees, differs
from assistant.deaths import asks_how_many_died, counts_deaths, words_for_death
from vectorstore import NewsIndex

ASKED = "How many people died in storm Agda?"


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        (ASKED, True),
        ("How many were killed in the fire?", True),
        ("What is the death toll of the storm?", True),
        ("How many people were hurt in the fire?", False),
        ("Who died in the fire?", False),
        ("What is the toll on the bridge?", False),
        ("How old was the captain when he died?", False),
        ("When was the mayor killed?", False),
    ],
)
def test_a_question_may_ask_how_many_died(question: str, asks: bool) -> None:
    assert asks_how_many_died(question) is asks
    assert bool(words_for_death(question)) is asks


@pytest.mark.parametrize(
    ("sentence", "figure", "counts"),
    [
        ("Five people were killed.", "Five", True),
        ("The death toll from storm Agda rose to eight on Monday.", "eight", True),
        ("The storm left eleven dead.", "eleven", True),
        ("Three lost their lives.", "Three", True),
        ("Twelve people were hurt, and five died.", "Twelve", False),
        ("Twelve people were hurt, and five died.", "five", True),
        ("Twelve people were hurt.", "Twelve", False),
    ],
)
def test_a_figure_counts_deaths_where_its_clause_says_so(sentence: str, figure: str, counts: bool) -> None:
    start = sentence.index(figure)
    assert counts_deaths(sentence, start, start + len(figure)) is counts


def test_the_same_number_of_dead_agrees_in_other_words_and_another_differs() -> None:
    killed = answering(candidate("Eight people were killed by storm Agda."), "Eight")
    toll = answering(candidate("The death toll from storm Agda rose to eight."), "eight")
    more = answering(candidate("The death toll from storm Agda rose to eleven."), "eleven")
    assert agrees(killed, toll, ASKED)
    assert differs(killed, more, ASKED)
    hurt = answering(candidate("Twenty people were hurt by storm Agda, and many died."), "Twenty")
    assert not differs(killed, hurt, ASKED)


@pytest.mark.parametrize("question", [ASKED, "How many people were killed by storm Agda?"])
def test_the_latest_toll_leads_and_those_of_one_day_differ(
    question: str, tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex
) -> None:
    five = "At least five people died when storm Agda hit the coast on Saturday night."
    eight = "The death toll from storm Agda rose to eight on Monday, the rescue service said."
    eleven = "Eleven people were killed by storm Agda, the mayor of Korvik said on Tuesday."
    index = small_index(
        tmp_path_factory.mktemp("storm") / "index",
        sample_index,
        article("five", five, title="Storm", day="2024-02-01", source="Wire"),
        article("eight", eight, title="Storm toll", day="2024-02-03", source="Lamp"),
        article("eleven", eleven, title="Storm toll disputed", day="2024-02-03", source="Radio"),
    )
    answer = Assistant(index).ask(question)
    assert_sound(answer, index)
    assert {c.article_id: c.role for c in answer.citations} == {
        answer.citations[0].article_id: "answer",
        "five": "earlier",
        ({"eight", "eleven"} - {answer.citations[0].article_id}).pop(): "differs",
    }
    index.close()
