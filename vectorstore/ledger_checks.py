"""The ledger's rows checked against each other, and the full text made anew where it lacks something."""

from __future__ import annotations

from collections.abc import Iterator

from vectorstore.ledger_rows import LedgerRows
from vectorstore.text import fold

_WITHOUT_TEXT = """
SELECT p.id, a.title, substr(g.text, p.start + 1, p.stop - p.start)
  FROM passages p JOIN articles a ON a.key = p.article
  JOIN paragraphs g ON g.article = p.article AND g.position = p.position
 WHERE p.id NOT IN (SELECT rowid FROM passages_text)
"""
_TEXT_OF_NOTHING = "SELECT rowid FROM passages_text WHERE rowid NOT IN (SELECT id FROM passages)"
_OF_NO_PARAGRAPH = """
SELECT count(*) FROM passages p
 WHERE NOT EXISTS (SELECT 1 FROM paragraphs g WHERE g.article = p.article AND g.position = p.position)
"""


class Checks(LedgerRows):
    """Looks for rows that do not fit. Writing belongs inside a transaction of the ledger."""

    def faults(self) -> Iterator[str]:
        """What is wrong, in a sentence each."""
        for (said,) in self._rows("PRAGMA quick_check(5)", ()):
            if said != "ok":
                yield f"the ledger's file is damaged ({said}): rebuild the index"
        if missing := len(self._rows(_WITHOUT_TEXT, ())):
            yield f"{missing:,} passages are not in the full text, so they cannot be found by their words"
        if beyond := len(self._rows(_TEXT_OF_NOTHING, ())):
            yield f"{beyond:,} entries of the full text are of passages that are no longer there"
        if lost := self._rows(_OF_NO_PARAGRAPH, ())[0][0]:
            yield f"{lost:,} passages have lost their paragraph: rebuild the index"
        if waiting := self._rows("SELECT count(*) FROM stale_vectors", ())[0][0]:
            yield f"{waiting:,} vectors of replaced passages are still to be deleted"

    def restore_full_text(self) -> None:
        """Bring the full text in line with the passages."""
        self._write("DELETE FROM passages_text WHERE rowid = ?", self._rows(_TEXT_OF_NOTHING, ()))
        self._write(
            "INSERT INTO passages_text (rowid, title, text) VALUES (?, ?, ?)",
            [(id_, fold(title), fold(text)) for id_, title, text in self._rows(_WITHOUT_TEXT, ())],
        )
