"""Feedback as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.feedback import Feedback

_KINDS = {"good": "good", "bad": "bad", "wrong_citation": "wrong citation"}
_STATUS = {"answered": "answered", "partial": "no clear answer", "not_found": "the archive does not say"}


def newest_first(entries: Iterable[Feedback]) -> list[Feedback]:
    """The feedback, the newest first; of one moment, what was written last."""
    return sorted(entries, key=lambda said: said.when)[::-1]


def feedback_lines(entries: Sequence[Feedback]) -> list[str]:
    """What was said when, of which question and answer, in the order given."""
    lines: list[str] = []
    for said in entries:
        lines += ["", *_entry_lines(said)] if lines else _entry_lines(said)
    return lines


def _entry_lines(said: Feedback) -> list[str]:
    by = f", {said.user}" if said.user else ""
    lines = [
        f"{said.when.astimezone():%Y-%m-%d %H:%M}  {_KINDS[said.kind]}{by}",
        f"   asked: {said.question}",
        f"   {_STATUS[said.status]}: {said.text}",
    ]
    if c := said.citation:
        outlet = f", {c.source}" if c.source else ""
        lines.append(f"   wrong: [{c.number}] “{c.title}”{outlet}, paragraph {c.paragraph} ({c.article_id}): {c.quote}")
    return lines + ([f"   note: {said.note}"] if said.note else [])
