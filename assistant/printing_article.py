"""One article as JSON."""

from __future__ import annotations

from typing import Any

from corpus import Article
from corpus.changes import correction_notes


def article_to_dict(article: Article) -> dict[str, Any]:
    """The JSON object of an article: what it says, paragraph by paragraph, and what it says was corrected."""
    return {
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "authors": list(article.authors),
        "language": article.language,
        "paragraphs": [{"paragraph": p.position, "text": p.text, "section": p.section} for p in article.paragraphs],
        "corrections": correction_notes(article.paragraphs),
    }
