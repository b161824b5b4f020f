"""A question told in several sentences: the one that asks, and what is only said before it."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.sentences import split_sentences

# "Can you tell me?" and what an abbreviation cuts off ("on Sat. 16 Nov. 2024?") ask nothing of their own.
_ASKS = re.compile(
    r"""^\W*(?:(?:and|but|so|then)\s+)?(?:(?:in|on|at|by|for|from|to|of|with|under|until|since|after)\s+)?
        (?:who|whom|whose|what|which|when|where|why|how)\b""",
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=1024)
def asking_part(question: str) -> str:
    """The last sentence where that alone asks ("The ferry hit the quay. Who was at the helm?"); else all of it.

    It asks if it begins as a question for something does, with "who" or "at what", and ends in a question mark.
    """
    *before, last = [sentence.text.rstrip() for sentence in split_sentences(question)]
    alone = not any(sentence.endswith("?") or _ASKS.match(sentence) for sentence in before)
    return last if before and alone and last.endswith("?") and _ASKS.match(last) else question
