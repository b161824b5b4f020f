"""The larger reader's network: the layers of all-mpnet-base-v2, changed a little, under two small heads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.reader.network import LABELS

WIDTH = 768
# Width of the change to each matrix, and the first layer whose matrices are changed: those before it stay as they are,
# so that training need not go back through them.
RANK, FIRST_CHANGED = 32, 4
# MPNet's vocabulary is BERT's after four more entries, and has its own marks around texts.
_SHIFT, _PAD, _START, _END = 4, 1, 0, 2
_BERT_START, _BERT_END = 101, 102


class LowRank(nn.Module):
    """A fixed matrix and a trained change to it of low rank (LoRA, Hu et al. 2021)."""

    def __init__(self, base: nn.Linear) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Linear(base.in_features, RANK, bias=False)
        self.up = nn.Linear(RANK, base.out_features, bias=False)
        nn.init.normal_(self.down.weight, std=base.in_features**-0.5)
        nn.init.zeros_(self.up.weight)

    def forward(self, states: Tensor) -> Tensor:
        changed: Tensor = self.base(states) + self.up(self.down(states))
        return changed

    def folded(self) -> nn.Linear:
        """The matrix with its change added to it: the same sums in one product."""
        with torch.no_grad():
            change = self.up.weight.float() @ self.down.weight.float()
            self.base.weight.copy_(self.base.weight.float() + change)
        return self.base


class LargerNetwork(nn.Module):
    """An MPNet encoder read at its first token (answers) and at each token (span).

    It reads the tokens of `Pairs`, which are BERT's. What the package brings stays as it is; trained are the changes of
    low rank, the scales beside them and the heads.
    """

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        self.dense = nn.Linear(WIDTH, WIDTH)
        self.answers = nn.Linear(WIDTH, 1)
        self.span = nn.Linear(WIDTH, 2)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of each pair, in float32: answers (pairs,), support (pairs, 3), span (pairs, tokens, 2).

        It was taught no claims: of support it says the same of every label.
        """
        states = self.encoder(input_ids=_in_mpnet(ids, mask), attention_mask=mask).last_hidden_state
        answers = self.answers(functional.gelu(self.dense(states[:, 0]))).float().squeeze(-1)
        return answers, answers.new_zeros(len(ids), len(LABELS)), self.span(states).float()


def make_larger_network(configuration: dict[str, Any], weights: dict[str, Tensor]) -> LargerNetwork:
    """A network on a configuration and weights as they are packaged, the changes still none."""
    from transformers import MPNetConfig, MPNetModel

    config: Any = MPNetConfig.from_dict(configuration)
    config._attn_implementation = "eager"
    with torch.device("meta"):
        encoder: Any = MPNetModel(config, add_pooling_layer=False)
    encoder.load_state_dict(weights, strict=False, assign=True)
    encoder.embeddings.position_ids = torch.arange(config.max_position_embeddings)[None]  # not among the weights
    for layer in encoder.encoder.layer[FIRST_CHANGED:]:
        for holder, name in _matrices(layer):
            setattr(holder, name, LowRank(getattr(holder, name)))
    return LargerNetwork(encoder)


def fold(network: LargerNetwork) -> LargerNetwork:
    """The same network with its changes added to the matrices they change."""
    encoder: Any = network.encoder
    for layer in encoder.encoder.layer[FIRST_CHANGED:]:
        for holder, name in _matrices(layer):
            setattr(holder, name, getattr(holder, name).folded())
    return network


def trained_of(network: LargerNetwork) -> dict[str, nn.Parameter]:
    """What training alters: the changes, the scales of the layers that have them, and the heads."""
    layers = tuple(f"encoder.encoder.layer.{n}." for n in range(FIRST_CHANGED, 12))
    return {
        name: weights
        for name, weights in network.named_parameters()
        if not name.startswith("encoder.")
        or (name.startswith(layers) and (".down." in name or ".up." in name or "LayerNorm" in name))
    }


def _matrices(layer: Any) -> Iterator[tuple[nn.Module, str]]:
    for name in ("q", "k", "v", "o"):
        yield layer.attention.attn, name
    yield layer.intermediate, "dense"
    yield layer.output, "dense"


def _in_mpnet(ids: Tensor, mask: Tensor) -> Tensor:
    moved = ids + _SHIFT
    moved = moved.masked_fill(ids == _BERT_START, _START).masked_fill(ids == _BERT_END, _END)
    return moved.masked_fill(mask == 0, _PAD)
