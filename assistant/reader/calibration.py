"""From the network's logits to probabilities that can be believed. The numbers lie in the file of the weights."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True)
class Calibration:
    """Numbers fitted on readings that no training saw; these leave everything as the network says it.

    answers_scale, answers_bias: of the logit, before the sigmoid. support_temperature: what the logits are divided
    by, before the softmax. span_power: what the probability of a span is raised to. Raises ValueError for numbers
    that would turn an order about.
    """

    answers_scale: float = 1.0
    answers_bias: float = 0.0
    support_temperature: float = 1.0
    span_power: float = 1.0

    def __post_init__(self) -> None:
        positive = (self.answers_scale, self.support_temperature, self.span_power)
        if not all(math.isfinite(n) for n in (*positive, self.answers_bias)) or min(positive) <= 0:
            raise ValueError("a calibration needs finite numbers, all but the bias above nought")

    def answers(self, logit: float) -> float:
        """The probability that a text answers."""
        return sigmoid(self.answers_scale * logit + self.answers_bias)

    def support(self, logits: Sequence[float]) -> list[float]:
        """The probability of each label, in the network's order."""
        highest = max(logits)
        raised = [math.exp((logit - highest) / self.support_temperature) for logit in logits]
        return [value / sum(raised) for value in raised]

    def span(self, likely: float) -> float:
        """The probability of a span."""
        return math.pow(min(1.0, max(0.0, likely)), self.span_power)

    def to_json(self) -> str:
        """As it is kept beside the weights."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Calibration:
        """Raises ValueError if it is no calibration."""
        given = json.loads(text)
        names = {field.name for field in fields(cls)}
        if not isinstance(given, dict) or not given.keys() <= names:
            raise ValueError(f"a calibration has {', '.join(sorted(names))} and nothing else")
        if not all(isinstance(number, (int, float)) for number in given.values()):
            raise ValueError("a calibration holds numbers")
        return cls(**{name: float(number) for name, number in given.items()})


def sigmoid(logit: float) -> float:
    """1 / (1 + e^-logit), for any logit."""
    if logit < 0:
        return math.exp(max(logit, -700.0)) / (1 + math.exp(max(logit, -700.0)))
    return 1 / (1 + math.exp(-logit))
