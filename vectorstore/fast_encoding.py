"""Encoding many passages with OpenVINO in bfloat16. The only room that knows OpenVINO.

bfloat16 keeps 8 bits of a number's fraction; the vectors come out within 1e-4 (cosine) of those of PyTorch in float32,
so vectors of both kinds may stand in one index. It pays where the processor multiplies bfloat16 by itself.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Tokens given to the processor at once, padding included: larger batches fall out of its caches.
_TOKENS_A_BATCH = 2048
# On these a converted model must agree with the one it was made from: short, long, cut, in capitals and other letters.
_PROBES = (
    "Boats cannot land.",
    "The PIER of Ōsterby\nwas closed on Friday.",
    "港は金曜日に再開した",
    "quay " * 300,
    " ",
)
_LEAST_COSINE = 0.999


class FastEncoder:
    """A compiled model: token ids and attention mask in, unit vectors out."""

    def __init__(self, compiled: Any, tokenizer: Any, max_length: int) -> None:
        self._compiled, self._tokenizer, self._max_length = compiled, tokenizer, max_length

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimensions). Raises RuntimeError if OpenVINO fails."""
        tokenised = self._tokenizer(
            list(texts), truncation=True, max_length=self._max_length, padding=False, return_attention_mask=False
        )
        return self.encode_ids(tokenised["input_ids"])

    def encode_ids(self, ids: Sequence[list[int]]) -> NDArray[np.float32]:
        """The same for texts given as the ids of their tokens, those that open and close a text included."""
        import numpy as np
        from openvino import AsyncInferQueue

        dimensions = self._compiled.output(0).partial_shape[1].get_length()
        vectors = np.empty((len(ids), dimensions), dtype=np.float32)

        def keep(request: Any, rows: list[int]) -> None:
            vectors[rows] = request.get_output_tensor(0).data

        queue = AsyncInferQueue(self._compiled, self._compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))
        queue.set_callback(keep)
        for rows in _batches([len(i) for i in ids]):
            queue.start_async(self._padded([ids[row] for row in rows]), rows)
        queue.wait_all()
        return vectors

    def _padded(self, ids: list[list[int]]) -> list[NDArray[np.int64]]:
        """Token ids and attention mask of texts, the longest first, each of shape (texts, tokens of the longest)."""
        import numpy as np

        tokens = np.full((len(ids), len(ids[0])), self._tokenizer.pad_token_id or 0, dtype=np.int64)
        mask = np.zeros_like(tokens)
        for row, of_text in enumerate(ids):
            tokens[row, : len(of_text)] = of_text
            mask[row, : len(of_text)] = 1
        return [tokens, mask]


def make_fast_encoder(model: Any, threads: int | None = None) -> FastEncoder | None:
    """A fast encoder of the same vectors as a sentence-transformers model, or None if there can be none.

    There is none without OpenVINO, on a processor without bfloat16 arithmetic, for a model that is more than a
    transformer, the mean of its tokens and unit length, or where the vectors turn out not to be the same.
    threads: at most so many are used; None means as many as PyTorch uses.
    """
    if not _is_plain(model) or not shut_out_telemetry():
        return None
    try:
        import openvino

        core = openvino.Core()
        if not knows_bfloat16(core):
            return None
        compiled = _compiled(core, model, threads)
        encoder = FastEncoder(compiled, model.tokenizer, model.max_seq_length)
        return encoder if _agrees(encoder, model) else None
    except Exception:  # whatever it is that a foreign model or a foreign machine cannot do, PyTorch can
        return None


def knows_bfloat16(core: Any) -> bool:
    """Whether the processor calculates with bfloat16 by itself, as an `openvino.Core` sees it."""
    return "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")


def shut_out_telemetry() -> bool:
    """Keep OpenVINO from telling its maker of every import and conversion, as it does if its telemetry can be loaded.

    Returns False where somebody else in this process has loaded it already: it cannot be shut out any more.
    """
    return sys.modules.setdefault("openvino_telemetry", None) is None  # type: ignore[arg-type]


def _is_plain(model: Any) -> bool:
    parts = [type(part).__name__ for part in model]
    return (
        parts in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
        and model[1].pooling_mode in ("mean", ("mean",))
        and not any(model.prompts.values())
        and model.truncate_dim is None
        and isinstance(model.max_seq_length, int)
    )


def _compiled(core: Any, model: Any, threads: int | None) -> Any:
    import openvino
    import torch
    from torch.nn.functional import normalize

    class MeanOfTokens(torch.nn.Module):
        """The transformer, the mean over the tokens that are none of the padding, unit length."""

        def __init__(self) -> None:
            super().__init__()
            self.transformer = model[0].auto_model.eval()

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            states = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(states.dtype)
            return normalize((states * mask).sum(1) / mask.sum(1).clamp(min=1e-9), dim=1)

    example = torch.ones((2, 9), dtype=torch.int64)
    any_shape = openvino.PartialShape([-1, -1])
    with warnings.catch_warnings():  # tracing warns of all that it takes to be constant; `_agrees` sees what is wrong
        warnings.simplefilter("ignore")
        converted = openvino.convert_model(
            MeanOfTokens(),
            example_input={"input_ids": example, "attention_mask": example},
            input=[("input_ids", any_shape), ("attention_mask", any_shape)],
        )
    many = threads or torch.get_num_threads()
    settings = {"INFERENCE_PRECISION_HINT": "bf16", "INFERENCE_NUM_THREADS": many, "NUM_STREAMS": many}
    return core.compile_model(converted, "CPU", settings)


def _agrees(encoder: FastEncoder, model: Any) -> bool:
    there = model.encode_document(list(_PROBES), normalize_embeddings=True, show_progress_bar=False)
    return bool(((encoder.encode(_PROBES) * there).sum(axis=1) > _LEAST_COSINE).all())


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of all texts in batches of like length; the longest first, so that none is waited for at the end."""
    order = sorted(range(len(lengths)), key=lambda place: -lengths[place])
    edges = [0]
    while edges[-1] < len(order):
        edges.append(edges[-1] + max(1, _TOKENS_A_BATCH // max(1, lengths[order[edges[-1]]])))
    return (order[start:stop] for start, stop in pairwise(edges))
