"""The name of who holds an office, where a sentence puts it beside the office."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.offices import Office
from assistant.words import content_stems, stems
from vectorstore import stem

_CAPITALISED = r"[^\W\d_a-z][\w'’-]*"
_PARTICLE = r"(?:de|da|di|du|van|von|der|den|la|le|bin|al|el)"
_NAME = rf"(?:(?:Dr|Sir|Dame|Prof)\.? )?(?P<name>{_CAPITALISED}(?: (?:{_PARTICLE} )*{_CAPITALISED}){{0,3}})"
_OF = r" (?:of|at|for) (?P<of>[^,;.“”]{2,60})"
_IS = r"(?:is|was|has been|will be|becomes?|became|remains?)(?: elected| named| appointed| made| sworn in as)?"
# Who held it before, or holds a lesser one.
_ANOTHER = re.compile(
    r"\b(?:former|ex|late|previous|then|deputy|vice|assistant|shadow|outgoing|ousted)[ -](?:[\w’'-]+ )?$",
    re.IGNORECASE,
)
_RIGHT_BEFORE = re.compile(r"(?:[\w’'-]+ ){0,3}$")
_TELLS_NO_KIND = frozenset(
    """the a an its their his her our this that new acting interim current former previous said and of for as is was has
    been will be becomes become became remains elected named appointed made sworn in""".split()
)
_OWNS = re.compile(r"['’]s?\b")
_LONGEST = 2_000  # characters of a sentence that are looked at


def holder(office: Office, sentence: str, around: str) -> tuple[int, int] | None:
    """Where in a sentence the name of the office's holder stands, as (start, end); None where it does not.

    around: the paragraph and its title, where what it is an office of may stand instead.
    """
    sentence = sentence[:_LONGEST]
    told = set(stems(sentence))
    if not office.kind <= told or not office.of <= told | set(stems(around)) or _in_longer_names(office, around):
        return None
    for pattern in _patterns(office):
        for match in pattern.finditer(sentence):
            if _is_it(office, sentence, match):
                start, end = match.span("name")
                owns = re.search(r"['’]s\b", match["name"])  # "Premier Ödön Szalkai's Coastal Union"
                return start, start + owns.start() if owns else end
    return None


@lru_cache(maxsize=64)
def _patterns(office: Office) -> list[re.Pattern[str]]:
    noun = rf"\b(?P<noun>(?i:{'|'.join(sorted(office.called))}))\b"
    told = [
        rf"{noun},? {_NAME}",  # "Mayor Şirin Karaoğuz", "its chair, Óli Jákupstovu"
        rf"{noun}{_OF}, {_NAME}",  # "the head of the board, Ruža Kovačec"
        rf"{_NAME}, (?:[\w’'-]+ ){{0,5}}{noun}(?:{_OF})?",  # "Birgitta Løvaas, leader of the Social Alliance"
        rf"{_NAME}(?:, [^,;.“”]{{2,80}},)? {_IS} (?:[\w’'-]+ ){{0,3}}{noun}(?:{_OF})?",  # "… was elected premier"
    ]
    if office.does:
        past = {"lead": "|led", "run": "|ran"}.get(office.does, "")
        told.append(rf"{_NAME},? (?:who |will )?(?P<noun>{office.does}(?:e?s|e?d)?{past})\b (?P<of>[^,;.“”]{{2,60}})")
    return [re.compile(pattern) for pattern in told]


def _is_it(office: Office, sentence: str, match: re.Match[str]) -> bool:
    """Whether the name is somebody's, and what stands with the office does not make it another one."""
    asked, name = office.of | office.kind, set(content_stems(match["name"]))
    if name <= asked or name & office.but or match["name"].lower() in office.called:
        return False
    before = sentence[: match.start("noun")]
    if office.now and _ANOTHER.search(before):
        return False
    kind, of = _kind(before, match), set(content_stems(match.groupdict().get("of") or ""))
    return office.kind <= kind | of and all(not told or told & asked for told in (kind, of))


def _kind(before: str, match: re.Match[str]) -> set[str]:
    """The stems of what stands right before an office and tells which it is: "Transport", "the port's"."""
    near = _RIGHT_BEFORE.search(before)
    words = [word for word in near[0].split() if word.lower() not in _TELLS_NO_KIND] if near else []
    words = [word for word in words if word not in match["name"].split()][-2:]
    if not words:
        return set()
    is_a_title = match["noun"][:1].isupper()  # "announced Mayor Karaoğuz" tells no kind, "museum director" does
    tells = _OWNS.search(words[-1]) or words[-1][:1].isupper() or (not is_a_title and len(words) == 1)
    return set(content_stems(_OWNS.sub("", " ".join(words)))) if tells else set()


def _in_longer_names(office: Office, around: str) -> bool:
    """Whether what it is an office of only begins longer names: "Merrow" that of a bridge."""
    words = re.findall(r"[\w'’-]+|[^\w\s]", around)
    for asked in office.of:
        places = [place for place, word in enumerate(words) if stem(word.lower()) == asked]
        followed = [words[place + 1] if place + 1 < len(words) else "" for place in places if words[place][0].isupper()]
        longer = [word for word in followed if word[:1].isupper() and stem(word.lower()) not in office.of]
        if places and len(longer) == len(places):
            return True
    return False
