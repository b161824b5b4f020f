"""Figures, dates and units agree with the paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from assistant.gate.types import Cited, Claim
from assistant.words import content_stems
from vectorstore import fold

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORTH = {word: n for n, word in enumerate(_UNITS)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_ORDINALS = {
    word: n
    for n, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        1,
    )
}
_SCALES = {
    "hundred": 100.0, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6,
    "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "dozen": 12.0,
}  # fmt: skip
_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = rf"(?:{'|'.join(f'{m[:3]}(?:{m[3:]})?' if len(m) > 3 else m for m in _MONTHS)}|sept)\b\.?"
_DATE = re.compile(
    rf"""\b(?P<iso>\d{{4}}-\d\d-\d\d)\b
        |\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?(?P<m1>{_MONTH})(?:,?\ (?P<y1>\d{{4}})\b)?
        |\b(?P<m2>{_MONTH})\ (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\ (?P<y2>\d{{4}})\b)?
        |\b(?P<m3>{_MONTH})(?:\ of)?,?\ (?P<y3>\d{{4}})\b
        |\b(?P<y4>(?:1[5-9]|20)\d\d)\b(?!\ (?:people|men|women|troops|homes|jobs))
        |\b(?P<weekday>{"|".join(_WEEKDAYS)})s?\b""",
    re.VERBOSE,
)
_NUMBER = re.compile(
    rf"""(?P<sign>[$€£¥])?\s?
        (?:(?P<digits>\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
          |\b(?P<words>(?:{"|".join([*_TENS, *_UNITS])})\b(?:[\ -](?:(?:and\ )?(?:{"|".join([*_TENS, *_UNITS])}))\b)?)
          |\b(?P<some>an?|half\ a)(?=\ (?:hundred|thousand|million|billion|trillion|dozen)\b))
        (?P<th>st|nd|rd|th)?\b
        (?:[\ -]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|mn|bn|[kmb](?![\w.]))\b)?
        (?:\s?(?P<percent>%|per\ ?cent\b|percent\b))?""",
    re.VERBOSE,
)
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})\b")
_CURRENCY = {
    "dollar": "$",
    "dollars": "$",
    "usd": "$",
    "euro": "€",
    "euros": "€",
    "pound": "£",
    "pounds": "£",
    "yen": "¥",
}
_NEAR = 8  # words around a figure among which what it counts stands


@dataclass(frozen=True)
class Figure:
    """A number of a text: its value, `%`, a currency or `th` if it has one, what follows it, and all that is near."""

    written: str
    value: float
    kind: str
    follows: tuple[str, ...]
    near: frozenset[str]


def objection(claim: Claim, cited: Sequence[Cited]) -> str | None:
    """Why the numbers and dates must not be shown: one is not in the paragraphs, or counts something else there."""
    text = fold(claim.text)
    for date in _DATE.finditer(text):
        if not any(_has_date(date, one) for one in cited):
            return f"it says “{date[0].strip()}”, which what it cites does not"
    there = [figure for one in cited for figure in figures_of(without_dates(fold(f"{one.text} . {one.around}")))]
    all_there = [*there, *(figure for one in cited for figure in figures_of(fold(f"{one.text} . {one.around}")))]
    for figure in figures_of(without_dates(text)):
        same = [other for other in all_there if other.value == figure.value and _one_kind(figure.kind, other.kind)]
        if not same:
            return f"it says “{figure.written}”, which is not a figure of what it cites"
        if figure.follows and not any(figure.follows[0] in other.near for other in same):
            elsewhere = [other for other in there if figure.follows[0] in other.follows[:2] and other not in same]
            if elsewhere:
                return (
                    f"it says “{figure.written} {figure.follows[0]}”, and what it cites counts something else with it"
                )
    return None


def without_dates(text: str) -> str:
    """A folded text without the days, months, years and weekdays it names."""
    return _DATE.sub(" ", text)


def _one_kind(left: str, right: str) -> bool:
    return left == right or (not {left, right} & {"%", "th"} and "" in (left, right))


def _has_date(date: re.Match[str], cited: Cited) -> bool:
    """Whether the day, month, year or weekday stands in the paragraph, or is that of its report."""
    text, published = fold(f"{cited.text} . {cited.around}"), cited.published
    if weekday := date["weekday"]:
        near = {(published - timedelta(days=n)).weekday() for n in (0, 1)} if published else set()
        return weekday in text or _WEEKDAYS.index(weekday) in near
    if date["iso"]:
        year, month, day = (int(part) for part in date["iso"].split("-"))
    else:
        year, day = int(date["y1"] or date["y2"] or date["y3"] or date["y4"] or 0), int(date["d1"] or date["d2"] or 0)
        named = date["m1"] or date["m2"] or date["m3"]
        month = _month(named) if named else 0
    if published and all(
        not said or said == known
        for said, known in ((year, published.year), (month, published.month), (day, published.day))
    ):
        return True
    for other in _DATE.finditer(text):
        theirs = int(other["y1"] or other["y2"] or other["y3"] or other["y4"] or 0)
        written = other["m1"] or other["m2"] or other["m3"]
        same_year = not year or year == theirs or (not theirs and bool(published and abs(published.year - year) <= 1))
        same_month = not month or (written is not None and _month(written) == month)
        if same_year and same_month and (not day or day == int(other["d1"] or other["d2"] or 0)):
            return True
    if day and not (year and not published):  # "on Saturday", of a day shortly before the report
        return _weekday_told(day, month, year, text, cited)
    named_alone = bool(month and not day and re.search(rf"\b{_MONTHS[month - 1]}\b", text))
    return named_alone and (not year or bool(published and abs(published.year - year) <= 1))


def _weekday_told(day: int, month: int, year: int, text: str, cited: Cited) -> bool:
    published = cited.published
    if published is None:
        return False
    for back in range(7):
        then = published - timedelta(days=back)
        if (then.day, month or then.month, year or then.year) == (day, then.month, then.year):
            told = ("yesterday" in text and back == 1) or ("today" in text and back == 0)
            return told or _WEEKDAYS[then.weekday()] in text
    return False


def _month(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.strip(".")[:3]))


def figures_of(text: str) -> Iterator[Figure]:
    """The numbers of a folded text, in digits or words, and its ordinals."""
    for match in _NUMBER.finditer(text):
        value = _value(match)
        after = _content(text[match.end() :], _NEAR)
        kind = "%" if match["percent"] else "th" if match["th"] else match["sign"] or ""
        currency = re.match(r"\s*(?:us\ )?(\w+)", text[match.end() :])
        if not kind and currency and currency[1] in _CURRENCY:
            kind = _CURRENCY[currency[1]]
        if match["digits"] and text[match.end() : match.end() + 1].isalpha():
            continue
        before = _content(text[: match.start()][-80:], 99)[-_NEAR:]
        yield Figure(match[0].strip(), value, kind, after[:3], frozenset({*before, *after}))
    for match in _ORDINAL.finditer(text):
        near = frozenset(_content(text[max(0, match.start() - 60) : match.end() + 60], 99))
        yield Figure(match[0], float(_ORDINALS[match[1]]), "th", (), near)


def _value(match: re.Match[str]) -> float:
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
    elif match["words"]:
        value = float(sum(_WORTH[word] for word in re.split(r"[\s-]+(?:and )?", match["words"])))
    else:
        value = 0.5 if match["some"].startswith("half") else 1.0
    return value * _SCALES.get(match["scale"] or "", 1.0)


def _content(text: str, most: int) -> tuple[str, ...]:
    """The stems of the first words that tell, within the sentence."""
    sentence = re.split(r"[.;!?](?:\s|$)", text, maxsplit=1)[0]
    return tuple(s for s in content_stems(sentence) if not s[0].isdigit() and s not in _WORTH)[:most]
