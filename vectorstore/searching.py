"""From a question to its hits: candidates from both stores, then their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from vectorstore.copies import one_of_each
from vectorstore.filters import Filters, to_epoch
from vectorstore.ledger import Ledger
from vectorstore.ranking import Candidate, rank
from vectorstore.stopwords import content_words
from vectorstore.text import words
from vectorstore.types import Hit, TimePreference
from vectorstore.vectors import Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# How many passages of each store are looked at closely, and among how many those of the preferred time are sought.
_DEPTH, _REACH = 100, 1000
# With fewer than this from the preferred time among those, it is searched on its own, unless the preference is too weak
# to lift what neither list has that near its head.
_ENOUGH_INSIDE, _WORTH_SEEKING = 30, 0.5
# A word in more than this share of all passages finds too many to tell them apart, unless the question has few others.
_COMMON, _FEWEST_WORDS = 0.05, 3
# What was published this long before the preferred time is still sought: its closeness is not yet next to nothing.
_BEFORE = timedelta(days=14)


def search(
    ledger: Ledger,
    vectors: Vectors,
    question: str,
    vector: NDArray[np.float32],
    k: int,
    filters: Filters,
    prefer: TimePreference | None = None,
) -> list[Hit]:
    """The k best hits, best first. `vector`: the question's, shape (dimensions,)."""
    depth = max(_DEPTH, 2 * k)
    reach = max(_REACH, depth) if prefer else depth
    total = ledger.counts()[1]
    frequencies = ledger.frequencies(content_words(question) or words(question))
    dense = _nearest(ledger, vectors, vector, reach, depth, filters)
    lexical = ledger.matching(_telling(frequencies, total), reach, filters)
    chosen = {id_ for id_, _ in dense[:depth]} | set(lexical[:depth])
    if prefer:
        inside = _narrowed(filters, prefer)
        near, said = [id_ for id_, _ in dense], set(lexical)
        seek = prefer.weight >= _WORTH_SEEKING
        if len(among := ledger.passing(near, inside)) < _ENOUGH_INSIDE and seek:
            more = vectors.nearest(vector, depth, sorted(ledger.passage_ids(inside)))
            among |= {id_ for id_, _ in more}
            known = set(near)
            dense += [pair for pair in more if pair[0] not in known]
        chosen |= set([id_ for id_, _ in dense if id_ in among][:depth])
        if len(among := ledger.passing(lexical, inside)) < _ENOUGH_INSIDE and seek:
            more_ids = ledger.matching(_telling(frequencies, total), depth, inside)
            lexical += [id_ for id_ in more_ids if id_ not in said]
            among |= set(more_ids)
        chosen |= set([id_ for id_ in lexical if id_ in among][:depth])
    ranked = rank(_candidates(ledger, vectors, vector, chosen, dense, lexical), frequencies, total, prefer)
    return one_of_each(ranked, k, ledger, filters)


def _nearest(
    ledger: Ledger, vectors: Vectors, vector: NDArray[np.float32], reach: int, depth: int, filters: Filters
) -> list[tuple[int, float]]:
    """The nearest passages that pass the filters, with their cosines.

    A wide unfiltered look is cheap and mostly enough; else the ledger names those that pass, and only they are
    compared. (Chroma's own filters over metadata took ten times as long.)
    """
    if filters == Filters():
        return vectors.nearest(vector, reach)
    found = vectors.nearest(vector, max(reach, _REACH))
    passing = ledger.passing([id_ for id_, _ in found], filters)
    kept = [pair for pair in found if pair[0] in passing]
    if len(kept) >= depth:
        return kept
    ids = ledger.passage_ids(filters)
    return kept if len(ids) == len(kept) else vectors.nearest(vector, depth, sorted(ids))


def _telling(frequencies: dict[str, int], total: int) -> list[str]:
    """The words worth looking up: the rare ones, and at least a few."""
    ordered = sorted((word for word in frequencies if frequencies[word]), key=lambda word: frequencies[word])
    return [w for n, w in enumerate(ordered) if n < _FEWEST_WORDS or frequencies[w] <= _COMMON * total]


def _narrowed(filters: Filters, prefer: TimePreference) -> Filters:
    """The filters, and published at about the preferred time."""
    begin = prefer.reaching_back(_BEFORE)
    bounds = [to_epoch(bound) if bound else None for bound in (begin, prefer.until)]
    since = max((bound for bound in (bounds[0], filters.since) if bound is not None), default=None)
    until = min((bound for bound in (bounds[1], filters.until) if bound is not None), default=None)
    return replace(filters, since=since, until=until, keep_undated=False)


def _candidates(
    ledger: Ledger,
    vectors: Vectors,
    vector: NDArray[np.float32],
    chosen: set[int],
    dense: Sequence[tuple[int, float]],
    lexical: Sequence[int],
) -> list[Candidate]:
    cosines = dict(dense)
    cosines |= vectors.cosines(sorted(chosen - cosines.keys()), vector)
    dense_ranks = {id_: n for n, (id_, _) in enumerate(dense, 1)}
    lexical_ranks = {id_: n for n, id_ in enumerate(lexical, 1)}
    ids = sorted(chosen & cosines.keys())
    passages, folded = ledger.passages(ids), ledger.folded(ids)
    return [
        Candidate(passages[i], *folded[i], cosines[i], dense_ranks.get(i), lexical_ranks.get(i))
        for i in ids
        if i in passages and i in folded
    ]
