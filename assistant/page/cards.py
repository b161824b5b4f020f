"""The panel of sources as HTML: a card for each citation, the nearest of a refusal, and what was withheld."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from urllib.parse import urlsplit

from assistant.dates import day
from assistant.page.escaping import anchor, as_sentence, in_bold, literal, safe_link, shortened_question
from assistant.types import Answer, Citation, Withheld
from corpus import Article, Paragraph
from vectorstore import Copy, Hit

ArticleOf = Callable[[str], Article | None]


def sources_html(turn: int, answer: Answer, article_of: ArticleOf) -> str:
    """What one answer rests on: a card a citation; for a refusal the nearest there is; and what was withheld."""
    cards = "".join(_citation_card(turn, citation, article_of(citation.article_id)) for citation in answer.citations)
    nearest = "".join(_nearest_card(turn, number, hit) for number, hit in enumerate(answer.nearest, 1))
    if nearest:
        nearest = f'<h3 class="nearest-title">Nearest in the archive (not an answer)</h3>{nearest}'
    if not cards and not nearest:
        cards = '<p class="hint">This answer has no sources.</p>'
    return f"{cards}{nearest}{_withheld(answer.withheld)}"


def panel_html(turns: Iterable[tuple[int, str, str]]) -> str:
    """The panel: (turn, question, sources) of the conversation, the newest first and open, the others folded."""
    folds = [
        f'<details class="turn" id="turn-{turn}">'
        f'<summary dir="auto">{literal(shortened_question(question))}</summary>{sources}</details>'
        for turn, question, sources in sorted(turns, reverse=True)
    ]
    if not folds:
        return '<h2>Sources</h2><p class="hint">The paragraphs that an answer rests on appear here.</p>'
    folds[0] = folds[0].replace("<details", "<details open", 1)
    return f"<h2>Sources</h2>{''.join(folds)}"


def source_id(turn: int, number: int) -> str:
    """The name that a source has in the page, for its marks to lead to."""
    return f"source-{turn}-{number}"


def _citation_card(turn: int, citation: Citation, article: Article | None) -> str:
    name = source_id(turn, citation.number)
    authors = article.authors if article else ()
    head = _head(citation.title, citation.source, citation.published, authors, citation.paragraph, str(citation.number))
    quoted = _quoted_paragraph(citation, article)
    attributes = f'class="source" id="{name}" tabindex="-1" aria-label="Source {citation.number}"'
    corrected = f'<p class="correction">{literal(citation.correction)}</p>' if citation.correction else ""
    return f"<section {attributes}>{head}{quoted}{corrected}{_link(citation.url)}{_also_in(citation.copies)}</section>"


def _nearest_card(turn: int, number: int, hit: Hit) -> str:
    passage = hit.passage
    head = _head(passage.title, passage.source, passage.published, passage.authors, passage.paragraph)
    text = f'<p dir="auto">{literal(passage.text)}</p>'
    links = f"{_link(passage.url)}{_also_in(hit.copies)}"
    return f'<section class="source" id="nearest-{turn}-{number}">{head}{text}{links}</section>'


def _head(
    title: str, source: str | None, published: datetime | None, authors: Iterable[str], paragraph: int, number: str = ""
) -> str:
    """Title, outlet, date, authors and place: the first lines of a card."""
    badge = f'<span class="number">{number}</span>' if number else ""
    written = ", ".join(authors)
    origin = [
        source,
        day(published) if published else "undated",
        f"by {written}" if written else None,
        f"paragraph {paragraph}",
    ]
    line = " · ".join(f"<bdi>{literal(part)}</bdi>" for part in origin if part)
    return f'<h3>{badge}<bdi>{literal(title or "Untitled")}</bdi></h3><p class="origin">{line}</p>'


def _quoted_paragraph(citation: Citation, article: Article | None) -> str:
    """The paragraph with the quote marked, between its neighbours; the quote alone if the article no longer has it.

    In the quote, the words that answer are bold.
    """
    answering = citation.answer_in_quote
    quote = f"<mark>{in_bold(citation.quote, [answering] if answering else [])}</mark>"
    paragraphs = article.paragraphs if article else ()
    place = next((n for n, paragraph in enumerate(paragraphs) if paragraph.position == citation.paragraph), None)
    if place is None or paragraphs[place].text[citation.start : citation.end] != citation.quote:
        gone = '<p class="hint">The archive no longer has this paragraph as it was quoted.</p>'
        return f'<p class="cited" dir="auto">{quote}</p>{gone}'
    cited = paragraphs[place]
    before, after = cited.text[: citation.start], cited.text[citation.end :]
    marked = f'<p class="cited" dir="auto">{literal(before)}{quote}{literal(after)}</p>'
    section = f'<p class="section" dir="auto">{literal(cited.section)}</p>' if cited.section else ""
    above, below = paragraphs[max(place - 1, 0) : place], paragraphs[place + 1 : place + 2]
    return f"{section}{_neighbours(above)}{marked}{_neighbours(below)}"


def _neighbours(paragraphs: Iterable[Paragraph]) -> str:
    return "".join(f'<p class="neighbour" dir="auto">{literal(paragraph.text)}</p>' for paragraph in paragraphs)


def _link(url: str | None) -> str:
    address = safe_link(url)
    if not address:
        return ""
    host = urlsplit(address).hostname or ""
    return f'<p class="link">{anchor(address, f"Read it at {host}")}</p>'


def _also_in(copies: Iterable[Copy]) -> str:
    """The other articles that have the paragraph: outlet and day, or the title where no outlet is known."""
    named = [
        (f"{copy.source or copy.title}{f', {day(copy.published)}' if copy.published else ''}", copy.url)
        for copy in copies
    ]
    items = (
        f"<bdi>{anchor(address, words) if (address := safe_link(url)) else literal(words)}</bdi>"
        for words, url in named
    )
    return f'<p class="link">Also in {"; ".join(items)}</p>' if named else ""


def _withheld(withheld: Iterable[Withheld]) -> str:
    """What did not get into the answer, folded, each with the reason."""
    items = "".join(f'<li dir="auto">{_quotation(item.text)}{literal(as_sentence(item.why))}</li>' for item in withheld)
    return (
        f'<details class="withheld"><summary>Withheld from the answer</summary><ul>{items}</ul></details>'
        if items
        else ""
    )


def _quotation(text: str) -> str:
    return f"<q>{literal(text)}</q> " if text else ""
