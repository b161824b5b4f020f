"""Everything on the page that is made of words from articles or people, as HTML that can do nothing but be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from urllib.parse import urlsplit

from assistant.answer_words import places
from assistant.dates import day
from assistant.printing import stale_line
from assistant.types import Answer, Citation, Withheld, what_was_read
from corpus import Article, Paragraph
from vectorstore import Copy, Hit, IndexStatus, NewsIndex, NewsIndexError, SourceBook

ArticleOf = Callable[[str], Article | None]

# All of ASCII but letters, digits and the space: every sign that HTML, Markdown, LaTeX or a template could act on.
_SIGNS = re.compile(r"[^a-zA-Z0-9 \u0080-\U0010ffff]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MARK = re.compile(r"(\[[0-9]{1,3}\])")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]")
_LONGEST_SHOWN_QUESTION = 300
READ_WORDS = "Read dates and names from what I type"


def literal(text: str) -> str:
    """The text, to be read letter for letter wherever it is put: in HTML, in Gradio's Markdown, in an attribute.

    Marks that would turn the direction of all that follows are left out.
    """
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", _DIRECTION.sub("", text))


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


def question_html(question: str) -> str:
    """What the person typed, as their message in the chat."""
    return f'<div class="question" dir="auto">{literal(_shortened(question))}</div>'


def notice_html(sentence: str) -> str:
    """What went wrong, in one sentence, as a message in the chat."""
    return f'<div class="notice">{literal(sentence)}</div>'


def working_html(steps: Iterable[str], sentences: Iterable[str]) -> str:
    """An answer in the making: what is being done, then its sentences so far.

    Marks lead nowhere yet, so they are no links.
    """
    said = " ".join(sentences)
    if said:
        return f'<div class="answer" dir="auto">{literal(said)}</div>'
    return "".join(f'<div class="step">{literal(step)}</div>' for step in steps)


def answer_html(turn: int, answer: Answer) -> str:
    """The whole answer as a message in the chat, its marks linked to the sources of this turn.

    The words that answer are bold.
    """
    kind = "refusal" if answer.status == "not_found" else "answer"
    marks = {f"[{citation.number}]": _source_id(turn, citation.number) for citation in answer.citations}

    def linked(text: str) -> str:
        return "".join(
            f'<a class="mark" href="#{marks[part]}">{literal(part)}</a>' if part in marks else literal(part)
            for part in _MARK.split(text)
        )

    text = _in_bold(answer.text, places(answer), linked)
    return f'<div class="{kind}" dir="auto">{text}</div>{_understood(answer)}'


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
        f'<summary dir="auto">{literal(_shortened(question))}</summary>{sources}</details>'
        for turn, question, sources in sorted(turns, reverse=True)
    ]
    if not folds:
        return '<h2>Sources</h2><p class="hint">The paragraphs that an answer rests on appear here.</p>'
    folds[0] = folds[0].replace("<details", "<details open", 1)
    return f"<h2>Sources</h2>{''.join(folds)}"


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
    line = f"{_count(status.articles, 'article')}"
    if status.sources:
        line += f" from {_count(len(status.sources), 'outlet')}"
    if status.first_published and status.last_published:
        first, last = day(status.first_published), day(status.last_published)
        line += f", {first} to {last}" if first != last else f", {first}"
    if status.last_updated:
        updated = status.last_updated.astimezone()
        line += f" · Last updated {day(updated)}, {updated:%H:%M}"
    return line


def _citation_card(turn: int, citation: Citation, article: Article | None) -> str:
    name = _source_id(turn, citation.number)
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
    quote = f"<mark>{_in_bold(citation.quote, [answering] if answering else [])}</mark>"
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


def _in_bold(text: str, bold: Iterable[tuple[int, int]], written: Callable[[str], str] = literal) -> str:
    """The text as HTML, bold at these places, which follow one another. written: how a piece of it becomes HTML."""
    parts, done = list[str](), 0
    for start, end in bold:
        parts += [written(text[done:start]), f"<strong>{written(text[start:end])}</strong>"]
        done = end
    return "".join([*parts, written(text[done:])])


def _neighbours(paragraphs: Iterable[Paragraph]) -> str:
    return "".join(f'<p class="neighbour" dir="auto">{literal(paragraph.text)}</p>' for paragraph in paragraphs)


def _link(url: str | None) -> str:
    address = safe_link(url)
    if not address:
        return ""
    host = urlsplit(address).hostname or ""
    return f'<p class="link">{_anchor(address, f"Read it at {host}")}</p>'


def _anchor(address: str, words: str) -> str:
    return f'<a href="{literal(address)}" target="_blank" rel="noopener noreferrer nofollow">{literal(words)}</a>'


def _also_in(copies: Iterable[Copy]) -> str:
    """The other articles that have the paragraph: outlet and day, or the title where no outlet is known."""
    named = [
        (f"{copy.source or copy.title}{f', {day(copy.published)}' if copy.published else ''}", copy.url)
        for copy in copies
    ]
    items = (
        f"<bdi>{_anchor(address, words) if (address := safe_link(url)) else literal(words)}</bdi>"
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


def _understood(answer: Answer) -> str:
    """What was made of the question, where that is more than its words, and what of it had to be given up."""
    query = answer.query
    lines = [f"Understood as: {_shortened(query.text)}"] if query.text != query.question else []
    lines += query.widened
    if query.read:
        lines.append(f"Understood: {what_was_read(query)}. To search for the words as typed, untick “{READ_WORDS}”.")
    return "".join(f'<div class="understood" dir="auto">{literal(line)}</div>' for line in lines)


def _source_id(turn: int, number: int) -> str:
    return f"source-{turn}-{number}"


def _shortened(question: str) -> str:
    return question if len(question) <= _LONGEST_SHOWN_QUESTION else f"{question[:_LONGEST_SHOWN_QUESTION].rstrip()} …"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
