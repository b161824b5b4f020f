"""Greetings and thanks around a question: they ask nothing, and no word of them is looked for."""

from __future__ import annotations

import re

_HELLO = r"""(?:hello|hi|hiya|hey|greetings|good\s+(?:morning|afternoon|evening|day))
    (?:\s+(?:there|again|all|everyone|everybody|assistant))?"""
_THANKS = r"""(?:(?:ok|okay|great|perfect|good|nice|fine)[\s,.!]+)?(?:many\s+thanks|thanks|thank\s+you|thx|cheers)
    (?:\s+(?:so\s+much|very\s+much|a\s+lot|in\s+advance|again|for\s+\w+(?:\s+\w+){0,3}))*"""
# With a mark after it: "Good Morning Osterby", "hi-tech" and "Hello Kitty" are names and things.
_OPENING = re.compile(rf"^\W*{_HELLO}\s*(?:[,.!:;]+(?=\s)|\s[–—-]+(?=\s))\s*", re.IGNORECASE | re.VERBOSE)
_CLOSING = re.compile(rf"(?<=[.?!,;–—-])\s+(?:{_THANKS})\W*$", re.IGNORECASE | re.VERBOSE)
_NOTHING_ELSE = re.compile(
    rf"""^(?:\W*\b(?:{_HELLO}|{_THANKS}|(?:good)?bye|ok|okay|please|help|help\s+me|how\s+are\s+you
        |(?:who|what)\s+are\s+you|what\s+is\s+this|how\s+do(?:es)?\s+(?:you|this|it)\s+work
        |what\s+(?:can|do)\s+(?:you|i)\s+(?:do|ask|know)(?:\s+(?:here|you))?)\b)+\W*$""",
    re.IGNORECASE | re.VERBOSE,
)


def without_courtesy(question: str) -> str:
    """The question without a greeting before it and thanks after it; "" where it is nothing else, or asks for help."""
    if _NOTHING_ELSE.match(question):
        return ""
    while opening := _OPENING.match(question):
        question = question[opening.end() :]
    return _CLOSING.sub("", question).rstrip(" ,;–—-")
