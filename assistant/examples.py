"""Example questions for the page: those of the sample archive, where it is the one that is open."""

from __future__ import annotations

from vectorstore import NewsIndex


def examples_for(index: NewsIndex) -> tuple[str, ...]:
    """Questions that this archive answers; none where it is not the samples (the page then finds its own)."""
    return ()
