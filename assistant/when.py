"""The time a question speaks of, as days; told from numbers and names that only look like a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.dates import span
from assistant.past_times import PAST_TIMES, days_back
from assistant.written_dates import DATE, DAY_NUMBER, YEAR, days_of, is_a_name_in_lower_case, names_no_year

_RECENT_DAYS = 7
# An archive that ends longer ago than this is not up to date, and an event longer than this is told of for longer.
_LONG = 14
# How long after an event it is still told of, by how long the time named is.
_TOLD_AFTER_DAYS, _TOLD_AFTER_MONTHS = timedelta(days=7), timedelta(days=31)
_FLAGS = re.IGNORECASE | re.VERBOSE


@dataclass(frozen=True)
class When:
    """A time named in a question, and where: `text[start:end]`.

    first, last: its days, inclusive; None for no bound.
    recent: it only asks for what is newest; latest: in so many words.
    hard: it is the time of publication; otherwise that of an event, which may be told of later.
    guessed: the newest articles are taken for "now", since the archive ends long before today.
    """

    first: date | None
    last: date | None
    start: int
    end: int
    recent: bool = False
    latest: bool = False
    hard: bool = False
    guessed: bool = False

    @property
    def told_until(self) -> date | None:
        """The last day of publication that is preferred."""
        if self.last is None or self.recent or self.hard:
            return self.last
        long = self.first is None or (self.last - self.first).days > _LONG
        after = _TOLD_AFTER_MONTHS if long else _TOLD_AFTER_DAYS
        return self.last + min(after, date.max - self.last)

    @property
    def label(self) -> str:
        """The days for people: `3–9 May 2022`, `newest first (from 6 June 2025)`."""
        if self.latest:
            return "newest on the subject first"
        if self.recent and self.first:
            what = "newest in the archive first" if self.guessed else "newest first"
            return f"{what} (from {span(self.first, self.first)})"
        days = span(self.first, self.last)
        return days if self.hard else f"preferably {days}"


def find_when(
    text: str, today: date, oldest: date | None, newest: date | None, *, reported: bool = False
) -> When | None:
    """The one time that the question names, or None: also where it names several, or one the archive does not reach.

    today: the day it is asked from. oldest, newest: the days of the archive's first and last article.
    reported: whether the question asks what an outlet or an author reported, so that its time is that of the report.
    """
    if newest is None or oldest is None:
        return None
    base = min(today, newest)
    recent = _recent(text, base, guessed=today - newest > timedelta(days=_LONG))
    found = [when for when in _times(text, today, base) if not (when.last and when.first and when.last < when.first)]
    found = [replace(w, hard=reported or _says_published(text, w)) for w in found if not w.first or w.first <= today]
    if recent and not any(when.hard for when in found):
        return recent
    if len({(when.first, when.last) for when in found}) != 1:
        return None
    (when, *_) = found
    return when if when.hard or _reached(when, oldest, newest) else None


def _reached(when: When, oldest: date, newest: date) -> bool:
    """Whether preferring these days would prefer anything."""
    told = when.told_until
    return (told is None or told >= oldest) and (when.first is None or when.first <= newest)


# --- what is newest --------------------------------------------------------------------------------

_NOT_NOW = "".join(rf"(?<!{word}\ )" for word in ("until", "till", "up\\ to", "by", "from", "even", "and"))
_RECENT = re.compile(
    rf"""\b((?<!at\ the\ )latest|newest|most\ recent(ly)?|recently|currently|at\ the\ moment|these\ days
        |this\ (week|month|morning|afternoon|evening)|tonight|today(?!['’]s\ (?!news|headlines|paper))
        |{_NOT_NOW}now(?!-|\ (that|and\ then)\b))\b""",
    _FLAGS,
)


def _recent(text: str, base: date, *, guessed: bool) -> When | None:
    match = _RECENT.search(text)
    if not match:
        return None
    latest = re.match("latest|newest|most", match[0], re.IGNORECASE) is not None
    return When(back(base, _RECENT_DAYS - 1), base, *match.span(), recent=True, latest=latest, guessed=guessed)


def back(day: date, days: int) -> date:
    """So many days earlier, or the same day at the beginning of time."""
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return day


# --- a time that is named --------------------------------------------------------------------------

# "In May's cabinet", "in 2022/23" and "in 2000.5" are no times, and a year may count things ("in 2000 villages").
_NOT_AFTER = r"(?![\w'’-]|[.,:/]\d)"
_COUNTED = re.compile(r" (?!does\b|this\b)[a-z]{3,}s\b")
_BETWEEN = re.compile(
    rf"""\b(between|from|on|in|during)?\s*(?<![\w-])(?P<a>{DATE}|{DAY_NUMBER})
        (?:\s(?:and|to|until|till|through)\s|\s?[–-]\s?)(?P<b>{DATE}){_NOT_AFTER}""",
    _FLAGS,
)
_AT = re.compile(
    rf"""\b(?P<how>in\ (?:early|late|mid)|in|during|throughout|on|since|after|before|until|till|up\ to|from|of|dated)
        [\ -](?:the\ (?:month|year)\ of\ )?(?P<a>{DATE}){_NOT_AFTER}""",
    _FLAGS,
)
_EVENT_OF_YEAR = re.compile(
    rf"\b(?P<how>before|until|after|since)\ the\ (?:[\w'’-]+\ ){{1,4}}(?:of|in)\ (?P<a>{YEAR}){_NOT_AFTER}", _FLAGS
)
_BARE_DAY = re.compile(rf"(?<![\w-])(?P<a>{DATE})(?=\W*$|[,;?])", _FLAGS)
TO_COME = re.compile(r"\b(will|going to|due to|scheduled|planned|next|upcoming)\b", re.IGNORECASE)
_MARKS_A_START, _MARKS_AN_END = ("since", "after"), ("before", "until", "till", "up to")
_NOT_WITH_MAY = (*_MARKS_A_START, *_MARKS_AN_END, "on", "of")


def _times(text: str, today: date, base: date) -> Iterator[When]:
    """Every time named, each part of the text read once, the longest forms first."""
    taken: list[tuple[int, int]] = []
    readers: list[tuple[re.Pattern[str], Callable[[re.Match[str], str], When | None]]] = [
        (_BETWEEN, lambda match, text: _between(match, base)),
        (_EVENT_OF_YEAR, lambda match, text: _bounded(match, base)),
        (_AT, lambda match, text: _at(match, text, base)),
        (PAST_TIMES, lambda match, text: _past(match, today)),
        (_BARE_DAY, lambda match, text: _bare(match, base)),
    ]
    for pattern, reader in readers:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            when = reader(match, text)
            if when and not (TO_COME.search(text) and names_no_year(match[0]) and pattern is not PAST_TIMES):
                yield when


def _between(match: re.Match[str], base: date) -> When | None:
    a, b = match["a"], match["b"]
    if re.fullmatch(DAY_NUMBER, a, _FLAGS):  # "3 and 9 May 2022": the second date has the month and the year
        if not re.search(r"[a-z]", b, re.IGNORECASE) or not re.match(rf"{DAY_NUMBER}\b", b, _FLAGS):
            return None
        a = re.sub(rf"^{DAY_NUMBER}", a, b, flags=_FLAGS)
    year = re.search(YEAR, b)
    if names_no_year(a) and year:
        a = f"{a} {year[0]}"
    first, last = days_of(a, base), days_of(b, base)
    return When(first[0], last[1], *match.span()) if first and last else None


def _at(match: re.Match[str], text: str, base: date) -> When | None:
    how, written = match["how"].lower(), match["a"]
    if how in ("from", "of", "dated") and not _ARTICLES_BEFORE.search(text[: match.start()]):
        return None  # "the budget of March 2023" says which budget, not when
    after = text[match.end() :]
    if is_a_name_in_lower_case(written) or (re.fullmatch(YEAR, written) and _COUNTED.match(after)):
        return None
    if written == "May" and how in _NOT_WITH_MAY and re.match(r" \w", after):
        return None  # "after May resigned"
    return _bounded(match, base)


def _bounded(match: re.Match[str], base: date) -> When | None:
    days = days_of(match["a"], base)
    if not days:
        return None
    how = match["how"].lower()
    if how in _MARKS_A_START:
        return When(days[0], None, *match.span())
    if how in _MARKS_AN_END:
        # Before the election of 2020 is some time in 2020, but before 2020 is not.
        whole = match.re is _EVENT_OF_YEAR or how != "before"
        return When(None, days[1] if whole else back(days[0], 1), *match.span())
    return When(days[0], days[1], *match.span())


def _past(match: re.Match[str], today: date) -> When | None:
    days = days_back(match, today)
    return When(days[0], days[1], *match.span()) if days else None


def _bare(match: re.Match[str], base: date) -> When | None:
    """A whole date at the end of a part of the question needs no word before it; a month or a year does."""
    if not re.search(rf"{YEAR}", match["a"]) or re.fullmatch(rf"(?:[^\W\d]+\.?,?\ )?{YEAR}", match["a"]):
        return None
    days = days_of(match["a"], base)
    return When(days[0], days[1], *match.span()) if days else None


# --- the time of publication -----------------------------------------------------------------------

_ARTICLES = r"(?:articles?|stor(?:y|ies)|(?:news\ )?reports?|coverage|news|headlines?|pieces?)"
_PRINTED = r"(?:published|printed|written|reported|posted|dated|broadcast|appeared|appearing)"
_ARTICLES_BEFORE = re.compile(rf"\b{_ARTICLES}(?:\ {_PRINTED})?\s*$|^{_ARTICLES}\b|\bpublished\s*$", _FLAGS)
_PUBLISHED = re.compile(
    rf"""\b{_ARTICLES}(?:\ {_PRINTED})?(?:\ (?:from|of|in))?\s*$|\b(?:published|printed)(?:\ \w+){{0,2}}\s*$
        |\bwhat\ (?:was|is|has\ been|had\ been|did\ \S+(?:\ \S+)?)\ (?:reported?|written|write|published?)\b
        |^\W*(?:(?:show|list|find|give|get|are|is)\ )?(?:me\ |there\ )?(?:(?:all|any|the|some)\ )*{_ARTICLES}
        \ (?:about|on|of|regarding|by|in|mentioning|that|which|published|written)\b
        |^\W*(?:what|which)\ {_ARTICLES}\b""",
    _FLAGS,
)


def _says_published(text: str, when: When) -> bool:
    """Whether the words say that the time is that of the report ("articles from 2021", "published in May")."""
    return bool(_PUBLISHED.search(text[: when.start]))
