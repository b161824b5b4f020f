"""The vectors, in a real Chroma."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from vectorstore import IndexDamagedError, NewsIndexError
from vectorstore.vectors import Vectors

ROOT_HALF = 0.5**0.5
SHAPES = {1: (1.0, 0.0), 2: (ROOT_HALF, ROOT_HALF), 3: (0.0, 1.0), 4: (-1.0, 0.0)}
EAST = np.array([1.0, 0.0], dtype=np.float32)


@pytest.fixture
def vectors(tmp_path: Path) -> Iterator[Vectors]:
    vectors = Vectors(tmp_path / "vectors")
    yield vectors
    vectors.close()


def fill(vectors: Vectors, ids: Sequence[int] = (1, 2, 3, 4)) -> None:
    vectors.upsert(ids, np.array([SHAPES[i] for i in ids], dtype=np.float32))


def ids_of(found: list[tuple[int, float]]) -> list[int]:
    return [id_ for id_, _ in found]


def test_the_nearest_come_first_with_their_cosine(vectors: Vectors) -> None:
    fill(vectors)
    found = vectors.nearest(EAST, 10)
    assert ids_of(found) == [1, 2, 3, 4]
    assert [cosine for _, cosine in found] == pytest.approx([1.0, ROOT_HALF, 0.0, -1.0], abs=1e-6)
    assert ids_of(vectors.nearest(EAST, 2)) == [1, 2]


def test_an_empty_store_has_nothing_near(vectors: Vectors) -> None:
    assert vectors.nearest(EAST, 10) == []
    assert (vectors.count(), vectors.ids()) == (0, set())


@pytest.mark.parametrize(
    ("among", "k", "expected"),
    [([3, 1], 10, [1, 3]), ([4], 10, [4]), ([1, 2, 3, 4], 2, [1, 2]), ([], 10, [])],
)
def test_only_the_ids_asked_for_are_compared(vectors: Vectors, among: list[int], k: int, expected: list[int]) -> None:
    fill(vectors)
    assert ids_of(vectors.nearest(EAST, k, among)) == expected


def test_an_id_that_has_no_vector_is_said(vectors: Vectors) -> None:
    fill(vectors)
    with pytest.raises(IndexDamagedError, match="cannot be read"):
        vectors.nearest(EAST, 10, [1, 99])


def test_cosines_of_ids_leave_out_those_without_a_vector(vectors: Vectors) -> None:
    fill(vectors)
    assert vectors.cosines([2, 4, 99], EAST) == pytest.approx({2: ROOT_HALF, 4: -1.0})
    assert vectors.cosines([99], EAST) == vectors.cosines([], EAST) == {}


def test_an_id_put_again_is_replaced(vectors: Vectors) -> None:
    fill(vectors)
    vectors.upsert([1], np.array([SHAPES[4]], dtype=np.float32))
    assert vectors.count() == 4
    assert dict(vectors.nearest(EAST, 10))[1] == pytest.approx(-1.0)


def test_deleted_vectors_are_gone_and_missing_ids_do_not_matter(vectors: Vectors) -> None:
    fill(vectors)
    vectors.delete([2, 999])
    vectors.delete([])
    assert vectors.ids() == {1, 3, 4}
    assert ids_of(vectors.nearest(EAST, 10)) == [1, 3, 4]


def test_more_vectors_than_chroma_takes_at_once(vectors: Vectors) -> None:
    many = 7000
    angles = np.linspace(0, np.pi / 2, many, dtype=np.float32)
    vectors.upsert(range(1, many + 1), np.column_stack([np.cos(angles), np.sin(angles)]))
    assert vectors.count() == many
    vectors.delete(range(1, many))
    assert vectors.ids() == {many}


def test_vectors_are_kept_when_closed_and_seen_when_reopened(vectors: Vectors, tmp_path: Path) -> None:
    fill(vectors, [1])
    other = Vectors(tmp_path / "vectors")
    assert ids_of(other.nearest(EAST, 10)) == [1]
    fill(vectors, [2, 3])
    vectors.close()
    other.reopen()
    assert ids_of(other.nearest(EAST, 10)) == [1, 2, 3]
    other.close()


def test_closing_one_does_not_take_the_client_from_another(vectors: Vectors, tmp_path: Path) -> None:
    fill(vectors)
    failures: list[Exception] = []

    def use() -> None:
        try:
            for _ in range(10):
                mine = Vectors(tmp_path / "vectors")
                assert ids_of(mine.nearest(EAST, 1)) == [1]
                mine.close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=use) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert vectors.count() == 4


def test_what_chroma_cannot_read_is_one_sentence_every_time(vectors: Vectors, tmp_path: Path) -> None:
    fill(vectors)
    vectors.close()
    (tmp_path / "vectors" / "chroma.sqlite3").write_bytes(b"not a database" * 500)
    for _ in range(3):
        with pytest.raises(IndexDamagedError, match=r"cannot be read .*rebuild the index$"):
            vectors.count()
        with pytest.raises(NewsIndexError, match=r"cannot be written .*rebuild the index$"):
            fill(vectors)


def test_a_folder_put_back_is_read_again(vectors: Vectors, tmp_path: Path) -> None:
    fill(vectors)
    vectors.close()
    shutil.copytree(tmp_path / "vectors", tmp_path / "copy")
    shutil.rmtree(tmp_path / "vectors")
    (tmp_path / "vectors").write_text("in the way")
    with pytest.raises(IndexDamagedError):
        vectors.count()
    (tmp_path / "vectors").unlink()
    shutil.copytree(tmp_path / "copy", tmp_path / "vectors")
    assert vectors.count() == 4
