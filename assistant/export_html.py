"""An answer as one HTML document that loads nothing, runs nothing, and can be printed."""

from __future__ import annotations

import re
from datetime import datetime

from assistant.answer_words import places
from assistant.export_parts import NOT_AN_ANSWER, ArticleOf, Origin, citation_origin, clean, facts, hit_origin, made_by
from assistant.page.escaping import as_sentence, literal, safe_link
from assistant.types import Answer, Withheld

_MARK = re.compile(r"(\[[0-9]{1,3}\])")
_LINE_END = re.compile(r"(?<=\d\])\n")
# Nothing may be loaded or run, should anything ever ask for it; the address of the document is told to nobody.
_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
"""
_STYLE = """
:root { color-scheme: light dark; --ink: #1c1917; --muted: #57534e; --rule: #d6d3d1; --accent: #9a3412;
  --paper: #fffdf8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eeeae4; --muted: #b3ada6; --rule: #44403c; --accent: #fdba74; --paper: #161412; }
}
body { font: 1.05rem/1.55 Georgia, 'Times New Roman', serif; color: var(--ink); background: var(--paper);
  max-width: 44rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin-top: 2rem; }
h3 { font-size: 1.02rem; margin: 0; }
dl, .origin, .also, footer { color: var(--muted); font-size: 0.9rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1rem; } dd { margin: 0; }
a { color: var(--accent); } a.mark { font-weight: 700; text-decoration: none; }
article { border-top: 1px solid var(--rule); padding: 0.8rem 0; } article:target { border-color: var(--accent); }
article p { margin: 0.3rem 0; }
blockquote { margin: 0.5rem 0; padding-inline-start: 0.8rem; border-inline-start: 3px solid var(--accent); }
footer { border-top: 1px solid var(--rule); margin-top: 2rem; padding-top: 0.5rem; }
@media print {
  :root { color-scheme: light; --ink: #000; --muted: #333; --rule: #999; --accent: #000; --paper: #fff; }
  body { max-width: none; margin: 0; font-size: 11pt; } article, dl { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
"""


def as_html(answer: Answer, asked_at: datetime | None = None, article_of: ArticleOf | None = None) -> str:
    """An answer with its sources as an HTML document whose marks lead to them.

    asked_at: when it was asked, if that is to be told. article_of: gives an article by its id, for its authors;
    without it no authors are named.
    """
    question = _words(answer.question)
    told = "".join(f'<dt>{label}</dt><dd dir="auto">{_words(words)}</dd>' for label, words in facts(answer, asked_at))
    parts = [
        f"{_HEAD}<title>{question}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
        f'<h1 dir="auto">{question}</h1>',
        f"<dl>{told}</dl>",
        f'<div class="answer">{_answer(answer)}</div>',
    ]
    if answer.citations:
        parts.append("<h2>Sources</h2>")
        parts += [_origin(citation_origin(citation, article_of)) for citation in answer.citations]
    if answer.withheld:
        parts.append(f"<h2>Withheld from the answer</h2><ul>{''.join(map(_withheld, answer.withheld))}</ul>")
    if answer.nearest:
        parts.append(f"<h2>{NOT_AN_ANSWER}</h2>")
        parts += [_origin(hit_origin(hit)) for hit in answer.nearest]
    return "\n".join([*parts, f"</main>\n<footer>{_words(made_by())}</footer>", "</body>\n</html>\n"])


def _words(text: str) -> str:
    return literal(clean(text))


def _answer(answer: Answer) -> str:
    """The text, a paragraph a line of a timeline; marks lead to the sources, and the words that answer are bold."""
    bold = places(answer)
    lines, begin = list[str](), 0
    for end in [*(found.start() for found in _LINE_END.finditer(answer.text)), len(answer.text)]:
        inside = [(a, b) for a, b in bold if begin <= a and b <= end]
        lines.append(f'<p dir="auto">{_line(answer, begin, end, inside)}</p>')
        begin = end + 1
    return "".join(lines)


def _line(answer: Answer, begin: int, end: int, bold: list[tuple[int, int]]) -> str:
    numbers = {f"[{citation.number}]" for citation in answer.citations}
    parts = list[str]()
    for start, stop in bold:
        parts += [_linked(answer.text[begin:start], numbers), f"<strong>{_piece(answer.text[start:stop])}</strong>"]
        begin = stop
    return "".join([*parts, _linked(answer.text[begin:end], numbers)])


def _linked(text: str, numbers: set[str]) -> str:
    return "".join(
        f'<a class="mark" href="#source-{part[1:-1]}">{literal(part)}</a>' if part in numbers else _piece(part)
        for part in _MARK.split(text)
    )


def _piece(text: str) -> str:
    """A piece of a line, with the spaces at its ends."""
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    words = _words(text)
    return f"{before}{words}{after}" if words else before


def _origin(origin: Origin) -> str:
    mark = f"[{origin.number}] " if origin.number is not None else ""
    name = f' id="source-{origin.number}"' if origin.number is not None else ""
    told = " · ".join(f"<bdi>{_words(fact)}</bdi>" for fact in origin.facts)
    correction = f'<p dir="auto">Corrected: {_words(origin.correction)}</p>' if origin.correction else ""
    link = f"<p>{_link(origin.url)}</p>" if _link(origin.url) else ""
    copies = "; ".join(f"<bdi>{_words(name)}</bdi> {_link(url)}".rstrip() for name, url in origin.copies)
    also = f'<p class="also">Also in {copies}</p>' if copies else ""
    return (
        f"<article{name}><h3>{literal(mark)}<bdi>{_words(origin.title)}</bdi></h3>"
        f'<p class="origin">{told}</p><blockquote dir="auto">{_words(origin.words)}</blockquote>'
        f"{correction}{link}{also}</article>"
    )


def _link(url: str | None) -> str:
    """The address, shown in full, for paper leads nowhere; nothing for what is no ordinary web address."""
    address = safe_link(url)
    return f'<a href="{_words(address)}" rel="noopener noreferrer nofollow">{_words(address)}</a>' if address else ""


def _withheld(item: Withheld) -> str:
    quoted = f"<q>{_words(item.text)}</q> " if item.text else ""
    return f'<li dir="auto">{quoted}{_words(as_sentence(item.why))}</li>'
