"""Whether a sentence counts what a question asks the number of, or only has it beside a figure for something else."""

from __future__ import annotations

import re

from assistant.asking import figures
from assistant.words import stem
from vectorstore import words

_ASKS = re.compile(
    r"""\bhow\ many\ (?P<things>(?:[\w'’-]+\ ){0,3}?[\w'’-]+)
        \ (?:are|were|is|was|did|do|does|have|has|had|will|would|can|could|must|should|may)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE, _AFTER = 4, 3  # words between a figure and what it counts: "12 of the injured passengers", "patients: 12"


def leaves_uncounted(question: str, sentence: str = "") -> bool:
    """Whether what the question wants counted stands in the sentence, and no figure beside it.

    "Two women are still in hospital" does not say how many hospitals there are. Where the thing has another word in
    the sentence ("passengers" for "people"), nothing is known.
    """
    asked = _ASKS.search(question)
    if not asked:
        return False
    thing, told = stem(words(asked["things"])[-1]), words(sentence)
    places = [place for place, word in enumerate(told) if stem(word) == thing]
    beside = (told[max(0, place - _BEFORE) : place + _AFTER + 1] for place in places)
    return bool(places) and not any(figures(" ".join(near)) for near in beside)
