"""Runs the network on pairs, many at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.reader.pairs import Pair

if TYPE_CHECKING:
    import numpy as np
    import torch
    from numpy.typing import NDArray
    from torch import nn

# Tokens given to the processor at once, padding included: larger batches fall out of its caches.
_TOKENS_A_BATCH = 1024
# Every pair is padded to a multiple of so many tokens, alone or not, and has only such beside it as are padded to the
# same: sums that are taken over another number of tokens are rounded otherwise.
_STEP = 8
# What a processor calls it that multiplies bfloat16 by itself.
_KNOWS_BFLOAT16 = ("avx512_bf16", "amx_bf16", "sve_bf16")


def working_type() -> torch.dtype:
    """bfloat16 where the processor multiplies that by itself; or else float32, which is then many times as fast."""
    import torch

    known = torch.cpu.get_capabilities()
    return torch.bfloat16 if any(known.get(name) for name in _KNOWS_BFLOAT16) else torch.float32


@dataclass(frozen=True)
class Logits:
    """What the heads say of one pair. support: one for each label. span: start and end, shape (tokens, 2)."""

    answers: float
    support: tuple[float, ...]
    span: NDArray[np.float32]


class Engine:
    """The network in PyTorch: in bfloat16 where the processor multiplies that by itself, or else in float32.

    bfloat16 is what the network was trained in, and takes half the time; the probabilities of both lie within 0.02 of
    each other. Safe to share between threads.
    """

    def __init__(self, network: nn.Module, *, fast: bool = True) -> None:
        import torch

        kind = working_type() if fast else torch.float32
        self.kind = "bf16" if kind == torch.bfloat16 else "fp32"
        self._network = network.to(kind).eval()
        self._lock = threading.Lock()  # two at once would take each other's cores and caches

    def logits(self, pairs: Sequence[Pair]) -> list[Logits]:
        """The logits of each, in the order given. Those of one pair are the same whatever else is read with it."""
        import torch

        found: dict[int, Logits] = {}
        for places in _batches(pairs):
            batch = _tensors([pairs[place] for place in places])
            with self._lock, torch.inference_mode():
                answers, support, span = self._network(*batch)
            for row, place in enumerate(places):
                logits = span[row, : len(pairs[place].ids)].numpy()
                found[place] = Logits(float(answers[row]), tuple(support[row].tolist()), logits)
        return [found[place] for place in range(len(pairs))]


def _tensors(pairs: Sequence[Pair]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids, types and mask of pairs that are padded to one length, each of shape (pairs, tokens)."""
    import torch

    ids = torch.zeros((len(pairs), _padded(pairs[0])), dtype=torch.long)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, pair in enumerate(pairs):
        size = len(pair.ids)
        ids[row, :size] = torch.tensor(pair.ids)
        types[row, pair.second : size] = 1
        mask[row, :size] = 1
    return ids, types, mask


def _batches(pairs: Sequence[Pair]) -> Iterator[list[int]]:
    """Places of all pairs in batches of one padded length, the longest first."""
    order = sorted(range(len(pairs)), key=lambda place: -_padded(pairs[place]))
    for length, group in groupby(order, lambda place: _padded(pairs[place])):
        places, many = list(group), max(1, _TOKENS_A_BATCH // length)
        yield from (places[first : first + many] for first in range(0, len(places), many))


def _padded(pair: Pair) -> int:
    return -(-len(pair.ids) // _STEP) * _STEP
