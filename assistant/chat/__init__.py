"""Chat models: opened, asked, and read sentence by sentence through the gate."""

from assistant.chat.answering import ModelAnswer, Told
from assistant.chat.models import open_model

__all__ = ["ModelAnswer", "Told", "open_model"]
