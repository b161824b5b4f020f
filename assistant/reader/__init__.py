"""A small model that reads: whether a text answers a question, in which words, and whether it supports a claim."""

from assistant.reader.reader import Reader
from assistant.reader.types import Reading, Span, Support

__all__ = ["Reader", "Reading", "Span", "Support"]
