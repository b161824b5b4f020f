"""`ask`: one question of the index in a folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.opening import ReaderGiven
from assistant.reranker import Reranker
from assistant.types import Answer
from vectorstore import NewsIndex

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


def ask(
    question: str,
    index: str | os.PathLike[str] = "news-index",
    model: str | BaseChatModel | None = None,
    *,
    literal: bool = False,
    reranker: str | os.PathLike[str] | Reranker | None = None,
    reader: ReaderGiven = True,
) -> Answer:
    """Ask one question of the index in a folder. literal: read no dates, outlets or authors from the question.

    Raises IndexMissingError if there is none, and what `Assistant` and its `ask` raise.
    """
    opened = NewsIndex.open(index, must_exist=True)
    try:
        return Assistant(opened, model, reranker, reader).ask(question, literal=literal)
    finally:
        opened.close()
