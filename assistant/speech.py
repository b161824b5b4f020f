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
    |urg(?:es|ed)|critici[sz](?:es|ed)|condemn(?:s|ed)|prais(?:es|ed)|dismiss(?:es|ed)|reject(?:s|ed)
    |defend(?:s|ed)|declar(?:es|ed)|acknowledg(?:es|ed)|describ(?:es|ed)|explain(?:s|ed)|not(?:es|ed)|stat(?:es|ed)|suggest(?:s|ed)|found|conclud(?:es|ed)
    |rul(?:es|ed)|confirm(?:s|ed)|report(?:s|ed)|estimat(?:es|ed)|admit(?:s|ted))"""
_VERB = re.compile(rf"\b{_SAID}\b", re.IGNORECASE | re.VERBOSE)
_HAD_SAID = re.compile(rf"\bhad\ (?:\w+\ )?{_SAID}\b", re.IGNORECASE | re.VERBOSE)
_NOT_SAID = re.compile(r"\b(?:should|would|could|must|might|may|to) have$", re.IGNORECASE)  # "He should have asked"
_PRONOUNS = frozenset("he she they it we i who".split())
_BESIDE = frozenset("also has have had later then himself herself themselves not never".split())
_CLAUSE = re.compile(r"[,;:—–]|\b(?:that|but|while|as|when|because)\b", re.IGNORECASE)
_QUOTATION = re.compile(r"“[^“”]{0,2000}”|\"[^\"]{0,2000}\"|«[^«»]{0,2000}»|„[^„“”]{0,2000}[“”]")
_NOUN = re.compile(r"(?:the|an?|its|one|his|her|their)\b|[^\W\d_a-z]")
_ACCORDING = re.compile(r"\baccording to ((?:the |an? )?[\w ]{1,80})", re.IGNORECASE)
_SUBJECT_WORDS = 8  # of a subject before its verb: "the head of the accident board, Ruža Kovačec"
_INVERTED_WORDS = 8  # of one after it: “…,” said the head of the board
_LONGEST = 2_000  # characters of a sentence that are looked at


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
    sentence = sentence[:_LONGEST]
    bare = _QUOTATION.sub(' "" ', sentence)
    subjects = _subjects(bare)
    if any(speaker in stems(subject) for subject in subjects):
        return True
    if re.search(r"\baccording to\b", bare, re.IGNORECASE) and any(speaker in stems(n) for n in speakers(bare)):
        return True
    goes_on = all(_is_pronoun(subject) for subject in subjects) if subjects else '""' in bare
    return goes_on and speaker in stems(before[-_LONGEST:])


def is_of_another(speaker: str, sentence: str) -> bool:
    """Whether a sentence gives the words of somebody else, who is told in it."""
    bare = _QUOTATION.sub(' "" ', sentence[:_LONGEST])
    told = [subject for subject in _subjects(bare) if not _is_pronoun(subject)] + _ACCORDING.findall(bare)
    return bool(told) and not gives_words_of(speaker, sentence, "")


def looks_back(sentence: str) -> bool:
    """Whether a sentence tells what had been said before what is reported."""
    return _HAD_SAID.search(sentence[:_LONGEST]) is not None


def _subjects(bare: str) -> list[str]:
    """Who says something, as the words before each verb of saying, or after one that follows a quotation."""
    found = []
    for verb in _VERB.finditer(bare):
        before = bare[: verb.start()].rstrip()
        if _NOT_SAID.search(before):
            continue
        after = " ".join(bare[verb.end() :].split()[:_INVERTED_WORDS])
        if before.endswith(('""', '"",')):
            found.append(after)
            continue
        clause = _CLAUSE.split(before)[-1]
        words = [word for word in clause.split() if word.lower() not in _BESIDE]
        if not words:  # "It was late, said the board", or "Stoltenberg, who called it late, said": either, with two
            found += [after] if _NOUN.match(after) else []
            words = before.split()[:_SUBJECT_WORDS] if before.count(",") > 1 else []
        elif "," in before and words[0][:1].isupper():  # "the head of the board, Ruža Kovačec, said" names her twice
            words = [*_CLAUSE.split(before)[-2].split()[-_SUBJECT_WORDS:], *words]
        found += [" ".join(words[-2 * _SUBJECT_WORDS :])] if words else []
    return found


def _is_pronoun(subject: str) -> bool:
    words = subject.lower().split()
    return bool(words) and words[-1].strip('"') in _PRONOUNS
