"""The assistant that the commands ask."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import from_environment

if TYPE_CHECKING:
    from assistant.assistant import Assistant


def open_assistant(index: Path | None, model: str | None, reranker: str | None, no_reader: bool) -> Assistant:
    """The assistant over an index that must be there, as the options and the environment say.

    Raises NewsIndexError or AssistantError for what of it cannot be had.
    """
    settings = from_environment()
    from assistant.assistant import Assistant
    from assistant.reranker import NamedReranker
    from vectorstore import NewsIndex

    opened = NewsIndex.open(index or settings.index, must_exist=True)
    name = reranker or settings.reranker
    named = NamedReranker(name) if name else None
    assistant = Assistant(opened, model or settings.model, named, False if no_reader else settings.reader)
    if named:
        named.load()  # what is wrong with it is said before a page is opened
    return assistant
