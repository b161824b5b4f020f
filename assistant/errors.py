"""What can go wrong with a question. Every message is one sentence for a person."""

from textwrap import shorten


class AssistantError(Exception):
    """Anything wrong with a question or a model that its user can do something about."""


class QuestionError(AssistantError, ValueError):
    """The question is empty, too long, or asks for impossible dates."""


class RequestError(AssistantError, ValueError):
    """What was asked for by name or by another program is of the wrong kind, or is not there."""


class ModelError(AssistantError):
    """The chat model or reranker that was named cannot be had or used."""


class ReaderError(AssistantError):
    """The reader's weights cannot be had, or are not what they should be."""


class ExportError(AssistantError):
    """An answer cannot be written to the file that was named."""


class KeptAnswerError(AssistantError):
    """An answer cannot be kept, or the file of a kept one cannot be read."""


class FeedbackError(AssistantError):
    """What was said of an answer cannot be taken down, or its file cannot be read."""


class ServingError(AssistantError):
    """The page cannot be served in the way that was asked for."""


class TooManyQuestionsError(AssistantError):
    """Whoever asks has asked as much as they may for now."""


class BringingError(AssistantError):
    """What a person brings to the page cannot be taken, or the work on it was stopped."""


def reason(error: Exception) -> str:
    """What another library's error says, on one line that is not long."""
    return shorten(" ".join(str(error).split()), 200, placeholder=" …") or type(error).__name__
