"""Outlets and authors of the archive that a question names as those who report, not as those it is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vectorstore import fold

# Outlets whose names are words or names of other things: without a capital letter they are not meant, nor after "in".
_COMMON = frozenset(
    """age ap atlantic conversation express fortune globe guardian herald hill independent local mail metro mirror
    nation nature observer people post quartz science sky spectator standard star sun telegraph time times today
    variety verge voice week wire wired world""".split()
)
_TOO_COMMON_ALONE = frozenset("news online media press world today desk staff team editors".split())
_ENDS_OF_ADDRESSES = frozenset("com co uk org net news example de fr eu tv info".split())
_SAY = "report|say|write|publish|print|tell|describe|cover|reveal"
_TEXTS = "articles?|stor(?:y|ies)|reports?|coverage|reporting|pieces?|columns?|headlines?|front page"
_ANYTHING = "anything|everything|something|latest|news|more"
_NO_VERB = r"(?:(?!\b(?:was|were|is|are|been|be|did|has|have)\b)[^?.;])*?"  # not "the report was denied by"
_WRITTEN = "reported|published|written|printed|carried|covered|appeared|appearing|penned"
_LONGEST_NAME = 6  # words
_NOT_THIS = re.compile(
    r"\b(?:not|never|except|than|besides|outside|without|but|unlike)(?: (?:in|by|from|to))?\W*$", re.I
)


@dataclass(frozen=True)
class Named:
    """Who is named as reporting, and where: `text[start:end]` says so and nothing else.

    names: as the ledger has them.
    """

    names: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class _Mention:
    names: tuple[str, ...]
    start: int
    end: int
    common: bool
    whole: bool  # more than one word: of the name, or "the" and one of it


# What stands before and after the name of an outlet that reports. Its names alone are only what is asked about.
_OUTLET_REPORTS: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:did|does|do|has|have|had)\s*$",
        rf"^\s+(?:{_SAY})(?:e?d)?\b(?: that\b)?|^\s+(?:said|written|told)\b(?: that\b)?",
    ),
    (r"\baccording to\s*$", rf"^['’]s? (?:{_TEXTS})\b,?|^(?!['’]),?"),
    (rf"\b(?:{_TEXTS}|news|{_WRITTEN}) (?:in|by|from)\s*$", r"^(?!['’-])"),
    (r"", rf"^['’]s? (?:own |recent |latest )?(?:{_TEXTS})\b"),
    (r"^\W*$|[,;:.] *$", r"^ (?:has |have )?(?:reported|reports|wrote|writes|published)\b(?: that\b)?"),
    (r"\blatest (?:news )?(?:from|in)\s*$", r"^(?!['’-])"),
)
_IN_THE_OUTLET = (r"(?<!stake )(?<!shares )(?<!jobs )(?<!cuts )(?<!job )(?<!interest )\bin\s*$", r"^(?!['’-])")
_OUTLET_TEXTS = (r"", r"^ (?:articles|stories|coverage|reporting)\b")
_AUTHOR_WRITES: tuple[tuple[str, str], ...] = (
    (rf"^\W*by\s*$|\b(?:{_TEXTS}|{_WRITTEN}|{_ANYTHING})\b{_NO_VERB} by\s*$", r"^(?!['’-])"),
    (r"", rf"^['’]s? (?:own |recent |latest )?(?:{_TEXTS})\b"),
    (r"\b(?:did|does|has|have|had)\s*$", r"^\s+(?:report|write|publish)(?:e?d)?\b(?: that\b)?|^\s+written\b"),
    (r"^\W*$|[,;:.] *$", r"^ (?:has )?(?:reported|reports|wrote|writes)\b(?: that\b)?"),
)
_LEAD = re.compile(r"(?:\b(?:according to|did|does|do|has|have|had|by|in|from)\s+)$", re.IGNORECASE)


def find_source(text: str, sources: Sequence[str]) -> Named | None:
    """The outlets that the question asks the reports of ("What did the Courier report …"), or None.

    A short form ("the Courier") stands for the only outlet that ends so.
    """
    mentions = list(_joined(_mentions(text, _outlet_forms(sources), outlets=True), text))
    for mention in mentions:
        frames = [*_OUTLET_REPORTS]
        if not mention.common and mention.whole:
            frames += [_IN_THE_OUTLET, _OUTLET_TEXTS]
        named = _reporting(text, mention, frames)
        if named:
            return named
    return None


def may_name_an_author(text: str) -> bool:
    """Whether the wording is one in which `find_author` could find one, whatever the archive's authors."""
    return bool(re.search(rf"\bby\b|['’]s? (?:\w+ )?(?:{_TEXTS})\b|\b(?:write|wrote|written|report\w*)\b", text, re.I))


