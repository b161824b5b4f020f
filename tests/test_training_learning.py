"""One step of learning."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import nn
from torch.nn import functional

from assistant.reader.network import ReaderNetwork
from training.batches import Batch, read, tensors
from training.learning import MasterCopy, Task, loss_of, without_dropout
from training.rows import Example
from training.train import ready

TEXT = "The old mill was built by Piet Sandvoort in 1784."
GROUPS = [
    [Example("Who built the mill?", "", TEXT, 1, 26, 40), Example("Who built the mill?", "", "It rained.", 0)],
    [Example("When was it built?", "Mills", TEXT, 1, 44, 48), Example("When was it built?", "", "Piet was born.", 0)],
]


@pytest.fixture
def network() -> ReaderNetwork:
    return ready(3)[0]


@pytest.fixture(scope="module")
def batch() -> Batch:
    return tensors(read(ready(3)[1], GROUPS))


@pytest.mark.parametrize("task", ["answers", "support"])
def test_the_loss_falls_and_the_embeddings_stay(network: ReaderNetwork, batch: Batch, task: Task) -> None:
    fixed = {name: p.clone() for name, p in network.encoder.embeddings.named_parameters()}
    moving = network.encoder.encoder.layer[5].output.dense.weight.clone()
    master, losses = MasterCopy(network, 3e-4), []
    for _ in range(8):
        loss = loss_of(network, batch, task)
        loss.backward()
        losses.append(float(loss.detach()))
        assert master.step(1.0) > 0
    assert losses[-1] < 0.6 * losses[0]
    assert fixed
    assert all(torch.equal(p, fixed[name]) for name, p in network.encoder.embeddings.named_parameters())
    assert not torch.equal(network.encoder.encoder.layer[5].output.dense.weight, moving)


def test_a_span_that_is_not_known_and_texts_without_a_rival_add_nothing(network: ReaderNetwork, batch: Batch) -> None:
    alone = replace(
        batch,
        starts=torch.full_like(batch.starts, -1),
        ends=torch.full_like(batch.ends, -1),
        groups=tuple((n, n + 1) for n in range(len(batch.labels))),
    )
    with torch.no_grad():
        answers, _, _ = network(batch.ids, batch.types, batch.mask)
        binary = functional.binary_cross_entropy_with_logits(answers, batch.labels.float())
        assert float(loss_of(network, alone, "answers")) == pytest.approx(float(binary))
        assert float(loss_of(network, batch, "answers")) > float(binary)


def test_spans_are_only_sought_in_the_text_and_count_more_where_it_answers(
    network: ReaderNetwork, batch: Batch
) -> None:
    nothing = replace(batch, starts=torch.full_like(batch.starts, -1), ends=torch.full_like(batch.ends, -1))
    right = replace(nothing, starts=batch.starts.where(batch.labels == 1, -1), ends=batch.ends)
    with torch.no_grad():
        span = network(batch.ids, batch.types, batch.mask)[2].masked_fill(~batch.open[..., None], float("-inf"))
        places = torch.nonzero(batch.labels == 1).flatten()
        ends = [
            functional.cross_entropy(span[places, :, side], gold[places], reduction="sum")
            for side, gold in enumerate((batch.starts, batch.ends))
        ]
        added = float(loss_of(network, right, "answers") - loss_of(network, nothing, "answers"))
        wrong_too = float(loss_of(network, batch, "answers") - loss_of(network, nothing, "answers"))
    assert added == pytest.approx(float(sum(ends)) / len(batch.labels), rel=1e-3)
    assert wrong_too > added


class _Tiny(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder, self.answers, self.support, self.span = (nn.Linear(2, 2) for _ in range(4))
        self.to(torch.bfloat16)
        for weights in self.parameters():
            nn.init.ones_(weights)


def test_the_master_copy_keeps_steps_that_bfloat16_would_lose() -> None:
    network, plain = _Tiny(), _Tiny()
    master = MasterCopy(network, 1e-4)  # type: ignore[arg-type]
    lossy = torch.optim.AdamW(plain.parameters(), lr=1e-4, betas=(0.9, 0.98))
    for step in range(60):
        for weights in (*network.parameters(), *plain.parameters()):
            weights.grad = torch.ones_like(weights)
        master.step(1.0)
        lossy.step()
        if step == 0:
            assert all(bool((weights == 1).all()) for weights in network.parameters())
    assert all(bool((weights == 1).all()) for weights in plain.parameters())
    assert float(network.encoder.bias.detach()[0]) == pytest.approx(1 - 60e-4, abs=0.003)
    assert float(network.answers.bias.detach()[0]) == pytest.approx(1 - 3 * 60e-4, abs=0.003)
    assert all(weights.grad is None for weights in network.parameters())


def test_a_step_is_as_long_as_its_share_and_of_no_length_at_nought() -> None:
    network = _Tiny()
    master = MasterCopy(network, 0.1)  # type: ignore[arg-type]
    for share, moved in ((0.0, 0.0), (0.5, 0.05)):
        network.encoder.bias.grad = torch.ones_like(network.encoder.bias)
        before = float(network.encoder.bias.detach()[0])
        master.step(share)
        assert before - float(network.encoder.bias.detach()[0]) == pytest.approx(moved, abs=0.01)
    assert bool((network.support.weight == 1).all())  # no gradient, no step


def test_the_mean_of_the_weights_remembered_is_taken_finer_than_bfloat16_steps() -> None:
    network = _Tiny()
    master = MasterCopy(network, 1e-3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no weights were remembered"):
        master.take_mean()
    for _ in range(41):
        for weights in network.parameters():
            weights.grad = torch.ones_like(weights)
        master.step(1.0)
        master.remember()
    last = float(network.encoder.bias.detach()[0])
    master.take_mean()
    assert last == pytest.approx(1 - 0.041, abs=0.004)
    assert float(network.encoder.bias.detach()[0]) == pytest.approx(1 - 0.021, abs=0.004)


def test_dropout_is_switched_off() -> None:
    network = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.5), nn.Sequential(nn.Dropout(0.1)))
    without_dropout(network.modules())
    assert [module.p for module in network.modules() if isinstance(module, nn.Dropout)] == [0.0, 0.0]
