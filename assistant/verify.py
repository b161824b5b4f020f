"""The gate: no sentence reaches a reader unless its quote stands, letter for letter, in the paragraph it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.types import Citation
from vectorstore import NewsIndex

MARK = re.compile(r"\[(\d+)\]")


def objection(index: NewsIndex, text: str, citations: Sequence[Citation]) -> str | None:
    """Why a sentence of an answer must not be shown, or None if it may.

    Each citation is looked up anew in the index, and the quotes must stand in the sentence as they stand there.
    """
    if not citations:
        return "it cites nothing"
    marks = [int(number) for number in MARK.findall(_without_quotes(text, citations))]
    if sorted(marks) != sorted(citation.number for citation in citations):
        return "its marks are not those of its citations"
    for citation in citations:
        article = index.article(citation.article_id)
        paragraph = next((p for p in article.paragraphs if p.position == citation.paragraph), None) if article else None
        if paragraph is None:
            return "the paragraph it cites is no longer in the archive"
        if not citation.quote.strip() or not _stands_in(citation, paragraph.text):
            return "its quote is not, letter for letter, in the paragraph it cites"
        if citation.quote not in text:
            return "it does not show the quote it cites"
    return None


def without_marks(text: str) -> str:
    """A title or a name in which nothing looks like a mark of an answer: `[2]` becomes `(2)`."""
    return MARK.sub(r"(\1)", text)


def _stands_in(citation: Citation, text: str) -> bool:
    """Offsets from the end, or past it, would be forgiven by a slice."""
    return 0 <= citation.start < citation.end <= len(text) and text[citation.start : citation.end] == citation.quote


def _without_quotes(text: str, citations: Sequence[Citation]) -> str:
    for citation in citations:
        text = text.replace(citation.quote, "")
    return text
