"""Who did it, by the order of the words: "Harsund have won" tells who won, whomever else the sentence names."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.background import asking_part
from assistant.words import stems
from vectorstore import stem

_WHO = re.compile(
    r"^\W*(?:and\s+)?who\s+(?:has\s+|have\s+|had\s+)?(?:\w+ly\s+|also\s+|first\s+)?(?P<verb>[a-z]{3,20})\b",
    re.IGNORECASE,
)
# After "who" these ask for something else: "Who did it hit?"; and of what was said the speaker may stand after.
_NO_DEED = frozenset(
    """and are been can could did does else ever had has have is may might must shall should was were will would
    accuse accused accuses add added call called calls claim claimed claims deny denied says said say tell tells told
    think thinks thought warn warned warns""".split()
)
_IRREGULAR = {
    verb: forms
    for forms in (
        frozenset(line.split())
        for line in """win wins won winning
            beat beats beaten beating
            buy buys bought buying
            sell sells sold selling
            build builds built building
            find finds found finding
            write writes wrote written writing
            steal steals stole stolen stealing
            shoot shoots shot shooting
            lead leads led leading
            hold holds held holding
            make makes made making
            give gives gave given giving
            take takes took taken taking
            pay pays paid paying
            lose loses lost losing
            leave leaves left leaving
            fight fights fought fighting
            drive drives drove driven driving
            sing sings sang sung singing
            break breaks broke broken breaking
            choose chooses chose chosen choosing
            catch catches caught catching
            teach teaches taught teaching
            bring brings brought bringing
            speak speaks spoke spoken speaking""".splitlines()
    )
    for verb in forms
}
_CAPITALISED = r"[^\W\d_a-z][\w’'&-]*"
_NAME = rf"(?P<name>{_CAPITALISED}(?: (?:(?:of|de|van|von|der|the|and) )?{_CAPITALISED})*)"
_BETWEEN = r"(?: (?:has|have|had|also|then|again|later|finally|narrowly|eventually|duly))*"
# A name after one of these is not who did it: "the head of Tolvik sold", "in Olm won".
_BEFORE = re.compile(
    r"(?:\b(?:of|in|at|from|near|for|by|on|with|to|against|over|and|or|than|like|when|where|after|before)|['’]s)"
    r"(?: the)? $",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"""^(?:(?:On|Last|This|The|A|An|And|But|Then|When|As|After|Before|Since|That|It|In|At|For|From|To|By|With|Yesterday|Today
    |(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?:\ |$))*""",
    re.VERBOSE,
)
_LONGEST = 2_000  # characters of a sentence that are looked at


def doer(question: str, sentence: str) -> tuple[int, int] | None:
    """Where in a sentence the name of who did what is asked stands, as (start, end), for "Who won …?".

    That is the name right before the verb, or after it and "by". None for other questions and where there is none.
    """
    asked = _WHO.match(asking_part(question))
    verb = asked["verb"].lower() if asked else ""
    if not verb or verb in _NO_DEED:
        return None
    known = set(stems(question))
    for match in _forms(verb).finditer(sentence[:_LONGEST]):
        group = "name" if match["name"] else "by"
        end = match.end(group)
        start = end - len(_OPENS.sub("", match[group]))  # "On Sunday Ida Falk"
        if start == end or set(stems(sentence[start:end])) <= known:
            continue
        if group == "by" or not _BEFORE.search(sentence[:start]):
            return start, end
    return None


@lru_cache(maxsize=64)
def _forms(verb: str) -> re.Pattern[str]:
    irregular = _IRREGULAR.get(verb)
    root = re.escape(stem(verb))
    form = "|".join(sorted(irregular)) if irregular else rf"{root}\w{{0,4}}"
    by = _NAME.replace("?P<name>", "?P<by>")
    return re.compile(
        rf"(?<![\w’'-]){_NAME}{_BETWEEN} (?i:{form})\b|\b(?i:{form})\b(?: [\w’'-]+){{0,3}}? by (?:the )?{by}"
    )
