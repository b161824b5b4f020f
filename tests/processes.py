"""The command line as a person starts it: a process of its own, with a home and an environment of its own."""

from __future__ import annotations

import ctypes
import json
import multiprocessing
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

HANGS_AFTER = 400.0
COMMAND = (sys.executable, "-m", "assistant")
# Loading these takes six seconds of a processor, so it is done once, in a process that others are forked from.
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["sentence_transformers", "chromadb", "corpus", "vectorstore"])


def environment(home: Path, **settings: str) -> dict[str, str]:
    """A plain environment: nothing that this test run has set for itself reaches the process."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "LANG", "TMPDIR", "SYSTEMROOT", "XDG_CACHE_HOME")
        if name in os.environ
    }
    return kept | {
        "HOME": str(home),
        "PYTHONDONTWRITEBYTECODE": "1",
        **settings,
    }


def run(
    *arguments: str | Path, folder: Path, bounds: Callable[[], object] | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run `python -m assistant` in a folder and wait for its end. `bounds` is called in the process to limit it."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=folder,
        env=environment(folder, **settings),
        preexec_fn=bounds,
        capture_output=True,
        encoding="utf-8",
        timeout=HANGS_AFTER,
        check=False,
    )


def forked(program: str, *arguments: str | Path) -> int:
    """Run a Python program in a process of its own that has the large libraries loaded, and return its exit code."""
    process = _forks.Process(target=_execute, args=(program, [str(argument) for argument in arguments]))
    process.start()
    process.join(HANGS_AFTER)
    process.kill()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def _execute(program: str, arguments: list[str]) -> None:
    sys.argv = ["-c", *arguments]
    exec(program, {"__name__": "__main__"})


@contextmanager
def started(*arguments: str | Path, folder: Path, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """Start `python -m assistant` in a folder; at the end it is ended, if it has not ended by itself."""
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=folder,
        env=environment(folder, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    guard = Timer(HANGS_AFTER, process.kill)
    guard.start()
    try:
        yield process
    finally:
        guard.cancel()
        process.kill()
        process.communicate()


def as_anybody() -> None:
    """Take from root the power to write where nobody may; others never had it."""
    drop_from_bounding_set, override_permissions = 24, 1
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(drop_from_bounding_set, override_permissions)


def with_memory(limit: int) -> Callable[[], None]:
    """Let a process have no more than so many bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def only_object(output: str) -> dict[str, Any]:
    """The JSON object that is all there is on standard output."""
    assert output.count("\n") == 1, output
    value = json.loads(output)
    assert isinstance(value, dict)
    return value


def only_sentence(errors: str) -> str:
    """The one sentence that is all there is on standard error."""
    assert "Traceback" not in errors
    lines = errors.splitlines()
    assert len(lines) == 1, errors
    name, _, sentence = lines[0].partition(": ")
    assert name == "news-assistant"
    return sentence
