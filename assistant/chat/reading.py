"""A model's words as they come, within a time that a person will wait."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


@dataclass(frozen=True)
class Patience:
    """How long a model may take, in seconds: until its first words, and for all of them."""

    first: float = 60.0
    all: float = 120.0


PATIENT = Patience()


def words_of(model: BaseChatModel, messages: Sequence[tuple[str, str]], patience: Patience = PATIENT) -> Iterator[str]:
    """The pieces of text of a model's reply. Raises ModelError if it cannot be asked, breaks off, or takes too long.

    The model is read in a thread of its own, since not every provider keeps to a time limit; whoever stops reading
    ends it with the piece that comes next.
    """
    pieces: queue.Queue[str | Exception | None] = queue.Queue(maxsize=64)
    done = threading.Event()
    threading.Thread(target=_read, args=(model, list(messages), pieces, done), daemon=True).start()
    begun = time.monotonic()
    limit, trouble = patience.first, "could not be asked"
    try:
        while True:
            try:
                piece = pieces.get(timeout=max(0.01, begun + limit - time.monotonic()))
            except queue.Empty:
                raise ModelError(f"the chat model took longer than {limit:.0f} seconds") from None
            if isinstance(piece, Exception):
                raise ModelError(f"the chat model {trouble} ({_reason(piece)})") from piece
            if piece is None:
                return
            if piece:
                limit, trouble = patience.all, "broke off"
                yield piece
            if time.monotonic() - begun > limit:
                raise ModelError(f"the chat model took longer than {limit:.0f} seconds")
    finally:
        done.set()


def _read(
    model: BaseChatModel,
    messages: list[tuple[str, str]],
    pieces: queue.Queue[str | Exception | None],
    done: threading.Event,
) -> None:
    last: Exception | None = None
    try:
        for chunk in model.stream(messages):
            if not _put(pieces, _plain(chunk.content), done):
                return
    except Exception as error:  # whatever the provider raises, the default answer stands in
        last = error
    _put(pieces, last, done)


def _put(pieces: queue.Queue[str | Exception | None], piece: str | Exception | None, done: threading.Event) -> bool:
    """Hand on a piece unless nobody reads any more."""
    while not done.is_set():
        try:
            pieces.put(piece, timeout=0.5)
        except queue.Full:
            continue
        return True
    return False


def _plain(content: Any) -> str:
    """The text of a piece, which some providers give in blocks."""
    if isinstance(content, str):
        return content
    return "".join(_said(block) for block in content or ())


def _said(block: Any) -> str:
    """What a block tells the reader, which a thought does not."""
    if not isinstance(block, dict):
        return str(block)
    return str(block.get("text") or "") if block.get("type", "text") in ("text", "output_text") else ""


def _reason(error: Exception) -> str:
    said = " ".join(str(error).split())[:150]
    return f"{type(error).__name__}{f': {said}' if said else ''}"
