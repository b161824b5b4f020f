"""The file of the reader's trained weights. The encoder's embeddings are not in it: they are the packaged model's."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import ReaderError
from assistant.reader.calibration import Calibration
from vectorstore import ModelMissingError
from vectorstore.embedder import packaged_weights, quiet_libraries

if TYPE_CHECKING:
    from torch import Tensor, nn

    from assistant.reader.larger_network import LargerNetwork
    from assistant.reader.network import ReaderNetwork

SHIPPED = Path(__file__).parent / "weights" / "reader.safetensors"
SHIPPED_SHA256 = "21aa0fb14d8e9caabf38613e024718f7cd2a408f5b96b006b184bb57e0af84b3"  # what `save_weights` returned
SHIPPED_LARGER = SHIPPED.with_name("larger.safetensors")
SHIPPED_LARGER_SHA256 = "76a922f13731106a24ffc07ab8ef8a20575b7d7edf0fb80efc0ce90831de1999"
_FORMAT = "news reader 2"  # the name of the one note in the file: safetensors writes several in any order
_PACKAGED = "encoder.embeddings."


def save_weights(network: nn.Module, path: Path, calibration: Calibration | None = None) -> str:
    """Write the trained weights, in bfloat16, and the calibration to a file in one step; returns its SHA-256.

    Raises OSError.
    """
    import torch
    from safetensors.torch import save

    trained = {name: weights.detach().to(torch.bfloat16).contiguous() for name, weights in _trained(network).items()}
    content = save(trained, {_FORMAT: (calibration or Calibration()).to_json()})
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    temporary.write_bytes(content)
    temporary.replace(path)
    return hashlib.sha256(content).hexdigest()


def packaged_folder() -> Path:
    """Where tokenizer and embeddings lie. Raises ReaderError if they are not those that the reader was trained on."""
    try:
        return packaged_weights()
    except ModelMissingError as error:
        raise ReaderError(f"the reader cannot be loaded: {error}") from error


def load_weights(path: Path | None = None) -> tuple[ReaderNetwork, Calibration]:
    """The network with the shipped weights, which are checked by their hash, or with those of another file.

    Raises ReaderError.
    """
    path = _shipped(SHIPPED, SHIPPED_SHA256) if path is None else _present(path)
    folder = packaged_folder()
    quiet_libraries()
    from assistant.reader.network import make_network

    network = make_network(folder)
    return network, _put_into(network, path)


def load_larger(path: Path | None = None) -> tuple[LargerNetwork, Calibration]:
    """The larger reader's network with its shipped weights, or those of another file. Raises ReaderError."""
    path = _shipped(SHIPPED_LARGER, SHIPPED_LARGER_SHA256) if path is None else _present(path)
    network = untrained_larger()
    calibration = _put_into(network, path)
    from assistant.reader.larger_network import fold

    return fold(network), calibration


def untrained_larger(after: Path | None = None) -> LargerNetwork:
    """The larger reader's network, to be trained: as its packages bring it, or after a pass, as written to a file.

    Raises ReaderError.
    """
    quiet_libraries()
    from assistant.reader.larger_base import base_weights
    from assistant.reader.larger_network import make_larger_network

    network = make_larger_network(*base_weights())
    if after is not None:
        _put_into(network, _present(after))
    return network


def _put_into(network: nn.Module, path: Path) -> Calibration:
    tensors, calibration = _read(path)
    wanted = {name: weights.shape for name, weights in _trained(network).items()}
    if {name: weights.shape for name, weights in tensors.items()} != wanted:
        raise ReaderError(f"the weights in {path} are not those of a reader: other tensors, or other shapes")
    network.load_state_dict(tensors, strict=False)
    if not all(bool(weights.isfinite().all()) for weights in _trained(network).values()):
        raise ReaderError(f"the weights in {path} are damaged: some are no numbers")
    network.requires_grad_(False)
    return calibration


def _shipped(path: Path, sha256: str) -> Path:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ReaderError(f"the reader's weights are missing ({path}): install news-assistant anew") from error
    if found != sha256:
        raise ReaderError(f"the reader's weights are damaged ({path}): install news-assistant anew")
    return path


def _present(path: Path) -> Path:
    if not os.path.isfile(path):  # also where it may not be looked for
        raise ReaderError(f"there is no file with weights of a reader at {path}")
    return path


def _read(path: Path) -> tuple[dict[str, Tensor], Calibration]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="pt") as file:
            about = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - it is no dict
    except (SafetensorError, OSError) as error:
        raise ReaderError(f"the weights in {path} cannot be read: they are damaged, or no safetensors file") from error
    if _FORMAT not in about:
        raise ReaderError(f"the weights in {path} are not those of a reader of this version")
    try:
        return tensors, Calibration.from_json(about[_FORMAT])
    except (ValueError, OverflowError) as error:
        raise ReaderError(f"the calibration beside the weights in {path} cannot be read ({error})") from error


def _trained(network: nn.Module) -> dict[str, Tensor]:
    """All that the file of a network's weights holds: what the packages do not bring."""
    from assistant.reader.larger_network import LargerNetwork, trained_of

    if isinstance(network, LargerNetwork):
        return dict(trained_of(network))
    return {name: weights for name, weights in network.named_parameters() if not name.startswith(_PACKAGED)}
