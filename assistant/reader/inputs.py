"""What a caller hands in, checked and made fit to be read. No character changes its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from assistant.errors import QuestionError

# Characters of one text that are read; more than its windows hold, so that a novel costs no more than a long article.
LONGEST_TEXT = 100_000
# More than the tokens that are read of them.
_LONGEST_QUESTION, _LONGEST_TITLE = 2_000, 1_000
_SAYS_SOMETHING = re.compile(r"[^\W_]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def checked_question(question: object, what: str = "question") -> str:
    """The question (or claim) as it is read. Raises TypeError, and QuestionError if it says nothing."""
    text = _text(question, f"the {what}")[:_LONGEST_QUESTION]
    if not says_something(text):
        raise QuestionError(f"the {what} is empty: it needs a word or a number")
    return text


def checked_texts(texts: object) -> list[tuple[str, str]]:
    """Titles and texts as they are read. Raises TypeError if it is anything else than pairs of both."""
    rows = []
    for row in _many(texts, "the texts", "(title, text) pairs"):
        if not isinstance(row, (tuple, list)) or len(row) != 2:
            raise TypeError(f"each of the texts must be a (title, text) pair, not {_named(row)}")
        rows.append((checked_title(row[0]), checked_text(row[1])))
    return rows


def checked_title(title: object) -> str:
    """A title as it is read. Raises TypeError."""
    return _text(title, "a title")[:_LONGEST_TITLE]


def checked_text(text: object) -> str:
    """A text as it is read, cut at LONGEST_TEXT. Raises TypeError."""
    return _text(text, "a text")


def checked_sentences(sentences: object) -> list[str]:
    """Those sentences that say something, together at most LONGEST_TEXT characters. Raises TypeError."""
    kept, room = [], LONGEST_TEXT
    for sentence in _many(sentences, "the sentences", "sentences"):
        text = _text(sentence, "a sentence")[:room]
        if says_something(text):
            kept.append(text)
            room -= len(text)
    return kept


def says_something(text: str) -> bool:
    """Whether there is a letter or digit in a text."""
    return _SAYS_SOMETHING.search(text) is not None


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{what} must be a str, not {_named(value)}")
    return _LONE_SURROGATE.sub("\ufffd", value[:LONGEST_TEXT])


def _many(values: Any, what: str, of: str) -> Iterable[object]:
    if isinstance(values, (str, bytes, dict)) or not isinstance(values, Iterable):
        raise TypeError(f"{what} must be a list of {of}, not {_named(values)}")
    return values


def _named(value: object) -> str:
    return "None" if value is None else f"{type(value).__name__}"
