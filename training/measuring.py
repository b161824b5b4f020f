"""How good a reader is, on rows that it was not trained on."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from assistant.reader.pairs import Pair, Pairs
from assistant.reader.spans import likeliest
from training.batches import Reading, tensors


@dataclass(frozen=True)
class Logits:
    """What the heads say of one reading. span: (tokens, 2)."""

    pair: Pair
    answers: float
    support: NDArray[np.float32]
    span: NDArray[np.float32]


def logits_of(network: nn.Module, pairs: Pairs, wanted: Sequence[tuple[str, str, str]]) -> list[Logits]:
    """The heads' logits for the first window of each (question, title, text), in the order given."""
    readings = [Reading(next(windows), 0, 0, 0) for windows in pairs.of_all(wanted)]
    order = sorted(range(len(readings)), key=lambda n: len(readings[n].pair.ids))
    found: dict[int, Logits] = {}
    network.eval()
    with torch.inference_mode():
        for first in range(0, len(order), 48):
            places = order[first : first + 48]
            batch = tensors([[readings[n]] for n in places])
            answers, support, span = network(batch.ids, batch.types, batch.mask)
            for row, n in enumerate(places):
                pair = readings[n].pair
                found[n] = Logits(pair, float(answers[row]), support[row].numpy(), span[row, : len(pair.ids)].numpy())
    return [found[n] for n in range(len(readings))]


def likeliest_words(logits: Logits) -> tuple[int, int, float]:
    """As `best_span`, of a text that is known to answer: how likely among all words, none being ruled out."""
    span = logits.span.copy()
    span[0] = -1e4
    return best_span(replace(logits, span=span))


def best_span(logits: Logits) -> tuple[int, int, float]:
    """Start and end (in characters of the text) of the likeliest words, and how likely among all and none."""
    found = likeliest(logits.pair, logits.span)
    if not found:
        return 0, 0, 0.0
    first, last, likely = found[0]
    return logits.pair.offsets[first][0], logits.pair.offsets[last][1], likely


def f1(found: str, gold: str) -> float:
    """Shared words of two answers by SQuAD's own rule (Rajpurkar et al. 2016)."""
    left, right = _plain(found).split(), _plain(gold).split()
    if not left or not right:
        return float(left == right)
    common = sum((Counter(left) & Counter(right)).values())
    return 2 * common / (len(left) + len(right))


def exact(found: str, gold: str) -> bool:
    """Whether two answers are the same but for case, articles and punctuation."""
    return _plain(found) == _plain(gold)


def _plain(text: str) -> str:
    kept = "".join(c for c in text.lower() if c not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", kept).split())
