"""Example questions for the page, all of which the archive that is open answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from assistant.assistant import Assistant
from assistant.suggest import about_title
from vectorstore import NewsIndex, NewsIndexError

_SAMPLE_SOURCE = "Vellmark Courier"  # an invented outlet, so no other archive has it
SAMPLE_QUESTIONS = (
    "What did Hřebíček say in his statement when he resigned?",
    "How many people took part in the dockers' march?",
    "Where was the stolen astrolabe found?",
    "When does water rationing end?",
)
_EXAMPLES = 3
_TITLES_TRIED = 12


def examples_for(index: NewsIndex) -> tuple[str, ...]:
    """Those of the sample archive where it is the one that is open, else some about the archive's newest articles."""
    try:
        if any(source == _SAMPLE_SOURCE for source, _ in index.status().sources):
            return SAMPLE_QUESTIONS
        return newest_examples(index)
    except NewsIndexError:
        return ()  # what is wrong with the index is told at the head of the page


def newest_examples(index: NewsIndex) -> tuple[str, ...]:
    """Questions about the archive's newest titles, each tried without a chat model: only those answered are given."""
    return tuple(islice(_answered(index), _EXAMPLES))


def _answered(index: NewsIndex) -> Iterator[str]:
    assistant = Assistant(index)
    hits = index.search("news report today", k=100)
    dated = {(hit.passage.published, hit.passage.title) for hit in hits if hit.passage.published and hit.passage.title}
    for _, title in sorted(dated, reverse=True)[:_TITLES_TRIED]:
        question = about_title(title)
        if question and assistant.ask(question).status == "answered":
            yield question
