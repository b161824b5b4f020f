"""Whose words a question asks for, and whether a sentence gives them."""

from __future__ import annotations

import re

from assistant.gate.speakers import speakers
from assistant.words import content_stems, stems

_ASKED = re.compile(
    r"""\bwhat\ (?:did|does|do|has|have|had|was|were)\ (?P<who>[^?]{1,80}?)\b(?:\ (?:also|ever|really|then))?
        \ (?:say|said|tell|told|think|claim|claimed|argue|argued|reply|replied|accuse|promise|promised|warn|warned
        |deny)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SAID = r"""(?:sa(?:ys?|id)|told|tells?|add(?:s|ed)|argu(?:es|ed)|claim(?:s|ed)|repl(?:ies|ied)|accus(?:es|ed)
    |promis(?:es|ed)|warn(?:s|ed)|den(?:ies|ied)|call(?:s|ed)|stress(?:es|ed)|ask(?:s|ed)|insist(?:s|ed)
    |conced(?:es|ed)|announc(?:es|ed)|wrote|writes|thinks?|thought|believ(?:es|ed)|vow(?:s|ed)|pledg(?:es|ed)
    |urg(?:es|ed)|describ(?:es|ed)|explain(?:s|ed)|not(?:es|ed)|stat(?:es|ed)|suggest(?:s|ed)|found|conclud(?:es|ed)
    |rul(?:es|ed)|confirm(?:s|ed)|report(?:s|ed)|estimat(?:es|ed)|admit(?:s|ted))"""
_SPEECH = re.compile(rf"[“”\"«»„]|\b{_SAID}\b|\baccording\ to\b", re.IGNORECASE | re.VERBOSE)
_PRONOUN = re.compile(rf"\b(?:he|she|they|it)\s(?:\w+\s)?{_SAID}\b|\b{_SAID}\s(?:he|she|they)\b", re.I | re.VERBOSE)
_QUOTES = re.compile(r"[“”\"«»„]")


def speaker_asked(question: str) -> str | None:
    """The word that names whose words are asked for, as a stem: of "the accident board", `board`; None for nobody."""
    asked = _ASKED.search(question)
    named = content_stems(asked["who"]) if asked else []
    return named[-1] if named else None


def gives_words_of(speaker: str, sentence: str, before: str) -> bool:
    """Whether a sentence tells what somebody said, directly or not.

    speaker: as `speaker_asked` gives it. before: what stands before the sentence in its paragraph, where "he" may have
    his name.
    """
    if not _SPEECH.search(sentence):
        return False
    others = speakers(sentence)
    if others:
        return any(speaker in stems(name) for name in others)
    if speaker in stems(_outside_quotations(sentence)):
        return True
    goes_on = _PRONOUN.search(sentence) or _QUOTES.search(sentence)
    return bool(goes_on) and speaker in stems(before)


def is_of_another(speaker: str, sentence: str) -> bool:
    """Whether a sentence gives the words of somebody else, by name."""
    return bool(speakers(sentence)) and not gives_words_of(speaker, sentence, "")


def _outside_quotations(sentence: str) -> str:
    return re.sub(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]", " ", sentence)
