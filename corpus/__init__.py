"""Articles in: read, cleaned and split into paragraphs. Knows no index and no model."""

from corpus.read import ArticleStream, read_articles
from corpus.types import Article, Paragraph, Skipped

__all__ = ["Article", "ArticleStream", "Paragraph", "Skipped", "read_articles"]
