"""The vectors of an index. The only room that knows Chroma."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vectorstore.errors import IndexDamagedError, IndexNotWritableError, NewsIndexError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_COLLECTION = "passages"
# Up to so many are compared one by one. That is exact, and Chroma's way through its graph takes the longer the fewer
# may come out of it: for 100 of 100,000 thirty times as long.
_FEW = 1500
# Vectors kept in memory, 30 MB of them: who asks as of today compares those of the last weeks again and again.
_KEPT = 20_000

# Chroma hands the same inner client to everybody in a process who names the same path. A reader would then not get a
# fresh view by opening anew, and one who closes could take the client from one who opens. So each of ours spells the
# path in its own way (`vectors`, `vectors/.`, …), and only one thread at a time opens or closes.
_opening = threading.Lock()
_spellings_in_use: set[int] = set()


class Vectors:
    """Passage ids and their unit vectors."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._opened: tuple[Any, Any] | None = None
        self._spelling = 0
        self._kept: dict[int, NDArray[np.float32]] = {}

    def upsert(self, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Store vectors, shape (len(ids), dimensions)."""
        with self._use(IndexNotWritableError, "written") as (client, collection):
            self._kept = {}
            step = client.get_max_batch_size()
            for first in range(0, len(ids), step):
                part = slice(first, first + step)
                collection.upsert(ids=[str(i) for i in ids[part]], embeddings=vectors[part])

    def delete(self, ids: Sequence[int]) -> None:
        """Delete the vectors of these ids; ids that have none do not matter."""
        with self._use(IndexNotWritableError, "written") as (client, collection):
            self._kept = {}
            step = client.get_max_batch_size()
            for first in range(0, len(ids), step):
                collection.delete(ids=[str(i) for i in ids[first : first + step]])

    def nearest(
        self, vector: NDArray[np.float32], k: int, among: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Ids and cosine similarities, best first, at most `k`; `among` limits them to those ids, which must exist."""
        if among is not None and len(among) <= _FEW:
            cosines = self.cosines(among, vector)
            if len(cosines) < len(among):
                raise self._trouble(IndexDamagedError, "read", f"{len(among) - len(cosines)} are missing")
            return sorted(cosines.items(), key=lambda pair: -pair[1])[:k]
        with self._use(IndexDamagedError, "read") as (_, collection):
            found = collection.query(  # gives fewer where there are fewer; counting them first takes as long again
                query_embeddings=[vector],
                n_results=k if among is None else min(k, len(among)),
                ids=None if among is None else [str(i) for i in among],
                include=["distances"],
            )
        return [(int(i), 1.0 - float(d)) for i, d in zip(found["ids"][0], found["distances"][0], strict=True)]

    def cosines(self, ids: Sequence[int], vector: NDArray[np.float32]) -> dict[int, float]:
        """Cosine similarity of each of these and a unit vector; ids that have no vector are left out."""
        import numpy as np

        with self._lock:
            if missing := [i for i in ids if i not in self._kept]:
                with self._use(IndexDamagedError, "read") as (_, collection):
                    found = collection.get(ids=[str(i) for i in missing], include=["embeddings"])
                if len(self._kept) + len(missing) > _KEPT:
                    self._kept = {i: self._kept[i] for i in ids if i in self._kept}
                rows = np.asarray(found["embeddings"], dtype=np.float32)
                self._kept |= {int(i): row for i, row in zip(found["ids"], rows, strict=True)}
            there = [i for i in ids if i in self._kept]
            similar = np.array([self._kept[i] for i in there]) @ vector if there else ()
        return {i: float(s) for i, s in zip(there, similar, strict=True)}

    def count(self) -> int:
        """How many vectors there are."""
        with self._use(IndexDamagedError, "read") as (_, collection):
            return int(collection.count())

    def ids(self) -> set[int]:
        """The ids of all vectors there are."""
        with self._use(IndexDamagedError, "read") as (_, collection):
            return {int(i) for i in collection.get(include=[])["ids"]}

    def reopen(self) -> None:
        """Forget what is in memory: a Chroma client does not see what another process has written since."""
        self.close()

    def close(self) -> None:
        with self._lock:
            self._kept = {}
            if self._opened:
                self._release(self._opened[0])
                self._opened = None

    @contextmanager
    def _use(self, error: type[NewsIndexError], done: str) -> Iterator[tuple[Any, Any]]:
        """Chroma's client and collection, for one thread at a time; trouble with them is raised as `error`."""
        from chromadb.errors import ChromaError

        with self._lock:
            try:
                if self._opened is None:
                    self._opened = self._open()
                yield self._opened
            except (ChromaError, OSError) as problem:
                raise self._trouble(error, done, problem) from problem

    def _trouble(self, error: type[NewsIndexError], done: str, problem: object) -> NewsIndexError:
        return error(
            f"the vectors in {self._folder} cannot be {done} ({problem}):"
            " check that there is room on the disk, or rebuild the index"
        )

    def _open(self) -> tuple[Any, Any]:
        import chromadb
        from chromadb.config import Settings

        with _opening:
            self._spelling = next(n for n in count() if n not in _spellings_in_use)
            _spellings_in_use.add(self._spelling)  # and for good if this fails: Chroma keeps what it half opened
            path = str(self._folder) + "/." * self._spelling
            client = chromadb.PersistentClient(path, settings=Settings(anonymized_telemetry=False))
        try:
            collection = client.get_or_create_collection(
                _COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
            )
        except BaseException:
            self._release(client)
            raise
        return client, collection

    def _release(self, client: Any) -> None:
        with _opening:
            client.close()
            _spellings_in_use.discard(self._spelling)
