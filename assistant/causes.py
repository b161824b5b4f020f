"""Whether a question asks why, and whether a sentence says so."""

from __future__ import annotations

import re

_ASKS_WHY = re.compile(
    r"""^\W*(?:(?:and|but|so)\s+)?why\b|\bhow\s+come\b|\bwhat\s+(?:caused|led\s+to)\b
        |\bwhat\s+(?:was|were|is|are)\s+(?:the\s+)?(?:causes?|reasons?)\b|\bfor\s+what\s+reasons?\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CAUSE = re.compile(
    r"""\b(?:because|due\ to|owing\ to|thanks\ to|as\ a\ result\ of|resulted\ from|stemm(?:ed|ing)\ from
        |caused|causing|(?:the|its|whose|main|likely|probable)\ (?:causes?|reasons?)|blam(?:ed|es|ing)|prompted
        |triggered|led\ to|in\ (?:response|protest)|in\ order\ to|so\ that|(?:had|has)\ failed|failed\ to
        |(?:did|does|do|would|could)\ not\ (?:respond|work|hold|open|close|start|function)
        |faults?|faulty|defects?|defective|malfunction\w*)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# What comes after something is often caused by it, and as often not: it is no reason to prefer another sentence.
_MAY_BE_CAUSE = re.compile(
    r"\b(?:after|since|following|amid|over|as|for|(?<!is )(?<!are )(?<!was )(?<!were )to (?!the\b|an?\b)[a-z]+)\b"
)


def asks_why(question: str) -> bool:
    """Whether a cause or a reason is asked for."""
    return _ASKS_WHY.search(question) is not None


def gives_cause(sentence: str) -> bool:
    """Whether a sentence says in so many words what something was caused by, or what had failed."""
    return _CAUSE.search(sentence) is not None


def may_give_cause(sentence: str) -> bool:
    """Whether a sentence has words that could give a cause: "closed after cracks were found"."""
    return gives_cause(sentence) or _MAY_BE_CAUSE.search(sentence) is not None
