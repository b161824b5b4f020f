"""Whether two sentences stand in reports on one subject: "won the cup" and "won the election" do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from vectorstore import embedded_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.evidence import Candidate

# Cosine of their passages from which two reports are on one subject; less where one has no title, which says most of
# what it is on. docs/answers.md says how it was chosen.
_ALIKE, _ALIKE_UNTITLED = 0.4, 0.3

Encode = Callable[[Sequence[str]], "NDArray[np.float32]"]
OnSubject = Callable[["Candidate", "Candidate"], bool]


class OneSubject:
    """Compares the passages of two candidates, each of which is encoded once.

    encode: texts to unit vectors, shape (len(texts), dimensions).
    """

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._vectors: dict[tuple[str, int], NDArray[np.float32]] = {}

    def __call__(self, left: Candidate, right: Candidate) -> bool:
        """Whether both are of one report, or of two whose passages are alike enough."""
        if left.article_ids & right.article_ids:
            return True
        enough = _ALIKE if left.hit.passage.title and right.hit.passage.title else _ALIKE_UNTITLED
        return float(self._vector(left) @ self._vector(right)) >= enough

    def _vector(self, candidate: Candidate) -> NDArray[np.float32]:
        passage = candidate.hit.passage
        if passage.key not in self._vectors:
            self._vectors[passage.key] = self._encode([embedded_text(passage)])[0]
        return self._vectors[passage.key]


def any_subject(left: Candidate, right: Candidate) -> bool:
    """Where nothing is to be compared."""
    return True
