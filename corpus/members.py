"""The members of an archive: which of them are read, how much they may unpack to, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import IO

from corpus.files import (
    ARCHIVES,
    MAX_ARTICLE_BYTES,
    MAX_FILE_BYTES,
    MAX_PDF_BYTES,
    READABLE,
    ArticleFile,
    Skip,
    ending_of,
    kind_of,
)

MAX_MEMBERS = 100_000
MAX_UNPACKED = 20_000_000_000
MAX_RATIO = 200  # text shrinks to a tenth, a list of much the same records to a fiftieth
FREE_BYTES = 10_000_000  # so much may come of ever so little: a small file may repeat itself

_STEP = 1 << 16
_LIST_KINDS = ("json", "jsonl", "csv", "warc")


class TooMuchError(ValueError):
    """More came out of an archive than may."""


class NotReadError(Exception):
    """One member that is not read; the next may be."""


class Choice:
    """Which members are read, and what is told of the others."""

    def __init__(self, file: ArticleFile, skip: Skip) -> None:
        self.found = False
        self._file = file
        self._tell = skip
        self._members = 0
        self._strangers: dict[str, tuple[str, int]] = {}

    def skip(self, name: str, why: str) -> None:
        """Tell that a member is not read; the archive is no longer one without articles."""
        self.found = True
        self._tell(f"{self._file.name}/{_plain(name)}", why)

    def takes(self, name: str, kind_of_member: str | None) -> bool:
        """Whether a member is to be read. `kind_of_member` says what it is where it is not an ordinary file.

        Raises TooMuchError where there have been too many.
        """
        self._members += 1
        if self._members > MAX_MEMBERS:
            raise TooMuchError(f"it has more than {MAX_MEMBERS:,} members; the rest of them were not read")
        parts = _parts(name)
        if any(part == "__MACOSX" or part.startswith(".") for part in parts if part not in (".", "..")):
            return False
        if name[:1] in "/\\" or re.match(r"[A-Za-z]:[/\\]", name) or ".." in parts:
            self.skip(name, "its name leads out of the archive, so it is not read")
        elif kind_of_member:
            self.skip(name, f"it is {kind_of_member}, which is not read")
        elif kind_of(Path(parts[-1])) in ARCHIVES:
            self.skip(name, "an archive inside an archive is not read")
        elif kind_of(Path(parts[-1])):
            self.found = True
            return True
        else:
            self._meet(parts[-1], name)
        return False

    def _meet(self, last: str, name: str) -> None:
        suffix = Path(last).suffix.lower()
        if suffix or not last.isupper():  # LICENSE and the like are about the archive
            first, number = self._strangers.get(suffix, (name, 0))
            self._strangers[suffix] = (first, number + 1)

    def tell_of_strangers(self) -> None:
        """Tell of the files of other kinds, one entry for each ending."""
        for suffix, (first, number) in sorted(self._strangers.items()):
            more = f" and {number - 1} more" if number > 1 else ""
            kind = f"{_plain(suffix)} files" if suffix else "files without an ending"
            self._tell(f"{self._file.name}/{_plain(first)}{more}", f"{kind} are not read (only {READABLE})")

    def file(self, name: str, path: Path) -> ArticleFile:
        """A member, unpacked to a path, by the name that it has in the archive."""
        plain = _plain(name)
        return ArticleFile(path, f"{self._file.name}/{plain}", f"{self._file.where}/{plain}")


class Meter:
    """Counts what is unpacked. Raises TooMuchError where it is more than the bytes on disk can honestly hold."""

    def __init__(self, packed: Callable[[], int]) -> None:
        self._packed = packed
        self._bytes = 0

    def count(self, number: int) -> None:
        """So many bytes more were unpacked."""
        self._bytes += number
        if self._bytes > MAX_UNPACKED:
            raise TooMuchError(f"it unpacks to more than {MAX_UNPACKED / 1e9:,.0f} GB; the rest of it was not read")
        if self._bytes > FREE_BYTES and self._bytes > MAX_RATIO * self._packed():
            raise TooMuchError(
                f"it unpacks to more than {MAX_RATIO} times its size, as text does not; the rest of it was not read"
            )


def copy_member(
    packed: IO[bytes], out: IO[bytes], limit: int, whole: Meter | None = None, own: Meter | None = None
) -> None:
    """Unpack one member. whole: counts for the archive; own: for this member.

    Raises NotReadError if the member is larger than it may be, TooMuchError if the archive is.
    """
    written = 0
    while data := packed.read(_STEP):
        written += len(data)
        if written > limit:
            raise NotReadError(f"larger than {limit // 1_000_000} MB, too large for what it should hold")
        if whole:
            whole.count(len(data))
        if own:
            try:
                own.count(len(data))
            except TooMuchError as error:
                raise NotReadError(str(error)) from error
        out.write(data)


def limit_of(name: str) -> int:
    """How many bytes a member may have, by its name."""
    kind = kind_of(Path(_parts(name)[-1]))
    if kind in _LIST_KINDS:
        return MAX_FILE_BYTES
    return MAX_PDF_BYTES if kind == "pdf" else MAX_ARTICLE_BYTES


def target_of(folder: Path, name: str) -> Path:
    """Where a member is unpacked to: of its own name, it keeps only the ending, by which it is read."""
    return folder / f"member{ending_of(_parts(name)[-1])}"


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[/\\]", name) if part] or [""]


def _plain(name: str) -> str:
    """A member's name without `./` and without characters that no terminal should be sent."""
    joined = "/".join(part for part in _parts(name) if part != ".")
    return "".join(c if c.isprintable() else "\ufffd" for c in joined)
