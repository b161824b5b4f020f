"""Greetings and thanks around a question: they ask nothing, and no word of them is looked for."""

from __future__ import annotations

import re

_HELLO = r"""(?:hello|hi|hiya|hey|greetings|good\s(?:morning|afternoon|evening|day))
    (?:\s(?:there|again|all|everyone|everybody|assistant))?"""
_THANKS = r"""(?:many\sthanks|thanks|thank\syou|thx)(?:\s(?:so\smuch|very\smuch|a\slot))?
    (?:\sin\sadvance|\sagain)?(?:\sfor\s(?:your\s|the\s|that\s|this\s|all\s)?(?:help|answers?|time|information|info))?"""
_OK = r"(?:okay|ok|great|perfect|fine)"
_ASKS_FOR_HELP = r"""(?:help\sme|help|how\sare\syou|(?:who|what)\sare\syou|how\sdo\syou\swork
    |what\scan\s(?:you\sdo|i\sask(?:\s(?:here|you))?)|what\sdo\syou\s(?:do|know))"""
# With a mark after it, and a question after that: "Good Morning Osterby" and "Hello! magazine" are names.
_OPENING = re.compile(
    rf"""^\W*(?:{_HELLO}|{_THANKS}|{_OK})\s?(?:[,.!:;]+(?=\s)|\s[–—-]+(?=\s))\s*
        (?=(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|would|will
        |should|please|tell|give|show|list|find|explain|summari[sz]e|describe|and|i|we|any|in|on|at|{_HELLO}|{_THANKS}|{_OK})\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOSING = re.compile(rf"(?<=[.?!])\s(?:{_OK}[,.!]?\s)?(?:{_THANKS}|cheers)\W*$", re.IGNORECASE | re.VERBOSE)
_CLOSING_AFTER_COMMA = re.compile(rf"(?:,|\s[–—-])\s(?:{_THANKS})[\s.!]*$", re.IGNORECASE | re.VERBOSE)
# After one of these it may be what somebody said: "Who replied, thanks a lot", "What does he mean by ok, thanks".
_GIVES_WORDS = re.compile(
    r"\b(?:add|answer|by|like|mean|post|quote|repl|respond|said|say|shout|tell|text|told|tweet|write|wrote)(?:e?d|e?s|y|ied|ies)?"
    r"(?:\s\w+)?$",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    rf"\W*(?:{_HELLO}|{_THANKS}|cheers|{_OK}|good\s?bye|bye|please|{_ASKS_FOR_HELP})(?!\w)\W*",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST = 120  # characters of what is nothing else


def without_courtesy(question: str) -> str:
    """The question without a greeting before it and thanks after it; "" where it is nothing else, or asks for help."""
    question = " ".join(question.split())
    if _is_nothing_else(question):
        return ""
    rest = question
    while opening := _OPENING.match(rest):
        rest = rest[opening.end() :]
    rest = _CLOSING.sub("", rest)
    closing = _CLOSING_AFTER_COMMA.search(rest)
    if closing and not _GIVES_WORDS.search(rest[: closing.start()]):
        rest = rest[: closing.start()]
    return rest or question


def _is_nothing_else(question: str) -> bool:
    place = 0
    while place < len(question) <= _LONGEST and (phrase := _PHRASE.match(question, place)):
        place = phrase.end()
    return bool(question) and place == len(question)
