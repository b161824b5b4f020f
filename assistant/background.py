"""A question told in several sentences: the one that asks, and what is only said before it."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.sentences import split_sentences

# "Can you tell me?" and what an abbreviation cuts off ("on Sat. 16 Nov. 2024?") ask nothing of their own.
_BEFORE = r"^\W*(?:(?:and|but|so|then)\s+)?(?:(?:in|on|at|by|for|from|to|of|with|under|until|since|after)\s+)?"
_ASKS = re.compile(_BEFORE + r"(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
# Without a question mark ("Where did it strand") they stand in the order of a question: "When it rained" asks nothing.
_ASKS_UNMARKED = re.compile(
    _BEFORE
    + r"""(?:(?:who|whom|whose)\b|how\s+(?:many|much|old|long|far|often)\b
        |(?:what|when|where|why|how)\s+(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\b)
        [^.!,]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_WANTS = re.compile(r"^\W*(?:please\s+)?(?:tell|give|show|list|summari[sz]e|explain|describe|find)\b", re.IGNORECASE)
_MARKS = ("?", "？")


@lru_cache(maxsize=1024)
def asking_part(question: str) -> str:
    """The last sentence where that alone asks ("The ferry hit the quay. Who was at the helm?"); else all of it.

    It asks if it begins as a question for something does, with "who" or "at what", and ends in a question mark,
    or in no mark at all.
    """
    *before, last = [sentence.text.rstrip() for sentence in split_sentences(question)]
    alone = not any(sentence.endswith(_MARKS) or _ASKS.match(sentence) for sentence in before)
    if last.endswith(_MARKS):
        asks = bool(_ASKS.match(last))
    else:
        asks = bool(_ASKS_UNMARKED.match(last)) and not any(map(_WANTS.match, before))
    return last if before and alone and asks else question
