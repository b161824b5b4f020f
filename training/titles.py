"""Titles for texts that have none, as a headline would stand over them.

Most articles have one, and few of the rows do.
"""

from __future__ import annotations

import random
import re
from collections import Counter

_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: (?:of |the )?[A-Z][\w’'-]+){0,3}")
_OPENERS = frozenset(
    "The A An In On At He She It They This That These Those However When While After As By For".split()
)


def title_for(question: str, around: str, dice: random.Random) -> str:
    """The name most often met around a text, or in the question, or some first words; often none at all."""
    throw = dice.random()
    if throw < 0.55:
        return ""
    if throw < 0.8:
        names = Counter(name for name in _NAME.findall(around) if name not in _OPENERS)
        return names.most_common(1)[0][0] if names else ""
    if throw < 0.88:
        names = Counter(name for name in _NAME.findall(question)[1:] if name not in _OPENERS)
        return names.most_common(1)[0][0] if names else ""
    words = around.split()
    return " ".join(words[: dice.randint(5, 11)]).rstrip(",.;:") if len(words) > 14 else ""
