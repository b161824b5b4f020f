"""Frozen dataclasses as JSON and back, field by field: what is not exactly what it should be is refused.

A field that the file lacks gets its default, and one that this version does not know is left out, so that what an
earlier or later version wrote can still be read.
"""

from __future__ import annotations

import types
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """What `json.dumps` takes: days and times as ISO 8601, stretches of time as seconds, tuples as lists.

    Raises TypeError for a value of another kind.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, date):  # or a time of day on it, which is one too
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, float):
        return float(value)  # numpy has floats of its own
    if value is None or isinstance(value, (str, int)):
        return value
    raise TypeError(f"{type(value).__name__} cannot be stored")


def from_json(kind: type[T], value: Any) -> T:
    """The dataclass that `to_json` wrote.

    Raises TypeError or ValueError, whose message names the field, for what it cannot have written.
    """
    made: T = _made(kind, value, kind.__name__)
    return made


def _made(kind: Any, value: Any, where: str) -> Any:
    origin = get_origin(kind)
    if is_dataclass(kind):
        return _dataclass(kind, value, where)
    if origin in (Union, types.UnionType):
        return _optional(kind, value, where)
    if origin is tuple:
        return _tuple(get_args(kind), value, where)
    if origin is Literal:
        return _checked(value, isinstance(value, str) and value in get_args(kind), where)
    if kind is datetime:
        return datetime.fromisoformat(_checked(value, isinstance(value, str), where))
    if kind is date:
        return date.fromisoformat(_checked(value, isinstance(value, str), where))
    if kind is timedelta:
        return timedelta(seconds=_checked(value, type(value) in (int, float), where))
    if kind is float:
        return float(_checked(value, type(value) in (int, float), where))
    return _checked(value, type(value) is kind, where)


def _dataclass(kind: Any, value: Any, where: str) -> Any:
    _checked(value, isinstance(value, dict), where)
    hints = _hints(kind)
    given = {}
    for field in fields(kind):
        if field.name in value:
            given[field.name] = _made(hints[field.name], value[field.name], f"{where}.{field.name}")
        elif not _has_default(field):
            raise ValueError(f"{where}.{field.name} is missing")
    return kind(**given)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _optional(kind: Any, value: Any, where: str) -> Any:
    kinds = [one for one in get_args(kind) if one is not type(None)]
    if value is None and len(kinds) < len(get_args(kind)):
        return None
    (only,) = kinds  # nothing stored is one thing or another, only one thing or nothing
    return _made(only, value, where)


def _tuple(kinds: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    _checked(value, isinstance(value, list), where)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_made(kinds[0], item, where) for item in value)
    if len(value) != len(kinds):
        raise ValueError(f"{where} has {len(value)} parts")
    return tuple(_made(kind, item, where) for kind, item in zip(kinds, value, strict=True))


def _checked(value: Any, right: bool, where: str) -> Any:
    if not right:
        raise TypeError(f"{where} is not what it should be")
    return value
