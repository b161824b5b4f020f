"""Ask a news archive; every sentence of the answer is tied to the paragraph it came from.

Errors: QuestionError (also a ValueError) for a question that cannot be asked, ModelError for a chat model,
reranker or reader that cannot be had, both AssistantError; vectorstore.NewsIndexError for trouble with the index.
"""

from typing import TYPE_CHECKING, Any

from assistant.assistant import Assistant, ask
from assistant.errors import AssistantError, ModelError, QuestionError
from assistant.types import Answer, Citation, Query, Step, Withheld

if TYPE_CHECKING:
    from assistant.retriever import NewsRetriever

__all__ = [
    "Answer",
    "Assistant",
    "AssistantError",
    "Citation",
    "ModelError",
    "NewsRetriever",
    "Query",
    "QuestionError",
    "Step",
    "Withheld",
    "ask",
]


def __getattr__(name: str) -> Any:
    # A retriever is one of LangChain's own classes, and LangChain takes a second to load.
    if name != "NewsRetriever":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from assistant.retriever import NewsRetriever

    globals()[name] = NewsRetriever
    return NewsRetriever
