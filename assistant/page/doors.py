"""What other programs may ask of the page over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from inspect import Parameter, signature
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.doors import NAMES, Doors
from assistant.given import description, parameters
from assistant.page.service import Service
from assistant.page.trouble import in_plain_words


def open_doors(assistant: Assistant, service: Service) -> None:
    """Give the page that is being built its named endpoints: `/ask` and its neighbours, and no others."""
    for name in NAMES:
        function = getattr(Doors(assistant), name)
        gr.api(_door(assistant, service, function), api_name=name, api_description=_description(function))


def _door(assistant: Assistant, service: Service, function: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
    """One function as Gradio calls it: values in order, and trouble as the sentence that a program is sent."""
    name, names = function.__name__, tuple(parameters(function))

    @wraps(function)
    def door(request: gr.Request, *given: Any) -> dict[str, Any]:
        try:
            doors = Doors(assistant, partial(service.watch, request=request))
            return doors.call(name, dict(zip(names, given, strict=True)))
        except Exception as error:
            raise gr.Error(in_plain_words(error), print_exception=False) from error

    # Gradio reads from the signature that it is to give the request, which is no value that a caller gives.
    asked = signature(function)
    place = Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=gr.Request)
    door.__signature__ = asked.replace(parameters=[place, *asked.parameters.values()])  # type: ignore[attr-defined]
    door.__annotations__ = {**function.__annotations__, "request": gr.Request}
    return door


def _description(function: Callable[..., Any]) -> str:
    """What the function does and takes: Gradio's list of endpoints has no place of its own for what it takes."""
    taken = [f"{parameter.name}: {parameter.told}" for parameter in parameters(function).values()]
    return "\n".join([description(function), *taken])
