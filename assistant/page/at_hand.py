"""Answers that were given a little while ago, by a token that only their reader's page has."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock

from assistant.types import Answer
from vectorstore import Hit

_MOST = 1000  # answers: some ten megabytes


@dataclass(frozen=True)
class AtHand:
    """An answer, when it was asked for, and the passages that were read for it."""

    answer: Answer
    hits: tuple[Hit, ...] = ()
    asked_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def consulted(self) -> tuple[Hit, ...]:
        """The first hit of each paragraph that was read and is not cited."""
        cited = {(citation.article_id, citation.paragraph) for citation in self.answer.citations}
        first: dict[tuple[str, int], Hit] = {}
        for hit in self.hits:
            first.setdefault(hit.passage.key, hit)
        return tuple(hit for key, hit in first.items() if key not in cited)


class AnswersAtHand:
    """The last thousand answers of a page. Nobody can guess a token, so nobody gets at another reader's answers."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._answers: OrderedDict[str, AtHand] = OrderedDict()
        self._lock = Lock()

    def put(self, answer: Answer, hits: Sequence[Hit] = (), asked_at: datetime | None = None) -> str:
        """Have an answer at hand; returns its token."""
        token = secrets.token_urlsafe(12)
        with self._lock:
            self._answers[token] = AtHand(answer, tuple(hits), asked_at or datetime.now(UTC))
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return token

    def get(self, token: object) -> AtHand | None:
        """The answer of a token; None where there is none, or so many came after it that it had to go."""
        with self._lock:
            return self._answers.get(token) if isinstance(token, str) else None
