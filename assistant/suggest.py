"""For a refusal: a question nearby that the archive does answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from vectorstore import Hit

_TITLES_TRIED = 2
_ASKS = re.compile(r"\?\s*$|^\W*(?:why|how|what|who|when|where)\b", re.IGNORECASE)
_LONGEST = 120  # characters; a longer title is no question anybody would ask


def about_title(title: str) -> str:
    """A question that an article under this title answers."""
    return f"What happened: {title.rstrip('.?! ')}?"


def question_it_answers(hits: Sequence[Hit], answers: Callable[[str], bool]) -> str | None:
    """A question about one of the nearest articles that is answered without a warning; None if there is none.

    answers: whether a question is, as it would be asked.
    """
    return next((question for question in map(about_title, _titles(hits)) if answers(question)), None)


def _titles(hits: Sequence[Hit]) -> Iterator[str]:
    titles = dict.fromkeys(hit.passage.title for hit in hits if hit.passage.title)
    yield from [title for title in titles if len(title) <= _LONGEST and not _ASKS.search(title)][:_TITLES_TRIED]
