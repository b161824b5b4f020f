"""Who is accused and denies it, or was cleared of it: an accusation is not told as what was done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from assistant.background import asking_part
from assistant.holders import same_person
from assistant.words import content_stems, names, stems
from vectorstore import fold

if TYPE_CHECKING:
    from assistant.evidence import Candidate

Case = Literal["", "accused", "cleared"]
# Words for one kind of deed: who is cleared of a murder did not kill.
_DEEDS = [
    re.compile(rf"\b(?:{words})")
    for words in (
        r"kill|murder|sla(?:y|in)|homicide|manslaughter|stab(?:s|bed|bing)?\b|shot|shoot|strangl|poison",
        r"steal|stole|theft|thie(?:f|ve)|robs?\b|robbe[dr]|robbing|burgl|embezzl|defraud|fraud|swindl|launder|pocketed",
        r"rape[ds]?\b|raping|rapist|assault|abus|attack|molest|grop|harass",
        r"arson|set fire|set on fire|burn(?:s|ed|t|ing)?\b",
        r"brib|corrupt",
        r"sp(?:y|ied|ies|ying)\b|espionage|treason|leak|hack(?:s|ed|ing|ers?)?\b",
        r"kidnap|abduct",
        r"cheat|dop(?:ed|ing)|forge[drs]?\b|forger|perjur|lie[ds]?\b|lying",
    )
]
_WHO = r"^\W*(?:(?:so|but|and) )?(?:who|which [^?]{1,30}?)(?: (?:has|have|had|really|actually|then|else|also))* "
_PASSIVE = r"\b(?:was|were|been|is|are|be|being|get|got|gets) (?:\w+ly )?"
_WAS_IT = r"^\W*(?:(?:so|but|and) )?(?:(?:why|when|how|where) )?(?:was|were|is|are) [^?]*"
# "Convicted", but not "wrongly convicted"; nor a conviction, which may be quashed.
_CONVICTED = re.compile(
    r"""(?<!wrongly\ )(?<!wrongfully\ )(?<!not\ )\b(?:convict(?:s|ed)|found\ guilty|plead(?:s|ed)?\ guilty
        |admit(?:s|ted)|confess(?:es|ed)|sentenced|jailed|imprisoned
        |(?:given|gets?|got)\ (?:\w+\ ){1,3}?(?:years?|months?|life))\b""",
    re.VERBOSE,
)
_OF_THE_CASE = re.compile(
    r"""\b(?:acquit|clear|exonerat|charg|accus|arrest|suspect|convict|sentenc|deni|deny|trial|jail|investigat|alleg
        |guilty|admit|confess|plead)""",
    re.VERBOSE,
)
_COURT = r"(?:courts?|jur(?:y|ies)|judges?|jurors|panel|tribunal|inquiry|investigators?|prosecutors?|police)"
_CLEARS = re.compile(
    rf"""\bacquit(?:s|ted)?\b|\bexonerat\w+|\b(?:was|were|been|is|are)\ (?:\w+ly\ )?cleared\b|\bcleared\ of\b
        |\b{_COURT}\b(?:\ [\w'’-]+){{0,3}}?\ clear(?:s|ed)\b
        |\bnot\ guilty\b|\bno\ evidence\b|\bwithout\ charge\b
        |\bwrong(?:ful)?ly\ (?:accused|convict\w+|jailed|imprisoned)\b
        |\b(?:drop(?:s|ped)?|dismiss(?:es|ed)?|withdr[ae]w|quash(?:es|ed)?|overturn(?:s|ed)?|thr[eo]ws?\ out|threw\ out)
            \ (?:[\w'’-]+\ ){{0,4}}?(?:case|charges?|conviction|verdict|investigation|allegations?|suit|lawsuit)\b
        |\b(?:case|charges?|conviction|verdict|investigation)\b[^.;]{{0,60}}
            \b(?:was|were|been)\ (?:\w+\ )?(?:dropped|dismissed|withdrawn|quashed|overturned|thrown\ out)\b""",
    re.VERBOSE,
)
_PLEADED = re.compile(r"\bplead(?:s|ed)?\ not\ guilty\b")
# "Refused to drop the charges", "has not been cleared", "hopes to be acquitted".
_NOT_YET = re.compile(
    r"\b(?:not|never|\w+n['’]t|to|will|would|could|may|might|should|if|unless|until|refus\w+|fail\w+)\b[^,;]{0,30}$"
)
_DENIES = r"den(?:y|ies|ied)|rejects?|rejected|pleads? not guilty|pleaded not guilty|insist\w*|maintain\w*"
_SUSPECTED = (
    r"suspect(?:s|ed)?|suspicion|accus(?:e[ds]?|ing|ation\w*)|alleg(?:e[ds]?|edly|ation\w*)|charged with|charged over"
    r"|charges of|(?:is|are|was|were|been) charged|on trial|stands? trial|stood trial|wanted (?:for|over)|arrest\w*"
)
# A name and what is said of it: in the same part of a sentence, with few words between.
_PARTS = re.compile(r";|(?<=[a-z\d”\"])[.!?]\s|\b(?:but|while|although|though|whereas)\b")
_BETWEEN_AFTER, _BETWEEN_BEFORE = r"(?:,[^,;]{2,80},)?(?:,? [\w'’-]+){0,4}?,? ", r"(?:,? [\w'’-]+){0,8}?,? "


def deed_asked(question: str) -> re.Pattern[str] | None:
    """Words for the misdeed that a question takes somebody to have done; None if it asks of none, or of the case."""
    asked = fold(asking_part(question))
    if _OF_THE_CASE.search(asked):
        return None
    return next((deed for deed in _DEEDS if deed.search(asked)), None)


def accused_in(question: str, candidate: Candidate) -> list[str]:
    """Who did it, by the words of the candidate that answer who did; or by the question, if it names them.

    Nobody where it is asked to whom it was done: "Who was killed?", "Why was Per Lund killed?".
    """
    deed, asked = deed_asked(question), fold(asking_part(question))
    if deed is None or re.search(rf"(?:{_PASSIVE}|{_WAS_IT}){deed.pattern}(?!\w*ing)", asked):
        return []
    if _asks_who(question):
        return [candidate.hit.passage.paragraph_text[slice(*candidate.answer)]] if candidate.answer else []
    before = "" if asked.startswith(("who", "what", "which")) else deed.split(asked, maxsplit=1)[0]
    return [name for name in names(question) if fold(name) in before]


def clears(question: str, candidate: Candidate, people: Sequence[str]) -> bool:
    """Whether a sentence tells that one of these people was cleared of what the question asks about.

    Not one that tells of their conviction besides, nor, where it is asked who did it, of anybody's.
    """
    parts = _parts_on_the_deed(question, candidate)
    convicting = [part for part in parts if _CONVICTED.search(fold(part))]
    if any(_asks_who(question) or _names_one(part, people) for part in convicting):
        return False
    return any(_names_one(part, people) and _is_clearing(fold(part)) for part in parts)


def convicts(question: str, candidate: Candidate, people: Sequence[str]) -> bool:
    """Whether a sentence tells that one of these people was convicted of it.

    Or anybody, where it is asked who did it and what the question names stands around the sentence.
    """
    parts = [part for part in _parts_on_the_deed(question, candidate) if _CONVICTED.search(fold(part))]
    passage = candidate.hit.passage
    named = {stem for name in names(asking_part(question)) for stem in content_stems(name)}
    anybody = _asks_who(question) and named <= set(stems(f"{passage.title}. {passage.paragraph_text}"))
    return any(anybody or _names_one(part, people) for part in parts)


def case_of(question: str, candidates: Sequence[Candidate]) -> Case:
    """What the first of these says of who did it: cleared, only accused, or (the empty string) neither."""
    people = [name for candidate in candidates for name in accused_in(question, candidate)]
    if candidates and clears(question, candidates[0], people):
        return "cleared"
    return "accused" if candidates and only_accused(question, candidates[0]) else ""


def only_accused(question: str, candidate: Candidate) -> bool:
    """Whether a sentence that names who did it tells only that they are accused of it, deny it, or were cleared."""
    people = accused_in(question, candidate)
    parts = [part for part in _PARTS.split(candidate.stretch.text) if _names_one(part, people)]
    if any(_CONVICTED.search(fold(part)) for part in parts):
        return False
    return any(_is_accused(fold(part), people) or _is_clearing(fold(part)) for part in parts)


def _asks_who(question: str) -> bool:
    deed = deed_asked(question)
    return deed is not None and re.search(_WHO + deed.pattern, fold(asking_part(question))) is not None


def _parts_on_the_deed(question: str, candidate: Candidate) -> list[str]:
    """The parts of a sentence, if that tells of the deed asked about, or of none."""
    deed, told = deed_asked(question), fold(candidate.stretch.text)
    of_it = deed is not None and (deed.search(told) or not any(other.search(told) for other in _DEEDS))
    return _PARTS.split(candidate.stretch.text) if of_it else []


def _is_accused(part: str, people: Sequence[str]) -> bool:
    said = rf"(?:{_DENIES}|{_SUSPECTED})\b"
    surnames = [re.escape(fold(name).split()[-1]) for name in people if name.split()]
    return any(
        re.search(rf"\b{name}\b{_BETWEEN_AFTER}{said}|\b(?:{_SUSPECTED}){_BETWEEN_BEFORE}{name}\b", part)
        for name in surnames
    )


def _is_clearing(part: str) -> bool:
    found = _CLEARS.finditer(_PLEADED.sub(" ", part))
    return any(not _NOT_YET.search(match.string[: match.start()]) for match in found)


def _names_one(part: str, people: Sequence[str]) -> bool:
    """Whether a part of a sentence names one of these people: "Holt" for "Anders Holt", but not "Jan Holt"."""
    called = [_last_two(name) for name in names(part)]
    return any(same_person(_last_two(name), other) for name in people for other in called)


def _last_two(name: str) -> str:
    return " ".join(re.sub(r"['’]s?$", "", name).split()[-2:])
