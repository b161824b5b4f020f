"""What the assistant hands on: the question as understood, citations, and the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from vectorstore import Copy, Hit, TimePreference, content_words

Status = Literal["answered", "partial", "not_found"]
Role = Literal["answer", "before", "agrees", "earlier", "differs", "context", "dated"]
Kind = Literal["dates", "recent", "source", "author", "timeline", "coverage"]


@dataclass(frozen=True)
class Understood:
    """One thing that was read from the words of a question.

    words: where it was read. label: what was understood, for people ("3–9 May 2022", "by Mara Lind").
    hard: a filter; otherwise a preference, which reorders and shuts nothing out.
    first, last: the days that the words name, inclusive, without those after them on which it may still be told of.
    """

    kind: Kind
    words: str
    label: str
    hard: bool
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Query:
    """The question as understood.

    question: as it was typed. text: the same, made to stand alone (pronouns of a follow-up resolved).
    search_text: what is searched for: the text without the words that became filters; never empty.
    since, until, sources, authors: filters, given by the caller or read from the words.
    as_of: the day the question is asked from; nothing published later is used.
    prefer: the time that the words name whose articles come first, if they name one.
    fresh_from: the words ask about these days ("this week"), and what was published before cannot tell of them.
    stale: the words ask about these days, but the archive ended before them, on this day: any of its days will do.
    timeline: what is asked for is how the subject in `search_text` unfolded, in order of time.
    coverage: what is asked for is which outlets tell of the subject in `search_text`.
    digest: what is asked for is the news of the days, outlets or authors in its filters, and nothing else.
    read: what was read from the words. widened: in a sentence each, which of it was given up, and why.
    """

    question: str
    text: str
    since: datetime | None = None
    until: datetime | None = None
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    as_of: datetime | None = None
    search_text: str = ""
    prefer: TimePreference | None = None
    fresh_from: datetime | None = None
    stale: datetime | None = None
    timeline: bool = False
    coverage: bool = False
    read: tuple[Understood, ...] = ()
    widened: tuple[str, ...] = ()
    digest: bool = False

    def __post_init__(self) -> None:
        if not self.search_text:
            object.__setattr__(self, "search_text", self.text)

    def without_time(self, text: str) -> str:
        """Its text, or search text, without the time that is preferred, if that leaves any words.

        A report seldom names its own month or year ("on Saturday" is all it says): what it answers is judged by the
        other words, and whether the time fits by the days of publication.
        """
        rest = text
        for part in self.read:
            if part.kind == "dates" and not part.hard:
                rest = re.sub(r"\s+([?.,;:!])", r"\1", " ".join(rest.replace(part.words, " ", 1).split()))
        return rest if content_words(rest) else text

    def to_dict(self) -> dict[str, Any]:
        """The "query" object of an answer's JSON."""
        return {
            "text": self.text,
            "since": _iso(self.since),
            "until": _iso(self.until),
            "sources": list(self.sources),
            "authors": list(self.authors),
            "as_of": _iso(self.as_of),
            "search_text": self.search_text,
            "prefer_since": _iso(self.prefer.since) if self.prefer else None,
            "prefer_until": _iso(self.prefer.until) if self.prefer else None,
            "fresh_from": _iso(self.fresh_from),
            "stale": _iso(self.stale),
            "timeline": self.timeline,
            "coverage": self.coverage,
            "digest": self.digest,
            "read": [{"kind": u.kind, "words": u.words, "label": u.label, "hard": u.hard} for u in self.read],
            "widened": list(self.widened),
        }


@dataclass(frozen=True)
class Citation:
    """Where a quote stands: `paragraph.text[start:end] == quote`, letter for letter, always.

    copies: the other articles that have nearly the same paragraph, the first published first.
    answer_start, answer_end: the words that answer, in characters of the paragraph; None where not known.
    correction: what the article says of itself was corrected, if it does.
    role: what its sentence does in the answer ("answer", "before", "agrees", "earlier", "differs", "context", "dated");
    None where a chat model wrote it.
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
    answer_start: int | None = None
    answer_end: int | None = None
    correction: str | None = None
    role: Role | None = None

    @property
    def answer_in_quote(self) -> tuple[int, int] | None:
        """Where in the quote the words that answer start and end; None where not known, or not inside of it."""
        start, end = self.answer_start, self.answer_end
        if start is None or end is None or not self.start <= start < end <= self.end:
            return None
        return start - self.start, end - self.start

    @property
    def answer_words(self) -> str | None:
        """The words of the quote that answer; None where not known."""
        place = self.answer_in_quote
        return self.quote[slice(*place)] if place else None


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
            "query": self.query.to_dict(),
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
                    "answer_words": _answer_words_to_dict(c),
                    "also_in": [_copy_to_dict(copy) for copy in c.copies],
                    "correction": c.correction,
                    "role": c.role,
                }
                for c in self.citations
            ],
            "withheld": [{"text": w.text, "why": w.why} for w in self.withheld],
            "nearest": [hit_to_dict(hit) for hit in self.nearest],
        }


@dataclass(frozen=True)
class Step:
    """One thing that happened while an answer was made; the last step carries the answer.

    kind: "understood" (query), "found" (hits), "read" (sentences: how many were weighed), "sentence" (text of one
    verified sentence), "withheld" (text of one that failed), "answer".
    """

    kind: Literal["understood", "found", "read", "sentence", "withheld", "answer"]
    text: str = ""
    query: Query | None = None
    hits: tuple[Hit, ...] = field(default=())
    answer: Answer | None = None
    sentences: int = 0


def what_was_read(query: Query) -> str:
    """What was read from the words of a question, in one line: `Vellmark Courier · 20–26 May 2024`."""
    return " · ".join(part.label for part in query.read)


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


def _answer_words_to_dict(citation: Citation) -> dict[str, Any] | None:
    words = citation.answer_words
    return {"start": citation.answer_start, "end": citation.answer_end, "text": words} if words is not None else None


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
