"""What kind of answer a question wants: a number, a name, a day, a place; and how long."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from assistant.background import asking_part
from assistant.words import names, stems
from vectorstore import words


class Kind(Enum):
    """What must stand in a sentence for it to be an answer."""

    AGE = "age"
    DURATION = "duration"
    NUMBER = "number"
    NAME = "name"
    TIME = "time"
    PLACE = "place"
    SPEECH = "speech"
    OTHER = "other"


QUANTITIES = frozenset({Kind.AGE, Kind.DURATION, Kind.NUMBER})
NAMED = frozenset({Kind.NAME, Kind.TIME, Kind.PLACE})
_KINDS = {
    Kind.AGE: r"\bhow\ old\b|\bat\ what\ age\b",
    Kind.DURATION: r"\b(for\ )?how\ long\b",
    Kind.NUMBER: r"""\b(how\ (many|much|far|high|large|big|tall|fast|often)
        |what\ (percentage|share|number|proportion|amount|price)
        |what(['’]s|\ (is|was|are|were))\ (the|its|their|his|her|our)\ ([\w'’-]+\ ){0,6}?
            (number|price|cost(?!\ of\ living)|fare|fee|(interest|unemployment|inflation|tax|exchange)\ rate|toll
            |population|budget|salary|percentage|total|amount))\b""",
    Kind.SPEECH: r"""\bwhat\ (did|does|do|has|have|was|were)\ [^?]{1,80}\b
        (say|said|tell|told|think|claim|argue|reply|replied|accuse|promise|warn|deny)\b""",
    Kind.TIME: r"^\W*(when|since\ when|until\ when)\b|\b(what|which)\ (day|date|month|year|time)\b",
    Kind.PLACE: r"""^\W*where\b|[.?!,]\s+where\b
        |\b(what|which)\ (city|country|state|place|town|village|island|region)\b""",
    Kind.NAME: r"""^\W*who(m|se)?\b|\bwho\b[^?]{0,60}\?|\bwhat\ is\ (his|her|their)\ name\b
        |\b(what|which)\ (company|person|team|actor|airline|band|party|club|outlet)\b""",
}
_PATTERNS = {kind: re.compile(pattern, re.IGNORECASE | re.VERBOSE) for kind, pattern in _KINDS.items()}
_NUMBERS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty""".split()
_TENS = "thirty forty fifty sixty seventy eighty ninety hundred".split()
# Number words by what they mean, so that "seventeen" is the same figure as "17".
_NUMBER_WORDS = {word: str(n) for n, word in enumerate(_NUMBERS)} | {
    word: str(10 * n) for n, word in enumerate(_TENS, 3)
}
_VAGUE_NUMBERS = frozenset(
    """hundreds thousand thousands million billion trillion dozen dozens half third quarter twice none nobody no
    once""".split()
)
_MONTHS = (
    "jan(uary)? feb(ruary)? mar(ch)? apr(il)? may june? july?"
    " aug(ust)? sept?(ember)? oct(ober)? nov(ember)? dec(ember)?"
).split()
_MONTH = "|".join(_MONTHS)
# Numbers that say when, not how much: 15 August, Aug. 15, 1998, 9.30 a.m., 17:42, 2024-08-15.
_WHEN = re.compile(
    rf"""\b(\d{{1,2}}(st|nd|rd|th)?\ ({_MONTH})\b(\ \d{{4}})?|({_MONTH})\.?\ \d{{1,2}}(st|nd|rd|th)?\b(,?\ \d{{4}})?
        |(1[5-9]|20)\d\d(-\d\d-\d\d)?s?\b|\d{{1,2}}([:.]\d\d)?\ ?[ap]\.?m\b|\d{{1,2}}:\d\d\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_AGE = re.compile(
    r"\b(aged?|age of|turn(s|ed)?) \d|\d[ -]years?[ -]old|, \d{1,3}[,.]|\b\d{1,3}, (who|was|is)\b", re.IGNORECASE
)
_SAID = re.compile(
    r"""[“”"«»„]|\b(sa(ys?|id)|told|tells?|add(s|ed)|argu(es|ed)|claim(s|ed)|repl(ies|ied)|accus(es|ed)|promis(es|ed)
        |warn(s|ed)|den(ies|ied)|call(s|ed)|stress(es|ed)|ask(s|ed)|insist(s|ed)|conced(es|ed)|according\ to)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SPAN = re.compile(
    r"(\d|\b\w+)[ -]((milli|nano)?seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?"
    r"|decades?|centur(y|ies))\b"
    r"|\d[ -]?(km|m|ft|met(re|er)s?|kilomet(re|er)s?|miles?|feet)\b",
    re.IGNORECASE,
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
    asked = asking_part(question)
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(asked)), Kind.OTHER)


def words_wanted(question: str) -> int:
    """About how many words the answer may have."""
    return LONG_ANSWER_WORDS if _LONGER.search(question) else SHORT_ANSWER_WORDS


def offers(sentence: str, kind: Kind, question: str) -> bool:
    """Whether a sentence holds something of the kind asked for that the question does not hold itself."""
    if kind is Kind.AGE:
        return bool(_AGE.search(sentence))
    if kind is Kind.DURATION:
        return bool(_SPAN.search(sentence))
    if kind is Kind.NUMBER:
        return bool(figures(sentence) - figures(question))
    if kind is Kind.SPEECH:
        return bool(_SAID.search(sentence))
    if kind is Kind.TIME:
        return bool(_TIME.search(sentence))
    if kind in (Kind.NAME, Kind.PLACE):
        asked = set(stems(question))
        return any(not set(stems(name)) <= asked for name in names(sentence))
    return True


def figures(sentence: str) -> set[str]:
    """The numbers of a sentence, in digits or words, other than days, years and times of day."""
    told = words(_WHEN.sub(" ", sentence))
    return {_NUMBER_WORDS.get(w, w) for w in told if w[0].isdigit() or w in _NUMBER_WORDS or w in _VAGUE_NUMBERS}


@dataclass(frozen=True)
class NamedTime:
    """The years and months (1 to 12) that a question names; both may be empty."""

    years: frozenset[int]
    months: frozenset[int]

    def fits(self, published: datetime | None, text: str) -> bool:
        """Whether a sentence could be about that time: by the words of it, or by the day it was published."""
        if not (self.years or self.months):
            return True
        said = named_time(text)
        if (self.years and self.years & said.years) or (self.months and self.months & said.months):
            return True
        if published is None:
            return False
        return (not self.years or published.year in self.years) and (not self.months or published.month in self.months)


def named_time(text: str) -> NamedTime:
    """The years and months a text names: `in March`, `May 2024`, `2019`. "May" alone is too often no month."""
    years = frozenset(int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text))
    months = frozenset(
        number
        for number, month in enumerate(_MONTHS, 1)
        if re.search(rf"(\b(in|of|since|until|last|by)\ |\d\ )({month})\b|\b({month})\.?\ \d", text, re.IGNORECASE)
    )
    return NamedTime(years, months)


def without_time(text: str) -> str:
    """The text without the years and months it names."""
    return re.sub(rf"\b((19|20)\d\d|(?<=in\ )({_MONTH})|({_MONTH})(?=\ \d))\b", " ", text, flags=re.IGNORECASE)
