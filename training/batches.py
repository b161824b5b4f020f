"""From groups of examples to the tensors of one step."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from assistant.reader.pairs import Pair, Pairs
from training.groups import Group

# Tokens of one step, padding included.
TOKENS = 4096
_CLS_PLACE = 0


@dataclass(frozen=True)
class Reading:
    """One example as tokens.

    start, end: places of the first and last token that answer, both 0 for none and -1 where they are not known.
    """

    pair: Pair
    label: int
    start: int
    end: int


@dataclass(frozen=True)
class Batch:
    """Tensors of one step. groups: (first, stop) of each group's rows. open: (pairs, tokens) where a span may be."""

    ids: Tensor
    types: Tensor
    mask: Tensor
    open: Tensor
    labels: Tensor
    starts: Tensor
    ends: Tensor
    groups: tuple[tuple[int, int], ...]


def read(pairs: Pairs, groups: Sequence[Group]) -> list[list[Reading]]:
    """Each group's examples as tokens; of a long text the window with the answer, or else the first."""
    wanted = [(e.question, e.title, e.text) for group in groups for e in group]
    windows = pairs.of_all(wanted)
    return [[_reading(list(next(windows)), e.label, e.start, e.end) for e in group] for group in groups]


def _reading(windows: list[Pair], label: int, start: int, end: int) -> Reading:
    if start < 0:
        return Reading(windows[0], label, -1 if label else _CLS_PLACE, -1 if label else _CLS_PLACE)
    for pair in windows:
        inside = [n for n, (s, e) in enumerate(pair.offsets) if s < end and e > start]
        if inside and pair.offsets[0][0] <= start and pair.offsets[-1][1] >= end:
            return Reading(pair, label, pair.text + inside[0], pair.text + inside[-1])
    begun = [pair for pair in windows if pair.offsets[0][0] <= start < pair.offsets[-1][1]]
    return Reading((begun or windows)[0], label, -1, -1)  # the words are longer than what two windows share


def batches(groups: Sequence[list[Reading]], dice: random.Random, tokens: int = TOKENS) -> list[list[list[Reading]]]:
    """Groups of like length together, about so many tokens at a time, in a random order."""
    longest = [max(len(r.pair.ids) for r in group) for group in groups]
    order = sorted(range(len(groups)), key=lambda n: longest[n] + 3 * dice.random())
    made: list[list[list[Reading]]] = []
    now: list[list[Reading]] = []
    rows = 0
    for n in order:
        if now and (rows + len(groups[n])) * longest[n] > tokens:
            made.append(now)
            now, rows = [], 0
        now.append(groups[n])
        rows += len(groups[n])
    made += [now] if now else []
    dice.shuffle(made)
    return made


def tensors(groups: Sequence[Sequence[Reading]]) -> Batch:
    """One step's groups as tensors, padded to the longest."""
    rows = [reading for group in groups for reading in group]
    edges = list(_edges(groups))
    wide = max(len(r.pair.ids) for r in rows)
    ids = torch.zeros((len(rows), wide), dtype=torch.long)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    opened = torch.zeros(ids.shape, dtype=torch.bool)
    for n, reading in enumerate(rows):
        pair, size = reading.pair, len(reading.pair.ids)
        ids[n, :size] = torch.tensor(pair.ids)
        types[n, pair.second : size] = 1
        mask[n, :size] = 1
        opened[n, pair.text : size - 1] = True
        opened[n, _CLS_PLACE] = True
    return Batch(
        ids,
        types,
        mask,
        opened,
        torch.tensor([r.label for r in rows]),
        torch.tensor([r.start for r in rows]),
        torch.tensor([r.end for r in rows]),
        tuple(edges),
    )


def _edges(groups: Sequence[Sequence[Reading]]) -> Iterator[tuple[int, int]]:
    first = 0
    for group in groups:
        yield first, first + len(group)
        first += len(group)
