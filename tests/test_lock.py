"""One writer at a time, and a name for who it is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from vectorstore import IndexLockedError, IndexNotWritableError
from vectorstore.lock import writer_lock

HOLD = """
import sys
from pathlib import Path
from vectorstore.lock import writer_lock
with writer_lock(Path(sys.argv[1]), "rebuild"):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def another_holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_the_lock_makes_the_folder_and_leaves_nobody_named(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "index"
    with writer_lock(folder, "update"):
        assert json.loads((folder / "writer.json").read_text())["pid"] == os.getpid()
    assert [path.name for path in folder.iterdir() if path.name != "writer.lock"] == []


def test_a_second_writer_is_told_which_process_holds_the_lock(tmp_path: Path) -> None:
    with another_holder(tmp_path) as process:
        with pytest.raises(IndexLockedError) as raised, writer_lock(tmp_path, "update"):
            pytest.fail("two writers at once")
        assert f"process {process.pid} on " in str(raised.value)
        assert "(rebuild, since 2" in str(raised.value)
        assert (tmp_path / "writer.json").exists()


@pytest.mark.parametrize("said", ["", "[]", "{}", "nonsense"])
def test_a_holder_that_cannot_be_named_is_another_process(tmp_path: Path, said: str) -> None:
    with another_holder(tmp_path):
        (tmp_path / "writer.json").write_text(said)
        with pytest.raises(IndexLockedError, match="by another process: try again"), writer_lock(tmp_path, "update"):
            pytest.fail("two writers at once")


def test_a_second_writer_in_the_same_process_is_refused_too(tmp_path: Path) -> None:
    with (
        writer_lock(tmp_path, "update"),
        pytest.raises(IndexLockedError, match=f"process {os.getpid()} on "),
        writer_lock(tmp_path, "update"),
    ):
        pytest.fail("two writers at once")


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), writer_lock(tmp_path, "update"):
        raise KeyError
    with writer_lock(tmp_path, "update"):
        assert (tmp_path / "writer.json").exists()


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    with another_holder(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        with writer_lock(tmp_path, "update"):
            assert json.loads((tmp_path / "writer.json").read_text())["pid"] == os.getpid()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    folder = tmp_path / "file" / "index"
    with (
        pytest.raises(IndexNotWritableError, match=f"{folder} cannot be written \\(Not a directory\\)"),
        writer_lock(folder, "update"),
    ):
        pytest.fail("locked inside a file")
