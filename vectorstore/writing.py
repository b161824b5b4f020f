"""Putting articles into one generation: batches, embedding, ledger and vectors in step."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

from corpus import Article, Skipped
from vectorstore.embedder import Embedder
from vectorstore.grouping import group, group_rest
from vectorstore.ledger import Ledger
from vectorstore.passages import embedded_text
from vectorstore.types import UpdateReport
from vectorstore.vectors import Vectors

# Passages embedded and committed together: enough for batches of like length, little enough to lose.
_PASSAGES_A_BATCH = 1024

WITHDRAWN = "its publisher has withdrawn it"

Progress = Callable[[int, int], None]


@dataclass
class Tally:
    """Counts of one run, in articles, while it goes on."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    passages_embedded: int = 0
    copies: int = 0
    withdrawn: int = 0
    started: float = field(default_factory=time.perf_counter)

    @property
    def seen(self) -> int:
        return self.added + self.changed + self.unchanged

    def report(self, articles: object) -> UpdateReport:
        """The report, with what the reader of `articles` had to leave out."""
        unread = tuple(getattr(articles, "skipped", ()))
        return UpdateReport(
            self.added,
            self.changed,
            self.unchanged,
            self.removed,
            (*unread, *self.skipped),
            self.passages_embedded,
            time.perf_counter() - self.started,
            self.copies,
            self.withdrawn,
        )


