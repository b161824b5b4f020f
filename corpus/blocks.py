"""From the lines of a text to an article's title, paragraphs and sub-headings."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from corpus.dates import parse_published
from corpus.furniture import byline_authors, is_dateline, is_furniture, is_heading, same_line
from corpus.types import Paragraph

_SOFT_HYPHENS = re.compile("[\u00ad\u200b\u2060\ufeff]")
_NARROWEST_WRAP, _WIDEST_WRAP = 50, 120
_RAGGED = 5  # the longest line may fall this short of the width it was wrapped to
_LONGEST_TITLE = 100
_PREAMBLE = 8


@dataclass(frozen=True)
class Block:
    """A paragraph or a heading, before it is decided what it is. `heading` is True where the markup says so."""

    text: str
    heading: bool = False


@dataclass
class Body:
    """What the blocks of one text turned out to hold."""

    paragraphs: tuple[Paragraph, ...] = ()
    dateline: str | None = None
    published: datetime | None = None
    authors: tuple[str, ...] = field(default=())


def clean_line(text: str) -> str:
    """Text without invisible characters, with every run of white space as one space."""
    return " ".join(_SOFT_HYPHENS.sub("", text).split())


def split_blocks(text: str) -> list[Block]:
    """Plain text to blocks: blank lines part them; lines that were only wrapped are joined again."""
    chunks = [
        [line for line in map(clean_line, chunk.split("\n")) if line]
        for chunk in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    ]
    width = _wrap_width(chunks)
    return [Block(line) for chunk in chunks for line in _unwrap(chunk, width)]


def _wrap_width(chunks: Sequence[Sequence[str]]) -> int | None:
    """The width a text was wrapped to by hand, or None if its lines are paragraphs."""
    width = max((len(line) for chunk in chunks for line in chunk), default=0)
    pairs = [_overflows(line, after, width) for chunk in chunks for line, after in itertools.pairwise(chunk)]
    wrapped = len(pairs) > 1 and sum(pairs) >= 0.7 * len(pairs)
    return width if wrapped and _NARROWEST_WRAP <= width <= _WIDEST_WRAP else None


def _unwrap(lines: Sequence[str], width: int | None) -> list[str]:
    """Join the lines of a text wrapped to `width`; in any other, only a long line that stops in mid-sentence."""
    result: list[str] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else ""
        if width is None:
            joins = len(before) > _LONGEST_TITLE and not re.search(r"[.!?:”\"’']$", before)
        else:
            joins = bool(before) and _overflows(before, line, width)
        if joins:
            result[-1] += " " + line
        else:
            result.append(line)
    return result


def _overflows(line: str, after: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted: the sign of a line that was wrapped."""
    return len(line) + 1 + len(after.split()[0]) > width - _RAGGED


def read_body(blocks: Sequence[Block], title: str) -> Body:
    """Sort blocks into paragraphs (numbered from 1), the headings they stand under, and the preamble's facts.

    A repeated title, captions, teasers and bare punctuation are left out; a dateline in capitals, a byline
    and a line that is a date are kept as metadata when they stand before the first paragraph.
    """
    body = Body()
    paragraphs: list[Paragraph] = []
    section: str | None = None
    kept = [
        b
        for b in blocks
        if b.text and not is_furniture(b.text) and not (len(b.text) < 200 and same_line(b.text, title))
    ]
    for number, block in enumerate(kept):
        if not paragraphs and number < _PREAMBLE and _take_preamble(body, block.text):
            continue
        following = kept[number + 1].text if number + 1 < len(kept) else ""
        if block.heading or (is_heading(block.text) and len(following) > len(block.text) and not is_heading(following)):
            section = block.text
            continue
        paragraphs.append(Paragraph(len(paragraphs) + 1, block.text, section))
    body.paragraphs = tuple(paragraphs)
    return body


def _take_preamble(body: Body, line: str) -> bool:
    authors = byline_authors(line)
    if authors and not body.authors:
        body.authors = authors
        return True
    if body.dateline is None and is_dateline(line):
        body.dateline = line
        return True
    published = parse_published(re.sub(r"^(published|updated|posted|date)( on)?:?\s+", "", line, flags=re.IGNORECASE))
    if published and body.published is None:
        body.published = published
        return True
    return False
