"""Ask a news archive; every sentence of the answer is tied to the paragraph it came from.

Errors: QuestionError (also a ValueError) for a question that cannot be asked, ModelError for a chat model or
reranker that cannot be had, ReaderError for weights of the reader that cannot be had, all AssistantError;
vectorstore.NewsIndexError for trouble with the index.
"""

from typing import TYPE_CHECKING, Any

from assistant.ask_once import ask
from assistant.assistant import Assistant
from assistant.errors import AssistantError, ModelError, QuestionError, ReaderError
from assistant.reader import Reader, Span, Support
from assistant.resolve import Resolved, resolve
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
    "Reader",
    "ReaderError",
    "Resolved",
    "Span",
    "Step",
    "Support",
    "Withheld",
    "ask",
    "resolve",
]


def __getattr__(name: str) -> Any:
    # A retriever is one of LangChain's own classes, and LangChain takes a second to load.
    if name != "NewsRetriever":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from assistant.retriever import NewsRetriever

    globals()[name] = NewsRetriever
    return NewsRetriever