class Writer:
    """Writes articles into one ledger and its vectors; whoever makes one holds the write lock."""

    def __init__(self, ledger: Ledger, vectors: Vectors, embedder: Embedder) -> None:
        self._ledger, self._vectors, self._embedder = ledger, vectors, embedder

    def write(self, articles: Iterable[Article], progress: Progress | None = None) -> tuple[Tally, dict[str, str]]:
        """Write what is new or changed. Returns the tally and the content hash of every article seen, by its id.

        Of several articles with one id in a run, the first counts; another text under that id is skipped
        and named. `progress` is called with articles seen and passages embedded.
        """
        self.mend()
        group_rest(self._ledger)
        tally, known, taken_back = Tally(), self._ledger.hashes(), self._ledger.versions.withdrawn()
        seen: dict[str, str] = {}
        batch: list[Article] = []
        size = 0
        for article in articles:
            wrong = _objection(article)
            if wrong:
                tally.skipped.append(Skipped(f"{article.id!r} ({str(article.title)[:60]})", wrong))
                continue
            content_hash = article.content_hash
            if why := _not_to_be_used(article, taken_back):
                waiting = next((other for other in batch if other.id == article.id), None)
                if waiting:  # it was counted, and will not be written
                    batch.remove(waiting)
                    tally.added -= article.id not in known
                    tally.changed -= article.id in known
                self._keep_out(article if article.paragraphs or not waiting else waiting, why, tally)
                taken_back |= self._ledger.versions.withdrawn(article.id)
                continue
            if article.id in seen:
                if seen[article.id] != content_hash:
                    tally.skipped.append(
                        Skipped(f"{article.id} ({article.title[:60]})", "another article in this run has the same id")
                    )
                continue
            seen[article.id] = content_hash
            if known.get(article.id) not in (None, content_hash) and (other := self._other_outlet(article)):
                tally.skipped.append(Skipped(f"{article.id} ({article.title[:60]})", other))
                continue
            if known.get(article.id) == content_hash:
                tally.unchanged += 1
            else:
                tally.added += article.id not in known
                tally.changed += article.id in known
                batch.append(article)
                size += len(article.paragraphs)
            if size >= _PASSAGES_A_BATCH:
                tally.passages_embedded += self._write_batch(batch, tally)
                batch, size = [], 0
            if progress:
                progress(tally.seen, tally.passages_embedded)
        if batch:
            tally.passages_embedded += self._write_batch(batch, tally)
        if progress:
            progress(tally.seen, tally.passages_embedded)
        return tally, seen

    def finish(self) -> None:
        """Note that the index was brought up to date just now."""
        with self._ledger.transaction():
            self._ledger.set_meta("last_updated", datetime.now(UTC).isoformat(timespec="seconds"))
            self._bump()

    def withdraw(self, article_ids: Iterable[str], why: str) -> int:
        """Take these articles out, and note why. Returns how many were there."""
        tally = Tally()
        for article_id in article_ids:
            self._withdraw(article_id, why, tally)
        return tally.withdrawn

    def _withdraw(self, article_id: str, why: str, tally: Tally) -> bool:
        with self._ledger.transaction():
            there = self._ledger.withdraw(article_id, why)
            if there:
                self._bump()
        if there:
            tally.withdrawn += 1
            self._drop_stale()
        return there

    def _other_outlet(self, article: Article) -> str | None:
        """Why an article must not replace the one with its id: that is another outlet's, under another title."""
        there = self._ledger.article(article.id)
        if there is None or not there.source or not article.source or there.title == article.title:
            return None
        if there.source == article.source:
            return None
        return f"the archive has another article with this id, of {there.source}: give the two different ids"

    def _keep_out(self, article: Article, why: str, tally: Tally) -> None:
        """Take an article out, or note that it must not come: a notice may arrive before what it takes back."""
        if not self._withdraw(article.id, why, tally):
            with self._ledger.transaction():
                self._ledger.versions.take_back(article, why, datetime.now(UTC).isoformat(timespec="seconds"))
            tally.skipped.append(Skipped(f"{article.id} ({article.title[:60]})", why))

    def _write_batch(self, batch: list[Article], tally: Tally) -> int:
        """Vectors go in before the ledger commits: until then no reader knows their ids, after it all are there."""
        with self._ledger.transaction():
            ids = [id_ for article in batch for id_ in self._ledger.put(article)]
            tally.copies += sum(group(self._ledger, article) for article in batch)
            self._embed(ids)
            self._bump()
        self._drop_stale()
        return len(ids)

    def _embed(self, ids: Sequence[int]) -> None:
        """Give these passages of the ledger their vectors."""
        passages = self._ledger.passages(ids)
        if not passages:
            return
        vectors = self._embedder.encode_passages([embedded_text(p) for p in passages.values()])
        self._vectors.upsert(list(passages), vectors)

    def mend(self, *, thoroughly: bool = False) -> None:
        """Bring the vectors in line with the ledger, which is right wherever the two disagree.

        thoroughly: also where there are as many vectors as passages.
        """
        self._drop_stale()
        if not thoroughly and self._vectors.count() == self._ledger.counts()[1]:
            return
        present, wanted = self._vectors.ids(), self._ledger.passage_ids()
        self._vectors.delete(sorted(present - wanted))
        missing = sorted(wanted - present)
        for first in range(0, len(missing), _PASSAGES_A_BATCH):
            self._embed(missing[first : first + _PASSAGES_A_BATCH])
        with self._ledger.transaction():
            self._bump()

    def _drop_stale(self) -> None:
        stale = self._ledger.stale_vectors()
        if stale:
            self._vectors.delete(stale)
            self._ledger.forget_stale(stale)

    def _bump(self) -> None:
        """Tell readers in other processes that there is something new to see."""
        self._ledger.set_meta("revision", str(int(self._ledger.meta("revision") or 0) + 1))


def _not_to_be_used(article: Article, taken_back: Mapping[str, list[tuple[list[str], str]]]) -> str | None:
    """Why an article must not be told of, or None if it may: taken back now, or earlier with this very text."""
    if article.withdrawn:
        return WITHDRAWN
    own = [p.text for p in article.paragraphs]
    return next((why for texts, why in taken_back.get(article.id, ()) if not texts or texts == own), None)


def _objection(article: Article) -> str | None:
    """Why an article that a program made cannot be written, or None if it can."""
    texts = [article.id, article.title, *(paragraph.text for paragraph in article.paragraphs)]
    if not article.id or not all(isinstance(text, str) for text in texts):
        return "it needs an id, a title and paragraphs that are text (a title may be empty)"
    positions = [paragraph.position for paragraph in article.paragraphs]
    if any(after <= before for before, after in pairwise([0, *positions])):
        return "its paragraphs must be numbered upwards from 1 or more"
    try:
        _ = article.content_hash
    except UnicodeEncodeError:
        return "it holds half characters (lone surrogates), which cannot be stored"
    return None
