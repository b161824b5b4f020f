"""A whole article as HTML, open at the paragraph that was cited, the quoted words highlighted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from assistant.dates import day
from assistant.page.cards import also_in, link, origin_line
from assistant.page.escaping import in_bold, literal
from assistant.resolve import Resolved
from assistant.types import Citation
from corpus import Article, Paragraph
from corpus.changes import changes, correction_notes
from vectorstore import Copy, Version


def article_html(
    article: Article,
    cited: Sequence[Citation] = (),
    consulted: Collection[int] = (),
    versions: Sequence[Version] = (),
    copies: Sequence[Copy] = (),
    standing: Resolved | None = None,
) -> str:
    """The article. cited: the citations of one answer that lead to it; consulted: positions of other paragraphs read.

    standing: what has become of the citation that was opened, where that is known: its version is shown if it is not
    the present one.
    """
    title, shown = _version_shown(article, standing)
    head = (
        f"<h3><bdi>{literal(title or 'Untitled')}</bdi></h3>"
        f"{origin_line(article.source, article.published, article.authors)}"
    )
    notes = "".join(f'<p class="correction" dir="auto">{literal(note)}</p>' for note in correction_notes(shown))
    body = "".join(_body(shown, cited, consulted))
    about = f"{link(article.url)}{also_in(copies)}{_versions(versions)}"
    return f'{head}{_outdated(article, standing)}{notes}{about}<div class="text">{body}</div>'


def _version_shown(article: Article, standing: Resolved | None) -> tuple[str, Sequence[Paragraph]]:
    """Title and paragraphs of the version that is shown."""
    shown = standing.version if standing and standing.standing != "current" and standing.version else article
    return shown.title, shown.paragraphs


def _outdated(article: Article, standing: Resolved | None) -> str:
    """A sentence that says so, where the archive no longer says what was cited."""
    if not standing or standing.standing == "current":
        return ""
    if not standing.version:
        return '<p class="notice">The archive has no version of this article that says what was quoted.</p>'
    read = day(standing.version.seen.astimezone())
    gone = {
        "superseded": "a later version no longer says what was quoted",
        "withdrawn": f"it was withdrawn since: {standing.why}",
        "removed": "it is no longer in the archive",
    }.get(standing.standing, "it may have changed since")
    sentence = f"This is the article as it was read on {read}; {gone}."
    return f'<p class="notice">{literal(sentence)}</p>'


def _body(paragraphs: Sequence[Paragraph], cited: Sequence[Citation], consulted: Collection[int]) -> Iterator[str]:
    section = None
    for paragraph in paragraphs:
        if paragraph.section and paragraph.section != section:
            yield f'<h4 class="section" dir="auto">{literal(paragraph.section)}</h4>'
        section = paragraph.section
        here = [c for c in cited if c.paragraph == paragraph.position]
        yield _paragraph(paragraph, here, read=paragraph.position in consulted)


def _paragraph(paragraph: Paragraph, cited: Sequence[Citation], *, read: bool) -> str:
    standing = [c for c in cited if paragraph.text[c.start : c.end] == c.quote]
    if not standing:
        label = '<span class="label">read, not cited</span>' if read else ""
        kind = ' class="consulted"' if read else ""
        return f'<p{kind} data-at="{paragraph.position}" tabindex="-1" dir="auto">{label}{literal(paragraph.text)}</p>'
    numbers = "".join(f'<span class="number">{c.number}</span>' for c in standing)
    names = " ".join(f"cited-{c.number}" for c in standing)
    marked = "".join(_marked(paragraph.text, standing))
    said = f"Cited in source {', '.join(str(c.number) for c in standing)}"
    return (
        f'<p class="cited" data-at="{paragraph.position}" data-cited="{names}" tabindex="-1" dir="auto">'
        f'<span class="numbers" role="img" aria-label="{said}">{numbers}</span>{marked}</p>'
    )


def _marked(text: str, cited: Sequence[Citation]) -> Iterator[str]:
    """The text with each quote marked once, in the order of the text; quotes that overlap become one mark."""
    done = 0
    for start, end, bold in _stretches(cited):
        yield literal(text[done:start])
        inside = [(a - start, b - start) for a, b in bold]
        yield f"<mark>{in_bold(text[start:end], inside)}</mark>"
        done = end
    yield literal(text[done:])


def _stretches(cited: Sequence[Citation]) -> list[tuple[int, int, list[tuple[int, int]]]]:
    stretches: list[tuple[int, int, list[tuple[int, int]]]] = []
    for citation in sorted(cited, key=lambda c: (c.start, c.end)):
        words = citation.answer_in_quote
        bold = [(citation.start + words[0], citation.start + words[1])] if words else []
        if stretches and citation.start < stretches[-1][1]:
            start, end, before = stretches[-1]
            bold = [b for b in bold if not before or b[0] >= before[-1][1]]
            stretches[-1] = (start, max(end, citation.end), [*before, *bold])
        else:
            stretches.append((citation.start, citation.end, bold))
    return stretches


def _versions(versions: Sequence[Version]) -> str:
    """What the article said before, folded; nothing where it was never changed."""
    if len(versions) < 2:
        return ""
    items = "".join(_change_items(before, after) for before, after in pairwise(versions))
    first = f"<li>Version {versions[0].number}, read on {literal(day(versions[0].seen.astimezone()))}</li>"
    return (
        f'<details class="versions"><summary>{len(versions)} versions: what changed</summary>'
        f"<ol>{first}{items}</ol></details>"
    )


def _change_items(before: Version, after: Version) -> str:
    lines = []
    if before.title != after.title:
        lines.append(f"<p>Title: <del>{literal(before.title)}</del> <ins>{literal(after.title)}</ins></p>")
    for change in changes(before.paragraphs, after.paragraphs):
        old = f"<del>{literal(change.before.text)}</del> " if change.before else ""
        new = f"<ins>{literal(change.after.text)}</ins>" if change.after else ""
        lines.append(f'<p dir="auto">{old}{new}</p>')
    why = f" Withdrawn: {literal(after.withdrawn)}" if after.withdrawn else ""
    return f"<li>Version {after.number}, read on {literal(day(after.seen.astimezone()))}{why}{''.join(lines)}</li>"
