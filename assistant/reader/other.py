"""A cross-encoder of the user's own in the place of the reader's judgement whether a text answers."""

from __future__ import annotations

import os

from assistant.reader.calibration import sigmoid
from assistant.reranker import Reranker, open_reranker, scores_of


class OtherAnswers:
    """What another model says of how well texts answer, as probabilities.

    Scores go through a sigmoid from the first time on that one lies outside 0 to 1, or always where the model says
    itself (`activation_fn`) that it gives logits. Raises ModelError if it cannot be had.
    """

    def __init__(self, model: str | os.PathLike[str] | Reranker) -> None:
        self._model = open_reranker(model)
        self._gives_logits = type(getattr(model, "activation_fn", None)).__name__ == "Identity"

    def answers(self, question: str, texts: list[tuple[str, str]]) -> list[float]:
        """The probability that each (title, text) answers. Raises ModelError."""
        if not texts:
            return []
        scores = scores_of(self._model, [(question, f"{title}\n{text}" if title else text) for title, text in texts])
        self._gives_logits |= any(not 0 <= score <= 1 for score in scores)
        return [sigmoid(score) if self._gives_logits else score for score in scores]
