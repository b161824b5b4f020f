"""One step of learning: the losses of the three heads, and an optimiser that keeps what bfloat16 would lose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.batches import Batch

Task = Literal["answers", "support"]
_SPANS, _NO_SPANS = 1.0, 0.25
_HEADS_FASTER = 3.0


def loss_of(network: nn.Module, batch: Batch, task: Task) -> Tensor:
    """The mean loss of a batch.

    answers: binary cross-entropy of each text, cross-entropy over the texts of a question (as in ListNet, Cao et al.
    2007, with one right text), and that of the span's ends, where a text that does not answer points at its first
    token (as in SQuAD 2.0, Devlin et al. 2019). support: cross-entropy over the three labels.
    """
    answers, support, span = network(batch.ids, batch.types, batch.mask)
    if task == "support":
        return functional.cross_entropy(support, batch.labels)
    binary = functional.binary_cross_entropy_with_logits(answers, batch.labels.float())
    return binary + _listwise(answers, batch) + _spans(span, batch)


def _listwise(answers: Tensor, batch: Batch) -> Tensor:
    losses = []
    for first, stop in batch.groups:
        right = batch.labels[first:stop].bool()
        if right.any() and not right.all():
            within = answers[first:stop].log_softmax(0)
            losses.append(-within[right].logsumexp(0))
    return torch.stack(losses).mean() if losses else answers.sum() * 0


def _spans(span: Tensor, batch: Batch) -> Tensor:
    logits = span.masked_fill(~batch.open.unsqueeze(-1), float("-inf"))
    known = batch.starts >= 0
    if not known.any():
        return span.sum() * 0
    both = functional.cross_entropy(logits[known, :, 0], batch.starts[known], reduction="none")
    both = both + functional.cross_entropy(logits[known, :, 1], batch.ends[known], reduction="none")
    weights = torch.where(batch.labels[known] == 1, _SPANS, _NO_SPANS)
    return (both * weights).sum() / len(batch.labels)


class MasterCopy:
    """AdamW on float32 copies of the weights: a small step is lost in bfloat16, and not in the copy."""

    def __init__(self, network: nn.Module, rate: float) -> None:
        heads = {id(p) for name, p in network.named_parameters() if not name.startswith("encoder.")}
        self._live = [p for p in network.parameters() if p.requires_grad]
        self._copies = [p.detach().float().clone() for p in self._live]
        groups: dict[tuple[bool, bool], list[Tensor]] = {}
        for live, copy in zip(self._live, self._copies, strict=True):
            groups.setdefault((id(live) in heads, live.ndim > 1), []).append(copy)
        self._rates = [rate * (_HEADS_FASTER if is_head else 1.0) for is_head, _ in groups]
        self._sums = [torch.zeros_like(copy) for copy in self._copies]
        self._summed = 0
        self._adam = torch.optim.AdamW(
            [{"params": copies, "weight_decay": 0.01 if wide else 0.0} for (_, wide), copies in groups.items()],
            lr=rate,
            betas=(0.9, 0.98),
        )

    def step(self, share: float) -> float:
        """Follow the gradients at this share of the full rate; returns their norm."""
        for copy, live in zip(self._copies, self._live, strict=True):
            copy.grad = None if live.grad is None else live.grad.float()
            live.grad = None
        norm = float(nn.utils.clip_grad_norm_(self._copies, 1.0))
        for group, rate in zip(self._adam.param_groups, self._rates, strict=True):
            group["lr"] = rate * share
        self._adam.step()
        with torch.no_grad():
            for copy, live in zip(self._copies, self._live, strict=True):
                live.copy_(copy)
        return norm

    def remember(self) -> None:
        """Count the weights as they are now into the mean that `take_mean` takes."""
        for total, copy in zip(self._sums, self._copies, strict=True):
            total.add_(copy)
        self._summed += 1

    def take_mean(self) -> None:
        """Put the mean of those remembered in their place (Izmailov et al. 2018). ValueError if there are none."""
        if not self._summed:
            raise ValueError("no weights were remembered to take the mean of")
        with torch.no_grad():
            for total, copy, live in zip(self._sums, self._copies, self._live, strict=True):
                copy.copy_(total / self._summed)
                live.copy_(copy)


def without_dropout(modules: Iterable[nn.Module]) -> None:
    """Dropout takes a third of the time of a step here, and one pass over the rows does not need it."""
    for module in modules:
        if isinstance(module, nn.Dropout):
            module.p = 0.0
