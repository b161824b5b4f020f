"""The office whose holder a question asks for: "Who is the director of the museum?", "Who heads the board?"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.background import asking_part
from assistant.nations import is_country
from assistant.words import content_stems, names

_OFFICES = frozenset(
    """ambassador archbishop bishop boss captain chair chairman chairperson chairwoman chancellor chief coach commander
    commissioner conductor director editor engineer executive founder governor head headmaster headmistress headteacher
    inspector king leader manager mayor minister monarch ombudsman owner pope premier president principal prosecutor
    queen rector secretary sheriff skipper speaker spokesman spokesperson spokeswoman superintendent
    treasurer""".split()
)
_CHAIR = frozenset("chair chairman chairperson chairwoman".split())
_CHIEF_EXECUTIVE = frozenset({"ceo", "chief executive", "chief executive officer", "chief", "boss"})
_PRIME_MINISTER = frozenset({"prime minister", "premier"})
# What holders do, and what they may be called where it is asked who does it.
_DOES: dict[str, frozenset[str]] = {
    "head": _CHAIR | _CHIEF_EXECUTIVE | {"head", "director", "chief", "boss", "leader", "president"},
    "lead": _CHAIR | _CHIEF_EXECUTIVE | {"leader", "head", "chief", "boss", "president"},
    "chair": _CHAIR,
    "run": _CHIEF_EXECUTIVE | {"director", "head", "chief", "boss", "manager", "executive"},
    "direct": frozenset({"director"}),
    "manage": frozenset({"manager", "director"}),
    "command": frozenset({"commander", "captain", "skipper"}),
    "captain": frozenset({"captain", "skipper"}),
    "coach": frozenset({"coach", "manager"}),
    "edit": frozenset({"editor"}),
}
_PAST = {"led": "lead", "ran": "run"}
# The other way round: who "heads" a board is its head.
_DONE_BY = {
    "head": "head",
    "leader": "lead",
    "director": "direct",
    "manager": "manage",
    "captain": "captain",
    "coach": "coach",
    "editor": "edit",
    **dict.fromkeys(_CHAIR, "chair"),
}
_ONE_OFFICE = (
    _CHAIR,
    frozenset({"spokesman", "spokeswoman", "spokesperson"}),
    _CHIEF_EXECUTIVE,
    _PRIME_MINISTER,
)
_NO_HEAD_OF_A_COUNTRY = _CHAIR | _CHIEF_EXECUTIVE | {"director", "manager", "executive"}
_IN_FULL = {"pm": "prime minister"}
_WHO_DOES = re.compile(
    rf"""^\W*who\ (?:now\ |currently\ )?(?P<verb>(?P<does>{"|".join(_DOES)})(?:e?s|e?d)?|led|ran)
        \ (?P<of>[^?]{{2,80}}?)(?:\ now|\ today)?\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_WHO_IS = re.compile(
    r"""^\W*who(?:\ (?P<tense>is|was|are|were)|['’]s)\ (?:now\ |currently\ )?(?P<office>[^?]{2,80}?)
        (?:\ (?:of|at|for|in|on|to)\ (?P<of>[^?]{2,80}?))?(?:\ (?:before|after)\ (?P<but>[^?]{2,40}?))?
        (?:\ (?:now|today|currently|at\ present))?\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_NEXT = r"(?:the\ )?(?:next|new|incoming|future)\b"
_WHO_IS_NEXT = re.compile(
    rf"""^\W*who(?:(?:\ will|['’]ll|\ is\ (?:going\ )?to)\ (?:be(?=\ {_NEXT})|become)
            |(?:\ is|['’]s)(?=\ (?:the\ )?(?:next|incoming|future)\b))
        \ (?:the\ )?(?:(?:next|new|incoming|future)\ )?(?P<office>[^?]{{2,160}})""",
    re.IGNORECASE | re.VERBOSE,
)
# Who made a work holds no office of it, and much is said of it by others who do.
_A_WORK = re.compile(
    r"""["“”]|\b(?:movie|film|series|show|episode|play|opera|musical|song|album|book|novel)\b""", re.IGNORECASE
)
# "And who was the captain (people injured ferry accident)?": what a follow-up brings along says which, not of what.
_FROM_BEFORE = re.compile(r"^\W*(?:and|but|so)\s+(?=who\b)|\s\([^()]*\)(?=\W*$)", re.IGNORECASE)
OWNS = re.compile(r"['’]s?$")  # what ends the word for an owner
_SAYS_NOTHING = frozenset("the current new present".split())
_NOT_ONE_OF_TODAY = frozenset("former first last next previous late acting interim old".split())


@dataclass(frozen=True)
class Office:
    """An office that is asked for.

    called: the nouns it may have ("director"). does: what its holder does, if that has a verb ("head").
    kind: stems that must stand with the noun ("transport" of a minister). of: stems of what it is an office of.
    named: what of that is a name ("Port Ansel"), which must stand in one piece.
    but: stems of the name of whom else is asked for ("before Szalkai").
    now: whether it is asked who holds it, and not who held it.
    """

    called: frozenset[str]
    does: str | None
    kind: frozenset[str]
    of: frozenset[str]
    named: tuple[str, ...]
    but: frozenset[str]
    now: bool

    @property
    def told_apart(self) -> bool:
        """Whether the question says which office of its name it is: there are many mayors."""
        return bool(self.kind or self.of)


@lru_cache(maxsize=64)
def office_asked(question: str) -> Office | None:
    """The office whose holder a question asks for, or None where it asks for something else."""
    question = _FROM_BEFORE.sub("", asking_part(question)).replace("the us ", "the US ")
    if _A_WORK.search(question):
        return None
    if done := _WHO_DOES.match(question):
        verb = done["verb"].lower()
        does, place = _PAST.get(verb) or done["does"].lower(), _stems_of(done["of"])
        now = verb not in _PAST and not verb.endswith("ed")
        named = tuple(names(done["of"]))
        called = _DOES[does] - _NO_HEAD_OF_A_COUNTRY if all(map(is_country, place)) else _DOES[does]
        return Office(called, does, frozenset(), place, named, frozenset(), now) if place and called else None
    asked = _WHO_IS.match(question)
    noun, words = _split(asked["office"] if asked else "")
    if not asked or not noun or _NOT_ONE_OF_TODAY & {*map(str.lower, words)}:
        return None
    owners = [place for place, word in enumerate(words, 1) if OWNS.search(word)]
    owner, kind = words[: max(owners, default=0)], words[max(owners, default=0) :]  # "Port Ansel's" "fire" chief
    of = f"{' '.join(OWNS.sub('', word) for word in owner)}, {asked['of'] or ''}"
    return Office(
        called=next((nouns for nouns in _ONE_OFFICE if noun in nouns - {"chief", "boss"}), frozenset({noun})),
        does=_DONE_BY.get(noun),
        kind=_stems_of(" ".join(word for word in kind if word.lower() not in _SAYS_NOTHING)),
        of=_stems_of(of),
        named=tuple(names(of)),
        but=_stems_of(asked["but"] or ""),
        now=(asked["tense"] or "is").lower() in ("is", "are") and not asked["but"],
    )


@lru_cache(maxsize=64)
def next_asked(question: str) -> Office | None:
    """The office of which a question asks who will hold it next, whatever it is one of; None where it asks for none."""
    asked = _WHO_IS_NEXT.match(asking_part(question))
    office = office_asked(f"Who is the {asked['office']}?") if asked else None
    return replace(office, of=frozenset(), named=()) if office else None


def in_full(text: str) -> str:
    """A text in which a CEO is a chief executive, and a PM a prime minister."""
    return re.sub(r"\bPM\b", "prime minister", re.sub(r"\b(?:CEO|ceo)\b", "chief executive", text))


def _split(office: str) -> tuple[str, list[str]]:
    """The noun of an office, and the words before it: "chief executive" of "the port's chief executive"; "" if none."""
    words = office.split()
    for many in (3, 2, 1):
        last = " ".join(words[-many:]).lower()
        noun = _IN_FULL.get(last, last)
        if noun in _OFFICES or any(noun in nouns for nouns in _ONE_OFFICE):
            return noun, words[:-many]
    return "", words


def _stems_of(text: str) -> frozenset[str]:
    return frozenset(content_stems(text))
