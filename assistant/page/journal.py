"""The log of a page that is served to others: one JSON object a line, without what was asked unless that is wanted."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import secrets
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

from assistant.errors import ServingError


@dataclass(frozen=True)
class Visitor:
    """Who asks: the login name, if there is a login, and the address the request came from."""

    user: str | None = None
    address: str = ""


@dataclass(frozen=True)
class Journal:
    """Writes events down; without a logger, none.

    questions, addresses: whether the words of questions and the addresses of visitors are written as they are.
    """

    logger: logging.Logger | None = None
    questions: bool = False
    addresses: bool = False
    # New with each start, so that no one can tell later, by trying them all, which address it was.
    _salt: bytes = field(default_factory=lambda: secrets.token_bytes(16), repr=False)

    def write(self, event: str, visitor: Visitor | None = None, **more: Any) -> None:
        """One line: the time, the event, who, and whatever more there is to tell. What is None is left out."""
        if self.logger is None:
            return
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = {"time": now, "event": event, **self._who(visitor), **more}
        said = {name: value for name, value in line.items() if value is not None}
        self.logger.info(json.dumps(said, ensure_ascii=False))

    def _who(self, visitor: Visitor | None) -> dict[str, str | None]:
        if visitor is None:
            return {}
        if visitor.user is not None:
            return {"user": visitor.user, "address": visitor.address if self.addresses else None}
        return {"address": visitor.address if self.addresses else self._hashed(visitor.address)}

    def _hashed(self, address: str) -> str:
        return hashlib.blake2b(address.encode(), key=self._salt, digest_size=6).hexdigest()


def open_journal(path: Path | None, *, questions: bool = False, addresses: bool = False) -> Journal:
    """A journal in a file that only its owner can read, or on standard error if no path is given.

    A file that is moved away, as logrotate does, is begun anew. Raises ServingError for one that cannot be written.
    """
    logger = logging.Logger("news-assistant", logging.INFO)  # belongs to no tree, so no other setting reaches it
    logger.addHandler(_handler(path))
    return Journal(logger, questions, addresses)


def take_defects(journal: Journal) -> None:
    """Have defects of ours written there, in place of tracebacks among its lines, whose text may hold the question."""
    ours = logging.getLogger("assistant")
    ours.handlers[:] = [_Defects(journal)]
    ours.propagate = False


def _handler(path: Path | None) -> logging.Handler:
    if path is None:
        return logging.StreamHandler(sys.stderr)
    try:
        os.close(os.open(path.expanduser(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        return WatchedFileHandler(path.expanduser(), encoding="utf-8")
    except OSError as error:
        raise ServingError(f"the log cannot be written to {path}: {error.strerror or error}") from error


class _Defects(logging.Handler):
    """Tells of a defect of ours by what it is and where it happened."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(logging.WARNING)
        self._journal = journal

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record of Python's own log down as one event."""
        error = record.exc_info[1] if record.exc_info else None
        self._journal.write(
            "defect",
            what=record.getMessage() if error is None or self._journal.questions else None,
            error=type(error).__name__ if error else None,
            said=str(error) if error and self._journal.questions else None,
            where=_places(error) if error else None,
        )


def _places(error: BaseException) -> list[str]:
    """File and line of each step of the way to an error, the last ones if there are many."""
    places, trace = list[str](), error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-8:]
