"""What an answer that is taken away tells, in which words, whatever the format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from assistant.dates import day, span
from assistant.page.escaping import as_sentence
from assistant.types import Answer, Citation, Query, what_was_read
from corpus import Article
from vectorstore import Copy, Hit

ArticleOf = Callable[[str], Article | None]

PROGRAM = "news-assistant"
NOT_AN_ANSWER = "Nearest in the archive (not an answer)"
STATUS = {
    "answered": "Answered: every sentence is a quotation from the archive, or was checked against what it cites.",
    "partial": "No clear answer: this is the closest that the archive has, and may answer another question.",
    "not_found": "The archive does not say.",
}
# What ends the lines of a timeline or of a list of outlets; any other line end came with an article or a question.
_LINE_ENDS = re.compile(r"(?<=\d\])\n")
# Controls, and the marks that would turn the direction of all that follows. A single left-to-right mark may stay: it
# turns nothing, and the quotation has it.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")  # no file can hold one


@dataclass(frozen=True)
class Origin:
    """Where words stand. number: of the mark, None for what is no citation. words: the quote, or the paragraph."""

    number: int | None
    title: str
    facts: tuple[str, ...]
    words: str
    url: str | None
    copies: tuple[tuple[str, str | None], ...]
    correction: str | None


def program_version() -> str:
    """The version of this program; `unknown` where it runs without having been installed."""
    try:
        return version(PROGRAM)
    except PackageNotFoundError:
        return "unknown"


def clean(text: str) -> str:
    """The text on one line, without what could steer whatever shows it."""
    return " ".join(_HALF_CHARACTER.sub("\ufffd", _STEERING.sub(" ", text)).split())


def answer_paragraphs(answer: Answer) -> list[str]:
    """The answer's text: one paragraph, or one for each line of a timeline."""
    return [clean(line) for line in _LINE_ENDS.split(answer.text)]


def facts(answer: Answer, asked_at: datetime | None) -> Iterator[tuple[str, str]]:
    """(label, what is so) of the question, for people."""
    query = answer.query
    if asked_at:
        yield "Asked on", day(asked_at.astimezone())
    if query.text != answer.question:
        yield "Understood as", query.text
    if query.read:
        yield "Read from the question", what_was_read(query)
    if bounds := _bounds(query):
        yield "Searched only", bounds
    if query.as_of:
        yield "As of", f"{day(query.as_of)}; nothing known to be later was used"
    for given_up in query.widened:
        yield "Given up", as_sentence(given_up)
    yield "Status", STATUS[answer.status]


def citation_origin(citation: Citation, article_of: ArticleOf | None) -> Origin:
    """Where a citation stands. article_of: gives the article, for its authors, which a citation does not know."""
    c = citation
    article = article_of(c.article_id) if article_of else None
    told = _facts(c.source, c.published, article.authors if article else (), c.paragraph)
    return Origin(c.number, c.title or "Untitled", told, c.quote, c.url, _also_in(c.copies), c.correction)


def hit_origin(hit: Hit) -> Origin:
    """Where the paragraph stands that a refusal names as near."""
    p = hit.passage
    told = _facts(p.source, p.published, p.authors, p.paragraph)
    return Origin(None, p.title or "Untitled", told, p.text, p.url, _also_in(hit.copies), None)


def made_by() -> str:
    """What made the document, and what may be expected of it."""
    return (
        f"Made by {PROGRAM} {program_version()}. The quotations are the archive's own words as they were on that day;"
        " whether they answer the question is for the reader to judge."
    )


def _bounds(query: Query) -> str:
    """The filters in force, given with the question or read from it."""
    first, last = query.since.date() if query.since else None, query.until.date() if query.until else None
    return " · ".join(
        part for part in (span(first, last), *query.sources, *(f"by {name}" for name in query.authors)) if part
    )


def _facts(source: str | None, published: datetime | None, authors: Iterable[str], paragraph: int) -> tuple[str, ...]:
    written = ", ".join(authors)
    told = (
        source,
        day(published) if published else "undated",
        f"by {written}" if written else None,
        f"paragraph {paragraph}",
    )
    return tuple(fact for fact in told if fact)


def _also_in(copies: Iterable[Copy]) -> tuple[tuple[str, str | None], ...]:
    """(outlet and day, or the title where no outlet is known; address) of the other articles with the paragraph."""
    return tuple(
        (f"{copy.source or copy.title}{f', {day(copy.published)}' if copy.published else ''}", copy.url)
        for copy in copies
    )
