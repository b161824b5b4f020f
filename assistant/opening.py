"""The reader that an assistant is given: what may be given, and loading it when it is first used."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any

from assistant.errors import ModelError, reason
from assistant.reranker import Reranker


def check_reader(reader: bool | str | os.PathLike[str] | Any | None) -> Any:
    """What was given as a reader, if it can be one: True, False, None, a path, or a `Reader`. Loads nothing.

    Raises ModelError for an empty path and for anything else.
    """
    if isinstance(reader, (str, os.PathLike)):
        if not os.fspath(reader).strip():
            raise ModelError("the reader has no path: give that of its weights, True for the packaged ones, or False")
    elif not (reader is None or isinstance(reader, bool) or _is_reader(reader)):
        raise ModelError(
            f"what was given as a reader is none ({type(reader).__name__}): give the path of its weights, True for the"
            " packaged ones, or False"
        )
    return reader


def open_reader(reader: bool | str | os.PathLike[str] | Any | None, reranker: Reranker | None = None) -> Any:
    """The `Reader` of what was given, loaded now; None where it is to be done without.

    reranker: takes the place of that part of the reader which tells how well a passage answers. A `Reader` that was
    given is used as it is.
    Raises ModelError for what `check_reader` refuses, and for weights that are not there or cannot be loaded.
    """
    reader = check_reader(reader)
    if reader is None or reader is False:
        return None
    if reader is True:
        return _load(None, reranker)
    if not isinstance(reader, (str, os.PathLike)):
        return reader
    path = Path(os.path.expanduser(reader))
    if not path.exists():
        raise ModelError(f"there is no reader at {str(path)!r}: give the path of its weights, or do without one")
    return _load(path, reranker)


def _load(path: Path | None, reranker: Reranker | None) -> Any:
    try:
        if reranker is None:
            return _reader_class().load(path)
        return _reader_class().load(path, answers_from=reranker)
    except ModelError:
        raise
    except Exception as error:  # weights can be wrong in ways that each library has its own errors for
        named = "the packaged reader" if path is None else f"the reader {str(path)!r}"
        raise ModelError(f"{named} could not be loaded ({reason(error)})") from error


def _is_reader(given: object) -> bool:
    known = getattr(importlib.import_module("assistant.reader"), "Reader", None)
    return known is not None and isinstance(given, known)


def _reader_class() -> Any:
    """Imported late: it takes torch along."""
    return importlib.import_module("assistant.reader").Reader
