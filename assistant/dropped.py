"""Files that were dropped on the page, put back under the names they had."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import BringingError

_LONGEST_NAME = 120  # bytes


@dataclass(frozen=True)
class Dropped:
    """A file that was dropped: where its bytes lie, and what it was called."""

    path: Path
    name: str


def under_own_names(files: Sequence[Dropped], folder: Path) -> list[Path]:
    """Put the files into a folder under the names they had, as links where that can be; two of one name are told apart.

    Raises BringingError for a file that is no longer there.
    """
    paths = list[Path]()
    for file in files:
        path = _free(folder, _plain_name(file.name))
        try:
            try:
                os.link(file.path, path)
            except OSError:
                shutil.copyfile(file.path, path)
        except OSError as error:
            raise BringingError(f"{path.name} is no longer there: drop it again") from error
        paths.append(path)
    return paths


def _plain_name(name: str) -> str:
    """The last part of a file's name, without signs that no name should have; the ending says how it is read."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(sign for sign in last if sign.isprintable()).strip().lstrip(".") or "article"
    if len(plain.encode()) <= _LONGEST_NAME:
        return plain
    stem, ending = plain[: _LONGEST_NAME // 4], "".join(Path(plain).suffixes[-2:])[-20:]
    return f"{stem}{ending}"


def _free(folder: Path, name: str) -> Path:
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / str(number) / name
    path.parent.mkdir(exist_ok=True)
    return path
