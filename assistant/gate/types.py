"""What goes into the gate and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Cited:
    """A paragraph that a mark stands for, with what is told beside it of its article.

    article: the text of the article, where known: a name may be told in full that is short in the paragraph.
    """

    text: str
    title: str = ""
    source: str | None = None
    published: datetime | None = None
    section: str | None = None
    article: str = ""

    @property
    def around(self) -> str:
        """What a sentence may take from beside the paragraph: its article's title and outlet, the sub-heading."""
        return " . ".join(part for part in (self.title, self.source, self.section) if part)


@dataclass(frozen=True)
class Checked:
    """A sentence of a text, its marks in order, and why it must not be shown; None where it may."""

    text: str
    marks: tuple[int, ...]
    why: str | None

    @property
    def passed(self) -> bool:
        return self.why is None


@dataclass(frozen=True)
class Claim:
    """What a sentence says in its own words.

    text: without its marks, and with a pair of empty quotation marks where it quotes. quotes: what it quotes.
    """

    text: str
    quotes: tuple[str, ...]
