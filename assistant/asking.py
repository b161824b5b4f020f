"""What kind of answer a question wants: a number, a name, a day, a place; and how long."""

from __future__ import annotations

import re
from enum import Enum

from assistant.words import names, stems


class Kind(Enum):
    """What must stand in a sentence for it to be an answer."""

    NUMBER = "number"
    NAME = "name"
    TIME = "time"
    PLACE = "place"
    OTHER = "other"


_KINDS = {
    Kind.NUMBER: r"""\b(how\ (many|much|old|long|far|high|large|big|tall|fast|often)
        |what\ (percentage|share|number|proportion|amount|price)|at\ what\ (age|price))\b""",
    Kind.TIME: r"^\W*(when|since\ when|until\ when)\b|\b(what|which)\ (day|date|month|year|time)\b",
    Kind.PLACE: r"""^\W*where\b|[.?!,]\s+where\b
        |\b(what|which)\ (city|country|state|place|town|village|island|region)\b""",
    Kind.NAME: r"""^\W*who(m|se)?\b|\bwho\b[^?]{0,60}\?|\bwhat\ is\ (his|her|their)\ name\b
        |\b(what|which)\ (company|person|team|actor|airline|band|party|club|outlet)\b""",
}
_PATTERNS = {kind: re.compile(pattern, re.IGNORECASE | re.VERBOSE) for kind, pattern in _KINDS.items()}
_NUMBER_WORDS = frozenset(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand
    thousands million billion trillion dozen dozens half third quarter twice none nobody no once""".split()
)
_TIME = re.compile(
    r"""\b(\d{4}|\d{1,2}[:.]\d\d|\d{1,2}\ ?[ap]\.?m|(mon|tues|wednes|thurs|fri|satur|sun)day
        |jan(uary)?|feb(ruary)?|march|april|may|june|july|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?
        |today|yesterday|tomorrow|noon|midnight|(last|next|this)\ (week|month|year|spring|summer|autumn|fall|winter)
        |(second|minute|hour|day|week|month|year|decade)s?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGER = re.compile(
    r"""\b(in\ detail|detailed|at\ length|everything|all\ (that|about|of)|list\ (all|every)|full\ account
        |explain\ fully|timeline|how\ did\ .*\ unfold|summari[sz]e)\b""",
    re.IGNORECASE | re.VERBOSE,
)
SHORT_ANSWER_WORDS = 60
LONG_ANSWER_WORDS = 200


def kind_of(question: str) -> Kind:
    """What kind of answer the question wants, by its wording."""
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(question)), Kind.OTHER)


def words_wanted(question: str) -> int:
    """About how many words the answer may have."""
    return LONG_ANSWER_WORDS if _LONGER.search(question) else SHORT_ANSWER_WORDS


def offers(sentence: str, kind: Kind, question: str) -> bool:
    """Whether a sentence holds something of the kind asked for that the question does not hold itself."""
    if kind is Kind.NUMBER:
        asked = set(stems(question))
        numbers = {word for word in stems(sentence) if word[0].isdigit() or word in _NUMBER_WORDS}
        return bool(numbers - asked)
    if kind is Kind.TIME:
        return bool(_TIME.search(sentence))
    if kind in (Kind.NAME, Kind.PLACE):
        asked = set(stems(question))
        return any(not set(stems(name)) <= asked for name in names(sentence))
    return True
