"""An answer as Markdown in which what articles and people wrote is read letter for letter (CommonMark)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote

from assistant.export_parts import (
    NOT_AN_ANSWER,
    ArticleOf,
    Origin,
    answer_paragraphs,
    citation_origin,
    clean,
    facts,
    hit_origin,
    made_by,
)
from assistant.page.escaping import as_sentence, safe_link
from assistant.types import Answer

# Every sign that means something inside a line, here or in what GitHub and others add (tables, maths, mentions, …).
# Others are left alone: the source is read by people too.
_SIGNS = re.compile(r"[\\`*_\[\]<>&~|$@#{}!^]")
_BARE_ADDRESS = re.compile(r":(?=//)|(?<=\bwww)\.", re.IGNORECASE)  # some readers make links of them by themselves
_IN_ADDRESS = "-._~:/?#@!$&'()*+,;=%"  # RFC 3986, without the brackets, which only a host may have


def as_markdown(answer: Answer, asked_at: datetime | None = None, article_of: ArticleOf | None = None) -> str:
    """An answer with its sources as Markdown.

    asked_at: when it was asked, if that is to be told. article_of: gives an article by its id, for its authors;
    without it no authors are named.
    """
    blocks = [f"# {escaped(answer.question)}", "\n".join(f"- {_fact(*fact)}" for fact in facts(answer, asked_at))]
    blocks += map(escaped, answer_paragraphs(answer))
    if answer.citations:
        blocks.append("## Sources")
    for citation in answer.citations:
        blocks += _origin_blocks(citation_origin(citation, article_of))
    if answer.withheld:
        withheld = (
            f"- {f'“{escaped(w.text)}”: ' if w.text else ''}{escaped(as_sentence(w.why))}" for w in answer.withheld
        )
        blocks += ["## Withheld from the answer", "\n".join(withheld)]
    if answer.nearest:
        blocks.append(f"## {NOT_AN_ANSWER}")
    for hit in answer.nearest:
        blocks += _origin_blocks(hit_origin(hit))
    return "\n\n".join([*blocks, "---", made_by()]) + "\n"


def escaped(text: str) -> str:
    """The text on one line, to be read letter for letter wherever a line of Markdown may have it."""
    line = _BARE_ADDRESS.sub(r"\\\g<0>", _SIGNS.sub(r"\\\g<0>", clean(text)))
    numbered = re.match(r"(\d+)([.)])", line)
    if numbered:
        return f"{numbered[1]}\\{line[numbered.end(1) :]}"
    return f"\\{line}" if line.startswith(("-", "+", "=", ":", "%")) else line


def _fact(label: str, words: str) -> str:
    return f"{label}: {escaped(words)}"


def _origin_blocks(origin: Origin) -> Iterator[str]:
    mark = f"**\\[{origin.number}\\]** " if origin.number is not None else ""
    yield f"{mark}“{escaped(origin.title)}” · {' · '.join(map(escaped, origin.facts))}"
    yield f"> {escaped(origin.words)}"
    if origin.correction:
        yield f"Corrected: {escaped(origin.correction)}"
    if address := _link(origin.url):
        yield address
    if origin.copies:
        yield f"Also in {'; '.join(f'{escaped(name)} {_link(url)}'.rstrip() for name, url in origin.copies)}"


def _link(url: str | None) -> str:
    """The address between angle brackets; nothing for what is no ordinary web address.

    A sign that has no business in an address stands as its code, so that none ends the link or steers the reader.
    """
    address = safe_link(url)
    return f"<{quote(address, safe=_IN_ADDRESS, errors='replace')}>" if address else ""
