"""What can go wrong with a question. Every message is one sentence for a person."""

from textwrap import shorten


class AssistantError(Exception):
    """Anything wrong with a question or a model that its user can do something about."""


class QuestionError(AssistantError, ValueError):
    """The question is empty, too long, or asks for impossible dates."""


class ModelError(AssistantError):
    """The chat model or reranker that was named cannot be had or used."""


class ReaderError(AssistantError):
    """The reader's weights cannot be had, or are not what they should be."""


class BringingError(AssistantError):
    """What a person brings to the page cannot be taken, or the work on it was stopped."""


def reason(error: Exception) -> str:
    """What another library's error says, on one line that is not long."""
    return shorten(" ".join(str(error).split()), 200, placeholder=" …") or type(error).__name__
