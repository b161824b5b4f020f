"""`NewsIndex`, the one door to an index on disk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import Article
from vectorstore.bounds import embargo_bound, filters_of
from vectorstore.building import rebuild_generation, update_generation, withdraw_from_generation
from vectorstore.checking import check_generation
from vectorstore.copies import copies_of
from vectorstore.dates import Day, parse_day
from vectorstore.errors import IndexMissingError, WrongModelError
from vectorstore.filters import make_filters, to_epoch
from vectorstore.generation import read_manifest
from vectorstore.ledger import Ledger
from vectorstore.lock import writer_lock
from vectorstore.open_index import OpenIndex
from vectorstore.schema import FORMAT_VERSION
from vectorstore.searching import search
from vectorstore.static_embedder import make_embedder
from vectorstore.text import without_half_characters
from vectorstore.types import (
    CheckReport,
    Copy,
    Coverage,
    Hit,
    IndexStatus,
    Listing,
    TimePreference,
    UpdateReport,
    Version,
)
from vectorstore.vectors import Vectors
from vectorstore.writing import Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_HITS = 10_000


class NewsIndex(OpenIndex):
    """A searchable archive of articles in one folder. Make it with `NewsIndex.open`.

    Safe to share between threads; other processes may read while one writes.
    """

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

    def apart(self) -> NewsIndex:
        """The same index with a model of its own, for a thread that writes: questions do not wait for its encoding."""
        return NewsIndex(self.folder, make_embedder(self._embedder.name), self._manifest)

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

    def withdraw(self, article_ids: Sequence[str], why: str) -> int:
        """Take articles out of every answer, now; what they said stays in their history. Returns how many were there.

        The same text does not come back with a later update; another one does.
        Raises ValueError for an empty reason, and what `update` raises.
        """
        if not why.strip():
            raise ValueError("a withdrawal needs a reason")
        with writer_lock(self.folder, "withdrawal"):
            self._take_up(read_manifest(self.folder))
            if self._manifest is None:
                return 0
            return withdraw_from_generation(self.folder, self._manifest, self._embedder, article_ids, why)

    def check(self, *, repair: bool = False) -> CheckReport:
        """Whether the files agree with each other, article by article and vector by vector.

        repair: put right what can be, which needs the embedding model. Raises what `update` raises.
        """
        with writer_lock(self.folder, "check"):
            self._take_up(read_manifest(self.folder))
            if self._manifest is None:
                return CheckReport(0, 0)
            report = check_generation(self.folder, self._manifest, self._embedder, repair=repair)
        if repair:
            self.close()
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
            filters = filters_of(ledger, bounds, sources, authors, keep_undated=keep_undated)
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
        """The current version of an article, or None; None as well while it is under an embargo."""
        found: Article | None = self._read(lambda ledger, _: ledger.article(article_id), None)
        return None if found and found.embargo and found.embargo > datetime.now(UTC) else found

    def find(self, url: str) -> list[str]:
        """Ids of the current articles that stand at an address, or have it for their id."""
        return self._read(lambda ledger, _: ledger.ids_at(url), [])

    def history(self, article_id: str) -> list[Version]:
        """Every version of an article that was ever read, the first first; none if it was never there.

        Also of one that was withdrawn, or left out by a rebuild.
        """
        return self._read(lambda ledger, _: ledger.versions.of(article_id, ledger.article(article_id)), [])

    def copies_of(self, article_ids: Sequence[str], until: Day | None = None) -> dict[str, tuple[Copy, ...]]:
        """For each of these articles that is one of several copies of a report: the others, first published first.

        until: only those known to be published by then, inclusive. Raises ValueError for a date that is none.
        """
        bounds = (None, parse_day(until, end=True))

        def look(ledger: Ledger, _: Vectors) -> dict[str, tuple[Copy, ...]]:
            filters = make_filters([], bounds, [], [], usable_at=embargo_bound(ledger))
            return copies_of(ledger, article_ids, filters)

        return self._read(look, {})

    def coverage(
        self,
        since: Day | None = None,
        until: Day | None = None,
        sources: Sequence[str] | str | None = None,
        authors: Sequence[str] | str | None = None,
    ) -> Coverage:
        """How many articles there are of each day and outlet, days being those that `since` and `until` mean.

        What is withdrawn or under an embargo is not counted; copies are. The bounds are those of `search`.
        Raises ValueError for a date that is none.
        """
        bounds = (parse_day(since), parse_day(until, end=True))

        def look(ledger: Ledger, _: Vectors) -> Coverage:
            filters = filters_of(ledger, bounds, sources, authors)
            return ledger.counted.coverage(filters, to_epoch(datetime.now(UTC)))

        return self._read(look, Coverage())

    def listing(
        self,
        since: Day | None = None,
        until: Day | None = None,
        sources: Sequence[str] | str | None = None,
        authors: Sequence[str] | str | None = None,
        *,
        keep_undated: bool = False,
        most: int = 100,
        newest: bool = False,
    ) -> Listing:
        """At most so many of the articles that `search` could find within these bounds, and how many there are.

        newest: the newest of them; otherwise some at even distances, from the first day to the last.
        Raises ValueError for a date that is none.
        """
        bounds = (parse_day(since), parse_day(until, end=True))

        def look(ledger: Ledger, _: Vectors) -> Listing:
            filters = filters_of(ledger, bounds, sources, authors, keep_undated=keep_undated)
            return ledger.counted.listing(filters, most, newest=newest)

        return self._read(look, Listing())

    def count_containing(self, word: str) -> int:
        """How many passages have this word, or a form of it, in their text or title."""
        return self._read(lambda ledger, _: ledger.count_containing(word), 0)

    def authors(self) -> list[str]:
        """Every name under an article, in each way it is written, in order."""
        return self._read(lambda ledger, _: ledger.overview.authors(), [])

    def status(self) -> IndexStatus:
        """What is in the index."""

        def look(ledger: Ledger, _: Vectors) -> IndexStatus:
            articles, passages = ledger.counts()
            first, last = ledger.overview.span()
            updated = ledger.meta("last_updated")
            return IndexStatus(
                folder=str(self.folder),
                articles=articles,
                passages=passages,
                sources=tuple(ledger.overview.sources()),
                first_published=first,
                last_published=last,
                last_updated=datetime.fromisoformat(updated) if updated else None,
                embedding_model=self._embedder.name,
                format_version=FORMAT_VERSION,
                encoding=(self._manifest and self._manifest.encoding) or None,
                embargoed=ledger.overview.embargoed(to_epoch(datetime.now(UTC))),
            )

        nothing = IndexStatus(str(self.folder), 0, 0, (), None, None, None, self._embedder.name, FORMAT_VERSION)
        return self._read(look, nothing)
