"""Whether a sentence can tell when something ended: that it began, or was going on, is no answer to that."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.background import asking_part

_ASKS = re.compile(
    r"""^\W*(?:when|on\ what\ (?:day|date))\b(?!.*\b(?:begin|began|begun|start(?:ed)?|(?:re)?open(?:ed)?)\b)(?:
        .*\b(?:did|does|do|will|would|has|had|to)\b.*
        (?<!bus\ )(?<!tram\ )(?<!dead\ )(?<!\ west\ )(?<!\ east\ )
        \b(?:end(?:ed)?|finish(?:ed)?|stop(?:ped)?|concluded?)
        (?=\W*$|\ (?:in|at|on|for|with|after|before|this|last|here|there|again|it|its|the|their)\b)
        |.*\b(?:end(?:ed|s)|finish(?:ed|es)|stop(?:ped|s)|conclude[ds])\W*$
        |\ (?:was|is|were|are|will)\b.*\bover\W*$)""",
    re.IGNORECASE | re.VERBOSE,
)
_TELLS = re.compile(
    r"""\b(?:end(?:ed|s|ing)?|finish(?:ed|es)?|stop(?:ped|s)?|conclud(?:ed?|es)|clos(?:ed?|es|ing)|cease[ds]?
        |settl(?:ed?|ement)|lift(?:ed|s)?|call(?:ed|s)?\ off|agree[ds]?|agreement|deal|accepted|ceasefire|truce
        |surrender(?:ed)?|resum(?:ed?|es|ing)|return(?:ed|s)?|reopen(?:ed|s)?|back|again|no\ longer|any\ ?more
        |until|till|lasted|final|expir(?:ed?|es)|restored|suspended|freed|released|runs?\ to|fell\ silent|left\ office
        |(?:is|was|are|were|be|been|now|all)\ over
        |(?<!can\ )(?<!could\ )(?<!may\ )(?<!might\ )(?<!will\ )(?<!to\ )last)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "Ending a strike that began on 12 June": that day is not the one asked for.
_BEGAN = re.compile(
    r"\b(?:beg[au]n|started|since|launched|erupted|broke out|opened|walked out)(?: (?!until|to|and)[\w’'-]+){0,2} ?$",
    re.IGNORECASE,
)


def of_no_end(question: str, sentence: str = "") -> bool:
    """Whether the question asks when something ended, and the sentence has no word for that."""
    return _asks_of_an_end(question) and not _TELLS.search(sentence)


def tells_a_beginning(question: str, before: str) -> bool:
    """Whether the question asks when something ended, and what stands before a day in a sentence says that it began."""
    return _asks_of_an_end(question) and _BEGAN.search(before) is not None


@lru_cache(maxsize=64)
def _asks_of_an_end(question: str) -> bool:
    return _ASKS.match(asking_part(question)) is not None
