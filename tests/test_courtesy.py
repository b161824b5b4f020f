"""Hello and thanks: no word of them is looked for, and where nothing else is said, it is told what can be asked."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.courtesy import without_courtesy
from assistant.followup import tidy
from vectorstore import NewsIndex


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Hello! Who is the mayor of Tolvik?", "Who is the mayor of Tolvik?"),
        ("hi, who is the mayor of Tolvik?", "who is the mayor of Tolvik?"),
        ("Hi there. Good morning! Who is the mayor?", "Who is the mayor?"),
        ("Who is the mayor of Tolvik? Thanks!", "Who is the mayor of Tolvik?"),
        ("Who is the mayor of Tolvik? Thank you very much in advance.", "Who is the mayor of Tolvik?"),
        ("who is the mayor, thanks", "who is the mayor"),
        ("Hey – when did it strand? Great, thanks for your help!", "when did it strand?"),
        ("Thanks! And when was that?", "And when was that?"),
        ("Ok, who won?", "who won?"),
        *(
            (whole, whole)
            for whole in (
                *("Hello Kitty café robbed?", "hi-tech exports", "Good Morning Osterby: who left it?"),
                *("Hello! magazine: who bought it?", "Hello, Dolly! opened when?", "Thank You for Smoking director"),
                *("Who wrote a letter of thanks?", "What was said in thanks for the rescue?", "Who said, thanks"),
                *("Who starred in the sitcom, Cheers?", "Which minister told reporters, thank you for coming?"),
                *("Who replied, thanks a lot", "How did she respond – thanks", "What does he mean by ok, thanks"),
                *("Which minister told reporters, thanks", "Nice: what happened there?", "Nice"),
                *("Help for farmers", "What do you know about the ferry?", "Thanksgiving parade"),
                *("How does it work?", "What is this?", "Thanks for that who won?", "good news"),
                "ok thanks " * 200 + "x",
            )
        ),
    ],
)
def test_hello_and_thanks_are_left_out(typed: str, asked: str) -> None:
    assert without_courtesy(typed) == asked


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "Hello",
            "hi!",
            "Hello, good morning",
            "Thanks!",
            "Great, thank you very much.",
            "ok",
            "Bye",
            "ok thanks bye",
        ),
        *("Help", "help me please", "Who are you?", "What can you do?", "what can I ask here?", "How do you work?"),
    ],
)
def test_nothing_else_asks_nothing(typed: str) -> None:
    assert without_courtesy(typed) == ""


def test_a_question_is_answered_the_same_with_them(sample_assistant: Assistant) -> None:
    question = "How many people took part in the dockers' march?"
    plain, kind = sample_assistant.ask(question), sample_assistant.ask(f"Hello! {question} Thanks a lot!")
    assert plain.status == "answered"
    assert (kind.status, kind.text) == (plain.status, plain.text)
    assert kind.question.startswith("Hello!")


def test_to_hello_it_tells_what_can_be_asked(sample_index: NewsIndex, sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask("Hello")
    assert answer.status == "not_found"
    assert not answer.citations
    assert not answer.nearest
    assert "does not say" not in answer.text
    assert f"It holds {sample_index.status().articles} articles" in answer.text
    suggested = answer.text.split("“")[1].split("”")[0]
    assert sample_assistant.ask(suggested).status == "answered"


def test_thanks_between_two_questions_are_passed_over(sample_assistant: Assistant) -> None:
    first = "Where was the stolen astrolabe found?"
    history = [(first, sample_assistant.ask(first).text), ("Thanks!", sample_assistant.ask("Thanks!").text)]
    assert tidy(history) == history[:1]
    assert tidy([("", "something"), (None, None)]) == [("", "something"), ("", "")]
    assert "astrolabe" in sample_assistant.ask("When was that?", history).query.text
