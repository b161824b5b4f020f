"""Who did it to whom is as in the paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.gate.polarity import likest
from assistant.gate.types import Cited, Claim
from assistant.words import names, stem
from vectorstore import content_words, fold

_BY = re.compile(r"\b(?:was|were|been|being|is|are|got)\b(?:\s\w+){1,3}\sby\b")


def objection(claim: Claim, cited: Sequence[Cited]) -> str | None:
    """Why it must not be shown: two names stand around the same verb the other way round."""
    best = likest(claim.text, cited)
    if best is None:
        return None
    said = [name for name in names(claim.text) if len(name) > 2]
    for n, one in enumerate(said):
        for other in said[n + 1 :]:
            if one != other and _turned(claim.text, best, one, other):
                return f"what it cites has “{one}” and “{other}” the other way round"
    return None


def _turned(claim: str, best: str, one: str, other: str) -> bool:
    mine, theirs = _between(claim, one, other), _between(best, other, one)
    if mine is None or theirs is None or _between(best, one, other) is not None:
        return False
    shared = {stem(w) for w in content_words(mine)} & {stem(w) for w in content_words(theirs)}
    return bool(shared) and bool(_BY.search(mine)) == bool(_BY.search(theirs))


def _between(text: str, one: str, other: str) -> str | None:
    """What stands between two names that follow each other, by their last words; None where they do not."""
    text = fold(text)
    first, second = (re.escape(fold(name).split()[-1]) for name in (one, other))
    match = re.search(rf"\b{first}\b((?:(?!\b{first}\b).)*?)\b{second}\b", text)
    return match[1] if match else None
