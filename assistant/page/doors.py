"""What other programs may ask of the page over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.doors import NAMES, Doors
from assistant.given import description, parameters
from assistant.page.trouble import in_plain_words


def open_doors(assistant: Assistant) -> None:
    """Give the page that is being built its named endpoints: `/ask` and its neighbours, and no others."""
    doors = Doors(assistant)
    for name in NAMES:
        gr.api(_door(doors, name), api_name=name, api_description=_description(getattr(doors, name)))


def _door(doors: Doors, name: str) -> Callable[..., dict[str, Any]]:
    """One function as Gradio calls it: values in order, and trouble as the sentence that a program is sent."""
    function = getattr(doors, name)
    names = tuple(parameters(function))

    @wraps(function)
    def door(*given: Any) -> dict[str, Any]:
        try:
            return doors.call(name, dict(zip(names, given, strict=True)))
        except Exception as error:
            raise gr.Error(in_plain_words(error), print_exception=False) from error

    return door


def _description(function: Callable[..., Any]) -> str:
    """What the function does and takes: Gradio's list of endpoints has no place of its own for what it takes."""
    taken = [f"{parameter.name}: {parameter.told}" for parameter in parameters(function).values()]
    return "\n".join([description(function), *taken])
