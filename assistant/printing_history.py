"""The history of an article, for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from corpus.changes import Change, changes, correction_notes
from vectorstore import Version


def history_lines(article_id: str, versions: Sequence[Version]) -> list[str]:
    """What an article said first, and what changed when, paragraph by paragraph."""
    lines = [f"{article_id}: {len(versions)} version{'' if len(versions) == 1 else 's'}"]
    for before, version in pairwise([None, *versions]):
        lines += ["", *_version_lines(before, version)] if version else []
    last = versions[-1] if versions else None
    if last and last.replaced and not last.withdrawn:
        lines += ["", f"No longer in the archive since {last.replaced.astimezone():%Y-%m-%d %H:%M}"]
    return lines


def history_to_dict(article_id: str, versions: Sequence[Version]) -> dict[str, Any]:
    """The JSON object printed by `history --json`."""
    return {
        "article_id": article_id,
        "versions": [
            {
                "version": version.number,
                "seen": version.seen.isoformat(),
                "replaced": version.replaced.isoformat() if version.replaced else None,
                "withdrawn": version.withdrawn,
                "title": version.title,
                "paragraphs": [
                    {"paragraph": p.position, "text": p.text, "section": p.section} for p in version.paragraphs
                ],
                "corrections": correction_notes(version.paragraphs),
                "changes": [_change_to_dict(c) for c in changes(before.paragraphs, version.paragraphs)]
                if before
                else [],
            }
            for before, version in pairwise([None, *versions])
            if version
        ],
    }


def _version_lines(before: Version | None, version: Version) -> list[str]:
    read = f"{version.seen.astimezone():%Y-%m-%d %H:%M}"
    lines = [f"Version {version.number}, read on {read}: “{version.title}”"]
    if before is None:
        lines.append(f"  {len(version.paragraphs)} paragraphs")
    else:
        if before.title != version.title:
            lines.append(f"  title: was “{before.title}”")
        for change in changes(before.paragraphs, version.paragraphs):
            lines += _change_lines(change)
    lines += [f"  correction: {note}" for note in correction_notes(version.paragraphs)]
    return lines + ([f"  withdrawn on {_when(version)}: {version.withdrawn}"] if version.withdrawn else [])


def _change_lines(change: Change) -> list[str]:
    place = change.after or change.before
    assert place is not None, "a change is of something"
    lines = [f"  paragraph {place.position} {change.kind}"]
    lines += [f"    - {change.before.text}"] if change.before else []
    lines += [f"    + {change.after.text}"] if change.after else []
    return lines


def _change_to_dict(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "paragraph": (change.after or change.before).position,  # type: ignore[union-attr]
        "before": change.before.text if change.before else None,
        "after": change.after.text if change.after else None,
    }


def _when(version: Version) -> str:
    return f"{version.replaced.astimezone():%Y-%m-%d %H:%M}" if version.replaced else "a day not known"
