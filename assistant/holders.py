"""The name of who holds an office, where a sentence puts it beside the office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.nations import is_country
from assistant.office_places import in_longer_names, in_one_piece, of_another_place, of_something_else, others_named
from assistant.offices import Office
from assistant.words import content_stems, stems

_CAPITALISED = r"(?:[dlo]['’])?[^\W\d_a-z][\w’'-]*"
_PARTICLE = r"(?:de|da|di|du|van|von|der|den|la|le|bin|al|el)"
_INITIALS = r"(?:[^\W\d_a-z]\.(?: |-)?)*"
_WORD = rf"{_INITIALS}{_CAPITALISED}"
_NAME = rf"(?<!\w)(?:(?:Dr|Mr|Mrs|Ms|Sir|Dame|Prof)\.? )?(?P<name>{_WORD}(?: (?:{_PARTICLE} )*{_WORD}){{0,3}})"
_OF = r" (?:of|at|for|to) (?P<of>[^,;.“”]{2,60})"
_ELECTED = r"(?:(?:re-?)?(?:elected|appointed)|named|made|sworn in)"
_BECAME = rf"(?:(?:is|was|has been)(?: {_ELECTED}(?: as)?)|becomes?|became|remains?)"
_DAY = re.compile(r" (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August"
                  r"|September|October|November|December|Last|On|In)\b.*$")  # fmt: skip
# Who held it before, or holds a lesser one.
_ANOTHER = re.compile(
    r"\b(former|ex|late|previous|then|retired|deputy|vice|assistant|shadow|outgoing|ousted|next|incoming|future|once"
    r"|one-?time|would-be|no)[ -](?:[\w’'-]+ ){0,2}$",
    re.IGNORECASE,
)
# A denial, a wish or somebody else's office, between a name and the office.
_NOT_ITS = re.compile(
    r"""\b(?:who|whom|whose|which|that|when|where|becomes?|became|will|would|not|no|never|nor|without|against|than|like
    |challeng\w+|beat|defeat\w+|succeed\w*|replac\w+|told|met|wrote|critic\w+|sued?|accus\w+|according
    |to|for|candidate|rival|aide|advis[eo]r|friend|wife|husband|widow|brother|sister|son|daughter|father|mother)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OVER = re.compile(
    r"^[^,;.“”]{0,40}\b(?:until|till|from (?:19|20)\d\d|between (?:19|20)\d\d|in the (?:19|20)\d\ds"
    r"|who (?:was|were|had|resigned|left|quit|retired|died|stepped))\b"
)
# After a name that stands after an office and a comma: "the director, Ada Holm, said", but not "a director, Holm said".
_SET_OFF = re.compile(r"\s*(?:[,;.:!?()\[\]”\"’–—-]|and\b|$)")
# What stands after a title and is nobody's name.
_NO_NAME = re.compile(
    r"^(?:Elect|Designate|Emeritus|Award|Cup|Trophy|Prize|Medal|Memorial|House|Office|Palace|Hall|Park|Square|Street"
    r"|School|General)\b"
)
# "Holm, who has resigned", "the resignation in May of Minister Ada Holm"; but not "Holm said that two people died".
_LEFT = r"""(?:,\ who)?(?:\ (?:has|had|was|were|is|been|be|to|will|later|then|since|also|finally|abruptly)){0,4}
    \ (?:resign\w*|step(?:s|ped)?\ down|quits?|ousted|sacked|fired|dismissed|retire[sd]?|die[sd]|killed|voted\ out
    |left\ office|lost\ (?:the|his|her)\ (?:post|seat|office|job))\b"""
_LEAVING = r"""\b(?:resignation|death|dismissal|ousting|sacking|retirement|departure)\b[^.;]{0,40}
    \bof\ (?:[\w-]+\ ){0,4}"""
