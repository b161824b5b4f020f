"""A question about what happened is not answered by what was only going to happen."""

from __future__ import annotations

import re

from assistant.words import content_stems
from vectorstore import fold, stem

_ASKS_OF_THE_PAST = re.compile(
    r"""^\W*(?:(?:so|but|and)\s+)?(?:when|where|why|how|what|which|who)\b[^?]{0,40}?
        \b(?:did|was|were|has|have|had)\b(?!\s+\w+\s+going\b)""",
    re.IGNORECASE | re.VERBOSE,
)
# "When was it due to open?" asks for the plan itself.
_ASKS_FOR_A_PLAN = re.compile(
    r"""\b(?:due|plan\w*|expect\w*|schedul\w+|suppos\w+|(?:going|meant)\ to|intend\w*|propos\w+|promis\w+|want\w*
        |hope\w*)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PLANNED = re.compile(
    r"""\b(?:due|expect(?:s|ed)?|scheduled|plan(?:s|ned|ning)?|set|supposed|hop(?:es|ed|ing)|intend(?:s|ed)?
        |want(?:s|ed)?|is|are|was|were)\ to\ (?:be\ |have\ been\ )?(?P<a>\w+)
        |\b(?:will|would|should|may|might|could)\ (?:soon\ |then\ |again\ )?(?:be\ |have\ (?:been\ )?)?(?P<b>\w+)""",
    re.VERBOSE,
)

_WAS_DONE = re.compile(r"\b(?:and|but) (?:(?:it|they|he|she) )?(?:did|was|were|had|has|have)\b|\b(?:did|had) so\b")


def only_planned(question: str, sentence: str) -> frozenset[str]:
    """The words, as stems, that a question asks of as done and a sentence tells only as planned or possible.

    "The bridge was due to reopen on 15 August" has one for "When did the bridge reopen?".
    """
    if not _ASKS_OF_THE_PAST.search(question) or _ASKS_FOR_A_PLAN.search(question):
        return frozenset()
    told = fold(sentence)
    if _WAS_DONE.search(told):
        return frozenset()
    planned = {stem(match["a"] or match["b"]) for match in _PLANNED.finditer(told)} & set(content_stems(question))
    return frozenset(planned - set(content_stems(_PLANNED.sub(" ", told))))
