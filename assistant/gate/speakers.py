"""What somebody said stays theirs: the right name, and an opinion no fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.gate.polarity import likest
from assistant.gate.types import Cited, Claim
from assistant.sentences import split_sentences
from assistant.words import names
from vectorstore import words

_SAID = r"""(?:said|says|say|told|tells|added|adds|wrote|writes|argued|argues|claimed|claims|replied|warned|warns
    |insisted|insists|denied|denies|announced|announces|stated|states|explained|explains|promised|promises|accused
    |accuses|believes|believed|thinks|thought|suggested|suggests|called|calls|asked|noted|notes|acknowledged
    |estimates|estimated|expects|expected|hopes|hoped|predicts|predicted|fears|feared)"""
_SAID_BEFORE_A_NAME = r"(?:said|says|added|adds|wrote|argued|claimed|warned|insisted|noted|explained|replied|thinks)"
# Bounded, and never begun inside a word: a page of names must not take minutes.
_WORD_OF_NAME = r"[^\W\d_a-z][\w’'.-]{0,40}"
_NAME = rf"(?<![\w’'.-]){_WORD_OF_NAME}(?:\ (?:{_WORD_OF_NAME}|of|de|van|von|al)){{0,5}}"
_LONGEST = 2_000  # characters of a sentence that are looked at
_BEFORE = re.compile(rf"(?P<who>{_NAME}),?(?:[^,.;]{{1,60}},)?\ (?:also\ |has\ |had\ )?{_SAID}\b", re.VERBOSE)
_AFTER = re.compile(rf"\b{_SAID_BEFORE_A_NAME}\ (?P<who>{_NAME})", re.VERBOSE)
_ACCORDING = re.compile(rf"\b[Aa]ccording\ to\ (?:[a-z]+\ ){{0,4}}(?P<who>{_NAME})", re.VERBOSE)
_PRONOUN_SAID = re.compile(rf"\b([Hh]e|[Ss]he|[Tt]hey)\ (?:also\ |has\ |had\ )?{_SAID}\b", re.VERBOSE)
# Verbs that give a view, and not what was seen: without the one who holds it, the view would be told as a fact.
_OPINION = re.compile(
    r"""\b(?:claim|argu|believ|estimat|expect|think|thought|insist|accus|suspect|speculat|predict|fear|hope|warn|suggest|dismiss
        |criticis|criticiz|calle?[ds]|describ|in\ (?:his|her|their)\ (?:view|opinion))""",
    re.IGNORECASE | re.VERBOSE,
)
_ALLEGED = re.compile(r"\b(?:alleg(?:ed|es|edly)|accused|suspected)\b", re.IGNORECASE)
_GIVEN = re.compile(
    rf"\b(?:{_SAID}|according|alleg\w+|reportedly|accus\w+|suspect\w*|fear\w*|hope\w*|predict\w*|view|critici\w+|describ\w+)\b",
    re.VERBOSE | re.IGNORECASE,
)


def objection(claim: Claim, cited: Sequence[Cited]) -> str | None:
    """Why it must not be shown who said it: it was somebody else, or it was an opinion and is told as a fact."""
    best = likest(claim.text, cited) if not claim.quotes else _with_quote(claim, cited)
    if best is None:
        return None
    named = speakers(claim.text)
    if not named:
        opinion = _ALLEGED.search(best) or (_OPINION.search(best) and speakers(best))
        if opinion and not claim.quotes and not _GIVEN.search(claim.text):
            return "what it cites gives it as somebody’s view, not as a fact"
        return None
    theirs = speakers(best) or _spoken_of_before(best, cited)
    for who in named:
        outlets = {word for one in cited for word in words(one.source or "")}
        last = words(who)[-1:] or [""]
        if last[0] in outlets or not theirs:
            continue
        if not any(set(last) & set(words(other)) for other in theirs):
            return f"it is not “{who}” who says so in what it cites"
    return None


def speakers(text: str) -> list[str]:
    """The names that are said to say something in a text."""
    text = text[:_LONGEST]
    before = list(_BEFORE.finditer(text))
    # In "Moe said Brandt was late" the name after the verb is not the speaker's.
    after = [m for m in _AFTER.finditer(text) if not any(m.start() < other.end() <= m.end("who") for other in before)]
    found = [m["who"] for m in (*_ACCORDING.finditer(text), *before, *after)]
    return [name for who in found for name in names(who)[:1]]


def _with_quote(claim: Claim, cited: Sequence[Cited]) -> str | None:
    """The sentence of the paragraphs that the first quotation stands in."""
    for one in cited:
        for stretch in split_sentences(one.text):
            if claim.quotes[0].strip(" .,") and claim.quotes[0].strip(" .,") in stretch.text:
                return stretch.text
    return likest(claim.text, cited)


def _spoken_of_before(sentence: str, cited: Sequence[Cited]) -> list[str]:
    """Who "he said" may be: the names of the sentence before, and of this one."""
    if not _PRONOUN_SAID.search(sentence):
        return []
    for one in cited:
        sentences = [stretch.text for stretch in split_sentences(one.text)]
        for before, now in pairwise(sentences):
            if now == sentence:
                return [*names(before), *names(now)]
    return []
