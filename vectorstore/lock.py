"""One writer at a time, and a name for who it is."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from vectorstore.errors import IndexLockedError, IndexNotWritableError
from vectorstore.generation import PROBE


@contextmanager
def writer_lock(folder: Path, doing: str) -> Iterator[None]:
    """Hold the index's write lock. Raises IndexLockedError naming the holder, or IndexNotWritableError."""
    lock = FileLock(folder / "writer.lock", timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f"{PROBE}{os.getpid()}"
        probe.touch()
        probe.unlink(missing_ok=True)
        lock.acquire()
    except Timeout:
        raise IndexLockedError(
            f"the index {folder} is being written by {_holder(folder)}: try again when it has finished"
        ) from None
    except OSError as error:
        raise IndexNotWritableError(
            f"the index folder {folder} cannot be written ({error.strerror or error})"
        ) from error
    try:
        holder = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "doing": doing,
            "since": datetime.now().astimezone().isoformat(timespec="seconds"),
        }
        (folder / "writer.json").write_text(json.dumps(holder), encoding="utf-8")
        yield
    finally:
        (folder / "writer.json").unlink(missing_ok=True)
        lock.release()


def _holder(folder: Path) -> str:
    try:
        holder = json.loads((folder / "writer.json").read_text(encoding="utf-8"))
        return f"process {holder['pid']} on {holder['host']} ({holder['doing']}, since {holder['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
