"""For a refusal: a question nearby that the archive does answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.evidence import gather
from assistant.refuse import judge
from assistant.retrieve import retrieve
from assistant.types import Query
from vectorstore import Hit, NewsIndex

_TITLES_TRIED = 3
_LONGEST = 120  # characters; a longer title is no question anybody would ask
_HITS = 10


def about_title(title: str) -> str:
    """A question that an article under this title answers."""
    return f"What happened: {title.rstrip('.?! ')}?"


def question_it_answers(index: NewsIndex, query: Query, hits: Sequence[Hit]) -> str | None:
    """A question about one of the nearest articles that is answered without a warning; None if there is none.

    It is tried under the same filters, by the signs that the refusal was judged by.
    """
    for title in _titles(hits):
        question = about_title(title)
        asked = Query(question, question, query.since, query.until, query.sources, query.authors, query.as_of)
        found = retrieve(index, replace(asked, fresh_from=query.fresh_from), _HITS)
        if judge(gather(index, question, found.hits), question) == "answered":
            return question
    return None


def _titles(hits: Sequence[Hit]) -> Iterator[str]:
    titles = dict.fromkeys(hit.passage.title for hit in hits if hit.passage.title)
    yield from [title for title in titles if len(title) <= _LONGEST][:_TITLES_TRIED]
