"""How many were hurt or killed, where the answer is that nobody was."""

from __future__ import annotations

import re

from assistant.asking import figures
from vectorstore import fold

_HURT, _DEAD = r"hurt|injured|wounded|harmed", r"killed|dead|died|dies?|dying"
_MISSING, _ARRESTED = r"missing|unaccounted for", r"arrested|detained"
# What was done, and the nouns for it: "Nobody was hurt", "There were no injuries".
_HARM = (
    (_HURT, r"injur(?:y|ies)|casualt(?:y|ies)|victims?"),
    (_DEAD, r"deaths?|fatalit(?:y|ies)|casualt(?:y|ies)|victims?|lives were lost"),
    (_MISSING, r"missing"),
    (_ARRESTED, r"arrests?"),
)
_ASKS = re.compile(r"\bhow many\b(?P<what>[^?]*)|\bdeath toll\b")
_CLAUSE = re.compile(r"[,;:]\s|\b(?:and|but|while|although|though)\b")
_PEOPLE = r"people|persons?|one|others?"
_WAS = r"(?: (?:was|were|is|are|has|have|had|been|got|believed|known|thought|reported|to|be|badly|seriously))*"


def nobody(question: str, sentence: str) -> tuple[int, int] | None:
    """Where a sentence says that there were none of the hurt, dead, missing or arrested that a question wants counted.

    As (start, end) in characters of the sentence; None where it does not, or has a figure of them besides.
    """
    asked = _ASKS.search(fold(question))
    if not asked or len(told := fold(sentence)) != len(sentence):
        return None
    wanted = [pair for pair in _HARM if re.search(rf"\b(?:{'|'.join(pair)})\b", asked[0])]
    found, start = None, 0
    for clause in _CLAUSE.split(told):
        place = told.index(clause, start)
        start = place + len(clause)
        for done, nouns in wanted:
            if none := _none(done, nouns, asked[0], clause):
                found = found or (place + none[0], place + none[1])
            elif figures(clause) and re.search(rf"\b(?:{done}|{nouns})\b", clause):
                return None
    return found


def _none(done: str, nouns: str, asked: str, clause: str) -> tuple[int, int] | None:
    """Where a clause says that nobody was, or that there were none."""
    each = re.search(
        rf"\b(?P<none>nobody|no[ -]one|none(?: of (?:the |its |their |those )?(?P<of>[a-z]+))?)"
        rf"(?: (?:aboard|on board|else))?{_WAS} (?:\w+ or )?(?:{done})\b(?! (?:has|have|was|were)\b)",
        clause,
    )
    if each and (not each["of"] or each["of"] in asked or re.search(rf"\bhow many (?:{_PEOPLE})\b", asked)):
        return each.start("none"), each.end("none")
    there = re.search(
        rf"\b(?P<none>no) (?:reported |known |reports of (?:any )?)?(?:{nouns})\b(?! (?:figures?|tolls?)\b)", clause
    )
    return (there.start("none"), there.end("none")) if there else None
