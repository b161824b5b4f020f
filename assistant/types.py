"""What the assistant hands on: the question as understood, citations, and the answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from vectorstore import Copy, Hit

Status = Literal["answered", "partial", "not_found"]


@dataclass(frozen=True)
class Query:
    """The question as understood.

    question: as it was typed. text: the same, made to stand alone (pronouns of a follow-up resolved).
    as_of: the day the question is asked from; nothing published later is used.
    """

    question: str
    text: str
    since: datetime | None = None
    until: datetime | None = None
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    as_of: datetime | None = None


@dataclass(frozen=True)
class Citation:
    """Where a quote stands: `paragraph.text[start:end] == quote`, letter for letter, always.

    copies: the other articles that have nearly the same paragraph, the first published first.
    """

    number: int
    article_id: str
    title: str
    source: str | None
    url: str | None
    published: datetime | None
    paragraph: int
    quote: str
    start: int
    end: int
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True)
class Withheld:
    """A sentence that was not allowed into the answer, and why."""

    text: str
    why: str


@dataclass(frozen=True)
class Answer:
    """A short answer in which every sentence carries an [n] mark, or an honest refusal.

    text: plain text with [n] marks; for `not_found` it says what was looked for and what is nearest.
    nearest: for `not_found`, the closest paragraphs there are (they are not citations).
    """

    question: str
    query: Query
    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    nearest: tuple[Hit, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON object printed by `ask --json` and returned by the page's `/ask`."""
        return {
            "question": self.question,
            "query": {
                "text": self.query.text,
                "since": _iso(self.query.since),
                "until": _iso(self.query.until),
                "sources": list(self.query.sources),
                "authors": list(self.query.authors),
                "as_of": _iso(self.query.as_of),
            },
            "status": self.status,
            "text": self.text,
            "citations": [
                {
                    "number": c.number,
                    "article_id": c.article_id,
                    "title": c.title,
                    "source": c.source,
                    "url": c.url,
                    "published": _iso(c.published),
                    "paragraph": c.paragraph,
                    "quote": c.quote,
                    "start": c.start,
                    "end": c.end,
                    "also_in": [_copy_to_dict(copy) for copy in c.copies],
                }
                for c in self.citations
            ],
            "withheld": [{"text": w.text, "why": w.why} for w in self.withheld],
            "nearest": [hit_to_dict(hit) for hit in self.nearest],
        }


@dataclass(frozen=True)
class Step:
    """One thing that happened while an answer was made; the last step carries the answer.

    kind: "understood" (query), "found" (hits), "sentence" (text of one verified sentence), "answer".
    """

    kind: Literal["understood", "found", "sentence", "answer"]
    text: str = ""
    query: Query | None = None
    hits: tuple[Hit, ...] = field(default=())
    answer: Answer | None = None


def hit_to_dict(hit: Hit) -> dict[str, Any]:
    """The JSON object printed for a hit by `search --json`."""
    passage = hit.passage
    return {
        "score": round(hit.score, 6),
        "dense_rank": hit.dense_rank,
        "lexical_rank": hit.lexical_rank,
        "article_id": passage.article_id,
        "paragraph": passage.paragraph,
        "text": passage.text,
        "title": passage.title,
        "section": passage.section,
        "source": passage.source,
        "url": passage.url,
        "published": _iso(passage.published),
        "authors": list(passage.authors),
        "also_in": [_copy_to_dict(copy) for copy in hit.copies],
    }


def _copy_to_dict(copy: Copy) -> dict[str, Any]:
    return {
        "article_id": copy.article_id,
        "title": copy.title,
        "source": copy.source,
        "url": copy.url,
        "published": _iso(copy.published),
    }


def _iso(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None