_OF_ELSEWHERE = re.compile(r"^ (?:of|from|for) (?:the )?(?P<place>[^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w’'-]*)*)")
_HIS_OR_HER = re.compile(r"\b(?:his|her) (?:[\w’'-]+ ){0,3}$", re.IGNORECASE)
_RIGHT_BEFORE = re.compile(r"(?:[\w’'-]+ ){0,3}$")
_TELLS_NO_KIND = frozenset(
    """company's company’s firm's firm’s group's group’s the a an its their his her our this that new acting interim
    current former previous said and of for as is was has been will be becomes become became remains elected
    re-elected reelected named appointed made sworn in""".split()
)
_OWNS = re.compile(r"['’]s?\b")
_SHORT_WORD = 3  # letters of a word that has no capital in a headline either, at most
_COMES_IN = re.compile(rf"\b(?:becomes?|became|{_ELECTED}|chosen|takes? over|took over|succeed\w*|replac\w*)\b")
_LONGEST = 2_000  # characters of a sentence that are looked at


def holder(office: Office, sentence: str, around: str) -> tuple[int, int] | None:
    """Where in a sentence the name of the office's holder stands, as (start, end); None where it does not.

    around: the sentence's paragraph and its title. What it is an office of stands beside the office; or there, where
    the sentence names nothing that it could be an office of.
    """
    sentence = sentence[:_LONGEST]
    if _is_a_headline(sentence) or not office.kind <= set(stems(sentence)) or not office.of <= set(stems(around)):
        return None
    if in_longer_names(office, around) or not all(in_one_piece(name, around) for name in office.named):
        return None
    for match, start, end in _matches(office, sentence):
        if _is_it(office, sentence, match, end):
            return start, end
    return None


def has_left(name: str, sentence: str) -> bool:
    """Whether a sentence tells that somebody of that name left an office, or died."""
    sentence, surname = sentence[:_LONGEST], name.split()[-1] if name.split() else ""
    if not surname or surname not in sentence:
        return False
    called = re.escape(surname)
    return re.search(rf"\b{called}{_LEFT}|{_LEAVING}{called}\b", sentence, re.IGNORECASE | re.VERBOSE) is not None


def holds_it_still(office: Office, name: str, sentence: str, around: str) -> bool:
    """Whether that name is of who holds the office, and not of who comes after: "Police chief Venn will retire"."""
    held = holder(office, sentence, around)
    return held is not None and same_person(name, sentence[slice(*held)]) and not _COMES_IN.search(sentence)


def same_person(name: str, other: str) -> bool:
    """Whether two names may be one person's: "Ada Holm" and "Holm", but not "Bo Holm"."""
    mine, theirs = name.lower().split(), other.lower().split()
    if not mine or not theirs or mine[-1] != theirs[-1]:
        return False
    return len(mine) == 1 or len(theirs) == 1 or mine[0] == theirs[0]


def _matches(office: Office, sentence: str) -> Iterator[tuple[re.Match[str], int, int]]:
    """What looks like a holder, with where the name stands."""
    for pattern in _patterns(office):
        for match in pattern.finditer(sentence):
            start, name = match.start("name"), _DAY.sub("", match["name"])  # "director Ada Holm Monday"
            owns = re.search(r"['’]s\b", name)  # "Premier Ada Holm's League"
            if not owns:
                yield match, start, start + len(name)
            elif "," not in sentence[match.start() : start]:  # and not "the minister, Ada Holm's brother"
                yield match, start, start + owns.start()


@lru_cache(maxsize=64)
def _patterns(office: Office) -> list[re.Pattern[str]]:
    called = sorted(office.called, key=lambda noun: (-len(noun), noun))  # "chief executive" before "chief"
    told_short = "|(?<!\\d )PM" if "prime minister" in office.called else ""
    noun = rf"\b(?P<noun>(?i:{'|'.join(called)}){told_short})\b(?!-)"
    was = "" if office.now else "|was|were"
    told = [
        rf"{noun},? {_NAME}",  # "Mayor Şirin Karaoğuz", "its chair, Óli Jákupstovu"
        rf"{noun}{_OF}(?:,| is{was}) {_NAME}",  # "the head of the board, Ruža Kovačec"
        rf"{_NAME}, (?P<between>(?:[\w’'-]+ ){{0,5}}?){noun}(?:{_OF})?",  # "Birgitta Løvaas, leader of the Alliance"
        rf"{_NAME}(?:, [^,;.“”]{{2,80}},)? (?:{_BECAME}|is{was}) (?P<between>(?:[\w’'-]+ ){{0,3}}?){noun}(?:{_OF})?",
    ]
    chosen = r"\b(?:appointed|named|elected|made|chose|hired)"
    told.append(rf"{chosen} {_NAME} (?:as |to be )?(?P<between>(?:[\w’'-]+ ){{0,3}}?){noun}")
    if office.does:
        past = {"lead": "|led", "run": "|ran"}.get(office.does, "")
        told.append(rf"{_NAME}, who (?P<noun>{office.does}(?:e?s|e?d)?{past})\b (?P<of>[^,;.“”]{{2,60}})")
    return [re.compile(pattern) for pattern in told]


