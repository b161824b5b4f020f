"""Two ranked lists into one."""

from __future__ import annotations

import pytest

from vectorstore.ranking import LEXICAL_WEIGHT, RRF_CONSTANT, Ranked, fuse


@pytest.mark.parametrize(
    ("dense", "lexical", "expected"),
    [
        ([], [], []),
        ([3, 1], [], [3, 1]),
        ([], [3, 1], [3, 1]),
        ([1, 2], [2], [2, 1]),
        ([1], [2], [2, 1]),
        ([5, 4, 3], [3, 4, 5], [3, 4, 5]),
    ],
)
def test_lists_are_fused_best_first(dense: list[int], lexical: list[int], expected: list[int]) -> None:
    assert [ranked.id for ranked in fuse(dense, lexical)] == expected


def test_ranks_and_score_tell_where_a_passage_stood() -> None:
    both, dense_only = fuse([8, 7], [7])
    assert both == Ranked(7, 1 / (RRF_CONSTANT + 2) + LEXICAL_WEIGHT / (RRF_CONSTANT + 1), 2, 1)
    assert dense_only == Ranked(8, 1 / (RRF_CONSTANT + 1), 1, None)


def test_a_tie_keeps_the_lower_id_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vectorstore.ranking.LEXICAL_WEIGHT", 1.0)
    assert [ranked.id for ranked in fuse([9, 2], [2, 9])] == [2, 9]
    assert [ranked.id for ranked in fuse([9], [4])] == [4, 9]
