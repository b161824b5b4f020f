"""The fast encoder: the vectors of the model it was made from, whatever is encoded beside a text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from conftest import SAMPLES
from makers import QUESTIONS_FILE
from processes import environment, forked

from corpus import read_articles
from vectorstore import NewsIndex
from vectorstore.embedder import Embedder
from vectorstore.fast_encoding import FastEncoder, knows_bfloat16, make_fast_encoder, shut_out_telemetry

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_COSINE = 0.999
TEXTS = [f"{a.title}\n{p.text}" for a in read_articles(SAMPLES) for p in a.paragraphs][:120]
TEXTS += ["", "port " * 400]
QUERIES = [line.split('"')[3] for line in QUESTIONS_FILE.read_text(encoding="utf-8").splitlines()[:12]]


@pytest.fixture(scope="module")
def model() -> Any:
    return Embedder()._model


@pytest.fixture(scope="module")
def able() -> None:
    """Only the processor may be a reason to have no fast encoder: an OpenVINO that is missing or fails is a failure."""
    assert shut_out_telemetry()
    import openvino

    if not knows_bfloat16(openvino.Core()):
        pytest.skip("this processor has no bfloat16 arithmetic")


@pytest.fixture(scope="module")
def encoder(model: Any, able: None) -> FastEncoder:
    made = make_fast_encoder(model)
    assert made is not None
    return made


@pytest.fixture(scope="module")
def vectors(encoder: FastEncoder) -> NDArray[np.float32]:
    return encoder.encode(TEXTS)


def cosines(some: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    cosines: NDArray[np.float32] = (some * others).sum(axis=1)
    return cosines


def test_the_vectors_are_those_of_the_model(model: Any, vectors: NDArray[np.float32]) -> None:
    assert (vectors.shape, vectors.dtype.name) == ((len(TEXTS), 384), "float32")
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1.0] * len(TEXTS), abs=1e-3)
    exact = model.encode_document(TEXTS, normalize_embeddings=True)
    assert cosines(vectors, exact).min() > LEAST_COSINE
    assert cosines(vectors, exact).mean() > 0.9999


def test_a_vector_does_not_depend_on_what_is_encoded_beside_it(
    encoder: FastEncoder, vectors: NDArray[np.float32]
) -> None:
    again = np.concatenate([encoder.encode(TEXTS[:1]), encoder.encode(TEXTS[1:17]), encoder.encode(TEXTS[17:])])
    assert cosines(again, vectors).min() > LEAST_COSINE
    assert cosines(encoder.encode(TEXTS[::-1])[::-1], vectors).min() > LEAST_COSINE


def test_neither_vectors_nor_ranking_depend_on_the_number_of_threads(
    model: Any, encoder: FastEncoder, vectors: NDArray[np.float32]
) -> None:
    alone = make_fast_encoder(model, threads=1)
    assert alone is not None
    of_one_thread = alone.encode(TEXTS)
    assert cosines(of_one_thread, vectors).min() > LEAST_COSINE
    queries = model.encode_query(QUERIES, normalize_embeddings=True)
    assert np.array_equal(np.argmax(queries @ of_one_thread.T, axis=1), np.argmax(queries @ vectors.T, axis=1))


@pytest.mark.usefixtures("able")
def test_an_index_may_hold_vectors_of_both_kinds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vectorstore.embedder._WORTH_CONVERTING", 10_000)
    archive = list(read_articles(SAMPLES))
    exact, mixed = NewsIndex.open(tmp_path / "exact"), NewsIndex.open(tmp_path / "mixed")
    exact._embedder, mixed._embedder = Embedder(fast=False), Embedder(fast=False)
    exact.update(archive)
    mixed.update(archive[:20])
    assert mixed.status().encoding == exact.status().encoding == "torch fp32"
    mixed._embedder = Embedder()
    mixed.update(archive)
    assert mixed.status().encoding == "openvino bf16, torch fp32"
    for query in QUERIES:
        there, here = exact.search(query, k=5), mixed.search(query, k=5)
        assert here[0].passage == there[0].passage
        assert here[0].cosine == pytest.approx(there[0].cosine, abs=2e-3)
        assert len({h.passage.key for h in here} & {h.passage.key for h in there}) >= 4
    exact.close()
    mixed.close()


def test_a_model_of_another_make_has_no_fast_encoder() -> None:
    from sentence_transformers.sentence_transformer.modules import Pooling

    model = Embedder()._model
    model[1] = Pooling(384, pooling_mode="cls")
    assert make_fast_encoder(model) is None
    model[1] = Pooling(384, pooling_mode="mean")
    model.prompts["document"] = "passage: "
    assert make_fast_encoder(model) is None


def test_few_texts_are_left_to_pytorch_and_nothing_changes_that(monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = Embedder()
    few = TEXTS[:24]
    before = embedder.encode_passages(few)
    assert embedder.encoding == "torch fp32"
    monkeypatch.setattr("vectorstore.embedder._WORTH_CONVERTING", 10_000)
    embedder.encode_passages(TEXTS)
    assert np.array_equal(embedder.encode_passages(few), before)


WITHOUT = """
import sys
sys.modules["openvino"] = None
from vectorstore import embedder as module
module._WORTH_CONVERTING = 1_000
embedder = module.Embedder()
assert embedder.encode_passages(["The pier of Osterby was closed."] * 60).shape == (60, 384)
assert embedder.encoding == "torch fp32"
"""


def test_without_openvino_there_is_pytorch() -> None:
    assert forked(WITHOUT) == 0


NO_MODEL = """
import sys
from corpus import read_articles
from vectorstore import NewsIndex
report = NewsIndex.open(sys.argv[1]).update(read_articles([sys.argv[2]]))
print(report.unchanged, {"torch", "sentence_transformers", "openvino"} & set(sys.modules))
"""


def test_an_update_of_what_is_known_loads_no_model(tmp_path: Path, sample_index: NewsIndex) -> None:
    index = NewsIndex.open(tmp_path / "index")
    index._embedder = sample_index._embedder
    (tmp_path / "pier.txt").write_text("A pier\n\nThe pier of Osterby was closed on Friday.", encoding="utf-8")
    index.update(read_articles([tmp_path / "pier.txt"]))
    index.close()
    command = [sys.executable, "-c", NO_MODEL, str(tmp_path / "index"), str(tmp_path / "pier.txt")]
    done = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "1 set()\n"), done.stderr


def test_a_failure_of_openvino_is_made_good_by_pytorch(monkeypatch: pytest.MonkeyPatch, encoder: FastEncoder) -> None:
    embedder = Embedder()
    embedder._fast = FastEncoder(encoder._compiled, encoder._tokenizer, encoder._max_length)

    def fail(*_: object) -> None:
        raise RuntimeError("out of memory")

    monkeypatch.setattr(embedder._fast, "_padded", fail)
    assert embedder.encode_passages(TEXTS[:40]).shape == (40, 384)
    assert embedder.encoding == "torch fp32"
