"""Whether a question asks why, and whether a sentence says so."""

from __future__ import annotations

import re

from assistant.background import asking_part
from assistant.words import content_stems, stems

_ASKS_WHY = re.compile(
    r"""^\W*(?:(?:and|but|so)\s+)?why\b|\bhow\s+come\b|\bwhat\s+(?:caused|led\s+to)\b
        |\bwhat\s+(?:was|were|is|are)\s+(?:the\s+)?(?:causes?|reasons?)\b|\bfor\s+what\s+reasons?\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CAUSE = re.compile(
    r"""\b(?:because|due\ to|owing\ to|thanks\ to|as\ a\ result\ of|resulted\ from|stemm(?:ed|ing)\ from
        |caused\ by|(?:the|its|whose|main|likely|probable)\ (?:causes?|reasons?)|to\ blame|blam(?:ed|es|ing)
        |in\ (?:response|protest)|in\ order\ to|so\ that|(?:had|has)\ failed|failed\ to
        |(?:did|does|do|would|could)\ not\ (?:respond|work|hold|open|close|start|function)
        |faults?|faulty|defects?|defective|malfunction\w*|after\b[^,.;]{1,80}\bhad
        |(?:investigators?|inspectors?|experts?|inquiry|inquest)\b[^,.;]{0,40}
            \b(?:established|found|concluded|determined|believes?|suspects?)|investigators?\ sa(?:y|id))\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "A spark caused the fire" says why it burned, "the fire caused damage" does not.
_BROUGHT_ABOUT = re.compile(r"\b(?:caused|causing|prompted|triggered|led to|sparked)\s+(?P<what>(?:\S+\s*){1,6})", re.I)
# What comes after something is often caused by it, and as often not: it is no reason to prefer another sentence.
_MAY_BE_CAUSE = re.compile(
    r"\b(?:after|since|following|amid|over|for (?!\w+ (?:second|minute|hour|day|week|month|year|decade)s?\b)"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )to (?!the\b|an?\b)[a-z]+)\b"
)


def asks_why(question: str) -> bool:
    """Whether a cause or a reason is asked for."""
    return _ASKS_WHY.search(asking_part(question)) is not None


def gives_cause(sentence: str, question: str) -> bool:
    """Whether a sentence says in so many words what something was caused by, or what had failed."""
    if _CAUSE.search(sentence):
        return True
    asked = set(content_stems(question))
    return any(asked & set(stems(match["what"])) for match in _BROUGHT_ABOUT.finditer(sentence))


def may_give_cause(sentence: str, question: str) -> bool:
    """Whether a sentence has words that could give a cause: "closed after cracks were found"."""
    return gives_cause(sentence, question) or _MAY_BE_CAUSE.search(sentence) is not None
