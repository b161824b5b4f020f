"""Two ranked lists into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Cormack, Clarke and Buettcher, "Reciprocal Rank Fusion", SIGIR 2009: their constant.
RRF_CONSTANT = 60
# Names and numbers decide in news, and words find them better than vectors do.
LEXICAL_WEIGHT = 2.0


@dataclass(frozen=True)
class Ranked:
    """A passage id with its fused score and where it stood in each list (1-based, None if absent)."""

    id: int
    score: float
    dense_rank: int | None
    lexical_rank: int | None


def fuse(dense: Sequence[int], lexical: Sequence[int]) -> list[Ranked]:
    """Reciprocal rank fusion of two lists of ids, best first; ties keep the lower id first."""
    dense_ranks = {id_: rank for rank, id_ in enumerate(dense, 1)}
    lexical_ranks = {id_: rank for rank, id_ in enumerate(lexical, 1)}
    fused = []
    for id_ in dense_ranks.keys() | lexical_ranks.keys():
        in_dense, in_lexical = dense_ranks.get(id_), lexical_ranks.get(id_)
        score = (1 / (RRF_CONSTANT + in_dense) if in_dense else 0.0) + (
            LEXICAL_WEIGHT / (RRF_CONSTANT + in_lexical) if in_lexical else 0.0
        )
        fused.append(Ranked(id_, score, in_dense, in_lexical))
    return sorted(fused, key=lambda ranked: (-ranked.score, ranked.id))
