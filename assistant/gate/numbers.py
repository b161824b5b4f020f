"""Figures and what they count agree with the paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.gate.days import without_dates
from assistant.gate.types import Cited, Claim
from assistant.sentences import split_sentences
from assistant.words import content_stems, stem
from vectorstore import content_words, fold

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
_NUMBER = re.compile(
    rf"""(?P<sign>[$€£¥])?\s?
        (?:(?P<digits>\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
          |\b(?P<words>(?:{"|".join([*_TENS, *_UNITS])})\b(?:[\ -](?:(?:and\ )?(?:{"|".join([*_TENS, *_UNITS])}))\b)?)
          |\b(?P<some>an?|half\ a)(?=\ (?:hundred|thousand|million|billion|trillion|dozen)\b))
        (?:(?P<th>st|nd|rd|th)\b
          |[\ -]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|mn|bn|[kmb])\b|\b|(?=%))
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
_CLOSE = 4  # words between a figure and what it is the figure of
_COMMON = frozenset("per cent percent million billion thousand hundred".split())
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
    """Why the numbers must not be shown: one is not in the paragraphs, or counts something else there."""
    text = fold(claim.text)
    there = [figure for one in cited for figure in figures_of(without_dates(fold(f"{one.text} . {one.around}")))]
    all_there = [*there, *(figure for one in cited for figure in figures_of(fold(f"{one.text} . {one.around}")))]
    for figure in figures_of(without_dates(text)):
        same = [other for other in all_there if other.value == figure.value and _one_kind(figure.kind, other.kind)]
        if not same:
            return f"it says “{figure.written}”, which is not a figure of what it cites"
        if why := _pairs_turned(text, cited) or _another_there(figure, without_dates(text), cited):
            return why
        if figure.follows and not any(figure.follows[0] in other.near for other in same):
            elsewhere = [other for other in there if figure.follows[0] in other.follows[:2] and other not in same]
            if elsewhere:
                return (
                    f"it says “{figure.written} {figure.follows[0]}”, and what it cites counts something else with it"
                )
    return None


def _one_kind(said: str, there: str) -> bool:
    """Whether they may be one figure: "19" may stand for "19 per cent" where a per cent was named before."""
    return said == there or (said != "th" and there == "") or (said == "" and there not in ("%", "th"))


_IN_ORDER = re.compile(r"\b(\d+)(?: votes?)?(?: to |-|–)(\d+)\b")


def _pairs_turned(text: str, cited: Sequence[Cited]) -> str | None:
    """An objection if a result such as "19 to 14" stands the other way round."""
    there = " ".join(_in_digits(fold(one.text)) for one in cited)
    for first, second in _IN_ORDER.findall(_in_digits(text)):
        if first != second and re.search(rf"\b{second}(?: votes?)?(?: to |-|–){first}\b", there):
            return f"it says “{first} to {second}”, and what it cites has it the other way round"
    return None


def _in_digits(text: str) -> str:
    return re.sub(r"[a-z]+", lambda m: str(_WORTH.get(m[0], m[0])), text)


def _another_there(figure: Figure, text: str, cited: Sequence[Cited]) -> str | None:
    """An objection if most words close to the figure stand close to another figure in the sentence it is taken from."""
    if _IN_ORDER.search(_in_digits(text)):  # of a result, "19 votes to 14", its order tells
        return None
    close = _close_words(text).get(figure.value, set())
    alike = unlike = 0
    for sentence in [stretch.text for one in cited for stretch in split_sentences(one.text)]:
        there = _close_words(without_dates(fold(sentence)))
        if figure.value not in there:
            continue
        for word in close:
            nearest = {value for value, near in there.items() if word in near}
            alike += figure.value in nearest
            unlike += bool(nearest) and figure.value not in nearest
    return f"it says “{figure.written}” of what has another figure in what it cites" if unlike > alike else None


def _close_words(text: str) -> dict[float, set[str]]:
    """For each figure of a folded text the stems it is the closest figure of, at most four words away."""
    tokens = list(re.finditer(r"[^\W_]+", text))
    figures = {
        match.start("digits" if match["digits"] else "words"): _value(match)
        for match in _NUMBER.finditer(text)
        if match["digits"] or match["words"]
    }
    places = {n: figures[t.start()] for n, t in enumerate(tokens) if t.start() in figures}
    found: dict[float, set[str]] = {value: set() for value in places.values()}
    for n, token in enumerate(tokens):
        if not content_words(token[0]) or token[0][0].isdigit() or token[0] in _WORTH or token[0] in _COMMON:
            continue
        near = sorted((abs(n - place), place) for place in places if abs(n - place) <= _CLOSE)
        for distance, place in near:
            if distance == near[0][0]:
                found[places[place]].add(stem(token[0]))
    return found


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
