"""A question about what happened is not answered by what was only going to happen."""

from __future__ import annotations

import re

from assistant.background import asking_part
from assistant.words import content_stems, stem
from vectorstore import content_words, fold

_ASKS_OF_THE_PAST = re.compile(
    r"""^\W*(?:(?:so|but|and)\s+)?(?:(?:when|where|why|how|what|which|who)\b[^?]{0,40}?)?
        \b(?:did|was|were|has|have|had)\b(?!\s+\w+\s+going\b)""",
    re.IGNORECASE | re.VERBOSE,
)
# "When was it due to open?" asks for the plan itself.
_ASKS_FOR_A_PLAN = re.compile(
    r"""\b(?:due|plan\w*|expect\w*|schedul\w+|suppos\w+|(?:going|meant)\ to|intend\w*|propos\w+|promis\w+|want\w*
        |hope\w*|will|would)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "Did the council vote to close the school?" asks whether it voted.
_WHAT_WAS_AGREED = re.compile(r"\bto [a-z]\w+")
_PLANNED = re.compile(
    r"""\b(?:due|expect(?:s|ed)?|scheduled|plan(?:s|ned|ning)?|set|supposed|hop(?:es|ed|ing)|intend(?:s|ed)?
        |want(?:s|ed)?|(?:decide[sd]?|vote[sd]?)(?:\ (?:on|last|this)\ \w+)?|is|are|was|were)
            \ to\ (?:be\ |have\ been\ )?(?P<a>\w+)
        |\b(?:will|would|should|may|might|could)\ (?:soon\ |then\ |again\ )?(?:be\ |have\ (?:been\ )?)?(?P<b>\w+)""",
    re.VERBOSE,
)
# "It will cost 9 million and open in 2029" tells of two plans; in "and repair work began" a noun follows.
_AND_ALSO = re.compile(
    r"\b(?:and|or) (?:then |also |be )?(?P<verb>[a-z]+(?<!ed))"
    r"(?= (?:in|on|at|by|to|for|from|with|after|before|again|next|as|the|an?|its|his|her|their)\b|[,.;]|$)"
)
_ONE_CLAUSE = 120  # characters
_OTHER_CLAUSE = re.compile(r"[;:]|\b(?:where|which|who|whose|that|when|while|because|after|since)\b")

# A plan told in the present or by its noun: "Under the plan the school closes on 1 August", "The plan for its closure",
# "It closes in August if parliament agrees".
_BY_A_PLAN = re.compile(
    r"""\b(?:under|according\ to|in)\ (?:the|an?|its|his|her|their|this|that)\ (?:[\w-]+\ ){0,2}(?:plans?|proposals?)\b
        |^(?:the|an?|its|his|her|their|this|that)\ (?:[\w-]+\ ){0,3}?(?:plans?|proposals?)
            \ (?:for|to|that|foresees?|is|was)\b
        |\b(?:is|are|was|were|has\ been|had\ been)\ (?:planned|scheduled|due|set|expected)\ (?:for|on|in)\b""",
    re.VERBOSE,
)
_IF = re.compile(r"\b(?P<verb>\w+s) (?:on|in|at|from|by|next)\b(?P<until>[^.;]{1,40})\bif\b")
# In a title: "Bridge to reopen in August", "Reopening of the bridge put off".
_NOT_DONE_YET = re.compile(
    r"\b(?:to|will|would|may|might|could|should|not|no|if|plans?|planned|due|set|put off|delay\w*|postpon\w*)\b"
)
# Where one of these follows, what looks like a verb in the present is a noun: "Schools in Osterby would be pleased if".
_OTHER_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would|may|might|must|should)\b")
_CLAUSE_ENDS = re.compile(r"[;—–]|\b(?:but|and|though|although|while|was|were|did|has|had)\b|[.!?]\s")
_WAS_DONE = re.compile(r"\b(?:and|but) (?:(?:it|they|he|she) )?(?:did|was|were|had|has|have)\b|\b(?:did|had) so\b")


def only_planned(question: str, sentence: str) -> frozenset[str]:
    """The words, as stems, that a question asks of as done and a sentence tells only as planned or possible.

    "The bridge was due to reopen on 15 August" has one for "When did the bridge reopen?".
    """
    if not _asks_what_was_done(question):
        return frozenset()
    told = fold(sentence)
    if _WAS_DONE.search(told):
        return frozenset()
    if _BY_A_PLAN.search(told) or _on_condition(question, told):
        return _not_told_as_done(question, told)
    asked = set(content_stems(_WHAT_WAS_AGREED.sub(" ", question)))
    planned = {stem(match["a"] or match["b"]) for match in _PLANNED.finditer(told)}
    rest = _PLANNED.sub(" ", told)
    for match in _PLANNED.finditer(told):
        clause = _OTHER_CLAUSE.search(told, match.end())
        end = min(match.end() + _ONE_CLAUSE, clause.start() if clause else len(told))
        for also in _AND_ALSO.finditer(told, match.end(), end):
            planned.add(stem(also["verb"]))
            rest = rest.replace(also[0], " ")
    return frozenset(planned & asked - set(content_stems(rest)))


def title_tells_as_done(planned: frozenset[str], title: str) -> bool:
    """Whether a title has one of these stems, and not as a plan: "reopens", "open again", but not "to reopen"."""
    told = fold(title)
    if _NOT_DONE_YET.search(told):
        return False
    again = {f"re{stem(word)}" for word in re.findall(r"\b(\w+) again\b", told)}
    return bool(planned & ({*map(stem, content_words(told))} | again))


def told_as_planned(question: str, sentence: str, place: int) -> bool:
    """Whether what stands at that place of a sentence is told only as planned, though the sentence tells more.

    "2 May" of "It was to have been opened on 2 May but was opened ten days late" is, where it is asked when it was.
    """
    if not _asks_what_was_done(question):
        return False
    before = sentence[: max(place, 0)].lower()
    plans = list(_PLANNED.finditer(before))
    return bool(plans) and not _CLAUSE_ENDS.search(before, plans[-1].end())


def _asks_what_was_done(question: str) -> bool:
    asked = asking_part(question)
    return bool(_ASKS_OF_THE_PAST.search(asked)) and not _ASKS_FOR_A_PLAN.search(asked)


def _on_condition(question: str, told: str) -> bool:
    """Whether what is asked of is told in the present and on a condition: "It closes in August if …"."""
    asked = set(content_stems(question))
    return any(stem(m["verb"]) in asked and not _OTHER_VERB.search(m["until"]) for m in _IF.finditer(told))


def _not_told_as_done(question: str, told: str) -> frozenset[str]:
    """The words asked of, as stems, that a sentence on a plan has; none if it has them in the past, or few of them."""
    asked = set(content_stems(question))
    past = {stem(word) for word in content_words(told) if word.endswith("ed")}
    shared = asked & set(content_stems(told))
    return frozenset() if asked & past or 2 * len(shared) < len(asked) else frozenset(shared)
