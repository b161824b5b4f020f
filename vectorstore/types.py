"""What the index hands on: passages, hits, and reports of what an update did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from corpus import Skipped


@dataclass(frozen=True)
class Passage:
    """The unit that is searched: a paragraph, or a part of a long one, with all a citation needs.

    paragraph: 1-based position of the paragraph in the article.
    text: the words searched and shown; always `paragraph_text[start:end]`.
    start, end: character offsets of `text` inside the paragraph.
    """

    article_id: str
    paragraph: int
    text: str
    start: int
    end: int
    paragraph_text: str
    title: str
    section: str | None = None
    source: str | None = None
    url: str | None = None
    published: datetime | None = None
    authors: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, int]:
        """The paragraph this passage belongs to."""
        return (self.article_id, self.paragraph)


@dataclass(frozen=True)
class Hit:
    """A passage found, and why. `score` is higher for better; ranks are 1-based, None if not found that way.

    cosine: similarity of question and passage in [-1, 1], None if it was not among the dense results.
    """

    passage: Passage
    score: float
    dense_rank: int | None = None
    lexical_rank: int | None = None
    cosine: float | None = None


@dataclass(frozen=True)
class UpdateReport:
    """What one update or rebuild did. Counts are articles."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: tuple[Skipped, ...] = ()
    passages_embedded: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        counts = f"{self.added} added, {self.changed} changed, {self.unchanged} unchanged, {self.removed} removed"
        return f"{counts}, {len(self.skipped)} skipped"


@dataclass(frozen=True)
class IndexStatus:
    """What is in an index. Times are aware datetimes, None where there is nothing to tell.

    encoding: every way in which its vectors were made, `torch fp32` or `openvino bf16`; None where not recorded.
    """

    folder: str
    articles: int
    passages: int
    sources: tuple[tuple[str, int], ...]
    first_published: datetime | None
    last_published: datetime | None
    last_updated: datetime | None
    embedding_model: str
    format_version: int
    encoding: str | None = None
