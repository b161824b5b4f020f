"""For a refusal: a question nearby that the archive does answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from vectorstore import Hit

_TITLES_TRIED = 2
_ASKS = re.compile(r"\?\s*$|^\W*(?:why|how|what|who|when|where)\b", re.IGNORECASE)
_LONGEST = 120  # characters; a longer title is no question anybody would ask
# As titles of web pages end: "Ferry hits quay | Courier", "Ferry hits quay - Radio Vellmark".
_OUTLET = re.compile(r"(?:\s+\|\s[^|]*)+$|\s[-–—]\s[A-Z][\w.&’']*(?:\s[A-Z][\w.&’']*){0,3}$")
_IS_CUT_OFF = re.compile(r"(?:\.\.\.|…)\W*$")


def about_title(title: str) -> str | None:
    """A question that an article under this title answers; None where it asks itself, is cut off, or is too long."""
    title = _OUTLET.sub("", title).strip()
    if len(title) > _LONGEST or _ASKS.search(title) or _IS_CUT_OFF.search(title):
        return None
    return f"What happened: {title.rstrip('.?! ')}?"


def question_it_answers(hits: Sequence[Hit], answers: Callable[[str], bool]) -> str | None:
    """A question about one of the nearest articles that is answered without a warning; None if there is none.

    answers: whether a question is, as it would be asked.
    """
    titles = dict.fromkeys(hit.passage.title for hit in hits if hit.passage.title)
    questions = [question for question in map(about_title, titles) if question]
    return next((question for question in questions[:_TITLES_TRIED] if answers(question)), None)
