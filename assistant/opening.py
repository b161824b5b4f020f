"""The reader that an assistant is given: what may be given, and loading it when it is first used."""

from __future__ import annotations

import os

from assistant.errors import ReaderError
from assistant.reader import Reader
from assistant.reranker import Reranker

# What names the packaged reader without its larger network.
SMALL = "small"

ReaderGiven = bool | str | os.PathLike[str] | Reader | None


def check_reader(reader: ReaderGiven) -> ReaderGiven:
    """What was given as a reader, if it can be one: True, False, None, `small`, a path, or a `Reader`. Loads nothing.

    Raises ReaderError for an empty path and for anything else.
    """
    if isinstance(reader, (str, os.PathLike)):
        if not os.fspath(reader).strip():
            raise ReaderError("the reader has no path: give that of its weights, `small`, True or False")
    elif not (reader is None or isinstance(reader, (bool, Reader))):
        raise ReaderError(
            f"what was given as a reader is none ({type(reader).__name__}): give the path of its weights, `small`, True"
            " for the packaged ones, or False"
        )
    return reader


def open_reader(reader: ReaderGiven, reranker: Reranker | None = None) -> Reader | None:
    """The `Reader` of what was given, loaded now; None where it is to be done without.

    reranker: takes the place of that part of the reader which tells how well a passage answers. A `Reader` that was
    given is used as it is. Raises ReaderError for what `check_reader` refuses, and for weights that cannot be had.
    """
    reader = check_reader(reader)
    if reader is None or reader is False:
        return None
    if isinstance(reader, Reader):
        return reader
    if isinstance(reader, str) and reader.strip().casefold() == SMALL:
        return Reader.load(answers_from=reranker, larger=False)
    return Reader.load(None if reader is True else reader, answers_from=reranker)
