"""Answers, hits and status as lines for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from assistant.dates import day
from assistant.types import Answer, Citation
from vectorstore import Hit, IndexStatus, Passage


def printable(line: str) -> str:
    """A line without control characters: an article must not be able to steer the terminal."""
    return "".join(c if unicodedata.category(c) not in ("Cc", "Cf") or c in "\u00ad\u200d" else " " for c in line)


def answer_lines(answer: Answer) -> list[str]:
    """The answer and, below it, where each mark leads."""
    lines = [answer.text]
    if answer.query.text != answer.query.question:
        lines.append(f"(understood as: {answer.query.text})")
    if answer.citations:
        lines.append("")
    lines += [
        f"[{c.number}] {_origin(c)}, paragraph {c.paragraph}{f'  {c.url}' if c.url else ''}" for c in answer.citations
    ]
    lines += [f"Withheld: {f'{w.text} — ' if w.text else ''}{w.why}" for w in answer.withheld]
    return lines


def hit_lines(hits: Sequence[Hit]) -> list[str]:
    lines: list[str] = []
    for number, hit in enumerate(hits, 1):
        passage = hit.passage
        lines += [f"{number}. {_origin(passage)}, paragraph {passage.paragraph}", f"   {passage.text}"]
    return lines


def status_lines(status: IndexStatus) -> list[str]:
    span = (
        f"{day(status.first_published)} to {day(status.last_published)}"
        if status.first_published and status.last_published
        else "not known"
    )
    updated = f"{status.last_updated.astimezone():%Y-%m-%d %H:%M}" if status.last_updated else "never finished"
    return [
        f"Index      {status.folder}",
        f"Articles   {status.articles:,}",
        f"Passages   {status.passages:,}",
        f"Published  {span}",
        f"Sources    {', '.join(f'{name} ({count:,})' for name, count in status.sources[:10]) or 'not known'}",
        f"Updated    {updated}",
        f"Model      {status.embedding_model}",
    ]


def status_to_dict(status: IndexStatus) -> dict[str, Any]:
    """The JSON object printed by `status --json`."""
    moments = {name: getattr(status, name) for name in ("first_published", "last_published", "last_updated")}
    return {
        "folder": status.folder,
        "articles": status.articles,
        "passages": status.passages,
        "sources": [{"source": name, "articles": count} for name, count in status.sources],
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
        "embedding_model": status.embedding_model,
        "format_version": status.format_version,
    }


def _origin(item: Citation | Passage) -> str:
    parts = (
        f"“{item.title}”" if item.title else item.article_id,
        item.source,
        day(item.published) if item.published else "undated",
    )
    return ", ".join(part for part in parts if part)
