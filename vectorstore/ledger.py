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
from vectorstore.ledger_reports import Reports
from vectorstore.passages import split_paragraph
from vectorstore.rows import SELECT_ARTICLES, SELECT_PASSAGES, article_of, marks, passage_of, where_clause
from vectorstore.schema import REPORTS_SCHEMA, SCHEMA
from vectorstore.text import fold, words
from vectorstore.types import Passage

# BM25 weights of the title and the text of a passage.
_TITLE_WEIGHT, _TEXT_WEIGHT = 1.0, 1.0
_BATCH = 500
# SQLite's own 2 MB hold little of the full text of a large archive.
_CACHE_KIB = 32 * 1024


class Ledger:
    """Articles, their versions, paragraphs and passages, in one SQLite file. Safe to share between threads."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the ledger in a file, or with `create` make it; one that has gone is not made anew in silence."""
        self._lock = threading.RLock()
        self._counted: tuple[tuple[int, int], tuple[int, int]] | None = None
        place = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
        try:
            self._db = sqlite3.connect(place, timeout=30, check_same_thread=False, isolation_level=None, uri=True)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            if create:
                self._db.executescript(SCHEMA)
            self._db.execute("SELECT count(*) FROM stale_vectors")
            if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'copies_by_other'").fetchone():
                self._db.executescript(REPORTS_SCHEMA)
        except sqlite3.Error as error:
            raise IndexDamagedError(f"the ledger {path} cannot be opened ({error}): rebuild the index") from error
        self.reports = Reports(self._all, self._db.executemany)

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
        now = datetime.now(UTC).isoformat(timespec="seconds")
        version = self._retire(article.id, now) + 1
        key = self._insert_article(article, version)
        self._db.execute(
            "INSERT INTO versions (article_id, version, hash, seen) VALUES (?, ?, ?, ?)",
            (article.id, version, article.content_hash, now),
        )
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

    def _retire(self, article_id: str, now: str) -> int:
        """Move the current version to the versions replaced. Returns the last version's number, 0 if new."""
        row = self._db.execute("SELECT key FROM articles WHERE id = ?", (article_id,)).fetchone()
        if row:
            old = self._article(row[0])
            paragraphs = [[p.position, p.section, p.text] for p in old.paragraphs]
            self._db.execute(
                "UPDATE versions SET replaced = ?, content = ? WHERE article_id = ? AND replaced IS NULL",
                (now, json.dumps({"title": old.title, "paragraphs": paragraphs}, ensure_ascii=False), article_id),
            )
            self._db.execute("INSERT INTO stale_vectors SELECT id FROM passages WHERE article = ?", row)
            self._db.execute(
                "DELETE FROM passages_text WHERE rowid IN (SELECT id FROM passages WHERE article = ?)", row
            )
            self._db.execute("DELETE FROM articles WHERE key = ?", row)
        last = self._db.execute("SELECT max(version) FROM versions WHERE article_id = ?", (article_id,)).fetchone()[0]
        return int(last or 0)

    def _insert_article(self, article: Article, version: int) -> int:
        row = self._db.execute(
            "INSERT INTO articles"
            " (id, version, hash, title, source, url, published, published_text, language, dateline, authors)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            ),
        )
        return int(row.lastrowid or 0)

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

    def counts(self) -> tuple[int, int]:
        """How many articles and how many passages there are."""
        with self._lock:
            state = (self._one("PRAGMA data_version")[0], self._db.total_changes)  # others' commits, own writes
            if self._counted is None or self._counted[0] != state:  # counting reads all rows
                row = self._one("SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM passages)")
                self._counted = (state, (int(row[0]), int(row[1])))
            return self._counted[1]

    def span(self) -> tuple[datetime | None, datetime | None]:
        """When the first and the last dated article were published."""
        query = "SELECT published_text FROM articles WHERE published_text IS NOT NULL ORDER BY published {} LIMIT 1"
        first, last = self._one(query.format("ASC")), self._one(query.format("DESC"))
        return (datetime.fromisoformat(first[0]) if first else None, datetime.fromisoformat(last[0]) if last else None)

    def sources(self) -> list[tuple[str, int]]:
        """Sources and how many articles each has, largest first."""
        return self._all(
            "SELECT source, count(*) AS n FROM articles WHERE source IS NOT NULL"
            " GROUP BY source ORDER BY n DESC, source"
        )

    def authors(self) -> list[str]:
        """Every name under an article, in each way it is written, in order."""
        rows = self._all("SELECT DISTINCT name.value FROM articles, json_each(articles.authors) AS name ORDER BY 1")
        return [row[0] for row in rows]

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
