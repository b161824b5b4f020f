"""The reader's network: the layers of all-MiniLM-L6-v2 under three small heads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from torch import Tensor, nn
from torch.nn import functional

WIDTH = 384
LABELS = ("supports", "refutes", "neither")


class ReaderNetwork(nn.Module):
    """A BERT encoder read at its first token (answers, support) and at each token (span).

    The encoder's embeddings stay as they are packaged; all else is trained.
    """

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        self.answers = _Head(1)
        self.support = _Head(len(LABELS))
        self.span = nn.Linear(WIDTH, 2)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of each pair, in float32: answers (pairs,), support (pairs, 3), span (pairs, tokens, 2)."""
        states = self.encoder(input_ids=ids, token_type_ids=types, attention_mask=mask).last_hidden_state
        first = states[:, 0]
        return self.answers(first).float().squeeze(-1), self.support(first).float(), self.span(states).float()


class _Head(nn.Module):
    def __init__(self, wide: int) -> None:
        super().__init__()
        self.dense = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, wide)

    def forward(self, state: Tensor) -> Tensor:
        logits: Tensor = self.out(functional.gelu(self.dense(state)))
        return logits


def make_network(folder: Path) -> ReaderNetwork:
    """A network on the packaged weights in a folder, its heads untrained."""
    from transformers import BertModel

    encoder: Any = BertModel.from_pretrained(str(folder), add_pooling_layer=False, attn_implementation="eager")
    return ReaderNetwork(encoder)
