"""PDF files, through pypdf: the lines of their pages, put together to paragraphs again."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from corpus.blocks import Block, clean_line
from corpus.files import MAX_ARTICLE_BYTES
from corpus.furniture import is_heading

MAX_PAGES = 2_000

_EDGE = 2  # a running header or footer is among the first or last two lines of a page
_RUNNING = 0.4  # and stands on so many of the pages: left and right ones may differ
_SURELY_RUNNING = 5  # or on so many: chapters have headers of their own
_PAGE_NUMBER = re.compile(r"[-–—\s]*(page\s+)?\d{1,4}(\s*(of|/)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_CLOSED = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_WORD = re.compile(r"[^\W\d_]+")
_RAGGED = 0.9  # letters differ in width, so full lines differ in length
_HEADING_WIDTH = 0.7  # a heading stops well before the margin, a wrapped line does not
_NO_TITLE = re.compile(r"^(untitled|microsoft \w+ - |.*\.(docx?|pdf|indd|qxp|odt|rtf|pages)$|[\W\d_]*$)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})


def read_pdf(data: bytes) -> tuple[dict[str, Any], list[Block]]:
    """A PDF to its title, as a record has it, and its blocks. The day a file was made is no day of publication.

    Raises ValueError if it is damaged, encrypted, too long, or has no text in it.
    """
    stated, pages = _read(data)
    lines = [line for page in _without_running_lines(pages) for line in page]
    if not lines:
        raise ValueError("this PDF has no text in it: it is probably a scan")
    title = "" if _NO_TITLE.match(stated) else stated
    if not title and len(lines) > 1 and is_heading(lines[0]):
        title = lines.pop(0)
    return {"title": title}, _blocks(lines)


def _read(data: bytes) -> tuple[str, list[list[str]]]:
    """The title a PDF states, and the lines of its pages."""
    import pypdf  # here because it is slow to load

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise _RefusedError("this PDF is encrypted: save it without a password")
        if len(reader.pages) > MAX_PAGES:
            raise _RefusedError(f"this PDF has more than {MAX_PAGES:,} pages, too many for one article")
        pages: list[list[str]] = []
        size = 0
        for page in reader.pages:
            text = page.extract_text()
            size += len(text)
            if size > MAX_ARTICLE_BYTES:
                raise _RefusedError(f"more than {MAX_ARTICLE_BYTES // 1_000_000} MB of text, too much for one article")
            pages.append(_lines(text))
        stated = getattr(reader.metadata, "title", None)
    except _RefusedError as error:
        raise ValueError(str(error)) from error
    except Exception as error:  # whatever pypdf stumbles over in a damaged file
        raise ValueError(f"this PDF is damaged ({type(error).__name__})") from error
    return clean_line(_whole(stated)) if isinstance(stated, str) else "", pages


class _RefusedError(Exception):
    """A PDF that is sound but not read."""


def _lines(text: str) -> list[str]:
    # The soft hyphen at the end of a line is told from a hyphen here: clean_line would take it away.
    marked = re.sub("\u00ad[ \t]*(?=\n|$)", "\x02", _CONTROL.sub(" ", _whole(text)))
    return [line for line in map(clean_line, marked.translate(_LIGATURES).split("\n")) if line]


def _whole(text: str) -> str:
    """The text with U+FFFD for half characters, which no store can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _without_running_lines(pages: Sequence[list[str]]) -> list[list[str]]:
    """The pages without their numbers, and without headers and footers, which differ from page to page in numbers."""
    pages = [_without_number(page) for page in pages]
    filled = sum(1 for page in pages if page)
    if filled < 2:
        return list(pages)
    seen = Counter(line for page in pages for line in {_numberless(line) for line in _edges(page)})
    needed = min(_SURELY_RUNNING, max(2, _RUNNING * filled))
    running = {line for line, number in seen.items() if number >= needed}
    return [_without_number(_without_edges(page, running)) for page in pages]


def _without_number(page: list[str]) -> list[str]:
    start = 1 if page and _PAGE_NUMBER.fullmatch(page[0]) else 0
    end = len(page) - 1 if len(page) > start and _PAGE_NUMBER.fullmatch(page[-1]) else len(page)
    return page[start:end]


def _edges(page: Sequence[str]) -> list[str]:
    return [*page[:_EDGE], *page[-_EDGE:]]


def _without_edges(page: list[str], running: set[str]) -> list[str]:
    edges = {*range(_EDGE), *range(len(page) - _EDGE, len(page))}
    return [line for place, line in enumerate(page) if place not in edges or _numberless(line) not in running]


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _blocks(lines: Sequence[str]) -> list[Block]:
    """Lines to paragraphs: a line goes on in the next unless it closes a sentence short of the margin, or is a heading.

    The margin is not known: the next line's first word tells whether it would still have fitted.
    """
    words = {word.casefold() for line in lines for word in _WORD.findall(line)}
    lengths = sorted(len(line) for line in lines)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    texts = [lines[0]] if lines else []
    for line, after in pairwise(lines):
        if _ends(line, after, width):
            texts.append(after)
        else:
            texts[-1] = _joined(texts[-1], after, words)
    return [Block(text.replace("\x02", "")) for text in texts]


def _ends(line: str, after: str, width: int) -> bool:
    fits = len(line) + 1 + len(after.split()[0]) <= _RAGGED * width
    if _CLOSED.search(line):
        return fits
    return is_heading(line) and len(line) < _HEADING_WIDTH * width and not after[0].islower()


def _joined(text: str, after: str, words: set[str]) -> str:
    """Two lines as one. A hyphen between them goes only where the document has the whole word elsewhere."""
    if text.endswith("\x02"):
        return text[:-1] + after
    halves = re.search(r"([^\W\d_]+)-$", text), _WORD.match(after)
    if not (halves[0] and halves[1]):
        return f"{text} {after}"
    return text[:-1] + after if (halves[0][1] + halves[1][0]).casefold() in words else text + after
