"""Whether the files of an index agree with each other, and how they are brought to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vectorstore.building import check_fingerprint, open_generation
from vectorstore.embedder import Embedder
from vectorstore.generation import Manifest, generation_folder
from vectorstore.ledger import Ledger
from vectorstore.types import CheckReport
from vectorstore.vectors import Vectors
from vectorstore.writing import Writer


def check_generation(folder: Path, manifest: Manifest, embedder: Embedder, *, repair: bool) -> CheckReport:
    """Compare ledger, full text and vectors of the current generation. Whoever calls holds the write lock.

    Raises IndexDamagedError for files that cannot be read at all, which no repair can mend.
    """
    embedder.keep_in(generation_folder(folder, manifest.generation))
    check_fingerprint(folder, manifest, embedder)
    ledger, vectors = open_generation(folder, manifest.generation)
    try:
        problems = tuple(_problems(ledger, vectors))
        if problems and repair:
            with ledger.transaction():
                ledger.checks.restore_full_text()
            Writer(ledger, vectors, embedder).mend(thoroughly=True)
        left = tuple(_problems(ledger, vectors)) if problems and repair else problems
        return CheckReport(*ledger.counts(), left if left and repair else problems, repaired=repair and not left)
    finally:
        ledger.close()
        vectors.close()


def _problems(ledger: Ledger, vectors: Vectors) -> Iterator[str]:
    yield from ledger.checks.faults()
    wanted, present = ledger.passage_ids(), vectors.ids()
    if missing := len(wanted - present):
        yield f"{missing:,} of {len(wanted):,} passages have no vector, so they cannot be found by meaning"
    if beyond := len(present - wanted):
        yield f"{beyond:,} vectors are of passages that are no longer there"
