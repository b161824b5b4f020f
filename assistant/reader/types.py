"""What the reader hands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Label = Literal["supports", "refutes", "neither"]


@dataclass(frozen=True)
class Span:
    """Words that answer. start, end: in characters of the text that was read, so that text[start:end] is `text`."""

    start: int
    end: int
    text: str
    probability: float


@dataclass(frozen=True)
class Support:
    """What sentences say of a claim, and how likely it is that they do."""

    label: Label
    probability: float


@dataclass(frozen=True)
class Reading:
    """What a text says to a question.

    answers: the probability that it answers. spans: the likeliest words that do, best first, none within another.
    """

    answers: float
    spans: tuple[Span, ...]
