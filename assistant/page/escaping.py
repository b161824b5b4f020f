"""Words of articles and people as HTML that can do nothing but be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

# All of ASCII but letters, digits and the space: every sign that HTML, Markdown, LaTeX or a template could act on.
_SIGNS = re.compile(r"[^a-zA-Z0-9 \u0080-\U0010ffff]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]")
_LONGEST_SHOWN_QUESTION = 300


def literal(text: str) -> str:
    """The text, to be read letter for letter wherever it is put: in HTML, in Gradio's Markdown, in an attribute.

    Marks that would turn the direction of all that follows are left out.
    """
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", without_direction(text))


def without_direction(text: str) -> str:
    """The text without marks that would turn the direction of all that follows, which is how a page shows it."""
    return _DIRECTION.sub("", text)


def safe_link(url: str | None) -> str | None:
    """The address if it is an ordinary web address, else None: an article's address may be anything."""
    try:
        parts = urlsplit(url or "")
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return url if usable and url and not _BLANK.search(url) else None


def as_sentence(text: str) -> str:
    """A message as a sentence: a capital at its start, a full stop at its end."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"


def in_bold(text: str, bold: Iterable[tuple[int, int]], written: Callable[[str], str] = literal) -> str:
    """The text as HTML, bold at these places, which follow one another. written: how a piece of it becomes HTML."""
    parts, done = list[str](), 0
    for start, end in bold:
        parts += [written(text[done:start]), f"<strong>{written(text[start:end])}</strong>"]
        done = end
    return "".join([*parts, written(text[done:])])


def anchor(address: str, words: str) -> str:
    """A link that opens elsewhere and tells nothing of this page. address: one that `safe_link` lets through."""
    return f'<a href="{literal(address)}" target="_blank" rel="noopener noreferrer nofollow">{literal(words)}</a>'


def shortened_question(question: str) -> str:
    """The question, cut where it is longer than anybody would read."""
    return question if len(question) <= _LONGEST_SHOWN_QUESTION else f"{question[:_LONGEST_SHOWN_QUESTION].rstrip()} …"


def count(number: int, noun: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
