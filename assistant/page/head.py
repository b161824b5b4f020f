"""The head of the page: its name, and what is in the index now."""

from __future__ import annotations

from assistant.dates import day
from assistant.page.escaping import as_sentence, count, literal
from assistant.printing import stale_line
from vectorstore import IndexStatus, NewsIndex, NewsIndexError, SourceBook


def head_of(index: NewsIndex, title: str) -> str:
    """The head of the page, over what is in the index now."""
    try:
        return header_html(title, status_line(index.status()), stale_line(SourceBook(index.folder).all()))
    except NewsIndexError as error:
        return header_html(title, as_sentence(str(error)))


def header_html(title: str, line: str, behind: str = "") -> str:
    """The head of the page: its name, and the line that says what is in the index (or why that cannot be told).

    behind: a sentence on the sources that have not been read for longer than they should.
    """
    warning = f'<p id="stale" class="notice" role="status">{literal(behind)}</p>' if behind else ""
    return f'<h1>{literal(title)}</h1><p id="status">{literal(line)}</p>{warning}'


def status_line(status: IndexStatus) -> str:
    """What is in the index, in one line: how many articles, from when to when, last updated when."""
    if not status.articles:
        return "The archive is empty: add articles with  news-assistant index PATH"
    line = f"{count(status.articles, 'article')}"
    if status.sources:
        line += f" from {count(len(status.sources), 'outlet')}"
    if status.first_published and status.last_published:
        first, last = day(status.first_published), day(status.last_published)
        line += f", {first} to {last}" if first != last else f", {first}"
    if status.last_updated:
        updated = status.last_updated.astimezone()
        line += f" · Last updated {day(updated)}, {updated:%H:%M}"
    return line
