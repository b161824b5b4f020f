"""Between the ledger's rows and what the index hands on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from corpus import Article, Paragraph
from vectorstore.filters import Filters
from vectorstore.types import Passage

SELECT_ARTICLES = "SELECT id, title, source, published_text, authors, url, language, dateline, embargo FROM articles"
SELECT_PASSAGES = (
    "SELECT p.id, a.id, p.position, p.start, p.stop, g.text, g.section,"
    " a.title, a.source, a.url, a.published_text, a.authors"
    " FROM passages p JOIN articles a ON a.key = p.article"
    " JOIN paragraphs g ON g.article = p.article AND g.position = p.position"
)


def marks(values: Sequence[object]) -> str:
    """As many question marks as there are values, for `IN (…)`."""
    return ",".join("?" * len(values))


def where_clause(filters: Filters) -> tuple[str, list[Any]]:
    """The filters as SQL over `articles a`, each part led by AND, and the values for its question marks."""
    clauses: list[str] = []
    values: list[Any] = []
    for clause, bound in (("a.published >= ?", filters.lowest), ("a.published <= ?", filters.until)):
        if bound is not None:
            clauses.append(clause)
            values.append(bound)
    if filters.usable_at is not None:
        clauses.append("(a.embargo IS NULL OR a.embargo <= ?)")
        values.append(filters.usable_at)
    if filters.sources is not None:
        clauses.append(f"a.source IN ({marks(filters.sources)})")
        values.extend(filters.sources)
    if filters.authors is not None:
        clauses.append(f"a.key IN (SELECT article FROM authors WHERE name IN ({marks(filters.authors)}))")
        values.extend(filters.authors)
    return "".join(f" AND {clause}" for clause in clauses), values


def passage_of(row: Sequence[Any]) -> Passage:
    """A row of SELECT_PASSAGES."""
    _, article_id, position, start, stop, text, section, title, source, url, published, authors = row
    return Passage(
        article_id=article_id,
        paragraph=position,
        text=text[start:stop],
        start=start,
        end=stop,
        paragraph_text=text,
        title=title,
        section=section,
        source=source,
        url=url,
        published=datetime.fromisoformat(published) if published else None,
        authors=tuple(json.loads(authors)),
    )


def article_of(row: Sequence[Any], paragraphs: Sequence[Sequence[Any]]) -> Article:
    """A row of SELECT_ARTICLES, and its paragraphs as (position, text, section)."""
    return Article(
        id=row[0],
        title=row[1],
        source=row[2],
        published=datetime.fromisoformat(row[3]) if row[3] else None,
        authors=tuple(json.loads(row[4])),
        url=row[5],
        language=row[6],
        dateline=row[7],
        embargo=datetime.fromtimestamp(row[8], UTC) if row[8] is not None else None,
        paragraphs=tuple(Paragraph(*p) for p in paragraphs),
    )
