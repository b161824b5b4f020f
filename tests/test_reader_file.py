"""The file of the reader's weights: kept, read again, and refused where it is not what it should be."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load, save

from assistant import Reader, ReaderError
from assistant.reader import weights
from assistant.reader.calibration import Calibration
from assistant.reader.weights import load_weights, packaged_folder, save_weights
from vectorstore.embedder import Embedder

ABOUT = {"news reader 2": "{}"}


def test_weights_come_back_as_they_were_kept(tmp_path: Path, reader_weights: Path) -> None:
    fitted = Calibration(0.7, -0.1, 1.4, 0.9)
    network, plain = load_weights(reader_weights)
    assert plain == Calibration()
    digest = save_weights(network, tmp_path / "again.safetensors", fitted)
    assert digest == hashlib.sha256((tmp_path / "again.safetensors").read_bytes()).hexdigest()
    assert save_weights(network, tmp_path / "again.safetensors", fitted) == digest
    again, calibration = load_weights(tmp_path / "again.safetensors")
    assert calibration == fitted
    assert [path.name for path in tmp_path.iterdir()] == ["again.safetensors"]
    for (name, there), (_, here) in zip(network.named_parameters(), again.named_parameters(), strict=True):
        assert torch.equal(there, here), name


def test_the_file_holds_what_was_trained_and_nothing_else(reader_weights: Path) -> None:
    with safe_open(reader_weights, framework="pt") as file:
        names = set(file.keys())
        dtypes = {file.get_tensor(name).dtype for name in names}
    assert dtypes == {torch.bfloat16}
    assert not any(name.startswith("encoder.embeddings") for name in names)
    assert {"answers.out.weight", "support.dense.bias", "span.weight"} <= names
    assert reader_weights.stat().st_size <= 25_000_000


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def _other_format(path: Path) -> None:
    path.write_bytes(save(load(path.read_bytes()), {"news reader 1": "{}"}))


def _without_a_tensor(path: Path) -> None:
    tensors = load(path.read_bytes())
    del tensors["span.bias"]
    path.write_bytes(save(tensors, ABOUT))


def _narrower(path: Path) -> None:
    tensors = load(path.read_bytes())
    narrower = tensors["span.weight"][:, :-1].contiguous()
    path.write_bytes(save(tensors | {"span.weight": narrower}, ABOUT))


def _with_no_number(path: Path) -> None:
    tensors = load(path.read_bytes())
    tensors["span.bias"][0] = float("nan")
    path.write_bytes(save(tensors, ABOUT))


def _turned_about(path: Path) -> None:
    path.write_bytes(save(load(path.read_bytes()), {"news reader 2": '{"answers_scale": -1}'}))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (Path.unlink, "there is no file with weights of a reader at "),
        (_cut, "damaged, or no safetensors file"),
        (lambda path: path.write_bytes(b""), "damaged, or no safetensors file"),
        (lambda path: path.write_text("Weights, honestly. " * 90), "damaged, or no safetensors file"),
        (_other_format, "not those of a reader of this version"),
        (_without_a_tensor, "not those of a reader: other tensors, or other shapes"),
        (_narrower, "not those of a reader: other tensors, or other shapes"),
        (_with_no_number, "damaged: some are no numbers"),
        (_turned_about, "the calibration beside the weights in .* cannot be read"),
    ],
)
def test_a_file_that_is_no_good_is_told_in_a_sentence(
    tmp_path: Path, reader_weights: Path, spoil: Callable[[Path], object], reason: str
) -> None:
    path = Path(shutil.copy(reader_weights, tmp_path / "spoilt.safetensors"))
    spoil(path)
    with pytest.raises(ReaderError, match=reason) as raised:
        Reader.load(path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_weights_of_another_model_are_refused() -> None:
    folder = Embedder().folder
    assert folder is not None
    with pytest.raises(ReaderError, match="not those of a reader of this version"):
        Reader.load(folder / "model.safetensors")
    with pytest.raises(ReaderError, match="there is no file with weights of a reader"):
        Reader.load(folder)


def test_the_shipped_file_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader_weights: Path) -> None:
    monkeypatch.setattr(weights, "SHIPPED", tmp_path / "reader.safetensors")
    with pytest.raises(ReaderError, match=r"the reader's weights are missing \(.*\): install news-assistant anew$"):
        load_weights()
    shutil.copy(reader_weights, weights.SHIPPED)
    with pytest.raises(ReaderError, match=r"the reader's weights are damaged \(.*\): install news-assistant anew$"):
        load_weights()
    monkeypatch.setattr(weights, "SHIPPED_SHA256", hashlib.sha256(reader_weights.read_bytes()).hexdigest())
    assert load_weights()[1] == Calibration()


def test_embeddings_that_are_not_the_publishers_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert packaged_folder() == Embedder().folder
    monkeypatch.setattr(Embedder, "fingerprint", "other")
    with pytest.raises(ReaderError, match=r"^the reader cannot be loaded: the all-MiniLM-L6-v2 weights in "):
        packaged_folder()
