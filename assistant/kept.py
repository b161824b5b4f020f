"""Answers that are kept for a permanent link, and what has changed in the archive since they were given.

answers/ID.json    one file an answer, written in one step; beside the generations, so a rebuild keeps them
"""

from __future__ import annotations

import json
import os
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.errors import KeptAnswerError, reason
from assistant.stored import from_json, to_json
from assistant.types import Answer

MOST_ANSWERS = 10_000
MOST_BYTES = 1_000_000  # of one answer; a long one has some 50,000
_FORMAT = 1
_ID = re.compile(r"[A-Za-z0-9_-]{12}")


@dataclass(frozen=True)
class KeptAnswer:
    """An answer as it was given. What the archive says now may be another thing: `changes_since` tells.

    kept_at: when it was kept, asked_at: when it was given; aware.
    """

    id: str
    kept_at: datetime
    asked_at: datetime
    answer: Answer


class KeptAnswers:
    """The answers kept beside the index in a folder; `folder` is that of the index.

    Whoever has an id can read its answer, and nobody can guess one. At most 10,000 are kept, each of at most 1 MB;
    processes that keep the last ones at the same moment may each add one more.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self._index = Path(folder)
        self._folder = self._index / "answers"

    def keep(self, answer: Answer, asked_at: datetime | None = None) -> str:
        """Keep an answer; returns its id. asked_at: when it was given, if that was not just now.

        Raises KeptAnswerError where there is no index folder, it cannot be written or is full, or the answer is too
        long.
        """
        id_, now = secrets.token_urlsafe(9), datetime.now(UTC)
        times = {"kept_at": now.isoformat(), "asked_at": (asked_at.astimezone() if asked_at else now).isoformat()}
        record = {"format": _FORMAT, "id": id_, **times}
        body = json.dumps(record | {"answer": to_json(answer)}, indent=1).encode("ascii")
        if len(body) > MOST_BYTES:
            raise KeptAnswerError(
                f"the answer cannot be kept: it takes {len(body):,} bytes, the limit is {MOST_BYTES:,}; ask for less"
            )
        if not self._index.is_dir():
            raise KeptAnswerError(f"the answer cannot be kept: there is no index in {self._index}")
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._check_room()
            _write(self._path(id_), body)
        except OSError as error:
            raise KeptAnswerError(
                f"the answer cannot be kept: {self._folder} cannot be written ({error.strerror or error})"
            ) from error
        return id_

    def get(self, id_: str) -> KeptAnswer | None:
        """The answer with this id; None if none has it, or it can be no id.

        Raises KeptAnswerError for a file that cannot be read.
        """
        if not _ID.fullmatch(id_):
            return None
        path = self._path(id_)
        try:
            record = _read(path)
            # Some file systems take capitals and small letters for the same, and would open another answer's file.
            if record["id"] != id_:
                return None
            answer = from_json(Answer, record["answer"])
            return KeptAnswer(id_, _moment(record["kept_at"]), _moment(record["asked_at"]), answer)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            raise KeptAnswerError(
                f"the kept answer {path} cannot be read ({reason(error)}): delete the file and ask again"
            ) from error

    def _check_room(self) -> None:
        with os.scandir(self._folder) as entries:
            count = sum(entry.name.endswith(".json") for entry in entries)
        if count >= MOST_ANSWERS:
            raise KeptAnswerError(
                f"the answer cannot be kept: {self._folder} holds {count:,} already, the limit is {MOST_ANSWERS:,};"
                " delete the files of those that are not needed any more"
            )

    def _path(self, id_: str) -> Path:
        return self._folder / f"{id_}.json"


def _write(path: Path, body: bytes) -> None:
    """Write a file that only its owner may read, on disk before it is seen."""
    temporary = path.with_suffix(".new")
    try:
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _read(path: Path) -> dict[str, Any]:
    with open(path, "rb") as file:
        body = file.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise ValueError("it is too long")
    record = json.loads(body)
    if not isinstance(record, dict) or record.get("format") != _FORMAT:
        raise ValueError("it is no kept answer, or one of another version")
    return record


def _moment(said: str) -> datetime:
    moment = datetime.fromisoformat(said)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
