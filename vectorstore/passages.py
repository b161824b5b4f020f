"""From paragraphs to the passages that are searched."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from corpus import Paragraph
from vectorstore.types import Passage

# The packaged model reads 256 word-pieces, about 190 words of news; the title takes some of them.
MAX_WORDS = 170
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[\w])")


def split_paragraph(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Character spans of the passages of a paragraph: the whole of it, or runs of sentences if it is long.

    A single sentence over the limit is cut between words. Spans are in order, do not overlap, and leave
    out nothing but white space.
    """
    text = paragraph.text
    if len(text.split()) <= MAX_WORDS:
        yield 0, len(text)
        return
    start = end = count = 0
    for piece_start, piece_end in _pieces(text):
        size = len(text[piece_start:piece_end].split())
        if count and count + size > MAX_WORDS:
            yield start, end
            start, count = piece_start, 0
        end, count = piece_end, count + size
    yield start, end


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Sentences, and for a sentence over the limit its runs of words."""
    edges = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    for start, stop in itertools.pairwise(edges):
        tokens = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:stop])]
        for first in range(0, len(tokens), MAX_WORDS):
            run = tokens[first : first + MAX_WORDS]
            yield run[0][0], run[-1][1]


def embedded_text(passage: Passage) -> str:
    """What the model reads for a passage: its title, sub-heading and words, without soft hyphens."""
    parts = [passage.title, passage.section or "", passage.text]
    return "\n".join(part for part in parts if part).replace("\u00ad", "")
