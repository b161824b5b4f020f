"""Negatives that look right: sentences found by BM25, and questions with one fact exchanged."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

import bm25s

_WORDS = re.compile(r"\w+")
_NAME = re.compile(r"(?<=[\w,] )[A-Z][\w’'-]+(?: (?:of |the )?[A-Z][\w’'-]+){0,3}")
_YEAR = re.compile(r"\b1[0-9]{3}\b|\b20[0-2][0-9]\b")
_NUMBER = re.compile(r"\b\d{1,3}(?:[,.]\d+)*\b")


class LookAlikes:
    """Texts by how much of a question's words they hold (BM25)."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = list(texts)
        self._index = bm25s.BM25()
        if self.texts:
            self._index.index(_tokens(self.texts), show_progress=False)

    def of_all(self, questions: Sequence[str], k: int) -> Iterator[list[str]]:
        """For each question the k texts most like it, the likest first."""
        if not self.texts:
            yield from ([] for _ in questions)
            return
        for start in range(0, len(questions), 2000):
            found, _ = self._index.retrieve(
                _tokens(questions[start : start + 2000]), k=min(k, len(self.texts)), show_progress=False
            )
            yield from ([self.texts[place] for place in row] for row in found)


class Exchange:
    """Puts another name, year or number in the place of one that question and text have in common."""

    def __init__(self, questions: Sequence[str], dice: random.Random) -> None:
        self._dice = dice
        self._names = sorted({name for question in questions for name in _NAME.findall(question)})

    def in_question(self, question: str, text: str) -> str | None:
        """The question with one fact exchanged, so that the text answers it no more; None if they share none."""
        low = text.lower()
        places = [
            (match, pattern)
            for pattern in (_YEAR, _NUMBER, _NAME)
            for match in pattern.finditer(question)
            if re.search(rf"\b{re.escape(match[0].lower())}\b", low)
        ]
        if not places:
            return None
        match, pattern = self._dice.choice(places)
        other = self._other(match[0], pattern)
        return None if other.lower() in low else question[: match.start()] + other + question[match.end() :]

    def _other(self, given: str, pattern: re.Pattern[str]) -> str:
        if pattern is _NAME:
            return self._dice.choice(self._names) if self._names else given
        if pattern is _YEAR:
            return str(int(given) + self._dice.choice([-30, -10, -4, -3, -2, -1, 1, 2, 3, 4, 10, 20]))
        digits: str = re.sub(r"\d", lambda _: str(self._dice.randint(1, 9)), given)
        return digits if digits != given else f"1{given}"


def _tokens(texts: Sequence[str]) -> list[list[str]]:
    return [_WORDS.findall(text.lower()) or ["-"] for text in texts]


def overlap(question: str, text: str) -> float:
    """Share of the question's words that stand in a text: the plainest rival there is."""
    asked = set(_WORDS.findall(question.lower()))
    return len(asked & set(_WORDS.findall(text.lower()))) / max(1, len(asked))
