"""The static embedding: a table distilled from the real model, kept with the index, and made again where it is lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from conftest import SAMPLES
from makers import article

from corpus import read_articles
from vectorstore import NewsIndex, WrongModelError
from vectorstore.embedder import DEFAULT_MODEL, Embedder, Vocabulary
from vectorstore.static_embedder import StaticEmbedder, make_embedder

QUESTION = "How many people were injured in the ferry accident?"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Vocabulary]:
    """An index, and the vocabulary that its table was distilled from, which the model takes ten seconds to encode."""
    folder = tmp_path_factory.mktemp("static") / "index"
    encode, encoded = Embedder.encode_vocabulary, []

    def keeping(embedder: Embedder) -> Vocabulary:
        encoded.append(encode(embedder))
        return encoded[-1]

    index = NewsIndex.open(folder, "static")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Embedder, "encode_vocabulary", keeping)
        index.update(read_articles(SAMPLES))
    index.close()
    (vocabulary,) = encoded
    return folder, vocabulary


@pytest.fixture(scope="module")
def folder(made: tuple[Path, Vocabulary]) -> Path:
    return made[0]


def table_of(folder: Path) -> Path:
    (table,) = folder.glob("generations/*/token_table.safetensors")
    return table


def found(folder: Path) -> list[tuple[tuple[str, int], float | None]]:
    index = NewsIndex.open(folder)
    hits = index.search(QUESTION, k=5)
    index.close()
    return [(hit.passage.key, hit.cosine) for hit in hits]


@pytest.mark.parametrize("name", [None, "static", "static:all-MiniLM-L6-v2", "statics"])
def test_a_name_says_which_embedder(name: str | None) -> None:
    embedder = make_embedder(name)
    assert isinstance(embedder, StaticEmbedder) == (name or "").startswith(("static:", "static")) - (name == "statics")
    assert embedder.name == (name or DEFAULT_MODEL)


def test_an_index_remembers_that_it_is_static(folder: Path) -> None:
    index = NewsIndex.open(folder)
    assert (index.status().embedding_model, index.status().encoding) == ("static", "static")
    with pytest.raises(WrongModelError, match="was made with static, not all-MiniLM-L6-v2"):
        NewsIndex.open(folder, DEFAULT_MODEL)


@pytest.mark.parametrize("text", ["", " ", "word " * 3000, "\u6e2f\u306f\u91d1", "\x00\ufffd"])
def test_any_text_has_a_unit_vector(folder: Path, text: str) -> None:
    vector = NewsIndex.open(folder).encode_query(text)
    assert (vector.shape, vector.dtype.name) == ((256,), "float32")
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-4)


def test_where_the_table_is_there_no_model_is_loaded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Embedder, "_model", property(lambda _: pytest.fail("the model was loaded")))
    assert found(folder)


@pytest.mark.parametrize("damage", ["lost", "altered", "cut"])
def test_a_table_that_is_lost_or_damaged_is_made_again(
    made: tuple[Path, Vocabulary], damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, vocabulary = made
    before, table = found(folder), table_of(folder)
    whole = table.read_bytes()
    if damage == "lost":  # with all that takes, once
        table.unlink()
    else:
        monkeypatch.setattr(Embedder, "encode_vocabulary", lambda _: vocabulary)
        table.write_bytes(whole[:-2000] + (b"" if damage == "cut" else bytes(2000)))
    after = found(folder)
    assert [key for key, _ in after] == [key for key, _ in before]
    assert [cosine for _, cosine in after] == pytest.approx([cosine for _, cosine in before], abs=2e-3)
    assert table_of(folder).stat().st_size == len(whole)


def test_a_rebuild_brings_the_table_along(folder: Path, tmp_path: Path) -> None:
    index = NewsIndex.open(tmp_path / "index", "static")
    index._embedder.keep_in(table_of(folder).parent)
    index.update([article("pier", "The pier of Osterby was closed.")])
    index.rebuild([article("quay", "The quay of Osterby was closed.")])
    index.close()
    tables = list(tmp_path.glob("index/generations/*/token_table.safetensors"))
    assert len(tables) == 2
    assert NewsIndex.open(tmp_path / "index").search("quay")[0].passage.article_id == "quay"
