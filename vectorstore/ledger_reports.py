"""The ledger's rows on copies: what articles are compared by, and which of them are one report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from vectorstore.filters import UNDATED, Filters
from vectorstore.ledger_rows import LedgerRows
from vectorstore.rows import marks, where_clause

# A run of words that more articles share than this, within the window, is a notice at the foot of every page.
_MOST_SHARING = 200
_BATCH = 500

_SHARING = "SELECT article FROM sketch_hashes WHERE hash = ? AND published BETWEEN ? AND ? LIMIT ?"
# Only articles that have copies start a report, so that the others cost nothing.
_REPORTS = """
WITH RECURSIVE report (start, member) AS (
    SELECT DISTINCT c.article, c.article FROM copies c JOIN articles a ON a.key = c.article WHERE a.id IN ({})
    UNION
    SELECT r.start, c.other FROM report r JOIN copies c ON c.article = r.member
)
SELECT s.id, a.id FROM report r JOIN articles s ON s.key = r.start JOIN articles a ON a.key = r.member
 WHERE r.member != r.start{} ORDER BY s.id, a.published = ?, a.published, a.id
"""


class Reports(LedgerRows):
    """Sketches of articles and pairs of copies. Writing belongs inside a transaction of the ledger.

    They go with their article: one that is replaced or removed takes its sketch and its pairs along.
    """

    def put_sketch(self, article_id: str, hashes: Iterable[int]) -> None:
        """Note what a current article is found by: the hashes of its sample, none if it is too short."""
        ((key, published),) = self._rows("SELECT key, published FROM articles WHERE id = ?", (article_id,))
        own = sorted(hashes)
        self._write("INSERT OR REPLACE INTO sketches VALUES (?, ?)", [(key, len(own))])
        self._write(
            "INSERT OR IGNORE INTO sketch_hashes VALUES (?, ?, ?)", [(number, published, key) for number in own]
        )

    def alike(self, article_id: str, hashes: Iterable[int], window: int, least: float) -> list[str]:
        """Ids of the other articles whose samples share at least this part of the smaller of the two.

        window: seconds between the two days of publication; without a day anything is near.
        """
        ((key, published),) = self._rows("SELECT key, published FROM articles WHERE id = ?", (article_id,))
        undated = (UNDATED, UNDATED)
        spans = [(UNDATED, -UNDATED) if published == UNDATED else (published - window, published + window)]
        if published != UNDATED and self._rows(
            "SELECT 1 FROM articles WHERE published BETWEEN ? AND ? LIMIT 1", undated
        ):
            spans.append(undated)
        own = sorted(hashes)
        shared = Counter(
            row[0]
            for number in own
            for first, last in spans
            for row in self._rows(_SHARING, (number, first, last, _MOST_SHARING))
        )
        del shared[key]
        keys = list(shared)
        found: list[str] = []
        for first in range(0, len(keys), _BATCH):
            part = keys[first : first + _BATCH]
            sizes = self._rows(
                "SELECT s.article, a.id, s.sampled FROM sketches s JOIN articles a ON a.key = s.article"
                f" WHERE s.article IN ({marks(part)})",
                part,
            )
            found += [id_ for other, id_, size in sizes if shared[other] >= least * min(size, len(own))]
        return sorted(found)

    def put_copies(self, article_id: str, others: Sequence[str]) -> None:
        """Note that an article and these others are copies of one report."""
        self._write(
            "INSERT OR IGNORE INTO copies SELECT a.key, b.key FROM articles a, articles b WHERE a.id = ? AND b.id = ?",
            [pair for other in others for pair in ((article_id, other), (other, article_id))],
        )

    def unsketched(self) -> list[str]:
        """Ids of the articles that were never compared, as in an index written before there were copies."""
        rows = self._rows("SELECT id FROM articles WHERE key NOT IN (SELECT article FROM sketches) ORDER BY key", ())
        return [row[0] for row in rows]

    def of(self, article_ids: Iterable[str], filters: Filters) -> dict[str, list[str]]:
        """For each of these articles that has copies: the others of its report that pass the filters.

        Those first published come first, the undated last.
        """
        ids = list(dict.fromkeys(article_ids))
        where, values = where_clause(filters)
        found: dict[str, list[str]] = {}
        for first in range(0, len(ids), _BATCH):
            part = ids[first : first + _BATCH]
            for start, member in self._rows(_REPORTS.format(marks(part), where), (*part, *values, UNDATED)):
                found.setdefault(start, []).append(member)
        return found
