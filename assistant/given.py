"""What another program gives a function: told from the function's own signature, and checked against it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints

from assistant.errors import RequestError
from vectorstore.text import without_half_characters

_MOST_PARTS = 1000  # of a list


@dataclass(frozen=True)
class Parameter:
    """One value that a function takes. default: what stands for null, or for a value that is left out."""

    name: str
    kind: Any
    required: bool
    default: Any
    told: str

    @property
    def schema(self) -> dict[str, Any]:
        """The value's JSON Schema."""
        default = {} if self.required or self.default is None else {"default": self.default}
        return {**_SCHEMAS[self.kind], "description": self.told, **default}


_TEXTS = {"type": "array", "items": {"type": "string"}, "maxItems": _MOST_PARTS}
_SCHEMAS: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    list[str]: _TEXTS,
    list[list[str]]: {**_TEXTS, "items": {**_TEXTS, "minItems": 2, "maxItems": 2}},
}
_WORDS: Mapping[Any, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    list[str]: "a list of texts",
    list[list[str]]: "a list of pairs of question and answer text",
}


def parameters(function: Callable[..., Any]) -> dict[str, Parameter]:
    """What a function takes, by name and in order, told by the `Args` of its docstring."""
    hints, told = get_type_hints(function), _told(function)[1]
    return {
        given.name: Parameter(
            given.name,
            _kind(hints[given.name]),
            given.default is given.empty,
            None if given.default is given.empty else given.default,
            told.get(given.name, ""),
        )
        for given in inspect.signature(function).parameters.values()
        if given.name != "self"
    }


def description(function: Callable[..., Any]) -> str:
    """What a function does: its docstring before `Args`."""
    return _told(function)[0]


def checked(function: Callable[..., Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values that a function is to be called with.

    Raises RequestError, in one sentence, for one that it does not take, lacks, or takes in another kind.
    """
    taken = parameters(function)
    _check_names(taken, given)
    return {parameter.name: _value(parameter, given.get(parameter.name)) for parameter in taken.values()}


def _check_names(taken: Mapping[str, Parameter], given: Mapping[str, Any]) -> None:
    unknown = next((name for name in given if name not in taken), None)
    if unknown is not None:
        raise RequestError(f"there is no value called {unknown[:40]!r} here: there are {', '.join(taken) or 'none'}")
    missing = next((p.name for p in taken.values() if p.required and given.get(p.name) is None), None)
    if missing:
        raise RequestError(f"the value of {missing} is missing")


def _value(parameter: Parameter, value: Any) -> Any:
    if value is None:
        return parameter.default
    if not _fits(parameter.kind, value):
        raise RequestError(f"the value of {parameter.name} must be {_WORDS[parameter.kind]}")
    return _whole(value)


def _fits(kind: Any, value: Any) -> bool:
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if not get_args(kind):
        return isinstance(value, kind)
    (part,) = get_args(kind)
    pairs = part == list[str]
    return (
        isinstance(value, list)
        and len(value) <= _MOST_PARTS
        and all(_fits(part, one) and (not pairs or len(one) == 2) for one in value)
    )


def _whole(value: Any) -> Any:
    """The value without half characters, which neither the stores nor JSON take."""
    if isinstance(value, list):
        return [_whole(part) for part in value]
    return without_half_characters(value) if isinstance(value, str) else value


def _kind(hint: Any) -> Any:
    """The kind of a hint: what is left of it without `None`."""
    kinds = [part for part in get_args(hint) if part is not type(None)]
    return kinds[0] if type(None) in get_args(hint) else hint


def _told(function: Callable[..., Any]) -> tuple[str, dict[str, str]]:
    text, _, args = (inspect.getdoc(function) or "").partition("\nArgs:\n")
    told: dict[str, str] = {}
    name = ""
    for line in args.splitlines():
        if line.startswith("        "):  # goes on
            told[name] = f"{told[name]} {line.strip()}"
        elif ":" in line:
            name, _, words = (part.strip() for part in line.partition(":"))
            told[name] = words
    return " ".join(text.split()), told
