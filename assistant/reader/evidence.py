"""Sentences put together to texts that are read at once."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reader.pairs import LONGEST, Pairs


def together(pairs: Pairs, claim: str, sentences: Sequence[str]) -> list[str]:
    """The sentences, in order, as the longest texts that one reading beside the claim holds.

    Each text but the first begins with the sentence that the one before it ends with, where there is room. A sentence
    that is too long for one reading stands alone.
    """
    texts: list[list[str]] = []
    now: list[str] = []
    sizes: list[int] = []
    for sentence, windows in zip(sentences, pairs.of_all([(claim, "", s) for s in sentences]), strict=True):
        first = next(windows)
        room, size = LONGEST - first.text - 1, len(first.offsets)
        if next(windows, None):
            size = room + 1
        if now and sum(sizes) + size > room:
            texts.append(now)
            again = sizes[-1] + size <= room
            now, sizes = (now[-1:], sizes[-1:]) if again else ([], [])
        now.append(sentence)
        sizes.append(size)
    return [" ".join(text) for text in [*texts, *([now] if now else [])]]
