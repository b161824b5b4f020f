"""Bringing an index up to date, in place or as a new generation. Whoever calls holds the write lock."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from corpus import Article
from vectorstore.embedder import Embedder
from vectorstore.errors import IndexDamagedError, IndexNotWritableError, NothingToIndexError, WrongModelError
from vectorstore.generation import (
    MANIFEST,
    Manifest,
    generation_folder,
    new_generation,
    remove_old_generations,
    write_manifest,
)
from vectorstore.ledger import Ledger
from vectorstore.types import UpdateReport
from vectorstore.vectors import Vectors
from vectorstore.writing import Progress, Tally, Writer


def open_generation(folder: Path, name: str) -> tuple[Ledger, Vectors]:
    """The two stores of a generation. Both write where they read, so a folder that cannot be written is of no use."""
    place = generation_folder(folder, name)
    ledger = place / "ledger.sqlite3"
    if any(path.exists() and not os.access(path, os.W_OK) for path in (place, ledger)):
        raise IndexNotWritableError(
            f"the index in {folder} cannot be searched where it cannot be written:"
            " get write access to the folder, or search a copy of it"
        )
    return Ledger(ledger), Vectors(place / "vectors")


def check_fingerprint(folder: Path, manifest: Manifest, embedder: Embedder) -> None:
    """Raise WrongModelError if the weights under the model's name are not those the vectors were made with."""
    recorded = manifest.embedding_fingerprint
    if recorded and embedder.fingerprint and recorded != embedder.fingerprint:
        raise WrongModelError(
            f"the index in {folder} was made with other weights under the name {embedder.name}:"
            " rebuild it in a new folder"
        )


def update_generation(
    folder: Path, manifest: Manifest | None, embedder: Embedder, articles: Iterable[Article], progress: Progress | None
) -> UpdateReport:
    """Write what is new or changed into the current generation; makes the first one if there is none."""
    if manifest is None:
        return _first_update(folder, embedder, articles, progress)
    embedder.keep_in(generation_folder(folder, manifest.generation))
    check_fingerprint(folder, manifest, embedder)
    remove_old_generations(folder, {manifest.generation, manifest.previous})
    tally, _ = _write_into(folder, manifest.generation, embedder, articles, progress)
    _record_encoding(folder, manifest, embedder, tally)
    return tally.report(articles)


def _record_encoding(folder: Path, manifest: Manifest, embedder: Embedder, tally: Tally) -> None:
    recorded = manifest.with_encoding(embedder.encoding)
    if tally.passages_embedded and recorded != manifest:
        write_manifest(folder, recorded)


def _first_update(
    folder: Path, embedder: Embedder, articles: Iterable[Article], progress: Progress | None
) -> UpdateReport:
    """Batches count from the first one on, so an interrupted first run is gone on with.

    One that wrote nothing leaves nothing.
    """
    rest = iter(articles)
    first = next(rest, None)
    if first is None:
        return Tally().report(articles)
    remove_old_generations(folder, set())
    name = _make_generation(folder, embedder)
    manifest = Manifest(name, None, embedder.name, embedder.fingerprint, encoding="")
    write_manifest(folder, manifest)
    try:
        tally, _ = _write_into(folder, name, embedder, chain([first], rest), progress)
    except BaseException:
        ledger, vectors = open_generation(folder, name)
        empty = ledger.counts()[0] == 0
        ledger.close()
        vectors.close()
        if empty:
            (folder / MANIFEST).unlink(missing_ok=True)
            remove_old_generations(folder, set())
        raise
    _record_encoding(folder, manifest, embedder, tally)
    return tally.report(articles)


def rebuild_generation(
    folder: Path, manifest: Manifest | None, embedder: Embedder, articles: Iterable[Article], progress: Progress | None
) -> UpdateReport:
    """Fill a new generation with exactly these articles, then swap. Until then nothing that readers see is touched."""
    current = manifest.generation if manifest else None
    embedder = embedder.renewed()
    remove_old_generations(folder, {current})
    try:
        name = _make_generation(folder, embedder)
        if current:
            _take_over_versions(folder, name, current)
        tally, hashes = _write_into(folder, name, embedder, articles, progress)
        if not hashes:
            raise NothingToIndexError(f"there was no article to index, so nothing was changed{_why_none(articles)}")
    except BaseException:
        remove_old_generations(folder, {current})
        raise
    before = _hashes(folder, current) if current else {}
    write_manifest(folder, Manifest(name, current, embedder.name, embedder.fingerprint, encoding=embedder.encoding))
    tally.added = len(hashes.keys() - before.keys())
    tally.changed = sum(before[i] != hashes[i] for i in hashes.keys() & before.keys())
    tally.unchanged = len(hashes) - tally.added - tally.changed
    tally.removed = len(before.keys() - hashes.keys())
    return tally.report(articles)


def _make_generation(folder: Path, embedder: Embedder) -> str:
    """Make a new generation with an empty ledger; returns its name."""
    name = new_generation(folder)
    Ledger(generation_folder(folder, name) / "ledger.sqlite3", create=True).close()
    embedder.keep_in(generation_folder(folder, name))
    return name


def _write_into(
    folder: Path, name: str, embedder: Embedder, articles: Iterable[Article], progress: Progress | None
) -> tuple[Tally, dict[str, str]]:
    """Write into one generation. Returns the tally and the content hash of every article seen, by its id."""
    ledger, vectors = open_generation(folder, name)
    try:
        writer = Writer(ledger, vectors, embedder)
        tally, hashes = writer.write(articles, progress)
        if hashes:
            writer.finish()
        return tally, hashes
    finally:
        ledger.close()
        vectors.close()


def _take_over_versions(folder: Path, name: str, current: str) -> None:
    """Hand the history of the articles on. That of a damaged ledger is lost, as the index would be."""
    try:
        Ledger(generation_folder(folder, current) / "ledger.sqlite3").close()
    except IndexDamagedError:
        return
    ledger = Ledger(generation_folder(folder, name) / "ledger.sqlite3")
    try:
        ledger.take_over_versions(generation_folder(folder, current) / "ledger.sqlite3")
    finally:
        ledger.close()


def withdraw_from_generation(
    folder: Path, manifest: Manifest, embedder: Embedder, article_ids: Iterable[str], why: str
) -> int:
    """Take articles out of the current generation, and note why. Returns how many were there."""
    ledger, vectors = open_generation(folder, manifest.generation)
    try:
        return Writer(ledger, vectors, embedder).withdraw(article_ids, why)
    finally:
        ledger.close()
        vectors.close()


def _hashes(folder: Path, name: str) -> dict[str, str]:
    """Content hashes of a generation's articles; none where its ledger is damaged, which a rebuild puts right."""
    try:
        ledger = Ledger(generation_folder(folder, name) / "ledger.sqlite3")
    except IndexDamagedError:
        return {}
    try:
        return ledger.hashes()
    except IndexDamagedError:
        return {}
    finally:
        ledger.close()


def _why_none(articles: object) -> str:
    skipped = getattr(articles, "skipped", ())
    return f" ({skipped[0]}{' …' if len(skipped) > 1 else ''})" if skipped else ""
