"""Two events of one page at once: no turn is lost, and what was set last holds."""

from __future__ import annotations

from typing import Any

import gradio as gr
import pytest
from test_conversation import PARTS, UNSET, Asking

from assistant.page.at_hand import AnswersAtHand
from assistant.page.chips import Filters
from assistant.page.conversation import Conversation
from assistant.page.floor import Floor
from assistant.page.service import Service
from assistant.page.turns import Asked
from vectorstore import NewsIndex

FERRY, BRIDGE = "How many people were injured in the ferry accident?", "When was the Merrow Bridge closed?"
COURIER = ("", "", ["Vellmark Courier"], [])
NOTHING = {"chips": gr.skip()}


@pytest.fixture
def asking(sample_index: NewsIndex) -> Asking:
    return Asking(sample_index)


@pytest.fixture
def conversation(asking: Asking) -> Conversation:
    return Conversation(asking, PARTS, Service(), AnswersAtHand(), "News")


def test_a_question_that_was_sent_keeps_the_floor_and_grants_what_was_wished_last() -> None:
    floor = Floor()
    sent = floor.take("a")
    assert sent is not None
    assert floor.take("a", Asked(literal=True)) is None
    assert floor.take("a", Asked(alone=True)) is None
    assert floor.take("b", Asked()) is not None
    assert floor.has(sent)
    assert floor.leave(sent) == Asked(alone=True)
    assert not floor.has(sent)
    assert floor.take("a", Asked()) is not None


def test_one_asked_anew_gives_the_floor_up_and_cannot_take_anothers_along() -> None:
    floor = Floor()
    first, second = floor.take("a", Asked()), floor.take("a", Asked(literal=True))
    assert floor.take("a", Asked(literal=True)) is None  # it is being asked in just that way
    assert first is not None
    assert second is not None
    assert (floor.has(first), floor.has(second)) == (False, True)
    assert floor.leave(first) is None
    assert floor.has(second)
    floor.clear("a")
    assert not floor.has(second)


def test_a_filter_set_while_a_question_is_answered_is_used_afterwards(
    conversation: Conversation, asking: Asking
) -> None:
    (*_, told) = conversation.respond(FERRY, (), True, *UNSET, None)  # type: ignore[arg-type]
    before = told["turns"]
    answering: Any = conversation.respond(BRIDGE, before, True, *UNSET, None)  # type: ignore[arg-type]
    next(answering)
    assert list(conversation.again(before, True, *COURIER, None)) == [NOTHING]  # type: ignore[arg-type]
    (*_, last) = answering
    assert [turn.question for turn in last["turns"]] == [FERRY, BRIDGE]
    assert last["turns"][-1].asked.filters == Filters(sources=("Vellmark Courier",))
    assert [more["sources"] for *_, more in asking.asked] == [None, None, ("Vellmark Courier",)]


def test_a_question_sent_while_one_is_asked_anew_is_the_one_that_is_answered(conversation: Conversation) -> None:
    (*_, told) = conversation.respond(FERRY, (), True, *UNSET, None)  # type: ignore[arg-type]
    anew: Any = conversation.again(told["turns"], True, *COURIER, None)  # type: ignore[arg-type]
    next(anew)
    answering: Any = conversation.respond(BRIDGE, told["turns"], True, *COURIER, None)  # type: ignore[arg-type]
    next(answering)
    assert list(anew) == [NOTHING]
    (*_, last) = answering
    assert [turn.question for turn in last["turns"]] == [FERRY, BRIDGE]


def test_an_answer_stays_where_its_question_cannot_be_asked_in_the_new_way(conversation: Conversation) -> None:
    (*_, told) = conversation.respond(FERRY, (), True, *UNSET, None)  # type: ignore[arg-type]
    (*_, last) = conversation.again(told["turns"], True, "May 2024", "", [], [], None)  # type: ignore[arg-type]
    assert set(last) == {"chat", "chips"}
    assert last["chat"] == told["chat"]
    assert "May 2024" in last["chips"]
    assert "notice" in last["chips"]
    (*_, again) = conversation.again(told["turns"], True, *COURIER, None)  # type: ignore[arg-type]
    assert again["turns"][-1].said


def test_what_was_being_answered_does_not_come_back_into_a_new_conversation(conversation: Conversation) -> None:
    answering: Any = conversation.respond(FERRY, (), True, *UNSET, None)  # type: ignore[arg-type]
    next(answering)
    conversation.reset(*UNSET, None)  # type: ignore[arg-type]
    assert list(answering) == [NOTHING]
