"""The ledger's rows on versions: what an article said before, and what was taken back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from corpus import Article, Paragraph
from vectorstore.ledger_rows import LedgerRows
from vectorstore.types import Version

# Every version of an index that is being rebuilt, as one that was replaced: the new one takes up those that go on.
_TAKE_OVER = """
INSERT INTO versions (article_id, version, hash, seen, replaced, content, withdrawn)
SELECT v.article_id, v.version, v.hash, v.seen, coalesce(v.replaced, ?),
       coalesce(v.content, (
           SELECT json_object('title', a.title, 'paragraphs', (
               SELECT json_group_array(json_array(position, section, text))
                 FROM (SELECT position, section, text FROM before.paragraphs WHERE article = a.key ORDER BY position)))
             FROM before.articles a WHERE a.id = v.article_id)),
       v.withdrawn
  FROM before.versions v
"""


class Versions(LedgerRows):
    """Versions of articles. Writing belongs inside a transaction of the ledger."""

    def of(self, article_id: str, current: Article | None) -> list[Version]:
        """Every version of an article, the first first; none if it was never there. current: as it is now."""
        rows = self._rows(
            "SELECT version, seen, replaced, content, withdrawn FROM versions WHERE article_id = ? ORDER BY version",
            (article_id,),
        )
        return [_version(row, current) for row in rows]

    def next_number(self, article_id: str) -> int:
        """The number that the next version of an article gets, from 1."""
        rows = self._rows("SELECT max(version) FROM versions WHERE article_id = ?", (article_id,))
        return int(rows[0][0] or 0) + 1

    def begin(self, article: Article, now: str) -> int:
        """Note that an article has a new version, as from now; returns its number.

        One that was there before and is the last to have been replaced goes on instead.
        """
        number = self.next_number(article.id)
        last = self._rows(
            "SELECT hash, withdrawn FROM versions WHERE article_id = ? AND version = ?", (article.id, number - 1)
        )
        if last and last[0] == (article.content_hash, None):
            self._write(
                "UPDATE versions SET replaced = NULL, content = NULL WHERE article_id = ? AND version = ?",
                [(article.id, number - 1)],
            )
            return number - 1
        self._write(
            "INSERT INTO versions (article_id, version, hash, seen) VALUES (?, ?, ?, ?)",
            [(article.id, number, article.content_hash, now)],
        )
        return number

    def end(self, article: Article, now: str) -> None:
        """Note that the current version of an article is replaced, or gone, as from now."""
        self._write(
            "UPDATE versions SET replaced = ?, content = ? WHERE article_id = ? AND replaced IS NULL",
            [(now, _content(article), article.id)],
        )

    def note_withdrawn(self, article_id: str, why: str) -> None:
        """Note that the last version of an article was taken back."""
        self._write(
            "UPDATE versions SET withdrawn = ? WHERE article_id = ? AND version = ?",
            [(why, article_id, self.next_number(article_id) - 1)],
        )

    def withdrawn(self, article_id: str | None = None) -> dict[str, list[tuple[list[str], str]]]:
        """Of every article that was ever taken back: the texts of the paragraphs that were, each time, and why.

        No texts where it was taken back before any were known. article_id: only of this one.
        """
        only, values = (" AND article_id = ?", (article_id,)) if article_id is not None else ("", ())
        rows = self._rows(
            "SELECT article_id, content, withdrawn FROM versions"
            f" WHERE withdrawn IS NOT NULL{only} ORDER BY article_id, version",
            values,
        )
        found: dict[str, list[tuple[list[str], str]]] = {}
        for id_, content, why in rows:
            texts = [text for _, _, text in json.loads(content)["paragraphs"]] if content else []
            found.setdefault(id_, []).append((texts, why))
        return found

    def take_back(self, article: Article, why: str, now: str) -> None:
        """Note that an article that is not there must not come, with the text that it has, if it has any."""
        number, own = self.next_number(article.id), [p.text for p in article.paragraphs]
        earlier = [texts for texts, _ in self.withdrawn(article.id).get(article.id, ())]
        if own in earlier or (earlier and not own):
            return
        number -= earlier[-1:] == [[]]  # what it says was not known then
        self._write(
            "INSERT OR REPLACE INTO versions (article_id, version, hash, seen, replaced, content, withdrawn)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(article.id, number, article.content_hash, now, now, _content(article), why)],
        )

    def take_over(self, now: str) -> None:
        """Copy all versions of the ledger that is attached as `before`, each as replaced at the latest now."""
        self._write(_TAKE_OVER, [(now,)])


def _content(article: Article) -> str:
    paragraphs = [[p.position, p.section, p.text] for p in article.paragraphs]
    return json.dumps({"title": article.title, "paragraphs": paragraphs}, ensure_ascii=False)


def _version(row: Sequence[Any], current: Article | None) -> Version:
    number, seen, replaced, content, withdrawn = row
    if content is None:
        title, paragraphs = (current.title, current.paragraphs) if current else ("", ())
    else:
        kept = json.loads(content)
        title = kept["title"]
        paragraphs = tuple(Paragraph(position, text, section) for position, section, text in kept["paragraphs"])
    return Version(
        number,
        datetime.fromisoformat(seen),
        datetime.fromisoformat(replaced) if replaced else None,
        title,
        paragraphs,
        withdrawn,
    )
