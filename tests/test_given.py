"""What another program gives a function, checked against what the function takes."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.errors import RequestError
from assistant.given import checked, description, parameters


def door(
    name: str,
    k: int = 3,
    exact: bool = False,
    since: str | None = None,
    sources: list[str] | None = None,
    history: list[list[str]] | None = None,
) -> None:
    """Do this
    and that.

    Args:
        name: Whose.
        k: How many, which may be
            more than one.
    """


def test_what_is_left_out_or_null_is_the_default() -> None:
    defaults = {"name": "x", "k": 3, "exact": False, "since": None, "sources": None, "history": None}
    assert checked(door, {"name": "x"}) == defaults
    assert checked(door, {**dict.fromkeys(defaults), "name": "x"}) == defaults


def test_values_are_handed_on_without_half_characters() -> None:
    given = {"name": "a\ud800", "sources": ["\udfff", "Zürich"], "history": [["\ud800?", "ok"]]}
    found = checked(door, given)
    assert found | {"k": 3, "exact": False, "since": None} == found
    assert [found["name"], found["sources"], found["history"]] == ["a?", ["?", "Zürich"], [["??", "ok"]]]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "the value of name is missing"),
        ({"name": None}, "the value of name is missing"),
        ({"name": 1}, "the value of name must be text"),
        ({"name": ["x"]}, "the value of name must be text"),
        ({"name": "x", "k": "3"}, "the value of k must be a whole number"),
        ({"name": "x", "k": 3.5}, "the value of k must be a whole number"),
        ({"name": "x", "k": True}, "the value of k must be a whole number"),
        ({"name": "x", "exact": 1}, "the value of exact must be true or false"),
        ({"name": "x", "sources": "x"}, "the value of sources must be a list of texts"),
        ({"name": "x", "sources": [None]}, "the value of sources must be a list of texts"),
        ({"name": "x", "sources": ["x"] * 1001}, "the value of sources must be a list of texts"),
        ({"name": "x", "history": ["ab"]}, "the value of history must be a list of pairs of question and answer text"),
        ({"name": "x", "history": [["a"]]}, "the value of history must be a list of pairs of question and answer text"),
        ({"name": "x", "history": {}}, "the value of history must be a list of pairs of question and answer text"),
        ({"name": "x", "self": 1}, "there is no value called 'self' here: there are name, k, exact"),
        ({"name": "x", "__class__": 1}, "there is no value called '__class__' here"),
    ],
)
def test_anything_else_gets_a_sentence(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RequestError) as found:
        checked(door, given)
    assert str(found.value).startswith(sentence)
    assert "\n" not in str(found.value)


def test_the_docstring_tells_what_is_taken() -> None:
    assert description(door) == "Do this and that."
    taken = parameters(door)
    assert taken["name"].schema == {"type": "string", "description": "Whose."}
    assert taken["k"].schema == {
        "type": "integer",
        "description": "How many, which may be more than one.",
        "default": 3,
    }
    assert [parameter.required for parameter in taken.values()] == [True, *[False] * 5]
