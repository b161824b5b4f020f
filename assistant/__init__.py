"""Ask a news archive; every sentence of the answer is tied to the paragraph it came from.

Errors: QuestionError (also a ValueError) for a question that cannot be asked, ModelError for a chat model that
cannot be had, both AssistantError; vectorstore.NewsIndexError for trouble with the index.
"""

from assistant.assistant import Assistant, ask
from assistant.errors import AssistantError, ModelError, QuestionError
from assistant.types import Answer, Citation, Query, Step, Withheld

__all__ = [
    "Answer",
    "Assistant",
    "AssistantError",
    "Citation",
    "ModelError",
    "Query",
    "QuestionError",
    "Step",
    "Withheld",
    "ask",
]
