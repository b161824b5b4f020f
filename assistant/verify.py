"""Whether a citation stands: its quote, letter for letter, in the paragraph it names, looked up anew."""

from __future__ import annotations

import re

from assistant.types import Citation
from vectorstore import NewsIndex

MARK = re.compile(r"\[(\d+)\]")


def misplaced(index: NewsIndex, citation: Citation) -> str | None:
    """Why a citation must not be shown, or None if its quote stands where it says."""
    article = index.article(citation.article_id)
    paragraph = next((p for p in article.paragraphs if p.position == citation.paragraph), None) if article else None
    if paragraph is None:
        return "the paragraph it cites is no longer in the archive"
    if not citation.quote.strip() or not _stands_in(citation, paragraph.text):
        return "its quote is not, letter for letter, in the paragraph it cites"
    return None


def without_marks(text: str) -> str:
    """A title or a name in which nothing looks like a mark of an answer: `[2]` becomes `(2)`."""
    return MARK.sub(r"(\1)", text)


def _stands_in(citation: Citation, text: str) -> bool:
    """Offsets from the end, or past it, would be forgiven by a slice."""
    return 0 <= citation.start < citation.end <= len(text) and text[citation.start : citation.end] == citation.quote