def _is_it(office: Office, sentence: str, match: re.Match[str], end: int) -> bool:
    """Whether the name is a person's, and nothing that stands with the office makes it another one, or no one's."""
    groups, asked = match.groupdict(), office.of | office.kind
    name = sentence[match.start("name") : end]
    if not _of_a_person(name, match) or set(content_stems(name)) & (office.but | office.of):
        return False
    in_apposition = sentence[match.start("noun") : match.start("name")] == f"{match['noun']}, "
    if in_apposition and not _SET_OFF.match(sentence, end):
        return False
    before, after = sentence[: match.start("noun")], sentence[max(match.end("noun"), end) :]
    if _NOT_ITS.search(groups.get("between") or "") or (office.now and _of_before(office, before, after)):
        return False
    elsewhere = _OF_ELSEWHERE.match(sentence[end:])
    if elsewhere and not set(content_stems(elsewhere["place"])) & asked:  # "Mayor Ada Quist of Harsund"
        return False
    if _HIS_OR_HER.search(before) and (office.of or any(map(is_country, office.kind))):
        return False  # "South Korea's president and his minister, Bo Lund": of whose country, no word here tells
    if of_another_place(office, before) or of_something_else(asked, groups.get("of") or ""):
        return False
    kind, of = _kind(before, match), set(content_stems(groups.get("of") or ""))
    if not office.kind <= {stem for word in kind for stem in content_stems(word)} | of:
        return False
    if (of and not of & asked) or (kind and not set(content_stems(kind[-1])) <= asked):
        return False
    beside = content_stems(f"{' '.join(kind)} {elsewhere['place'] if elsewhere else ''}")
    # "President Ada Holm arrived in Sudland" is of some other land.
    return not office.of or bool({*beside, *of} & office.of) or not others_named(sentence, name)


def _of_before(office: Office, before: str, after: str) -> bool:
    """Whether what stands right before or after an office says that it was held once, or makes it a lesser one."""
    another = _ANOTHER.search(before)
    return bool(another and not set(stems(another[1])) & office.kind) or _OVER.search(after) is not None


def _of_a_person(name: str, match: re.Match[str]) -> bool:
    """Whether a name has a forename, or stands right after a title: "Mayor Quist", and not "the mayor, Parliament"."""
    words = name.split()
    if not words or words[0] in ("The", "A", "An") or name.lower() == match["noun"].lower() or _NO_NAME.match(name):
        return False
    titled = match["noun"][:1].isupper() and match.end("noun") + 1 == match.start("name")
    return len(words) > 1 or titled


def _kind(before: str, match: re.Match[str]) -> list[str]:
    """The words right before an office that tell which it is: "Transport", "the port's"; the last is the nearest."""
    near = _RIGHT_BEFORE.search(before)
    words = [word for word in near[0].split() if word.lower() not in _TELLS_NO_KIND] if near else []
    words = [word for word in words if word not in match["name"].split() and content_stems(word)]
    if not words:
        return []
    is_a_title = match["noun"][:1].isupper()  # "announced Mayor Karaoğuz" tells no kind, "museum director" does
    alone = len(words) == 1 or before == (near[0] if near else "")
    tells = any(map(_OWNS.search, words)) or words[-1][:1].isupper() or (not is_a_title and alone)
    return [_OWNS.sub("", word) for word in words] if tells or words[-1].lower() in ("chief", "prime") else []


def _is_a_headline(sentence: str) -> bool:
    """Whether nearly all words begin with a capital, so that these tell no names."""
    words = re.findall(r"[^\W\d_][\w’'-]*", sentence)
    long = [word for word in words if len(word) > _SHORT_WORD]
    return len(long) >= 4 and all(word[0].isupper() for word in long)
