"""The index folder: which generation of the index is current, and how a new one takes its place.

    index.json            format version, embedding model, name of the current generation
    generations/NAME/     ledger.sqlite3, vectors/, and a static embedding's token table
    sources/              what the index follows: see source_book
    answers/              answers that were kept, a file each
    feedback.jsonl        what readers said of answers; feedback.lock is held while a line is added
    writer.lock           held while somebody writes; writer.json says who

A rebuild fills a new generation and then replaces index.json in one step, so a reader sees the old index or
the new one. The generation before is kept until the next write, for readers that still have it open.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from vectorstore.errors import IndexDamagedError, NotAnIndexError
from vectorstore.schema import FORMAT_VERSION

MANIFEST = "index.json"
PROBE = ".probe-"  # files made to see whether the folder can be written
_OWN_FILES = (
    *("generations", "sources", "answers", "feedback.jsonl", "feedback.lock"),
    *("writer.lock", "writer.json", MANIFEST + ".new"),
)


@dataclass(frozen=True)
class Manifest:
    """What index.json says. `embedding_fingerprint` is the SHA-256 of the weights, where they lie on disk.

    encoding: every way in which vectors of the generation were made, see `Embedder.encoding`; None in an index
        made before there was more than `torch fp32`, empty in one whose first update has not ended.
    """

    generation: str
    previous: str | None
    embedding_model: str
    embedding_fingerprint: str | None
    format_version: int = FORMAT_VERSION
    encoding: str | None = None

    def with_encoding(self, encoding: str) -> Manifest:
        """The same, now that vectors were also made in this way."""
        before = "torch fp32" if self.encoding is None else self.encoding
        ways = {way for way in (*before.split(", "), encoding) if way}
        return replace(self, encoding=", ".join(sorted(ways)))


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of an index folder; None if there is no index in it yet.

    Raises NotAnIndexError for a folder of other things, or for an index of another format.
    """
    path = folder / MANIFEST
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        _check_vacant(folder)
        return None
    except (OSError, ValueError) as error:
        raise IndexDamagedError(f"{path} cannot be read ({error}): rebuild the index in a new folder") from error
    if not isinstance(fields, dict) or "format_version" not in fields:
        raise NotAnIndexError(f"{folder} is not a news index: its {MANIFEST} is something else; choose another folder")
    if fields["format_version"] != FORMAT_VERSION:
        raise NotAnIndexError(
            f"the index in {folder} has format {fields['format_version']}, this version reads format {FORMAT_VERSION}:"
            " rebuild it in a new folder"
        )
    try:
        manifest = Manifest(**fields)
        texts = (manifest.generation, manifest.embedding_model, manifest.encoding or "")
        if not all(isinstance(text, str) for text in texts):
            raise TypeError
    except TypeError as error:
        raise IndexDamagedError(f"{path} lacks what it should say: rebuild the index in a new folder") from error
    return manifest


def _check_vacant(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise NotAnIndexError(f"{folder} is a file, not an index folder; choose another place")
    if folder.is_dir():
        strangers = [p.name for p in folder.iterdir() if p.name not in _OWN_FILES and not p.name.startswith(PROBE)]
        if strangers:
            raise NotAnIndexError(
                f"{folder} holds other files ({strangers[0]} …) and no news index; choose another folder"
            )


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Replace index.json in one step, on disk before it is seen."""
    temporary = folder / (MANIFEST + ".new")
    with open(temporary, "w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, folder / MANIFEST)


def generation_folder(folder: Path, name: str) -> Path:
    """Where a generation of the index in `folder` lies."""
    return folder / "generations" / name


def new_generation(folder: Path) -> str:
    """Make the folder of a new, empty generation; returns its name, which no other index in this place has had."""
    numbers = [p.name.partition("-")[0] for p in (folder / "generations").glob("*")]
    name = f"{max((int(n) for n in numbers if n.isdigit()), default=0) + 1:06d}-{secrets.token_hex(4)}"
    generation_folder(folder, name).mkdir(parents=True)
    return name


def remove_old_generations(folder: Path, keep: set[str | None]) -> None:
    """Delete the generations that nobody should be reading any more, those of interrupted rebuilds included."""
    for path in (folder / "generations").glob("*"):
        if path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)
