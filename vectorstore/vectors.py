"""The vectors of an index. The only room that knows Chroma."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vectorstore.errors import IndexDamagedError
from vectorstore.filters import Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_COLLECTION = "passages"


class Vectors:
    """Passage ids and their unit vectors, with what filters need to know of each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._opened: tuple[Any, Any] | None = None

    def upsert(self, ids: Sequence[int], vectors: NDArray[np.float32], facts: Sequence[dict[str, int | str]]) -> None:
        """Store vectors, shape (len(ids), dimensions). `facts` are `article`, `published` (epoch s) and `source`."""
        with self._lock:
            client, collection = self._open()
            step = client.get_max_batch_size()
            for first in range(0, len(ids), step):
                part = slice(first, first + step)
                collection.upsert(
                    ids=[str(i) for i in ids[part]], embeddings=vectors[part], metadatas=list(facts[part])
                )

    def delete(self, ids: Sequence[int]) -> None:
        with self._lock:
            client, collection = self._open()
            step = client.get_max_batch_size()
            for first in range(0, len(ids), step):
                collection.delete(ids=[str(i) for i in ids[first : first + step]])

    def nearest(
        self, vector: NDArray[np.float32], k: int, filters: Filters, articles: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Ids and cosine similarities, best first, at most `k`; `articles` limits them to those ledger keys."""
        with self._lock:
            _, collection = self._open()
            count = collection.count()
            if count == 0 or articles == []:
                return []
            found = collection.query(
                query_embeddings=[vector],
                n_results=min(k, count),
                where=_where(filters, articles),
                include=["distances"],
            )
        return [(int(i), 1.0 - float(d)) for i, d in zip(found["ids"][0], found["distances"][0], strict=True)]

    def count(self) -> int:
        with self._lock:
            return int(self._open()[1].count())

    def ids(self) -> set[int]:
        with self._lock:
            return {int(i) for i in self._open()[1].get(include=[])["ids"]}

    def reopen(self) -> None:
        """Forget what is in memory: a Chroma client does not see what another process has written since."""
        self.close()

    def close(self) -> None:
        with self._lock:
            if self._opened:
                self._opened[0].close()
                self._opened = None

    def _open(self) -> tuple[Any, Any]:
        if self._opened is None:
            import chromadb
            from chromadb.config import Settings
            from chromadb.errors import ChromaError

            try:
                client = chromadb.PersistentClient(str(self._folder), settings=Settings(anonymized_telemetry=False))
                collection = client.get_or_create_collection(
                    _COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
                )
            except (ChromaError, OSError, ValueError) as error:
                raise IndexDamagedError(
                    f"the vectors in {self._folder} cannot be opened ({error}): rebuild the index"
                ) from error
            self._opened = (client, collection)
        return self._opened


def _where(filters: Filters, articles: Sequence[int] | None) -> dict[str, Any] | None:
    clauses: list[dict[str, Any]] = []
    if filters.lowest is not None:
        clauses.append({"published": {"$gte": filters.lowest}})
    if filters.until is not None:
        clauses.append({"published": {"$lte": filters.until}})
    if filters.sources is not None:
        clauses.append({"source": {"$in": list(filters.sources)}})
    if articles is not None:
        clauses.append({"article": {"$in": list(articles)}})
    return clauses[0] if len(clauses) == 1 else {"$and": clauses} if clauses else None