def find_author(text: str, authors: Sequence[str]) -> Named | None:
    """The author whose articles are asked for ("articles by Mara Lind"), or None; the surname alone if no other has it.

    A person's name by itself is what a question is about. `names` has each way in which the author is written.
    """
    for mention in _mentions(text, _author_forms(authors), outlets=False):
        named = _reporting(text, mention, _AUTHOR_WRITES)
        if named:
            return named
    return None


def _reporting(text: str, mention: _Mention, frames: Iterable[tuple[str, str]]) -> Named | None:
    before, after = text[: mention.start], text[mention.end :]
    if _NOT_THIS.search(before):
        return None
    for left, right in frames:
        follows = re.search(right, after, re.IGNORECASE)
        if follows and re.search(left, before, re.IGNORECASE):
            lead = _LEAD.search(before)
            return Named(mention.names, lead.start() if lead else mention.start, mention.end + follows.end())
    return None


def _outlet_forms(sources: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Ways to name each outlet, folded and without spaces (so that "USA Today" is usatoday.com), to its names."""
    whole_names = {source: _outlet_words(source) for source in sources}
    used = Counter(word for whole in whole_names.values() for word in set(whole))
    forms: dict[str, set[str]] = defaultdict(set)
    for source, whole in whole_names.items():
        forms["".join(whole)].add(source)
        forms["".join(("the", *whole))].add(source)
        if len(whole) > 1 and whole[-1] not in _TOO_COMMON_ALONE and used[whole[-1]] == 1:
            forms[f"the{whole[-1]}"].add(source)
    return {form: tuple(sorted(names)) for form, names in forms.items() if form not in ("", "the")}


def _outlet_words(source: str) -> list[str]:
    whole = _words(source)
    while whole and "." in source and whole[-1] in _ENDS_OF_ADDRESSES:
        whole.pop()  # cnn.com
    return whole[1:] if whole[:1] in (["the"], ["www"]) else whole


def _author_forms(authors: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Ways to name each author: the whole name, the first and the last part of it, the last if only one has it."""
    forms: dict[str, set[str]] = defaultdict(set)
    firsts: dict[str, set[str]] = defaultdict(set)
    for author in authors:
        whole = _words(author)
        if not whole:
            continue
        forms["".join(whole)].add(author)
        if len(whole) > 1:
            forms[whole[0] + whole[-1]].add(author)
        if len(whole) > 1 and author.split()[-1][:1].isupper() and len(whole[-1]) > 3:
            forms[whole[-1]].add(author)
            firsts[whole[-1]].add(whole[0])
    shared = {surname for surname, names in firsts.items() if len(names) > 1}
    return {form: tuple(sorted(names)) for form, names in forms.items() if form not in shared}


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", fold(name))


def _mentions(text: str, forms: dict[str, tuple[str, ...]], *, outlets: bool) -> Iterator[_Mention]:
    """Where the text names somebody, the longest way to name them first, each word used once."""
    tokens = list(re.finditer(r"\w+", text))
    place = 0
    while place < len(tokens):
        for size in range(min(_LONGEST_NAME, len(tokens) - place), 0, -1):
            part = tokens[place : place + size]
            names = forms.get("".join(fold(token[0]) for token in part))
            if names and _is_meant(part, outlets=outlets):
                own = [word for token in part if (word := fold(token[0])) != "the"]
                common = len(own) == 1 and own[0] in _COMMON
                yield _Mention(names, part[0].start(), part[-1].end(), common, whole=size > 1)
                place += size - 1
                break
        place += 1


def _is_meant(part: Sequence[re.Match[str]], *, outlets: bool) -> bool:
    """Whether words are a name: one word needs a capital, but for an outlet's whole name that is no other word."""
    own = [token[0] for token in part if fold(token[0]) != "the"]
    if len(own) != 1:
        return bool(own)
    return own[0][:1].isupper() or (outlets and len(part) == 1 and fold(own[0]) not in _COMMON)


def _joined(mentions: Iterator[_Mention], text: str) -> Iterator[_Mention]:
    """Outlets named together ("the Courier and the Lamp") are one mention."""
    last: _Mention | None = None
    for mention in mentions:
        if last and re.fullmatch(r"\s*(?:,|,? and|,? or|&)\s+", text[last.end : mention.start]):
            names = tuple(dict.fromkeys((*last.names, *mention.names)))
            last = _Mention(names, last.start, mention.end, last.common or mention.common, last.whole and mention.whole)
            continue
        if last:
            yield last
        last = mention
    if last:
        yield last
