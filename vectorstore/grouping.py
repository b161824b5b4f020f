"""At update time: which of the articles in the ledger are copies of one that was just put there.

A pair is judged by the two articles alone, so neither the order of articles nor the number of updates matters.
"""

from __future__ import annotations

from corpus import Article
from corpus.wire_copy import LEAST_SAMPLE_SHARED, WINDOW, same_report, sign
from vectorstore.ledger import Ledger


def group(ledger: Ledger, article: Article) -> bool:
    """Compare an article with what the ledger holds; call inside the transaction that put it there.

    Returns whether it is a copy of a report that was there already.
    """
    signature = sign(article)
    sample = signature.sample
    likely = ledger.reports.alike(article.id, sample, int(WINDOW.total_seconds()) + 1, LEAST_SAMPLE_SHARED)
    ledger.reports.put_sketch(article.id, sample)
    others = (ledger.article(id_) for id_ in likely)
    copies = [other.id for other in others if other and same_report(signature, sign(other))]
    ledger.reports.put_copies(article.id, copies)
    return bool(copies)


def group_rest(ledger: Ledger) -> None:
    """Compare the articles of an index that was written before there were copies."""
    for id_ in ledger.reports.unsketched():
        article = ledger.article(id_)
        if article:
            with ledger.transaction():
                group(ledger, article)
