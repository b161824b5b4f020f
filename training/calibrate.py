"""Makes probabilities mean what they say: fitted on one half of the rows kept apart, measured on the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

_BINS = 10
# A reader that tells right from wrong by nothing gets a line this flat: one that fell would turn its order about.
_FLATTEST = 1e-3


@dataclass(frozen=True)
class Line:
    """probability = 1 / (1 + exp(-(slope * logit + shift))): Platt scaling (Platt 1999)."""

    slope: float
    shift: float


@dataclass(frozen=True)
class Reliability:
    """How often what was given a probability came true, in ten bins of equal width.

    error: expected calibration error (Naeini et al. 2015), the mean distance of the two, weighted by count.
    """

    said: tuple[float, ...]
    seen: tuple[float, ...]
    counts: tuple[int, ...]
    error: float


def fit_line(logits: Sequence[float], right: Sequence[bool]) -> Line:
    """The rising line that makes the logits' probabilities likeliest. Raises ValueError if all or none are right."""
    share = float(np.mean(right)) if len(right) else 0.0
    if share in (0.0, 1.0):
        raise ValueError("a line needs readings that are right and readings that are wrong")
    model = LogisticRegression(C=1e6).fit(np.array(logits)[:, None], np.array(right, dtype=int))
    line = Line(float(model.coef_[0, 0]), float(model.intercept_[0]))
    return line if line.slope > _FLATTEST else Line(_FLATTEST, float(np.log(share / (1 - share))))


def fit_temperature(logits: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """What to divide logits (rows, classes) by (Guo et al. 2017)."""

    def loss(temperature: float) -> float:
        scaled = logits / temperature
        scaled = scaled - scaled.max(1, keepdims=True)
        return float((np.log(np.exp(scaled).sum(1)) - scaled[np.arange(len(labels)), labels]).mean())

    return float(minimize_scalar(loss, bounds=(0.2, 8.0), method="bounded").x)


def fit_power(probabilities: Sequence[float], right: Sequence[bool]) -> float:
    """The power that probabilities are to be raised to."""
    said, seen = np.clip(probabilities, 1e-9, 1 - 1e-6), np.asarray(right, dtype=float)

    def loss(power: float) -> float:
        raised = np.clip(said**power, 1e-9, 1 - 1e-6)
        return float(-(seen * np.log(raised) + (1 - seen) * np.log(1 - raised)).mean())

    return float(minimize_scalar(loss, bounds=(0.05, 4.0), method="bounded").x)


def reliability(probabilities: Sequence[float], right: Sequence[bool]) -> Reliability:
    """Said against seen. Raises ValueError if there is nothing to compare."""
    if not len(probabilities):
        raise ValueError("no probabilities to compare with what came true")
    said, seen = np.asarray(probabilities, dtype=float), np.asarray(right, dtype=float)
    places = np.minimum((said * _BINS).astype(int), _BINS - 1)
    bins = [places == n for n in range(_BINS) if (places == n).any()]
    means = [(float(said[b].mean()), float(seen[b].mean()), int(b.sum())) for b in bins]
    error = sum(abs(a - b) * count for a, b, count in means) / len(said)
    return Reliability(tuple(a for a, _, _ in means), tuple(b for _, b, _ in means), tuple(n for *_, n in means), error)
