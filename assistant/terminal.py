"""What the commands say on a terminal, and with which exit status they end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any

import typer

DONE, NOTHING_FOUND, UNUSABLE, STOPPED = 0, 1, 2, 130


@contextmanager
def plain_errors(stopped: str = "stopped") -> Iterator[None]:
    """What a person can mend becomes one sentence and exit status 2; a defect of ours stays a traceback.

    So does being stopped by Ctrl-C, with the exit status that shells give it.
    """
    from assistant.errors import AssistantError
    from vectorstore import NewsIndexError

    try:
        yield
    except (NewsIndexError, AssistantError) as error:
        complain(str(error))
        raise typer.Exit(UNUSABLE) from error
    except KeyboardInterrupt:
        complain(stopped)
        raise typer.Exit(STOPPED) from None


def print_json(value: dict[str, Any]) -> None:
    """A value as one line of JSON, and nothing else."""
    from assistant.printing import json_line

    set_output(encoding="utf-8")  # which JSON is, whatever the terminal
    print_line(json_line(value))


def print_lines(lines: list[str]) -> None:
    """Lines, without control characters."""
    from assistant.printing import printable

    print_line("\n".join(printable(line) for line in lines))


def print_line(text: str) -> None:
    """Print at once, so that a reader who has gone, as `head` does, is noticed here and not at the very end."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def set_output(encoding: str | None = None, errors: str | None = None) -> None:
    """Change how standard output is encoded, where there is one."""
    if isinstance(sys.stdout, TextIOWrapper):  # a program started without a terminal may have none
        sys.stdout.reconfigure(encoding=encoding, errors=errors)


def complain(sentence: str) -> None:
    """A sentence on standard error."""
    from assistant.printing import printable

    print(f"news-assistant: {printable(sentence)}", file=sys.stderr)
