"""A model of the user's own that says whether a text answers."""

from __future__ import annotations

from typing import Any

import pytest

from assistant import ModelError
from assistant.reader.calibration import sigmoid
from assistant.reader.other import OtherAnswers


class Told:
    """Gives the scores it was told to, and keeps what it was asked."""

    def __init__(self, *scores: Any) -> None:
        self.scores, self.asked = scores, list[tuple[str, str]]()

    def predict(self, pairs: list[tuple[str, str]], /) -> list[Any]:
        self.asked += pairs
        return list(self.scores[: len(pairs)])


class Identity:
    """What torch calls it that leaves logits as they are."""


TEXTS = [("A title", "One."), ("", "Two.")]


def test_it_is_shown_title_and_text() -> None:
    told = Told(0.2, 0.9)
    assert OtherAnswers(told).answers("Who?", TEXTS) == [0.2, 0.9]
    assert told.asked == [("Who?", "A title\nOne."), ("Who?", "Two.")]
    assert OtherAnswers(told).answers("Who?", []) == []


def test_logits_become_probabilities() -> None:
    assert OtherAnswers(Told(-3.0, 0.5)).answers("Who?", TEXTS) == [sigmoid(-3.0), sigmoid(0.5)]


def test_what_gave_logits_once_gives_them_always() -> None:
    told = Told(-3.0, 0.5)
    other = OtherAnswers(told)
    other.answers("Who?", TEXTS)
    told.scores = (0.5, 0.5)
    assert other.answers("Who?", TEXTS) == [sigmoid(0.5)] * 2


def test_a_model_may_say_that_it_gives_logits() -> None:
    told = Told(0.5)
    told.activation_fn = Identity()  # type: ignore[attr-defined]
    assert OtherAnswers(told).answers("Who?", TEXTS[:1]) == [sigmoid(0.5)]


@pytest.mark.parametrize("scores", [(1.0,), ("high", "low"), (float("nan"), 0.0)])
def test_what_is_no_score_is_told_in_a_sentence(scores: tuple[Any, ...]) -> None:
    with pytest.raises(ModelError, match="the reranker gave"):
        OtherAnswers(Told(*scores)).answers("Who?", TEXTS)
