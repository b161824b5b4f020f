"""`NewsIndex`, the one door to an index on disk."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from corpus import Article
from vectorstore.building import check_fingerprint, open_generation, rebuild_generation, update_generation
from vectorstore.copies import copies_of
from vectorstore.dates import Day, parse_day
from vectorstore.embedder import Embedder
from vectorstore.errors import IndexDamagedError, IndexMissingError, IndexNotWritableError, WrongModelError
from vectorstore.filters import make_filters
from vectorstore.generation import Manifest, generation_folder, read_manifest
from vectorstore.ledger import Ledger
from vectorstore.lock import writer_lock
from vectorstore.schema import FORMAT_VERSION
from vectorstore.searching import search
from vectorstore.static_embedder import make_embedder
from vectorstore.text import without_half_characters
from vectorstore.types import Copy, Hit, IndexStatus, TimePreference, UpdateReport
from vectorstore.vectors import Vectors
from vectorstore.writing import Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_HITS = 10_000
# How often something is read that writers keep changing in between.
_TRIES = 5

T = TypeVar("T")


class NewsIndex:
    """A searchable archive of articles in one folder. Make it with `NewsIndex.open`.

    Safe to share between threads; other processes may read while one writes.
    """

    def __init__(self, folder: Path, embedder: Embedder, manifest: Manifest | None) -> None:
        self.folder = folder
        self._embedder = embedder
        self._manifest = manifest
        self._lock = threading.RLock()
        self._stores: tuple[str, Ledger, Vectors] | None = None
        self._revision: str | None = None
        self._fingerprint_checked = False
        self._complete: str | None = None

    @classmethod
    def open(
        cls, folder: str | os.PathLike[str], embedding: str | None = None, *, must_exist: bool = False
    ) -> NewsIndex:
        """Open the index in a folder; one that is missing or empty becomes an index at the first update.

        embedding: the path of a sentence-transformers model, or its hub name; `static`, or `static:` and one of
            these, for a token table made from it. None: the index's own, or the packaged all-MiniLM-L6-v2.
        Raises IndexMissingError (with `must_exist`), NotAnIndexError, WrongModelError, IndexDamagedError.
        """
        path = Path(os.path.expanduser(folder))
        manifest = read_manifest(path)
        if manifest is None and must_exist:
            raise IndexMissingError(
                f"there is no index in {path}: make one with  news-assistant index PATH --index {path}"
            )
        if manifest and embedding and embedding != manifest.embedding_model:
            raise WrongModelError(
                f"the index in {path} was made with {manifest.embedding_model}, not {embedding}:"
                " open it without naming a model, or make a new index in another folder"
            )
        return cls(path, make_embedder(manifest.embedding_model if manifest else embedding), manifest)

    def update(self, articles: Iterable[Article], progress: Progress | None = None) -> UpdateReport:
        """Add new articles and new versions of known ones; embeds only those. Articles not given stay.

        Where there is no index yet and not one article is given, none is made.
        Raises IndexLockedError, IndexNotWritableError, WrongModelError, ModelMissingError.
        """
        read_manifest(self.folder)  # a folder of other things is left untouched, even by the lock
        with writer_lock(self.folder, "update"):
            self._take_up(read_manifest(self.folder))
            report = update_generation(self.folder, self._manifest, self._embedder, articles, progress)
        self._take_up(read_manifest(self.folder))
        return report

    def rebuild(self, articles: Iterable[Article], progress: Progress | None = None) -> UpdateReport:
        """Make the index exactly these articles, all embedded anew. Readers go on reading the old one until the swap.

        Raises NothingToIndexError, leaving the index as it was, if there is not one article; and what
        `update` raises.
        """
        read_manifest(self.folder)
        with writer_lock(self.folder, "rebuild"):
            self._take_up(read_manifest(self.folder))
            report = rebuild_generation(self.folder, self._manifest, self._embedder, articles, progress)
        self._take_up(read_manifest(self.folder))
        return report

    def search(
        self,
        question: str,
        k: int = 10,
        since: Day | None = None,
        until: Day | None = None,
        sources: Sequence[str] | str | None = None,
        authors: Sequence[str] | str | None = None,
        *,
        keep_undated: bool = False,
        prefer: TimePreference | None = None,
    ) -> list[Hit]:
        """The k passages nearest to the question, best first, by meaning and by words together.

        A paragraph that stands in several copies of a report comes once, and names the others in `Hit.copies`.

        since, until: inclusive bounds on the day of publication. sources, authors: any of these, leaving
            aside case and diacritics. k: at most 10,000. keep_undated: articles without a known day pass `until`.
        prefer: a stretch of time whose articles come further up; it shuts out none.
        Raises ValueError for a date that is none, IndexDamagedError if vectors are missing, and
        IndexNotWritableError in a folder that is read-only: both stores write where they read.
        """
        question = without_half_characters(question)
        if k < 1 or not question.strip():
            return []
        k = min(k, _MOST_HITS)
        bounds = (parse_day(since), parse_day(until, end=True))
        if not self._read(lambda *_: True, False):  # what is wrong with the stores is said before a model is loaded
            return []
        vector = self.encode_query(question)

        def look(ledger: Ledger, vectors: Vectors) -> list[Hit]:
            self._check_complete(ledger, vectors)
            known = [name for name, _ in ledger.sources()] if sources else []
            filters = make_filters(known, bounds, _listed(sources), _listed(authors), keep_undated=keep_undated)
            return search(ledger, vectors, question, vector, k, filters, prefer)

        return self._read(look, [])

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """The question as a unit vector, shape (dimensions,)."""
        self._check_fingerprint()
        return self._embedder.encode_query(text)

    def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Texts as unit vectors, shape (len(texts), dimensions)."""
        self._check_fingerprint()
        return self._embedder.encode_passages(texts)

    def article(self, article_id: str) -> Article | None:
        """The current version of an article, or None."""
        return self._read(lambda ledger, _: ledger.article(article_id), None)

    def copies_of(self, article_ids: Sequence[str], until: Day | None = None) -> dict[str, tuple[Copy, ...]]:
        """For each of these articles that is one of several copies of a report: the others, first published first.

        until: only those known to be published by then, inclusive. Raises ValueError for a date that is none.
        """
        filters = make_filters([], (None, parse_day(until, end=True)), [], [])
        return self._read(lambda ledger, _: copies_of(ledger, article_ids, filters), {})

    def count_containing(self, word: str) -> int:
        """How many passages have this word, or a form of it, in their text or title."""
        return self._read(lambda ledger, _: ledger.count_containing(word), 0)

    def authors(self) -> list[str]:
        """Every name under an article, in each way it is written, in order."""
        return self._read(lambda ledger, _: ledger.authors(), [])

    def status(self) -> IndexStatus:
        """What is in the index."""

        def look(ledger: Ledger, _: Vectors) -> IndexStatus:
            articles, passages = ledger.counts()
            first, last = ledger.span()
            updated = ledger.meta("last_updated")
            return IndexStatus(
                folder=str(self.folder),
                articles=articles,
                passages=passages,
                sources=tuple(ledger.sources()),
                first_published=first,
                last_published=last,
                last_updated=datetime.fromisoformat(updated) if updated else None,
                embedding_model=self._embedder.name,
                format_version=FORMAT_VERSION,
                encoding=(self._manifest and self._manifest.encoding) or None,
            )

        nothing = IndexStatus(str(self.folder), 0, 0, (), None, None, None, self._embedder.name, FORMAT_VERSION)
        return self._read(look, nothing)

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


def _listed(names: Sequence[str] | str | None) -> Sequence[str]:
    return [without_half_characters(name) for name in ([names] if isinstance(names, str) else names or ())]
