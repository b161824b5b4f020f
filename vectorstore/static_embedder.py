"""Which embedder goes by a name, and the one that needs no transformer: the sum of its tokens' vectors."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.embedder import Embedder
from vectorstore.errors import IndexNotWritableError
from vectorstore.static_table import METHOD, StaticTable, distil

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STATIC = "static"
_FILE = "token_table.safetensors"


def make_embedder(name: str | None = None) -> Embedder:
    """The embedder of this name: `static`, `static:` and a model, or a model as `Embedder` takes it."""
    return StaticEmbedder(name) if name and name.partition(":")[0] == STATIC else Embedder(name)


class StaticEmbedder(Embedder):
    """The sum of its tokens' vectors for a text, from a table that is distilled once and then kept with the index.

    name: `static` for the table of the packaged model, `static:` and a model's path or hub name for that of another.
    Where the table is at hand, neither the model nor PyTorch is loaded, and the model need not even be there.
    """

    def __init__(self, name: str = STATIC) -> None:
        super().__init__(name)
        self._model_name = name.partition(":")[2] or None
        self._place: Path | None = None
        self._kept: StaticTable | None = None
        self._distilling = threading.Lock()

    def keep_in(self, place: Path) -> None:
        """Use the table in this folder if it is sound; else the one in use, or a new one, is put there.

        Raises IndexNotWritableError.
        """
        self._place = place
        if table := StaticTable.load(place / _FILE):
            self._kept = table
        elif self._kept:
            try:
                self._kept.save(place / _FILE)
            except OSError as error:
                raise IndexNotWritableError(
                    f"the token table cannot be written to {place} ({error}): check that there is room on the disk"
                ) from error

    def renewed(self) -> StaticEmbedder:
        """An embedder of the model as it is now, where the table in use is of another or of another method."""
        fresh = StaticEmbedder(self.name)
        return fresh if self._kept and self._kept.fingerprint != fresh.fingerprint else self

    @property
    def fingerprint(self) -> str | None:
        """The method and the SHA-256 of the weights that the table was distilled from, or would be."""
        return self._kept.fingerprint if self._kept else self._fingerprint_now

    @property
    def encoding(self) -> str:
        """How passages are encoded: always `static`."""
        return STATIC

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimensions). Raises ModelMissingError if the table is to be made first."""
        return self._table().encode(texts)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """One unit vector, shape (dimensions,). Raises what `encode_passages` raises."""
        vector: NDArray[np.float32] = self.encode_passages([text])[0]
        return vector

    @cached_property
    def _fingerprint_now(self) -> str:
        model = Embedder(self._model_name)
        return f"{STATIC} {METHOD}: {model.fingerprint or model.name}"

    def _table(self) -> StaticTable:
        with self._distilling:
            if self._kept is None:
                self._kept = distil(Embedder(self._model_name).encode_vocabulary(), self._fingerprint_now)
                if self._place:
                    with suppress(OSError):  # the next one who asks distils again
                        self._kept.save(self._place / _FILE)
            return self._kept
