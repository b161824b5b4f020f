"""The ledger: what the index holds, and its full text. The only room that knows SQL."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus import Article, Paragraph
from vectorstore.errors import IndexDamagedError, IndexNotWritableError
from vectorstore.filters import Filters, to_epoch
from vectorstore.ledger_checks import Checks
from vectorstore.ledger_coverage import Counts
from vectorstore.ledger_file import open_file
from vectorstore.ledger_overview import Overview
from vectorstore.ledger_reports import Reports
from vectorstore.ledger_versions import Versions
from vectorstore.passages import split_paragraph
from vectorstore.rows import SELECT_ARTICLES, SELECT_PASSAGES, article_of, marks, passage_of, where_clause
from vectorstore.text import fold, words
from vectorstore.types import Passage

# BM25 weights of the title and the text of a passage.
_TITLE_WEIGHT, _TEXT_WEIGHT = 1.0, 1.0
_BATCH = 500


class Ledger:
    """Articles, their versions, paragraphs and passages, in one SQLite file. Safe to share between threads."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the ledger in a file, or with `create` make it; one that has gone is not made anew in silence."""
        self._lock = threading.RLock()
        self._counted: tuple[tuple[int, int], tuple[int, int]] | None = None
        self._db = open_file(path, create=create)
        self.overview = Overview(self._all)
        self.counted = Counts(self._all)
        self.reports = Reports(self._all, self._db.executemany)
        self.checks = Checks(self._all, self._db.executemany)
        self.versions = Versions(self._all, self._db.executemany)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside happen together or not at all. Raises IndexNotWritableError, say for a full disk."""
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                try:
                    yield
                    self._db.execute("COMMIT")
                except BaseException:
                    if self._db.in_transaction:  # some failures have rolled back by themselves
                        self._db.execute("ROLLBACK")
                    raise
            except sqlite3.Error as error:
                raise IndexNotWritableError(f"the ledger cannot be written ({error}): nothing was changed") from error

    # --- writing -------------------------------------------------------------------------------

    def put(self, article: Article) -> list[int]:
        """Make this the current version of the article; call inside a transaction.

        Returns the ids of its passages. Those of the version before are put down as stale.
        """
        now = _now()
        self._retire(article.id, now)
        key = self._insert_article(article, self.versions.begin(article, now))
        self._db.executemany(
            "INSERT INTO paragraphs (article, position, section, text) VALUES (?, ?, ?, ?)",
            [(key, p.position, p.section, p.text) for p in article.paragraphs],
        )
        self._db.executemany(
            "INSERT INTO authors (article, name) VALUES (?, ?)", [(key, fold(name)) for name in article.authors]
        )
        title = fold(article.title)
        return [
            self._insert_passage(key, title, paragraph, start, end)
            for paragraph in article.paragraphs
            for start, end in split_paragraph(paragraph)
        ]

    def _insert_passage(self, key: int, title: str, paragraph: Paragraph, start: int, end: int) -> int:
        row = self._db.execute(
            "INSERT INTO passages (article, position, start, stop) VALUES (?, ?, ?, ?)",
            (key, paragraph.position, start, end),
        )
        id_ = int(row.lastrowid or 0)
        self._db.execute(
            "INSERT INTO passages_text (rowid, title, text) VALUES (?, ?, ?)",
            (id_, title, fold(paragraph.text[start:end])),
        )
        return id_

    def withdraw(self, article_id: str, why: str) -> bool:
        """Take an article out and note why; call inside a transaction. False if it is not there."""
        if not self._retire(article_id, _now()):
            return False
        self.versions.note_withdrawn(article_id, why)
        return True

    def _retire(self, article_id: str, now: str) -> bool:
        """Move the current version to the versions replaced; False if there is none."""
        row = self._db.execute("SELECT key FROM articles WHERE id = ?", (article_id,)).fetchone()
        if row is None:
            return False
        self.versions.end(self._article(row[0]), now)
        self._db.execute("INSERT INTO stale_vectors SELECT id FROM passages WHERE article = ?", row)
        self._db.execute("DELETE FROM passages_text WHERE rowid IN (SELECT id FROM passages WHERE article = ?)", row)
        self._db.execute("DELETE FROM articles WHERE key = ?", row)
        return True

    def _insert_article(self, article: Article, version: int) -> int:
        row = self._db.execute(
            "INSERT INTO articles"
            " (id, version, hash, title, source, url, published, published_text, language, dateline, authors, embargo)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article.id,
                version,
                article.content_hash,
                article.title,
                article.source,
                article.url,
                to_epoch(article.published),
                article.published.isoformat() if article.published else None,
                article.language,
                article.dateline,
                json.dumps(article.authors, ensure_ascii=False),
                to_epoch(article.embargo) if article.embargo else None,
            ),
        )
        return int(row.lastrowid or 0)

    def take_over_versions(self, before: Path) -> None:
        """Copy the versions in the ledger that this one is to replace: what an article said is not forgotten."""
        with self._lock:
            self._db.execute("ATTACH DATABASE ? AS before", (f"{before.absolute().as_uri()}?mode=ro",))
            try:
                with self.transaction():
                    self.versions.take_over(_now())
            finally:
                self._db.execute("DETACH DATABASE before")

    def forget_stale(self, ids: Sequence[int]) -> None:
        with self.transaction():
            self._db.executemany("DELETE FROM stale_vectors WHERE id = ?", [(i,) for i in ids])

    def set_meta(self, name: str, value: str) -> None:
        with self._lock:
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    # --- reading -------------------------------------------------------------------------------

    def meta(self, name: str) -> str | None:
        row = self._one("SELECT value FROM meta WHERE name = ?", (name,))
        return str(row[0]) if row else None

    def hashes(self) -> dict[str, str]:
        """Content hash of every current article, by article id."""
        return dict(self._all("SELECT id, hash FROM articles"))

    def stale_vectors(self) -> list[int]:
        """Ids of replaced passages whose vectors are still to be deleted."""
        return [row[0] for row in self._all("SELECT id FROM stale_vectors")]

    def article(self, article_id: str) -> Article | None:
        """The current version of an article, or None."""
        row = self._one("SELECT key FROM articles WHERE id = ?", (article_id,))
        return self._article(row[0]) if row else None

    def ids_at(self, url: str) -> list[str]:
        """Ids of the current articles that are, or stand, at an address."""
        return [row[0] for row in self._all("SELECT id FROM articles WHERE id = ? OR url = ?", (url, url))]

    def counts(self) -> tuple[int, int]:
        """How many articles and how many passages there are."""
        with self._lock:
            state = (self._one("PRAGMA data_version")[0], self._db.total_changes)  # others' commits, own writes
            if self._counted is None or self._counted[0] != state:  # counting reads all rows
                row = self._one("SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM passages)")
                self._counted = (state, (int(row[0]), int(row[1])))
            return self._counted[1]

    def passage_ids(self, filters: Filters | None = None) -> set[int]:
        """The ids of all current passages, or of those whose articles pass the filters."""
        where, values = where_clause(filters or Filters())
        if not where:
            return {row[0] for row in self._all("SELECT id FROM passages")}
        joined = "passages p JOIN articles a ON a.key = p.article"
        return {row[0] for row in self._all(f"SELECT p.id FROM {joined} WHERE 1{where}", values)}

    def passing(self, ids: Sequence[int], filters: Filters) -> set[int]:
        """Those of these passages whose articles pass the filters."""
        where, values = where_clause(filters)
        found: set[int] = set()
        for first in range(0, len(ids), _BATCH):
            part = ids[first : first + _BATCH]
            found |= {
                row[0]
                for row in self._all(
                    "SELECT p.id FROM passages p JOIN articles a ON a.key = p.article"
                    f" WHERE p.id IN ({marks(part)}){where}",
                    (*part, *values),
                )
            }
        return found

    def matching(self, query_words: Sequence[str], k: int, filters: Filters) -> list[int]:
        """Passage ids by BM25 over title and text, best first. Words are ORed; none gives nothing."""
        if not query_words:
            return []
        match = " OR ".join(f'"{word}"' for word in query_words)
        where, values = where_clause(filters)
        rows = self._all(
            f"SELECT passages_text.rowid FROM passages_text"
            f" {'JOIN passages p ON p.id = passages_text.rowid JOIN articles a ON a.key = p.article' if where else ''}"
            f" WHERE passages_text MATCH ?{where} ORDER BY bm25(passages_text, ?, ?), passages_text.rowid LIMIT ?",
            (match, *values, _TITLE_WEIGHT, _TEXT_WEIGHT, k),
        )
        return [row[0] for row in rows]

    def count_containing(self, word: str) -> int:
        """How many passages have the word (or a form of it) in their text or title."""
        match = " AND ".join(f'"{token}"' for token in words(word))
        row = match and self._one("SELECT count(*) FROM passages_text WHERE passages_text MATCH ?", (match,))
        return int(row[0]) if row else 0

    def frequencies(self, query_words: Sequence[str]) -> dict[str, int]:
        """In how many passages each of these words stands."""
        return {word: self.count_containing(word) for word in query_words}

    def folded(self, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Title and text of passages as the full text has them: folded, in lower case."""
        found: dict[int, tuple[str, str]] = {}
        for first in range(0, len(ids), _BATCH):
            part = ids[first : first + _BATCH]
            rows = self._all(f"SELECT rowid, title, text FROM passages_text WHERE rowid IN ({marks(part)})", part)
            found |= {row[0]: (row[1], row[2]) for row in rows}
        return found

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Passages by id; ids that are not current are left out."""
        found: dict[int, Passage] = {}
        for first in range(0, len(ids), _BATCH):
            part = ids[first : first + _BATCH]
            rows = self._all(f"{SELECT_PASSAGES} WHERE p.id IN ({marks(part)})", part)
            found |= {row[0]: passage_of(row) for row in rows}
        return found

    def _article(self, key: int) -> Article:
        row = self._one(f"{SELECT_ARTICLES} WHERE key = ?", (key,))
        assert row is not None, "asked for by a key that was just read"
        paragraphs = self._all(
            "SELECT position, text, section FROM paragraphs WHERE article = ? ORDER BY position", (key,)
        )
        return article_of(row, paragraphs)

    def _all(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._lock:
            try:
                return self._db.execute(sql, values).fetchall()
            except sqlite3.DatabaseError as error:
                raise IndexDamagedError(f"the ledger cannot be read ({error}): rebuild the index") from error

    def _one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        rows = self._all(sql, values)
        return rows[0] if rows else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
