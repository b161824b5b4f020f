"""A question told in several sentences: the one that asks, and what is only said before it."""

from __future__ import annotations

from functools import lru_cache

from assistant.sentences import split_sentences


@lru_cache(maxsize=1024)
def asking_part(question: str) -> str:
    """The last sentence where that alone asks ("The ferry hit the quay. Who was at the helm?"); else all of it."""
    *before, last = [sentence.text.rstrip() for sentence in split_sentences(question)]
    alone = last.endswith("?") and not any(sentence.endswith("?") for sentence in before)
    return last if before and alone else question
