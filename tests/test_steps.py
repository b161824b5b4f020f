"""How an answer came about: the steps as they happen, how much each brought, and that their times add up."""

from __future__ import annotations

import time

import pytest
from makers import passage
from markup import HOSTILE, Seen

from assistant import Assistant
from assistant.page.messages import answer_html
from assistant.page.steps import Steps, steps_html, working_steps_html
from assistant.types import Answer, Query, Status, Step, Withheld
from vectorstore import Hit

QUERY = Query("Why?", "Why?")


def hits(*articles: str) -> tuple[Hit, ...]:
    return tuple(Hit(passage("Words.", article_id=id_, paragraph=n), 1.0) for n, id_ in enumerate(articles, 1))


def ended(status: Status = "answered") -> Step:
    return Step("answer", answer=Answer("Why?", QUERY, status, "Because. [1]"))


def noted(*steps: Step) -> Steps:
    made = Steps()
    for step in steps:
        made.note(step)
    return made


def told(*steps: Step) -> list[tuple[str, str]]:
    """(what, how much) of each step done."""
    return [(what, much) for what, much, _ in noted(*steps).done]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that shows its only number."""
    shows = [100.0]
    monkeypatch.setattr(time, "perf_counter", lambda: shows[0])
    return shows


@pytest.mark.parametrize(
    ("step", "line"),
    [
        (Step("understood", query=QUERY), ("Understood", "")),
        (Step("found"), ("Searched", "nothing")),
        (Step("found", hits=hits("a")), ("Searched", "1 passage of 1 article")),
        (Step("found", hits=hits("a", "b", "a")), ("Searched", "3 passages of 2 articles")),
        (Step("found", hits=hits(*map(str, range(1200)))), ("Searched", "1,200 passages of 1,200 articles")),
        (Step("read"), ("Read", "0 sentences")),
        (Step("read", sentences=1), ("Read", "1 sentence")),
        (Step("read", sentences=1234), ("Read", "1,234 sentences")),
        (ended(), ("Composed and verified", "0 sentences passed")),
        (ended("not_found"), ("Composed and verified", "no sentence that answers")),
    ],
)
def test_each_step_says_what_it_brought(step: Step, line: tuple[str, str]) -> None:
    assert told(step) == [line]


@pytest.mark.parametrize("kind", ["sentence", "withheld"])
def test_a_sentence_is_counted_and_is_no_step_of_its_own(kind: str) -> None:
    assert told(Step(kind, text="It rained. [1]")) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "passed", "withheld", "outcome"),
    [
        ("answered", 1, 0, "1 sentence passed"),
        ("partial", 2, 0, "2 sentences passed"),
        ("answered", 2, 3, "2 sentences passed, 3 withheld"),
        ("not_found", 0, 2, "no sentence that answers, 2 withheld"),
        ("not_found", 0, 0, "no sentence that answers"),
    ],
)
def test_the_last_step_says_how_many_sentences_passed_and_how_many_did_not(
    status: Status, passed: int, withheld: int, outcome: str
) -> None:
    sentences = [Step("sentence", text="Yes.")] * passed + [Step("withheld", text="No.")] * withheld
    assert told(*sentences, ended(status)) == [("Composed and verified", outcome)]


def test_what_is_being_done_is_named_until_it_is_done() -> None:
    steps = Steps()
    doing = [steps.doing]
    for step in (
        Step("understood", query=QUERY),
        Step("found"),
        Step("read"),
        Step("withheld", text="No."),
        Step("sentence", text="Yes."),
        Step("withheld", text="No."),
        ended(),
    ):
        steps.note(step)
        doing.append(steps.doing)
    verifying = "Composing and verifying"
    assert doing == [
        "Understanding",
        "Searching",
        "Reading",
        "Composing",
        "Composing",
        verifying,
        verifying,
        verifying,
    ]


def test_each_step_takes_its_own_time_and_together_they_take_all_of_it(clock: list[float]) -> None:
    steps = Steps(begun=clock[0])
    assert steps.seconds == 0
    for now, step in (
        (100.25, Step("understood", query=QUERY)),
        (101.5, Step("found", hits=hits("a"))),
        (101.5, Step("read", sentences=9)),
        (140.0, Step("sentence", text="Yes.")),
        (161.75, ended()),
    ):
        clock[0] = now
        steps.note(step)
    assert [seconds for _, _, seconds in steps.done] == [0.25, 1.25, 0.0, 60.25]
    assert steps.seconds == 61.75
    assert sum(seconds for _, _, seconds in steps.done) == steps.seconds
    assert list(steps.lines()) == [
        "Understood (0.2 s)",
        "Searched: 1 passage of 1 article (1.2 s)",
        "Read: 9 sentences (0.0 s)",
        "Composed and verified: 1 sentence passed (60.2 s)",
    ]


def test_two_answers_do_not_share_their_steps() -> None:
    first, second = noted(Step("found"), Step("sentence", text="Yes.")), Steps()
    assert (len(first.done), first.sentences) == (1, 1)
    assert (second.done, second.sentences, second.doing) == ([], 0, "Understanding")


def test_while_it_is_made_the_steps_stand_open_the_last_one_unfinished() -> None:
    seen = Seen(working_steps_html(noted(Step("understood", query=QUERY), Step("found"))))
    assert seen.texts("div", "step") == ["Understood (0.0 s)", "Searched: nothing (0.0 s)", "Reading …"]
    assert seen.kinds == {"div"}


def test_once_it_is_done_the_steps_are_folded_under_their_sum(clock: list[float]) -> None:
    steps = Steps(begun=clock[0])
    clock[0] = 102.0
    steps.note(Step("understood", query=QUERY))
    assert Seen(steps_html(steps)).texts("summary") == ["How it came about: 1 step, 2.0 s"]
    steps.note(ended())
    seen = Seen(steps_html(steps))
    assert seen.texts("summary") == ["How it came about: 2 steps, 2.0 s"]
    assert seen.texts("li") == ["Understood (2.0 s)", "Composed and verified: 0 sentences passed (0.0 s)"]
    assert "open" not in seen.named("details")[0]
    assert seen.kinds == {"details", "summary", "ol", "li"}


def test_no_words_of_a_question_an_article_or_a_sentence_get_into_the_steps() -> None:
    query = Query(HOSTILE, HOSTILE)
    hostile = Hit(passage(HOSTILE, article_id=HOSTILE, title=HOSTILE, source=HOSTILE), 1.0)
    answer = Answer(HOSTILE, query, "answered", HOSTILE, (), (Withheld(HOSTILE, HOSTILE),))
    steps = noted(
        Step("understood", text=HOSTILE, query=query),
        Step("found", text=HOSTILE, hits=(hostile,)),
        Step("sentence", text=HOSTILE),
        Step("withheld", text=HOSTILE),
        Step("answer", text=HOSTILE, answer=answer),
    )
    for shown in (working_steps_html(steps), steps_html(steps)):
        seen = Seen(shown)
        assert seen.kinds <= {"div", "details", "summary", "ol", "li"}
        assert seen.attributes == {"class"}
        assert "alert" not in seen.text


def test_the_steps_of_a_real_answer_come_in_order_and_agree_with_it(sample_assistant: Assistant) -> None:
    steps, begun, answer, found = Steps(), time.perf_counter(), None, 0
    for step in sample_assistant.stream("How many people were injured in the ferry accident?"):
        steps.note(step)
        answer, found = step.answer or answer, len(step.hits) or found
    assert answer is not None
    assert [what for what, _, _ in steps.done] == ["Understood", "Searched", "Read", "Composed and verified"]
    assert steps.done[1][1].startswith(f"{found} passages of ")
    assert steps.sentences == len({mark for mark in answer.text.split() if mark.startswith("[")})
    assert steps.withheld == len(answer.withheld)
    assert 0 < steps.seconds <= time.perf_counter() - begun
    assert Seen(answer_html(1, answer, steps)).texts("details", "steps")[0].startswith("How it came about: 4 steps, ")
