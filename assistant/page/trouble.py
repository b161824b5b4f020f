"""What to tell a person on the page when something went wrong."""

from __future__ import annotations

import logging

from assistant.errors import AssistantError
from assistant.page.escaping import as_sentence
from vectorstore import NewsIndexError

_logger = logging.getLogger(__name__)


def in_plain_words(error: Exception) -> str:
    """What to tell the person: the message of an error meant for them; of any other only that there was one."""
    if isinstance(error, (AssistantError, NewsIndexError)):
        return as_sentence(str(error))
    _logger.error("the question could not be answered", exc_info=error)
    return "Something went wrong while answering: the terminal that runs this page says what."
