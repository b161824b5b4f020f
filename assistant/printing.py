"""Answers, hits and status as lines for a terminal."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from assistant.answer_words import places
from assistant.dates import day
from assistant.types import Answer, Citation, what_was_read
from vectorstore import Copy, Hit, IndexStatus, Passage, Refreshed, Source, UpdateReport

_LINE_ENDS = re.compile(r"(?<=\d\])\n")  # a quotation has no mark of its own
_UNPRINTABLE = ("Cc", "Cf", "Cs")  # control, format (such as the marks that reverse the direction), half a character


def printable(line: str) -> str:
    """A line without control characters: an article must not be able to steer the terminal."""
    return "".join(" " if unicodedata.category(c) in _UNPRINTABLE and c not in "\u00ad\u200d" else c for c in line)


def printable_answer(text: str) -> str:
    """An answer's text, sign for sign, without control characters but the ends of a timeline's lines."""
    return "\n".join(printable(line) for line in _LINE_ENDS.split(text))


def json_line(value: dict[str, Any]) -> str:
    """A value as one line of JSON; control characters stand in it as escapes, which mean the same to a program."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(json.dumps(c)[1:-1] if unicodedata.category(c) in _UNPRINTABLE else c for c in text)


def answer_lines(answer: Answer) -> list[str]:
    """The answer and, below it, where each mark leads."""
    lines = [answer.text]
    if answer.query.text != answer.query.question:
        lines.append(f"(understood as: {answer.query.text})")
    lines += list(answer.query.widened)
    if answer.query.read:
        lines.append(f"(understood: {what_was_read(answer.query)}; to search for the words as typed: --literal)")
    if answer.citations:
        lines.append("")
    for c in answer.citations:
        lines.append(f"[{c.number}] {_origin(c)}, paragraph {c.paragraph}{f'  {c.url}' if c.url else ''}")
        lines += _also_in(c.source, c.copies)
        lines += [f"   corrected: {c.correction}"] if c.correction else []
    lines += [f"Withheld: {f'{w.text} — ' if w.text else ''}{w.why}" for w in answer.withheld]
    return lines


def answer_in_bold(answer: Answer) -> str:
    """The answer's text for a terminal that can be steered, by us alone: the words that answer are bold."""
    from rich.console import Console
    from rich.text import Text

    line = Text(printable_answer(answer.text))  # sign for sign as long as the text itself
    for start, end in places(answer):
        line.stylize("bold", start, end)
    console = Console()
    with console.capture() as captured:
        console.print(line, end="", soft_wrap=True)
    return captured.get()


def hit_lines(hits: Sequence[Hit]) -> list[str]:
    """The hits, best first: where each stands, and its words."""
    lines: list[str] = []
    for number, hit in enumerate(hits, 1):
        passage = hit.passage
        lines += [f"{number}. {_origin(passage)}, paragraph {passage.paragraph}", f"   {passage.text}"]
        lines += _also_in(passage.source, hit.copies)
    return lines


def status_lines(status: IndexStatus, sources: Sequence[Source] = ()) -> list[str]:
    """What is in the index, one fact a line, and which of its sources are behind."""
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
        *([f"Follows    {len(sources)} source{'' if len(sources) == 1 else 's'}"] if sources else []),
        *([stale_line(sources)] if stale_line(sources) else []),
        *([f"Embargo    {status.embargoed:,} articles are not told of yet"] if status.embargoed else []),
        f"Model      {status.embedding_model}",
    ]


def status_to_dict(status: IndexStatus, sources: Sequence[Source] = ()) -> dict[str, Any]:
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
        "encoding": status.encoding,
        "embargoed": status.embargoed,
        "follows": [source.to_dict() for source in sources],
        "stale": any(source.is_stale() for source in sources),
    }


def source_lines(sources: Sequence[Source]) -> list[str]:
    """The sources of an index, and how reading each went the last time."""
    lines: list[str] = []
    for source in sources:
        lines.append(f"{source.address}{'  STALE' if source.is_stale() else ''}")
        read = f"last read {_moment(source.succeeded)}" if source.succeeded else "never read"
        counts = ", ".join(f"{n:,} {what}" for what, n in source.counts.items() if n)
        lines.append(f"   {read}{f' ({counts})' if counts else ''}")
        if source.error:
            lines.append(f"   failed {_moment(source.attempted)}: {source.error}")
    return lines


def refreshed_lines(refreshed: Refreshed) -> list[str]:
    """What reading one source did."""
    if refreshed.failed:
        return [f"{refreshed.source.address}: failed, {refreshed.failed}"]
    skipped = [f"   skipped {skipped}" for skipped in refreshed.report.skipped]
    return [f"{refreshed.source.address}: {refreshed.report}", *skipped]


def stale_line(sources: Sequence[Source]) -> str:
    """A sentence that says which sources have not been read for longer than they should; empty if none."""
    stale = [source for source in sources if source.is_stale()]
    if not stale:
        return ""
    first = stale[0]
    since = f"not read since {_moment(first.succeeded)}" if first.succeeded else "never read"
    more = f", and {len(stale) - 1} more" if len(stale) > 1 else ""
    return f"Out of date: {first.address} ({since}{f': {first.error}' if first.error else ''}){more}"


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else "never"


def report_to_dict(report: UpdateReport) -> dict[str, Any]:
    """The JSON object printed by `index --json`."""
    return {
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "skipped": [{"what": skipped.what, "why": skipped.why} for skipped in report.skipped],
        "copies": report.copies,
        "withdrawn": report.withdrawn,
    }


def _also_in(source: str | None, copies: Sequence[Copy]) -> list[str]:
    """Where else the paragraph stands: the other outlets by name, any other article by its title."""
    names = (copy.source if copy.source and copy.source != source else f"“{copy.title}”" for copy in copies)
    return [f"   also in {', '.join(dict.fromkeys(names))}"] if copies else []


def _origin(item: Citation | Passage) -> str:
    parts = (
        f"“{item.title}”" if item.title else item.article_id,
        item.source,
        day(item.published) if item.published else "undated",
    )
    return ", ".join(part for part in parts if part)
