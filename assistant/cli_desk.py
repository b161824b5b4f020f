"""What an editor's desk needs: answers taken away as files, and what readers said of answers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.options import AsJson, IndexFolder
from assistant.settings import from_environment
from assistant.terminal import DONE, NOTHING_FOUND, complain, plain_errors, print_json, print_lines

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.types import Answer


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(feedback)


def feedback(index: IndexFolder = None, as_json: AsJson = False) -> None:
    """Show what readers said of answers, the newest first.

    The exit status is 1 where lines of it are damaged.
    """
    with plain_errors():
        from assistant.feedback import read_feedback
        from assistant.printing_feedback import feedback_lines, newest_first
        from vectorstore import NewsIndex

        read = read_feedback(NewsIndex.open(index or from_environment().index, must_exist=True).folder)
        entries = newest_first(read.entries)
        if as_json:
            print_json({"feedback": [said.to_dict() for said in entries], "damaged": list(read.damaged)})
        else:
            print_lines(feedback_lines(entries) or ["No feedback yet."])
            for sentence in read.damaged:
                complain(f"{sentence}: left out")
        raise typer.Exit(NOTHING_FOUND if read.damaged else DONE)


def check_export_option(export: Path | None) -> None:
    """What is wrong with the file that --export names is said before anything is asked. Raises ExportError."""
    if export is not None:
        from assistant.export import check_export

        check_export(export)


def export_answer(export: Path | None, answer: Answer, assistant: Assistant, *, quiet: bool) -> None:
    """Write the answer to the file that --export names, if it names one. Raises ExportError."""
    if export is not None:
        from assistant.export import write_export

        written = write_export(export, answer, datetime.now().astimezone(), assistant.index.article)
        if not quiet:
            print_lines(["", f"Written to {written}"])
