"""What is looked at rather than read: the figures on which reports differ, and a story by its days."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from assistant.dates import day
from assistant.page.escaping import literal
from assistant.types import Answer, Citation

_SAYS = {
    "answer": "the answer",
    "agrees": "the same",
    "earlier": "earlier",
    "differs": "differs",
}
_LONGEST = 90  # characters of a quotation where the words that answer are not known


def differences_html(answer: Answer) -> str:
    """A small table of who says what, where reports differ; nothing where they do not."""
    told = [c for c in answer.citations if c.role in _SAYS]
    if not any(c.role in ("earlier", "differs") for c in told):
        return ""
    last_is_newer = any(c.role == "earlier" for c in told)
    rows = "".join(_row(c, last_is_newer=last_is_newer) for c in sorted(told, key=_newest_first))
    kind = "An update: the later report leads" if last_is_newer else "A dispute: nothing has settled it"
    if last_is_newer and any(c.role == "differs" for c in told):
        kind = "An update, and a dispute that nothing has settled"
    return (
        f'<table class="differences"><caption>{kind}</caption>'
        '<thead><tr><th scope="col">Says</th><th scope="col">Who</th><th scope="col">When</th>'
        f'<th scope="col">Which</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(citation: Citation, *, last_is_newer: bool) -> str:
    says = citation.answer_words or _cut(citation.quote)
    which = "latest" if citation.role == "answer" and last_is_newer else _SAYS[citation.role or "answer"]
    when = day(citation.published) if citation.published else "undated"
    return (
        f'<tr class="{citation.role}"><th scope="row" dir="auto">{literal(says)}</th>'
        f"<td><bdi>{literal(citation.source or citation.title)}</bdi> {literal(f'[{citation.number}]')}</td>"
        f"<td>{literal(when)}</td><td>{which}</td></tr>"
    )


def _newest_first(citation: Citation) -> float:
    return -citation.published.timestamp() if citation.published else math.inf


def _cut(quote: str) -> str:
    return quote if len(quote) <= _LONGEST else f"{quote[:_LONGEST].rstrip()} …"


def timeline_html(answer: Answer, mark: Sequence[str]) -> str:
    """The lines of a timeline, each at its day; nothing where the answer is none.

    mark: the HTML of each citation's mark, in their order.
    """
    dated = [c for c in answer.citations if c.role == "dated"]
    if not dated or len(dated) != len(answer.citations):
        return ""
    counted = answer.query.digest or answer.query.coverage  # then the text begins with how many there are
    lead = f'<p class="lead">{literal(answer.text.partition(":")[0])}:</p>' if counted else ""
    return f'{lead}<ol class="timeline">{"".join(_stops(dated, mark))}</ol>'


def _stops(dated: Sequence[Citation], mark: Sequence[str]) -> Iterator[str]:
    before = None
    for citation, sign in zip(dated, mark, strict=True):
        when = day(citation.published) if citation.published else "undated"
        shown = f'<span class="day">{literal(when)}</span> ' if when != before else ""
        before = when
        who = f"<bdi>{literal(citation.source)}</bdi>: " if citation.source else ""
        yield f'<li dir="auto">{shown}{who}“{literal(citation.quote)}” {sign}</li>'
