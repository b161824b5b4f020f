"""Who won, by the order of the words: "A year after losing to Port Ansel, Harsund have won" names the loser too."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.background import asking_part
from assistant.words import content_stems, stem, stems

_WHO = re.compile(r"^\W*(?:and\s+)?who\s+(?:has\s+|have\s+|had\s+)?(?P<verb>[a-z]{3,20})\b", re.IGNORECASE)
# After "who" these are no verb, ask for somebody else ("Who did it hit?"), or stand before the one who said it.
_NO_DEED = frozenset(
    """and are been can could did does else ever first from had has have is just last later may might most must next now
    of once shall should was were will with would accuse accused add added call called claim claimed deny denied said
    say says tell tells told think thinks thought warn warned""".split()
)
_PASTS = dict(
    pair.split("/")
    for pair in """win/won beat/beat buy/bought sell/sold build/built find/found write/wrote steal/stole shoot/shot
    lead/led hold/held make/made give/gave take/took pay/paid lose/lost leave/left fight/fought drive/drove sing/sang
    break/broke choose/chose catch/caught teach/taught bring/brought run/ran""".split()
)
_VERBS = {past: verb for verb, past in _PASTS.items()}
_CAPITALISED = r"[^\W\d_a-z][\w’'&-]*"
_NAME = rf"(?P<name>{_CAPITALISED}(?: (?:(?:of|de|van|von|der|the|and) )?{_CAPITALISED})*)"
_BETWEEN = r"(?: (?:has|have|had|also|then|again|later|finally|narrowly|eventually|duly))*"
_OPENS = re.compile(
    r"(?:(?:On|Last|This|The|A|An|And|But|Then|Yesterday|Today|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day) )*"
)
_IS_NOBODY = re.compile(
    r"^(?:(?:No|If|Had|Neither|Each|In|At|For|From|To|By|With|When|As|After|Before|Since|Because|Of)\b"
    r"|(?:He|She|It|They|We|I|You|Who|That)$)|['’]s?$"
)
# A name after one of these is not who did it: "the head of Tolvik sold", "in Olm won".
_BEFORE = re.compile(
    r"\b(?:of|in|at|from|near|for|by|on|with|to|against|over|and|or|than|like|if|thought|think|hoped|wish)(?: the)? $",
    re.IGNORECASE,
)
_TO_WHOM = re.compile(r"\b(?:to|from|against|over)(?: the)? $", re.IGNORECASE)
# "After losing the final to Port Ansel, " right before who did it.
_HAVING_LOST = re.compile(r"\b(?:losing|having lost|loss(?:es)?|defeats?)\b[^,;:—–]{0,60}$", re.IGNORECASE)
# What opens a clause that tells of something else, or ends the one of the deed.
_ANOTHER_CLAUSE = re.compile(
    r"[,;:—–]|\b(?:after|although|as|because|before|if|once|since|that|though|unless|until|when|where|which|while|who"
    r"|whom|whose|why)\b",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(r"[,;:.—–]")
_LONGEST = 2_000  # characters of a sentence that are looked at


def doer_instead(question: str, sentence: str, answer: tuple[int, int]) -> tuple[int, int] | None:
    """Where the name of who did what is asked stands in a sentence, as (start, end), in the place of another there.

    Only for "Who won …?" and the like, where just one name stands right before the verb, and that other is to or from
    whom it was done ("Ida Falk has sold the pier to Bo Quist"), or whom that one lost to before ("After losing to Port
    Ansel, Harsund have won"). answer: where the words stand that were taken for the answer.
    """
    asked = _WHO.match(asking_part(question))
    verb = asked["verb"].lower() if asked else ""
    if not verb or verb in _NO_DEED or not _TO_WHOM.search(sentence[: answer[0]]):
        return None
    found = list(_deeds(verb).finditer(sentence[:_LONGEST]))
    if len(found) != 1:
        return None
    (match,) = found
    start, end = match.start("name"), match.end("name")
    opens = _OPENS.match(sentence, start, end)
    start = opens.end() if opens else start  # "On Sunday Ida Falk"
    name = sentence[start:end]
    known = not name or set(stems(name)) <= set(stems(question))
    if known or _IS_NOBODY.search(name) or _BEFORE.search(sentence[:start]) or (start < answer[1] and answer[0] < end):
        return None
    if match.end() <= answer[0]:
        own_clause = not _ANOTHER_CLAUSE.search(_CLAUSE_ENDS.split(sentence[:start])[-1])
        done_to = own_clause and _is_asked_about(question, sentence[match.end() : answer[0]])
        return (start, end) if done_to else None
    it = _CLAUSE_ENDS.split(sentence[match.end() :])[0]
    had_lost = _had_lost_to(sentence, answer, match.start("name")) and _is_asked_about(question, it)
    return (start, end) if had_lost else None


def _is_asked_about(question: str, after: str) -> bool:
    """Whether what stands after a verb is of its clause, and tells nothing or something that is asked about."""
    told = set(content_stems(_TO_WHOM.sub("", after)))
    return not _ANOTHER_CLAUSE.search(after) and (not told or bool(told & set(content_stems(question))))


def _had_lost_to(sentence: str, answer: tuple[int, int], doer: int) -> bool:
    """Whether the words of an answer end an opening that tells of a loss to them, and who did it stands right after."""
    follows = re.fullmatch(r",\s+", sentence[answer[1] : doer]) is not None
    return follows and _HAVING_LOST.search(sentence[: answer[0]]) is not None


@lru_cache(maxsize=64)
def _deeds(verb: str) -> re.Pattern[str]:
    verb = _VERBS.get(verb, verb)
    forms = {verb, f"{verb}s", _PASTS[verb]} if verb in _PASTS else {stem(verb) + end for end in ("s", "es", "ed", "d")}
    told = "|".join(sorted(map(re.escape, forms)))
    return re.compile(rf"(?<![\w’'-]){_NAME}{_BETWEEN} (?:{told})\b(?! by\b)")
