"""Files and folders: which of them hold articles, and how their bytes become text."""

from __future__ import annotations

import gzip
import io
import os
import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from corpus.types import Skipped

MAX_ARTICLE_BYTES = 20_000_000  # one article, or one line of a file of articles
MAX_FILE_BYTES = 1_000_000_000  # a .json file, which has to be read whole
MAX_PDF_BYTES = 100_000_000  # one article too, but pictures take room

KINDS = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".xml": "xml",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".warc": "warc",
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "tar",
}
ARCHIVES = ("zip", "tar")
READABLE = ".txt, .md, .html, .pdf, .xml, .json, .jsonl, .csv, .warc, each also .gz, and .zip, .tar, .tgz of them"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_STRAY = 3  # so many control characters in a text may be accidents
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


Skip = Callable[[object, str], None]  # told what is left out, and why
At = Callable[[int], None]  # told how many bytes of a file, as it lies on disk, have been read


@dataclass(frozen=True)
class ArticleFile:
    """A file of articles.

    path: where its bytes lie, which for a member of an archive is a place for the moment.
    name: what it is called when a person is told of it.
    where: a name that is the same each time it is read, for the ids of articles that have none.
    """

    path: Path
    name: str
    where: str

    @classmethod
    def at(cls, path: Path) -> ArticleFile:
        """The file that lies at a path."""
        return cls(path, str(path), Path(os.path.realpath(path)).as_posix())

    @property
    def title(self) -> str:
        """The file's name as words, for an article without a title."""
        stem = Path(self.name).name.split(".")[0].replace("-", " ").replace("_", " ").strip()
        return stem[:1].upper() + stem[1:]


def kind_of(path: Path) -> str | None:
    """How a file is to be read, by its name; None if it is not a file of articles."""
    ending = ending_of(path.name)
    return None if ending in (".zip.gz", ".tgz.gz") else KINDS.get(ending.removesuffix(".gz"))


def ending_of(name: str) -> str:
    """The ending of a file's name in small letters; `.gz` and the one before it count as one."""
    whole = name.lower()
    bare = whole.removesuffix(".gz")
    return os.path.splitext(bare)[1] + whole[len(bare) :]


def walk(path: Path, skip: Callable[[Skipped], None], leave_out: Container[Path] = ()) -> Iterator[Path]:
    """The files under a folder that may hold articles, in a fixed order; hidden ones are left out.

    So are files whose names are in capitals without an ending, such as LICENSE, which are about the folder.
    leave_out: folders, resolved, that are not looked into.

    Files of other kinds are reported by `skip`, one entry for each ending.
    """
    strangers: dict[str, list[Path]] = {}

    def unreadable(error: OSError) -> None:
        skip(Skipped(str(error.filename), f"this folder cannot be read ({error.strerror})"))

    for folder, subfolders, names in os.walk(path, onerror=unreadable):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in [name for name in subfolders if os.path.islink(Path(folder, name))]:
            skip(Skipped(str(Path(folder, name)), "links to folders are not followed: name the folder itself"))
        subfolders[:] = [name for name in subfolders if Path(os.path.realpath(Path(folder, name))) not in leave_out]
        for name in sorted(names):
            file = Path(folder, name)
            if name.startswith("."):
                continue
            if kind_of(file):
                yield file
            elif file.suffix or not name.isupper():
                strangers.setdefault(file.suffix.lower(), []).append(file)
    for suffix, files in sorted(strangers.items()):
        more = f" and {len(files) - 1} more" if len(files) > 1 else ""
        kind = f"{suffix} files" if suffix else "files without an ending"
        skip(Skipped(f"{files[0]}{more}", f"{kind} are not read (only {READABLE})"))


def open_bytes(path: Path) -> IO[bytes] | gzip.GzipFile:
    """Open a file for reading, gunzipping where its name ends in .gz or .tgz."""
    if path.name.lower().endswith((".gz", ".tgz")):
        return gzip.open(path, "rb")
    return open(path, "rb")


def read_whole(path: Path, limit: int) -> bytes:
    """All bytes of a file. Raises ValueError if it is empty or, unpacked, larger than `limit`."""
    with open_bytes(path) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise ValueError(f"larger than {limit // 1_000_000} MB, too large for what it should hold")
    if not data.strip():
        raise ValueError("the file is empty")
    return data


def on_disk(file: IO[bytes] | gzip.GzipFile) -> IO[bytes]:
    """The file as it lies on disk, whose place tells how much of it has been read."""
    return cast(IO[bytes], getattr(file, "fileobj", None) or file)


def read_lines(path: Path, skip: Callable[[int, str], None], at: At) -> Iterator[tuple[int, bytes]]:
    """The lines of a file, numbered from 1. A line over the limit is never held in memory: it is reported.

    `at` is told how many bytes of the file, as it lies on disk, have been read.
    """
    with open_bytes(path) as file:
        stored = on_disk(file)
        readline = _line_reader(file)
        number = 0
        while line := readline(MAX_ARTICLE_BYTES + 1):
            number += 1
            at(stored.tell())
            if len(line) <= MAX_ARTICLE_BYTES:
                yield number, line
                continue
            while line and not line.endswith(b"\n"):
                line = readline(1 << 20)
            skip(number, f"longer than {MAX_ARTICLE_BYTES // 1_000_000} MB, too long for one article")


def _line_reader(file: IO[bytes] | gzip.GzipFile) -> Callable[[int], bytes]:
    """How the next line of a file is read, in at most so many characters; UTF-16 is turned into UTF-8 first."""
    marked = file.read(2) in _UTF16_MARKS
    file.seek(0)
    if not marked:
        return file.readline
    text = io.TextIOWrapper(cast(IO[bytes], file), encoding="utf-16", errors="replace", newline="\n")
    return lambda longest: text.readline(longest).encode()


def decode(data: bytes) -> str:
    """Bytes to text: by a byte order mark, else UTF-8, else Windows-1252. Raises ValueError for what is not text."""
    if data.startswith(_UTF16_MARKS):
        encodings = ["utf-16"]
    elif b"\x00" in data:
        raise ValueError("this is a binary file, not text")
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) > max(_STRAY, len(text) / 200):
            raise ValueError("this is a binary file, not text")
        return text
    raise ValueError("this is neither UTF-8 nor Windows-1252 text")
