"""The events of the page: asking, asking anew, taking away what was understood; whatever the browser may send."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import gradio as gr
import pytest
from markup import HOSTILE, Seen

from assistant import Assistant
from assistant.page.at_hand import AnswersAtHand
from assistant.page.chips import Filters, chips_html
from assistant.page.conversation import Changes, Conversation, Parts
from assistant.page.filters import FilterParts, filters_of
from assistant.page.service import Service, per_minute
from assistant.page.turns import Asked, Turn, Turns, panel
from assistant.types import Kind, Query, Understood
from vectorstore import NewsIndex, TimePreference

FERRY = "How many people were injured in the ferry accident?"
UNSET: tuple[Any, ...] = ("", "", [], [])
_FILTERS = ("fold", "plot", "since", "until", "outlets", "authors")
_PARTS = ("header", "chat", "chips", "box", "send", "new", "read_words", "panel", "turns", "days")
# Every part by its name, so that a change reads `{"box": ""}`.
PARTS = Parts(filters=FilterParts(**{n: n for n in _FILTERS}), **{n: n for n in _PARTS})  # type: ignore[arg-type]
FIRST, LAST = datetime(2024, 5, 1, tzinfo=UTC), datetime(2024, 5, 31, 23, 59, 59, tzinfo=UTC)
QUERY = Query(
    "When did it close?",
    "When did it close (Merrow Bridge)?",
    prefer=TimePreference(FIRST, LAST),
    sources=("Courier",),
    authors=("Ada Moss", "A. Moss"),
    read=(Understood("dates", "in May", "May 2024", False, FIRST.date(), LAST.date()),),
)
ASKED = Turn(1, QUERY.question, Asked(), "<p>Then.</p>", "Then.", "<p>There.</p>", QUERY)


class Asking(Assistant):
    """An assistant that notes how it was asked."""

    def __init__(self, index: NewsIndex) -> None:
        super().__init__(index, reader=None)
        self.asked: list[tuple[str, Any, dict[str, Any]]] = []

    def stream(self, question: str, history: Any = (), *given: Any, **more: Any) -> Any:
        self.asked.append((question, history, more))
        return super().stream(question, history, *given, **more)


@pytest.fixture
def asking(sample_index: NewsIndex) -> Asking:
    return Asking(sample_index)


@pytest.fixture
def conversation(asking: Asking) -> Conversation:
    return Conversation(asking, PARTS, Service(), AnswersAtHand(), "News")


@pytest.fixture
def unasked() -> Conversation:
    """One that is not asked anything."""
    return Conversation(None, PARTS, Service(), AnswersAtHand(), "News")  # type: ignore[arg-type]


def asked(conversation: Conversation, question: Any, before: Turns = (), *filters: Any, read: Any = True) -> list[Any]:
    """The changes of the page; each of them can be sent to a browser."""
    return sent(conversation.respond(question, before, read, *(filters or UNSET), None))  # type: ignore[arg-type]


def again(conversation: Conversation, turns: Turns, *filters: Any, read: Any = True) -> list[Changes]:
    return sent(conversation.again(turns, read, *(filters or UNSET), None))  # type: ignore[arg-type]


def sent(changes: Any) -> list[Changes]:
    found = list(changes)
    shown = [{part: value for part, value in change.items() if part != "turns"} for change in found]
    json.dumps(shown, ensure_ascii=False).encode()
    return found


def chip(conversation: Conversation, turns: Turns, data: Any, filters: Sequence[Any] = UNSET) -> Changes:
    return conversation.chip(turns, *filters, gr.EventData(None, data))


def notice(changes: Sequence[Changes]) -> str:
    (said,) = Seen(changes[-1]["chat"][-1]["content"]).texts("div", "notice")
    return said


# --- asking ----------------------------------------------------------------------------------------


def test_a_question_is_answered_step_by_step(conversation: Conversation) -> None:
    first, *growing, last = asked(conversation, FERRY)
    assert set(first) == {"chat", "box"}
    assert first["box"] == ""
    assert all(set(change) == {"chat"} for change in growing)  # the box may hold the next question
    assert set(last) == set(PARTS.changed) - {"box"}
    (turn,) = last["turns"]
    assert (turn.number, turn.question) == (1, FERRY)
    assert [message["role"] for message in last["chat"]] == ["user", "assistant"]
    assert last["chat"][1]["content"] == turn.reply == growing[-1]["chat"][1]["content"]
    assert last["panel"] == panel((turn,))
    assert last["days"] == list(turn.days) != []
    assert Seen(last["header"]).texts("h1") == ["News"]
    assert last["chips"] == ""


def test_a_conversation_goes_on_and_leans_on_what_was_said(conversation: Conversation, asking: Asking) -> None:
    failed = Turn(1, "?", reply="<p>Empty.</p>")
    turns = asked(conversation, FERRY, (failed,))[-1]["turns"]
    last = asked(conversation, "Where was it?", turns)[-1]
    assert last["turns"][:2] == turns
    assert [turn.number for turn in last["turns"]] == [1, 2, 3]
    assert [turn_said for _, turn_said, _ in asking.asked] == [[], [(FERRY, turns[1].said)]]
    assert last["turns"][2].query.text != "Where was it?"
    assert "Understood as" in last["chips"]
    alone = chip(conversation, last["turns"], {"drop": "history"})["turns"]
    assert again(conversation, alone)[-1]["turns"][2].query.text == "Where was it?"


@pytest.mark.parametrize(
    ("question", "filters", "said"),
    [
        ("", UNSET, "The question is empty: type a few words."),
        (" \n", UNSET, "The question is empty: type a few words."),
        (None, UNSET, "The question is empty: type a few words."),
        ({"text": "Why?"}, UNSET, "The question is empty: type a few words."),
        ("\ud800", UNSET, "The question is empty: type a few words."),
        ("why " * 100_000, UNSET, "The question is 399,999 characters long; the limit is 2,000."),
        (FERRY, ("99999-01-01", "", [], []), "'99999-01-01' is not a date: write it as 2024-05-31."),
        (FERRY, ("", "99999", [], []), "'99999' is not a date: write it as 2024-05-31."),
        (FERRY, ("0000-01-01", "", [], []), "'0000-01-01' is not a date: write it as 2024-05-31."),
        (FERRY, ("2024-02-30", "", [], []), "'2024-02-30' is not a date: write it as 2024-05-31."),
        (FERRY, ("\ud800", "", [], []), "'?' is not a date: write it as 2024-05-31."),
        (FERRY, ("2024-06-01", "2024-05-01", [], []), "No day is both after 2024-06-01 and before 2024-05-01: change"),
    ],
    ids=range(12),
)
def test_what_cannot_be_asked_is_a_sentence_and_comes_back_to_be_mended(
    conversation: Conversation, question: Any, filters: tuple[Any, ...], said: str
) -> None:
    last = asked(conversation, question, (ASKED,), *filters)[-1]
    assert notice([last]).startswith(said)
    assert last["box"] == (question.replace("\ud800", "?") if isinstance(question, str) else "")
    assert last["turns"][0] == ASKED
    assert (last["turns"][1].said, last["turns"][1].sources, last["days"]) == ("", "", [])


@pytest.mark.parametrize(
    "filters",
    [
        ("0001-01-01", "9999-12-31", None, None),
        ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", [], []),
        (5, {"a": 1}, "Vellmark Courier", {"Ada": 1}),
        ([], None, 5, True),
        ("", "", [5, None, {}, ""], [[], "  "]),
    ],
)
def test_filters_that_shut_nothing_out_leave_the_answer_as_it_is(
    conversation: Conversation, filters: tuple[Any, ...]
) -> None:
    last = asked(conversation, FERRY, (), *filters)[-1]
    assert "twelve people" in last["turns"][0].said.lower()


def test_a_name_or_question_that_is_hostile_or_broken_is_only_words(conversation: Conversation) -> None:
    hostile = f"{HOSTILE}\ud800 {FERRY}"
    last = asked(conversation, hostile, (), "", "", [f"{HOSTILE}\udfff"], [HOSTILE])[-1]
    seen = Seen("".join([last["chips"], last["panel"], *(message["content"] for message in last["chat"])]))
    assert not seen.kinds & {"script", "img", "a", "iframe"}
    assert not [name for name in seen.attributes if name.startswith("on")]
    assert seen.text.count(HOSTILE) >= 3


def test_one_question_too_many_is_a_sentence(asking: Asking) -> None:
    conversation = Conversation(asking, PARTS, Service(questions=per_minute(1)), AnswersAtHand(), "News")
    assert asked(conversation, "?")[-1]["turns"][0].said == ""
    changes = asked(conversation, FERRY)
    assert notice(changes).startswith("No more than 1 question a minute can be asked here: ask again in ")
    assert changes[-1]["box"] == FERRY


# --- asking anew -----------------------------------------------------------------------------------


def test_nothing_is_asked_anew_where_nothing_is_changed(unasked: Conversation) -> None:
    assert again(unasked, ()) == [{"chips": ""}]
    filters, given = Filters("2024-05-01", "", ("Courier",)), ("2024-05-01 ", "", ["Courier", ""], None)
    assert again(unasked, (), *given) == [{"chips": chips_html(None, filters)}]
    turn = replace(ASKED, asked=Asked(filters, literal=True))
    assert again(unasked, (ASKED, turn), *given, read=False) == [{"chips": chips_html(QUERY, filters)}]
    assert again(unasked, (ASKED,)) == [{"chips": chips_html(QUERY, Filters())}]


def test_what_is_changed_is_asked_anew_in_the_place_of_the_last(conversation: Conversation, asking: Asking) -> None:
    unread: frozenset[Kind] = frozenset({"dates"})
    last = Turn(2, FERRY, Asked(unread=unread, alone=True), "<p>Old.</p>", "Old.", "<p>Old.</p>")
    *_, changes = again(conversation, (ASKED, last), "2024-01-01", "", ["Vellmark Courier"], [], read=False)
    assert "box" not in changes
    assert changes["turns"][0] == ASKED
    filters = Filters("2024-01-01", "", ("Vellmark Courier",))
    assert changes["turns"][1].asked == Asked(filters, literal=True, unread=unread, alone=True)
    assert (changes["turns"][1].number, changes["turns"][1].question) == (2, FERRY)
    assert "Old." not in "".join(message["content"] for message in changes["chat"])
    ((question, said, more),) = asking.asked
    assert (question, said) == (FERRY, [])
    names = {"sources": ("Vellmark Courier",), "authors": None}
    assert more == {"since": "2024-01-01", "until": None, "literal": True, "unread": unread, **names}


# --- chips -----------------------------------------------------------------------------------------

SET = ("2024-05-01", "2024-05-31", ["Courier", "Post"], ["Ada Moss"])
LEFT = {"since": SET[0], "until": SET[1], "outlets": SET[2], "authors": SET[3]}


@pytest.mark.parametrize(
    ("data", "changed"),
    [
        ({"drop": "filter-days"}, {"since": "", "until": ""}),
        ({"drop": "filter-source", "name": "Post"}, {"outlets": ["Courier"]}),
        ({"drop": "filter-author", "name": "Ada Moss"}, {"authors": []}),
        ({"drop": "filter-author", "name": "Post"}, {}),
        ({"drop": "filter-source"}, {}),
        ({"drop": "filter-source", "name": {"a": 1}}, {}),
    ],
)
def test_a_filter_is_taken_away_and_the_others_are_left(unasked: Conversation, data: Any, changed: Any) -> None:
    assert chip(unasked, (ASKED,), data, SET) == LEFT | changed
    assert chip(unasked, (), data, SET) == LEFT | changed


@pytest.mark.parametrize("name", ["Post\u202e of Osterby", "\u2066", HOSTILE, " Post", "Øst\n“Post”", "a" * 10_000])
def test_a_name_is_taken_away_as_its_chip_tells_it(unasked: Conversation, name: str) -> None:
    seen = Seen(chips_html(None, Filters(sources=(name, "Courier"), authors=(name,))))
    told = [button.get("data-name") or "" for button in seen.named("button") if button["class"] == "off"]
    filters = ("", "", [name, "Courier"], [name])
    assert chip(unasked, (), {"drop": "filter-source", "name": told[0]}, filters)["outlets"] == ["Courier"]
    assert chip(unasked, (), {"drop": "filter-author", "name": told[2]}, filters)["authors"] == []


@pytest.mark.parametrize(
    ("dropped", "asked_then"),
    [
        ("history", Asked(alone=True)),
        ("dates", Asked(unread=frozenset({"dates", "recent"}))),
        ("recent", Asked(unread=frozenset({"dates", "recent"}))),
        ("source", Asked(unread=frozenset({"source"}))),
        ("author", Asked(unread=frozenset({"author"}))),
        ("timeline", Asked(unread=frozenset({"timeline", "coverage"}))),
        ("coverage", Asked(unread=frozenset({"timeline", "coverage"}))),
    ],
)
def test_what_was_understood_is_taken_away_from_the_last_question(
    unasked: Conversation, dropped: str, asked_then: Asked
) -> None:
    turns = chip(unasked, (ASKED, ASKED), {"drop": dropped})["turns"]
    assert turns == (ASKED, replace(ASKED, asked=asked_then, anew=True))
    assert chip(unasked, turns, {"drop": dropped})["turns"] == turns
    assert chip(unasked, (), {"drop": dropped}) == {"turns": ()}


@pytest.mark.parametrize("data", [{"drop": ""}, {"drop": "nonesuch"}, {"drop": HOSTILE}, {"drop": "__class__"}])
def test_what_is_no_chip_takes_nothing_away(unasked: Conversation, data: Any) -> None:
    assert chip(unasked, (ASKED,), data) == {"turns": (ASKED,)}


@pytest.mark.parametrize("data", [None, 5, "drop", [], {}, {"drop": None}, {"drop": {}}, {"change": []}, {"change": 1}])
def test_a_click_on_nothing_only_opens_the_filters(unasked: Conversation, data: Any) -> None:
    assert chip(unasked, (ASKED,), data, SET) == {"fold": gr.update(open=True)}


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        ("dates", {"since": "2024-05-01", "until": "2024-05-31"}),
        ("recent", {"since": "2024-05-01", "until": "2024-05-31"}),
        ("source", {"outlets": ["Courier"]}),
        ("author", {"authors": ["Ada Moss", "A. Moss"]}),
    ],
)
def test_what_was_understood_is_put_where_it_can_be_changed(unasked: Conversation, change: str, changed: Any) -> None:
    empty = {"since": "", "until": "", "outlets": [], "authors": []}
    assert chip(unasked, (ASKED,), {"change": change}) == empty | changed | {"fold": gr.update(open=True)}
    assert chip(unasked, (), {"change": change}) == {"fold": gr.update(open=True)}
    assert chip(unasked, (ASKED,), {"change": "question"}) == {"box": QUERY.text}


def test_a_new_conversation_leaves_the_filters(unasked: Conversation) -> None:
    anew = {"chat": [], "panel": panel(()), "turns": (), "box": "", "chips": "", "days": []}
    assert unasked.reset(*UNSET, None) == anew
    assert unasked.reset(*SET, None) == anew | {"chips": chips_html(None, filters_of(*SET))}
