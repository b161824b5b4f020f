"""What the parts of the ledger have in common: a way to read rows, and a way to write them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any


class LedgerRows:
    """A part of the ledger. rows: reads; write: runs a statement for each row of values, inside a transaction."""

    def __init__(
        self,
        rows: Callable[[str, Sequence[Any]], list[Any]],
        write: Callable[[str, Iterable[Sequence[Any]]], object],
    ) -> None:
        self._rows, self._write = rows, write
