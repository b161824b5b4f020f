"""An answer to be taken away: as Markdown, as an HTML document, as JSON, and as a file of either."""

from __future__ import annotations

import json
import os
import unicodedata
from datetime import datetime
from pathlib import Path

from assistant.errors import ExportError
from assistant.export_html import as_html
from assistant.export_markdown import as_markdown
from assistant.export_parts import PROGRAM, ArticleOf, program_version
from assistant.types import Answer

__all__ = ["as_html", "as_json", "as_markdown", "check_export", "write_export"]

_ENDINGS = (".md", ".html", ".json")
_UNPRINTABLE = ("Cc", "Cf", "Cs")


def as_json(answer: Answer, asked_at: datetime | None = None) -> str:
    """What `Answer.to_dict` has, when it was asked (null if not told) and what made it, as JSON on several lines.

    Control characters stand in it as escapes, which mean the same to a program.
    """
    value = {
        **answer.to_dict(),
        "asked_at": asked_at.isoformat() if asked_at else None,
        "program": {"name": PROGRAM, "version": program_version()},
    }
    text = json.dumps(value, ensure_ascii=False, indent=2)
    steering = (c != "\n" and unicodedata.category(c) in _UNPRINTABLE for c in text)
    return "".join(json.dumps(c)[1:-1] if escape else c for c, escape in zip(text, steering, strict=True)) + "\n"


def check_export(path: str | os.PathLike[str]) -> Path:
    """The path of a file to be written, if an answer can be exported there.

    Raises ExportError for an ending that is none of .md, .html and .json, a folder, and what is there already.
    """
    place = Path(os.path.expanduser(path))
    if place.suffix.lower() not in _ENDINGS:
        raise ExportError(f"{place} does not say in which format: let its name end with .md, .html or .json")
    if os.path.isdir(place):
        raise ExportError(f"{place} is a folder: name a file in it")
    if os.path.lexists(place):
        raise ExportError(f"{place} is there already and was left as it is: name another file, or delete it first")
    if not os.path.isdir(place.parent):
        raise ExportError(f"{place} cannot be written: there is no folder {place.parent}")
    return place


def write_export(
    path: str | os.PathLike[str],
    answer: Answer,
    asked_at: datetime | None = None,
    article_of: ArticleOf | None = None,
) -> Path:
    """Write an answer to a file, in the format that its ending says. Returns where it lies.

    Raises ExportError for what `check_export` refuses, and where the file cannot be written.
    """
    place = check_export(path)
    text = _text(place.suffix.lower(), answer, asked_at, article_of)
    try:
        with open(place, "x", encoding="utf-8", newline="\n") as file:  # "x": never over what came in the meantime
            try:
                file.write(text)
                file.flush()
            except OSError:
                place.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise ExportError(f"{place} cannot be written ({error.strerror or error})") from error
    return place


def _text(ending: str, answer: Answer, asked_at: datetime | None, article_of: ArticleOf | None) -> str:
    if ending == ".json":
        return as_json(answer, asked_at)
    write = as_html if ending == ".html" else as_markdown
    return write(answer, asked_at, article_of)
