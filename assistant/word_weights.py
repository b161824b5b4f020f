"""How much each word of a question tells, and how much of them stands in a text."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from assistant.asking import without_time
from assistant.background import asking_part
from assistant.deaths import tells_of_deaths
from assistant.nations import in_one_word
from assistant.words import content_stems, names, stem, stems
from vectorstore import NewsIndex, content_words

# How much a word tells that stands only in what is said before the question ("The ferry hit the quay. Who …?"), and not
# in the sentence that asks: sentences that tell that again hold most words, and no answer.
_SAID_BEFORE = 0.25
# "Was anyone arrested?": what answers names somebody instead.
_ANYTHING = frozenset(
    """anybody anyone anything anywhere everybody everyone everything everywhere nobody nowhere somebody someone
    something somewhere""".split()
)


def weights_of(index: NewsIndex, question: str) -> dict[str, float]:
    """How much each of the question's words tells, by how rare it is in this archive (BM25's idf)."""
    total = max(1, index.status().passages)
    weights: dict[str, float] = {}
    for word in content_words(in_one_word(without_time(question))):
        if word in _ANYTHING and word in re.findall(r"\w+", question):  # but not "Everything" of a title
            continue
        containing = index.count_containing(word)
        weights[stem(word)] = math.log(1 + (total - containing + 0.5) / (containing + 0.5))
    return weights


def of_asking_part(weights: Mapping[str, float], question: str) -> dict[str, float]:
    """The same weights, those of words that stand only before the sentence that asks lowered."""
    asked = set(content_stems(asking_part(question)))
    return {word: weight * (1.0 if word in asked else _SAID_BEFORE) for word, weight in weights.items()}


def share(weights: Mapping[str, float], text: str, died: frozenset[str] = frozenset()) -> float:
    """The share, 0 to 1, of the weights whose words stand in a text.

    died: those of which any word for dying will do.
    """
    total = sum(weights.values())
    present = {*stems(text), *(died if died and tells_of_deaths(text) else ())}
    return sum(weight for word, weight in weights.items() if word in present) / total if total else 0.0


def unknown_names(question: str, read: Sequence[str]) -> tuple[str, ...]:
    """The names of a question of which no word stands in any of the texts read."""
    present = {word for text in read for word in stems(text)}
    return tuple(
        name for name in names(question) if set(content_stems(name)) and not set(content_stems(name)) & present
    )
