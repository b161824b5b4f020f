"""What readers say of answers: good, bad, or that a citation is wrong; one JSON object a line, in the index folder.

feedback.jsonl    the lines, the oldest first; beside the generations, so a rebuild keeps them
feedback.lock     held while a line is added
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from filelock import FileLock, Timeout

from assistant.errors import FeedbackError, reason
from assistant.printing import json_line
from assistant.stored import from_json, to_json
from assistant.types import Answer, Status

FeedbackKind = Literal["good", "bad", "wrong_citation"]
FILE = "feedback.jsonl"
MOST_BYTES = 50_000_000
LONGEST_NOTE = 2_000
_LONGEST_NAME = 200
_LONGEST_LINE = 200_000
_PATIENCE = 10.0  # seconds; a line is written in a hundredth of one


@dataclass(frozen=True)
class CitedFeedback:
    """The citation that is said to be wrong."""

    number: int
    article_id: str
    title: str
    source: str | None
    paragraph: int
    quote: str


@dataclass(frozen=True)
class Feedback:
    """What one reader said of one answer.

    when: in UTC. text, status: of the answer. citation: for `wrong_citation`, and only there. user: who, if known.
    """

    when: datetime
    kind: FeedbackKind
    question: str
    text: str
    status: Status
    citation: CitedFeedback | None = None
    note: str = ""
    user: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of its line, and of `feedback --json`."""
        fields: dict[str, Any] = to_json(self)
        return fields


@dataclass(frozen=True)
class FeedbackRead:
    """All feedback there is, the oldest first, and in a sentence each which lines are damaged."""

    entries: tuple[Feedback, ...] = ()
    damaged: tuple[str, ...] = ()


def give_feedback(
    folder: str | os.PathLike[str],
    kind: FeedbackKind,
    answer: Answer,
    *,
    number: int | None = None,
    note: str = "",
    user: str | None = None,
) -> Feedback:
    """Take down what a reader says of an answer; it is on disk when this returns. Returns what was written.

    folder: the index folder. number: of the citation, for `wrong_citation` and only for it.
    Raises FeedbackError for another kind, a citation that the answer does not have, a note of over 2,000 characters, a
    file that has reached 50 MB, and where the folder cannot be written.
    """
    if kind not in get_args(FeedbackKind):
        raise FeedbackError(f"feedback is {', '.join(get_args(FeedbackKind))}, not {str(kind)[:40]!r}")
    if len(note) > LONGEST_NOTE:
        raise FeedbackError(f"the note is {len(note):,} characters long; the limit is {LONGEST_NOTE:,}")
    if user and len(user) > _LONGEST_NAME:
        raise FeedbackError(f"the user's name is {len(user):,} characters long; the limit is {_LONGEST_NAME:,}")
    said = Feedback(
        when=datetime.now(UTC),
        kind=kind,
        question=answer.question,
        text=answer.text,
        status=answer.status,
        citation=_cited(kind, answer, number),
        note=note.strip(),
        user=user or None,
    )
    _append(Path(folder), f"{json_line(said.to_dict())}\n".encode())
    return said


def read_feedback(folder: str | os.PathLike[str]) -> FeedbackRead:
    """All feedback of the index in a folder. A damaged line is named, and the rest is read.

    Raises FeedbackError for a file that cannot be read at all.
    """
    entries: list[Feedback] = []
    damaged: list[str] = []
    path = Path(folder) / FILE
    try:
        with open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    entries.append(_parsed(line))
                except (ValueError, TypeError, RecursionError) as error:
                    damaged.append(f"line {number} of {path} is damaged ({reason(error)})")
    except FileNotFoundError:
        pass  # nobody has said anything yet
    except OSError as error:
        raise FeedbackError(f"the feedback in {path} cannot be read ({error.strerror or error})") from error
    return FeedbackRead(tuple(entries), tuple(damaged))


def _cited(kind: FeedbackKind, answer: Answer, number: int | None) -> CitedFeedback | None:
    if kind != "wrong_citation":
        if number is not None:
            raise FeedbackError("only feedback on a wrong citation names a citation")
        return None
    citation = next((c for c in answer.citations if c.number == number), None)
    if citation is None:
        raise FeedbackError(f"the answer has no citation [{number}]: name one of its marks")
    c = citation
    return CitedFeedback(c.number, c.article_id, c.title, c.source, c.paragraph, c.quote)


def _parsed(line: bytes) -> Feedback:
    said = from_json(Feedback, json.loads(line))
    if (said.kind == "wrong_citation") != (said.citation is not None):
        raise ValueError("its kind and its citation do not go together")
    if said.when.tzinfo is None:
        raise ValueError("its time has no zone")
    return said


def _append(folder: Path, line: bytes) -> None:
    if len(line) > _LONGEST_LINE:
        raise FeedbackError(f"the feedback takes {len(line):,} bytes; the limit is {_LONGEST_LINE:,}")
    path = folder / FILE
    try:
        with _locked(folder), open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0) as file:
            end = file.seek(0, os.SEEK_END)
            if end + len(line) > MOST_BYTES:
                raise FeedbackError(
                    f"{path} has reached its limit of {MOST_BYTES // 1_000_000} MB: move it elsewhere, and feedback is"
                    " taken down again"
                )
            # A line that was cut off when the machine stopped must not take this one with it.
            _write(file.fileno(), end, line if _ends_whole(file.fileno(), end) else b"\n" + line)
    except OSError as error:
        raise FeedbackError(f"the feedback in {path} cannot be written ({error.strerror or error})") from error


def _ends_whole(handle: int, end: int) -> bool:
    if not end:
        return True
    os.lseek(handle, end - 1, os.SEEK_SET)
    return os.read(handle, 1) == b"\n"


def _write(handle: int, end: int, line: bytes) -> None:
    """Add a line at the end, all of it or nothing."""
    try:
        os.lseek(handle, end, os.SEEK_SET)
        rest = memoryview(line)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, end)
        raise


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the lock of the feedback. Raises FeedbackError where it cannot be had."""
    if not folder.is_dir():
        raise FeedbackError(f"feedback cannot be taken down: there is no index in {folder}")
    lock = FileLock(folder / "feedback.lock", timeout=_PATIENCE)
    try:
        lock.acquire()
    except Timeout:
        raise FeedbackError(
            f"the feedback in {folder} has been held by another process for {_PATIENCE:.0f} seconds: try again"
        ) from None
    try:
        yield
    finally:
        lock.release()
