"""A table of one vector for each token, from which the vectors of texts are made by adding up. Knows no index.

The method is model2vec's (Stephan Tulkens and Thomas van Dongen, Model2Vec, MinishLab 2024, `distill/inference.py`):
every token of a sentence model's vocabulary is encoded alone, principal components of these vectors are kept, and a
token weighs the less the more often it is used, which its place in the vocabulary tells by Zipf's law (the weights of
Arora, Liang and Ma, "A simple but tough-to-beat baseline for sentence embeddings", ICLR 2017).
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vectorstore.embedder import Vocabulary

METHOD = 1  # to be counted up when the same model would give another table
_DIMENSIONS = 256
_SIF = 1e-4
# Tokens that stand for no text count next to nothing, but are what a text of no other token is made of.
_NEXT_TO_NOTHING = 1e-3
_UNUSED = re.compile(r"\[unused\d+\]")


class StaticTable:
    """Rows by token id, shape (tokens, dimensions), and the tokenizer that finds the tokens of a text.

    rows: float16, as they are kept. tokenizer: as JSON. fingerprint: what the table was distilled from, and how.
    """

    def __init__(self, rows: NDArray[np.float16], tokenizer: str, fingerprint: str) -> None:
        self.rows, self.tokenizer, self.fingerprint = rows, tokenizer, fingerprint

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimensions)."""
        import numpy as np

        vectors = np.empty((len(texts), self.rows.shape[1]), dtype=np.float32)
        for place, found in enumerate(self._tokens.encode_batch_fast(list(texts), add_special_tokens=False)):
            vectors[place] = self._single[found.ids or [0]].sum(axis=0)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors

    def save(self, path: Path) -> None:
        """Write the table to a file in one step. Raises OSError.

        It is not made sure that it reaches the disk: a table that did not is found damaged, and distilled again.
        """
        from safetensors.numpy import save

        about = {"tokenizer": self.tokenizer, "fingerprint": self.fingerprint, "sha256": self._sha256()}
        temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
        temporary.write_bytes(save({"rows": self.rows}, about))
        os.replace(temporary, path)

    @classmethod
    def load(cls, path: Path) -> StaticTable | None:
        """The table in a file; None if it is missing or damaged."""
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(path, framework="numpy") as file:
                about = file.metadata() or {}
                table = cls(file.get_tensor("rows"), about["tokenizer"], about["fingerprint"])
        except (OSError, KeyError, SafetensorError):
            return None
        return table if table._sha256() == about.get("sha256") else None

    @cached_property
    def _single(self) -> NDArray[np.float32]:
        import numpy as np

        return self.rows.astype(np.float32)

    @cached_property
    def _tokens(self) -> Any:
        from tokenizers import Tokenizer

        tokens = Tokenizer.from_str(self.tokenizer)
        tokens.no_padding()
        tokens.no_truncation()
        return tokens

    def _sha256(self) -> str:
        digest = hashlib.sha256(self.rows.tobytes())
        digest.update(self.tokenizer.encode())
        digest.update(self.fingerprint.encode())
        return digest.hexdigest()


def distil(vocabulary: Vocabulary, fingerprint: str) -> StaticTable:
    """The token table of a model. The same vectors give the same table; nearly the same ones, nearly the same."""
    import numpy as np
    from tokenizers import Tokenizer

    names = Tokenizer.from_str(vocabulary.tokenizer).get_vocab()
    empty = [id_ for name, id_ in names.items() if name in vocabulary.special or _UNUSED.fullmatch(name)]
    used = np.setdiff1d(np.arange(len(vocabulary.vectors)), empty)
    rows = _components(vocabulary.vectors, used)
    shares = 1 / np.arange(2, len(used) + 2)
    shares /= shares.sum()
    weights = np.full(len(rows), _NEXT_TO_NOTHING)
    weights[used] = _SIF / (_SIF + shares)
    return StaticTable((rows * weights[:, None]).astype(np.float16), vocabulary.tokenizer, fingerprint)


def _components(vectors: NDArray[np.float32], used: NDArray[np.int64]) -> NDArray[np.float64]:
    """The first principal components of all rows, found from the used ones.

    A component may point either way; it is turned so that its largest loading is positive, lest a table made a second
    time, on another processor, differ from that of the vectors already stored.
    """
    import numpy as np

    centred = (vectors - vectors[used].mean(axis=0)).astype(np.float64)
    _, axes = np.linalg.eigh(centred[used].T @ centred[used])
    kept = axes[:, ::-1][:, :_DIMENSIONS]
    largest = np.take_along_axis(kept, np.abs(kept).argmax(axis=0)[None], axis=0)
    found: NDArray[np.float64] = centred @ (kept * np.sign(largest))
    return found
