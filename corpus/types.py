"""What the corpus room hands on: an article, its paragraphs, and what had to be left out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property


@dataclass(frozen=True)
class Paragraph:
    """The unit a citation points at.

    position: 1-based place in the article. Positions of an article given as a list of paragraphs
        are the list's own; they may have gaps where the list held an empty string.
    text: the paragraph as published, without surrounding white space.
    section: the sub-heading it stands under, if any.
    """

    position: int
    text: str
    section: str | None = None


@dataclass(frozen=True)
class Article:
    """One news report. `published` is an aware datetime, or None where the day is not known.

    embargo: until then nothing may be told of it; an aware datetime. withdrawn: its publisher has taken it back, or it
    must not be used; there may be no paragraphs then.
    """

    id: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    source: str | None = None
    published: datetime | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    dateline: str | None = None
    embargo: datetime | None = None
    withdrawn: bool = False

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 (hex) over everything a reader could see: it changes exactly when the article does."""
        content = [
            self.title,
            self.source,
            self.published.isoformat() if self.published else None,
            self.authors,
            self.url,
            self.language,
            self.dateline,
            [(p.position, p.text, p.section) for p in self.paragraphs],
        ]
        if self.embargo:  # only then, so that other articles keep the hash they had before there were any
            content.append(self.embargo.isoformat())
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Skipped:
    """Something that was not read: what it was (a file, a line of it, an article) and why."""

    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.what}: {self.why}"
