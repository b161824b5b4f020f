"""Conversations: what leans on what was said before, and what does not."""

from __future__ import annotations

import pytest

from assistant.followup import asks_for_more, stand_alone

MINISTER = [("What did Hřebíček say about the bridge report?", "Radio Vellmark: “I have not seen it,” he said. [1]")]
BRIDGE = [("Why was the Merrow Bridge closed?", "Courier: “It is tired,” Castaignède said. [1]")]
COST = [("How much did the bridge repair cost?", "Radio Vellmark: “The repair cost 57.5 million crowns.” [1]")]
ASTROLABE = [("Where was the stolen astrolabe found?", "Lamp: “In a boathouse,” said Dănuțescu. [1]")]
CUP = [("Who won the cup in 2024?", "Radio Vellmark: “FK Port Ansel have won the cup.” [1]")]


@pytest.mark.parametrize(
    ("history", "question", "understood"),
    [
        (MINISTER, "What did he say next?", "What did Hřebíček say next (bridge report)?"),
        (MINISTER, "Did he resign?", "Did Hřebíček resign (bridge report)?"),
        (MINISTER, "Who took over from him?", "Who took over from Hřebíček (bridge report)?"),
        (MINISTER, "And his successor?", "And Hřebíček’s successor (bridge report)?"),
        (MINISTER, "Why?", "Why (Hřebíček bridge report)?"),
        (MINISTER, "Tell me more", "Tell me more (Hřebíček bridge report)?"),
        ([*MINISTER, ("Why?", "The archive does not say.")], "And when?", "And when (Hřebíček bridge report)?"),
        (BRIDGE, "What did he say next?", "What did Castaignède say next (Merrow Bridge closed)?"),
        (BRIDGE, "How many cars use it?", "How many cars use it (Merrow Bridge closed)?"),
        (BRIDGE, "Did they give him a reason?", "Did they give Castaignède a reason (Merrow Bridge closed)?"),
        (BRIDGE, "Did they give her a reason?", "Did they give Castaignède a reason (Merrow Bridge closed)?"),
        (BRIDGE, "How long?", "How long (Merrow Bridge closed)?"),
        (COST, "And how much did it cost?", "And how much did it cost (bridge repair)?"),
        (COST, "Who paid?", "Who paid (bridge repair cost)?"),
        (ASTROLABE, "When was it made?", "When was it made (stolen astrolabe found)?"),
        (ASTROLABE, "What did he say?", "What did Dănuțescu say (stolen astrolabe found)?"),
        (CUP, "What about Harsund?", "What about Harsund (won cup 2024)?"),
        (CUP, "And in 2025?", "Who won the cup in 2025?"),
        (CUP, "And in Harsund?", "And in Harsund (won cup 2024)?"),
        ([("How many were hurt in Armenia?", "")], "and in Greece?", "How many were hurt in Greece?"),
        ([("How many died?", "")], "And in Greece?", "And in Greece (died)?"),
        ([("Who is the mayor of Port Ansel?", "")], "What about of Tolvik?", "Who is the mayor of Tolvik?"),
        ([("What did Holm say in Olm in May?", "")], "And in June?", "What did Holm say in Olm in June?"),
    ],
)
def test_a_follow_up_is_made_to_stand_alone(history: list[tuple[str, str]], question: str, understood: str) -> None:
    assert stand_alone(question, history) == understood


@pytest.mark.parametrize("history", [MINISTER, BRIDGE, COST, ASTROLABE, CUP])
@pytest.mark.parametrize(
    "question",
    [
        "How many turbines will the Grey Shoal wind farm have?",
        "Who won the election?",
        "Who is Birgitta Løvaas?",
        "When did Szalkai concede?",
        "What did Aliyev say about his country?",
        "What is the fine for washing a car?",
        "And who is the mayor of Port Ansel?",
    ],
)
def test_a_new_topic_is_left_as_it_is(history: list[tuple[str, str]], question: str) -> None:
    assert stand_alone(question, history) == question


@pytest.mark.parametrize("question", ["What did he say next?", "Why?", "And how much did it cost?"])
def test_without_a_conversation_nothing_is_added(question: str) -> None:
    assert stand_alone(question, ()) == question


def test_a_conversation_without_a_subject_adds_nothing() -> None:
    assert stand_alone("Why?", [("What is it?", ""), ("And?", "")]) == "Why?"


def test_a_long_question_before_adds_only_its_first_words() -> None:
    earlier = " ".join(f"topic{n}" for n in range(40))
    assert stand_alone("Why?", [(f"{earlier}?", "")]) == f"Why ({' '.join(earlier.split()[:12])})?"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did he say next?", True),
        ("Tell me more", True),
        ("Go on", True),
        ("What else did he say?", True),
        ("Why?", False),
        ("What did he say?", False),
        ("How many more turbines will the Grey Shoal wind farm have?", False),
    ],
)
def test_a_wish_for_more_is_told_from_a_question(question: str, expected: bool) -> None:
    assert asks_for_more(question) is expected


@pytest.mark.parametrize(
    ("earlier", "question", "understood"),
    [
        (
            "Why did the Haldane quota fall?",
            "How widely was it reported?",
            "How widely was the Haldane quota fall reported?",
        ),
        ("Who paid for the Osterby pier?", "How did it unfold?", "How did the paid Osterby pier unfold?"),
        ("How widely was the library fire reported?", "What caused it?", "What caused it (library fire)?"),
    ],
)
def test_timelines_and_outlets_of_what_was_asked_before(earlier: str, question: str, understood: str) -> None:
    assert stand_alone(question, [(earlier, "It was. [1]")]) == understood
