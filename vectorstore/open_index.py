"""The files of an index, held open while others write: which generation is current, and what of it is new."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from vectorstore.building import check_fingerprint, open_generation
from vectorstore.embedder import Embedder
from vectorstore.errors import IndexDamagedError, IndexNotWritableError, WrongModelError
from vectorstore.generation import Manifest, generation_folder, read_manifest
from vectorstore.ledger import Ledger
from vectorstore.static_embedder import make_embedder
from vectorstore.vectors import Vectors

# How often something is read that writers keep changing in between.
_TRIES = 5

T = TypeVar("T")


class OpenIndex:
    """What is open of an index folder. Safe to share between threads; other processes may read while one writes."""

    def __init__(self, folder: Path, embedder: Embedder, manifest: Manifest | None) -> None:
        self.folder = folder
        self._embedder = embedder
        self._manifest = manifest
        self._lock = threading.RLock()
        self._stores: tuple[str, Ledger, Vectors] | None = None
        self._revision: str | None = None
        self._fingerprint_checked = False
        self._complete: str | None = None

    def close(self) -> None:
        """Close the files. The index opens them again when it is next used."""
        with self._lock:
            if self._stores:
                self._stores[1].close()
                self._stores[2].close()
                self._stores = None

    def _read(self, look: Callable[[Ledger, Vectors], T], nothing: T) -> T:
        """What `look` sees in the two stores; `nothing` if there is no index.

        Where a writer changed them or took them away during the look, it is worth nothing, so look again.
        """
        with self._lock:
            tries_left = _TRIES
            while True:
                tries_left -= 1
                try:
                    if not self._refresh():
                        return nothing
                    _, ledger, vectors = self._open()
                    seen = look(ledger, vectors)
                    if not tries_left or ledger.meta("revision") == self._revision:
                        return seen
                except (IndexDamagedError, IndexNotWritableError):
                    if not tries_left or not self._moved_on():
                        raise
                    self.close()

    def _moved_on(self) -> bool:
        """Whether a writer has changed the index since it was last looked at, which can upset a look."""
        if read_manifest(self.folder) != self._manifest or self._stores is None:
            return True
        return self._stores[1].meta("revision") != self._revision

    def _refresh(self) -> bool:
        """Take up what other processes have written since. Returns whether there is an index to read."""
        with self._lock:
            self._take_up(read_manifest(self.folder))
            if self._manifest is None:
                return False
            _, ledger, vectors = self._open()
            revision = ledger.meta("revision")
            if revision != self._revision:
                vectors.reopen()
                self._revision = revision
            return True

    def _take_up(self, manifest: Manifest | None) -> None:
        """Go on with what index.json says now, which another process may have changed."""
        with self._lock:
            if manifest and manifest.embedding_model != self._embedder.name:
                if self._manifest is None:
                    raise WrongModelError(
                        f"the index in {self.folder} was made with {manifest.embedding_model},"
                        f" not {self._embedder.name}"
                    )
                self._embedder = make_embedder(manifest.embedding_model)
            if manifest and (
                self._manifest is None or manifest.embedding_fingerprint != self._manifest.embedding_fingerprint
            ):
                self._fingerprint_checked = False
            self._manifest = manifest

    def _open(self) -> tuple[str, Ledger, Vectors]:
        assert self._manifest is not None, "callers make sure that there is an index"
        name = self._manifest.generation
        if self._stores and self._stores[0] != name:
            self.close()
        if self._stores is None:
            ledger, vectors = open_generation(self.folder, name)
            self._stores = (name, ledger, vectors)
            self._revision = ledger.meta("revision")
        return self._stores

    def _check_complete(self, ledger: Ledger, vectors: Vectors) -> None:
        """Never search by words alone without saying so: every passage of the ledger must have its vector.

        While somebody writes there may be more vectors than passages, but never fewer.
        """
        assert self._manifest is not None, "callers make sure that there is an index"
        state = f"{self._manifest.generation}/{self._revision}"
        if state == self._complete:
            return
        needed, there = ledger.counts()[1], vectors.count()
        if ledger.meta("revision") != self._revision:
            return  # somebody wrote in between, so the two numbers are of different times; whoever asked looks again
        if there < needed:
            raise IndexDamagedError(
                f"the index in {self.folder} has lost {needed - there:,} of its {needed:,} vectors:"
                " run  news-assistant index PATH  once more, which restores them"
            )
        self._complete = state

    def _check_fingerprint(self) -> None:
        if not self._fingerprint_checked and self._manifest:
            self._embedder.keep_in(generation_folder(self.folder, self._manifest.generation))
            check_fingerprint(self.folder, self._manifest, self._embedder)
            self._fingerprint_checked = True
