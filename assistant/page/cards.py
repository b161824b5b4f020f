"""The panel of sources as HTML: a card for each citation, the nearest of a refusal, and what was withheld."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from assistant.dates import day
from assistant.page.escaping import anchor, as_sentence, count, in_bold, literal, safe_link, shortened_question
from assistant.types import Answer, Citation, Withheld
from corpus import Article, Paragraph
from vectorstore import Copy, Hit

ArticleOf = Callable[[str], Article | None]


def sources_html(
    turn: int, answer: Answer, article_of: ArticleOf, token: str = "", consulted: Iterable[Hit] = ()
) -> str:
    """What one answer rests on: a card a citation; for a refusal the nearest there is; and what was withheld.

    token: by which the page has the answer at hand; without one, nothing can be done with it but read. consulted: what
    was read for it and is not cited.
    """
    cards = "".join(_citation_card(turn, c, article_of(c.article_id), acts=bool(token)) for c in answer.citations)
    nearest = "".join(_nearest_card(turn, number, hit) for number, hit in enumerate(answer.nearest, 1))
    if nearest:
        nearest = f'<h3 class="nearest-title">Nearest in the archive (not an answer)</h3>{nearest}'
    if not cards and not nearest:
        cards = '<p class="hint">This answer has no sources.</p>'
    shown = {hit.passage.key for hit in answer.nearest}
    read = _consulted([hit for hit in consulted if hit.passage.key not in shown])
    told = f"{_actions(answer) if token else ''}{cards}{nearest}{_withheld(answer.withheld)}{read}"
    return f'<div class="answered" data-token="{literal(token)}">{told}</div>' if token else told


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


def _citation_card(turn: int, citation: Citation, article: Article | None, *, acts: bool) -> str:
    name = source_id(turn, citation.number)
    authors = article.authors if article else ()
    head = _head(citation.title, citation.source, citation.published, authors, citation.paragraph, str(citation.number))
    quoted = _quoted_paragraph(citation, article)
    n = citation.number
    attributes = f'class="source" id="{name}" data-number="{n}" tabindex="-1" aria-label="Source {n}"'
    corrected = f'<p class="correction">{literal(citation.correction)}</p>' if citation.correction else ""
    links = f"{link(citation.url)}{also_in(citation.copies)}"
    return f"<section {attributes}>{head}{quoted}{corrected}{links}{_ON_CARD if acts else ''}</section>"


def _nearest_card(turn: int, number: int, hit: Hit) -> str:
    passage = hit.passage
    head = _head(passage.title, passage.source, passage.published, passage.authors, passage.paragraph)
    text = f'<p dir="auto">{literal(passage.text)}</p>'
    links = f"{link(passage.url)}{also_in(hit.copies)}"
    return f'<section class="source" id="nearest-{turn}-{number}">{head}{text}{links}</section>'


def _actions(answer: Answer) -> str:
    """What can be done with an answer."""
    kinds = [
        ("copy", "Copy", "Copy the answer with its sources, as Markdown"),
        ("md", "Markdown", "Download as Markdown"),
        ("html", "HTML", "Download as HTML"),
        ("json", "JSON", "Download as JSON"),
        ("link", "Link", "Keep this answer and copy a permanent link to it"),
        ("good", "Good", "This answer is good" if answer.citations else "It is right that the archive does not say"),
        ("bad", "Bad", "This answer is bad"),
    ]
    buttons = "".join(
        f'<button type="button" data-do="{kind}" title="{literal(says)}">{name}</button>' for kind, name, says in kinds
    )
    told = '<span class="told" role="status" aria-live="polite"></span>'
    return f'<div class="actions" role="group" aria-label="This answer">{buttons}{told}</div>'


_ON_CARD = (
    '<p class="on-card"><button type="button" data-do="open">Read the article</button>'
    '<button type="button" data-do="wrong">This citation is wrong</button></p>'
)


def _consulted(hits: Sequence[Hit]) -> str:
    """What was read and is not cited, folded."""
    items = "".join(
        f'<li data-article="{literal(p.article_id)}" data-paragraph="{p.paragraph}">'
        f'<button type="button" data-do="open"><bdi>{literal(p.title or "Untitled")}</bdi></button>'
        f"{origin_line(p.source, p.published, (), p.paragraph)}"
        f'<p dir="auto">{literal(p.text)}</p></li>'
        for p in (hit.passage for hit in hits)
    )
    read = f"Read, but not cited: {count(len(hits), 'paragraph')}"
    return f'<details class="consulted"><summary>{read}</summary><ol>{items}</ol></details>' if items else ""


def _head(
    title: str, source: str | None, published: datetime | None, authors: Iterable[str], paragraph: int, number: str = ""
) -> str:
    """Title, outlet, date, authors and place: the first lines of a card."""
    badge = f'<span class="number">{number}</span>' if number else ""
    line = origin_line(source, published, authors, paragraph)
    return f"<h3>{badge}<bdi>{literal(title or 'Untitled')}</bdi></h3>{line}"


def origin_line(
    source: str | None, published: datetime | None, authors: Iterable[str], paragraph: int | None = None
) -> str:
    """Outlet, day, authors and place, as a line of a card or an article."""
    written = ", ".join(authors)
    origin = [
        source,
        day(published) if published else "undated",
        f"by {written}" if written else None,
        f"paragraph {paragraph}" if paragraph else None,
    ]
    line = " · ".join(f"<bdi>{literal(part)}</bdi>" for part in origin if part)
    return f'<p class="origin">{line}</p>'


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


def link(url: str | None) -> str:
    """A line that leads to the article where it was published; nothing where it has no usable address."""
    address = safe_link(url)
    if not address:
        return ""
    host = urlsplit(address).hostname or ""
    return f'<p class="link">{anchor(address, f"Read it at {host}")}</p>'


def also_in(copies: Iterable[Copy]) -> str:
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
