"""What is denied, doubted or only planned in the paragraph is not told as done, nor the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.gate.types import Cited, Claim
from assistant.sentences import split_sentences
from assistant.words import content_stems
from vectorstore import content_words, fold, stem

_NEGATORS = frozenset(
    """not no never none nobody nothing neither nor without cannot hardly scarcely barely denied denies deny denying
    refused refuses refuse refusing failed fails fail declined declines decline rejected stopped false falsely untrue
    unable avoided avoid unlikely""".split()
)
_HEDGES = frozenset(
    """may might could would should if unless whether plans planned planning plan expected expects hopes hoped hoping
    due intends wants wanted seeks sought considering considers proposed proposes scheduled likely possibly perhaps
    allegedly reportedly rumoured rumored about will threatened threatens asked urged set to-be""".split()
)
_REACH = 6  # words before a word in which its negation or doubt stands
# Pairs of which one says the opposite of the other, as stems of folded words.
_OPPOSITES = [
    ("rose", "fell"), ("rise", "fall"), ("rose", "drop"), ("rise", "drop"), ("increase", "decrease"), ("up", "down"),
    ("increase", "fell"), ("grew", "shrank"), ("gain", "lost"), ("gain", "lose"), ("gain", "loss"), ("won", "lost"),
    ("win", "lose"), ("accept", "reject"), ("approve", "reject"), ("adopt", "reject"), ("pass", "reject"),
    ("open", "close"), ("reopen", "close"), ("start", "end"), ("begin", "end"), ("support", "oppose"),
    ("before", "after"), ("more", "fewer"), ("more", "less"), ("above", "below"), ("buy", "sell"), ("bought", "sold"),
    ("convict", "acquit"), ("guilty", "acquit"), ("guilty", "innocent"), ("arrest", "release"), ("arrest", "free"),
    ("hire", "dismiss"), ("hire", "fire"), ("alive", "dead"), ("survive", "killed"), ("first", "last"),
    ("success", "failure"), ("succeed", "fail"), ("higher", "lower"), ("larger", "smaller"), ("raise", "cut"),
    ("raise", "lower"), ("expand", "cut"), ("enter", "leave"), ("arrive", "leave"), ("join", "leave"), ("ban", "allow"),
    ("forbid", "allow"), ("legal", "illegal"), ("confirm", "deny"), ("admit", "deny"), ("praise", "criticise"),
    ("praise", "criticize"), ("welcome", "condemn"), ("ally", "enemy"), ("north", "south"), ("east", "west"),
    ("majority", "minority"), ("all", "none"), ("male", "female"), ("man", "woman"), ("men", "women"),
    ("son", "daughter"), ("brother", "sister"), ("husband", "wife"), ("father", "mother"), ("maximum", "minimum"),
    ("import", "export"), ("lend", "borrow"), ("victory", "defeat"),
    ("strengthen", "weaken"), ("improve", "worsen"), ("extend", "shorten"), ("delay", "advance"), ("cancel", "confirm"),
]  # fmt: skip


def objection(claim: Claim, cited: Sequence[Cited]) -> str | None:
    """Why it must not be shown: the sentence of the paragraphs that it is likest to denies it, or doubts it."""
    said = _tokens(claim.text)
    best = likest(claim.text, cited)
    if best is None:
        return None
    there = _tokens(best)
    if _turned(said, there, _NEGATORS):
        return "what it cites says the opposite of it"
    if why := _opposed(said, there):
        return why
    if _planned(said, there):
        return "what it cites tells it as planned or possible, not as done"
    return None


def likest(text: str, cited: Sequence[Cited]) -> str | None:
    """The sentence of the paragraphs with the most of a text's words; None if none has any."""
    wanted = set(content_stems(text))
    sentences = [stretch.text for one in cited for stretch in split_sentences(one.text)]
    found = max(sentences, key=lambda s: (len(wanted & set(content_stems(s))), -len(s)), default=None)
    return found if found and wanted & set(content_stems(found)) else None


def _tokens(text: str) -> list[str]:
    text = re.sub(r"\b(\w+)n['’]t\b", r"\1 not", fold(text))
    return re.findall(r"[\w-]+", text)


def _told(tokens: Sequence[str]) -> dict[str, list[int]]:
    """The places of each word that tells, by its stem."""
    places: dict[str, list[int]] = {}
    for n, token in enumerate(tokens):
        if content_words(token) and token not in _NEGATORS and token not in _HEDGES:
            places.setdefault(stem(token), []).append(n)
    return places


def _before(tokens: Sequence[str], place: int, marked: frozenset[str]) -> bool:
    return any(token in marked for token in tokens[max(0, place - _REACH) : place])


def _turned(said: Sequence[str], there: Sequence[str], marked: frozenset[str]) -> bool:
    """Whether more of the words both have are negated in one and not in the other than alike in both."""
    negated, plain = _of_both(said, there, marked)
    return bool(negated) and len(negated) > len(plain) / 2 and _counts_differ(said, there, marked)


def _of_both(said: Sequence[str], there: Sequence[str], marked: frozenset[str]) -> tuple[set[str], set[str]]:
    mine, theirs = _told(said), _told(there)
    unlike: set[str] = set()
    alike: set[str] = set()
    for word in mine.keys() & theirs.keys():
        here = {_before(said, n, marked) for n in mine[word]}
        other = {_before(there, n, marked) for n in theirs[word]}
        (unlike if not here & other else alike).add(word)
    return unlike, alike


def _counts_differ(said: Sequence[str], there: Sequence[str], marked: frozenset[str]) -> bool:
    return sum(t in marked for t in said) % 2 != sum(t in marked for t in there) % 2


def _opposed(said: Sequence[str], there: Sequence[str]) -> str | None:
    """An objection if the sentence has a word whose opposite, and not itself, stands in the paragraph's."""
    mine, theirs = {stem(t) for t in said}, {stem(t) for t in there}
    for one, other in _pairs():
        for a, b in ((one, other), (other, one)):
            if a in mine and a not in theirs and b in theirs and b not in mine:
                return f"it has “{_as_written(a, said)}” where what it cites has “{_as_written(b, there)}”"
    return None


def _pairs() -> Iterator[tuple[str, str]]:
    for one, other in _OPPOSITES:
        yield stem(one), stem(other)


def _as_written(stemmed: str, tokens: Sequence[str]) -> str:
    return next(t for t in tokens if stem(t) == stemmed)


def _planned(said: Sequence[str], there: Sequence[str]) -> bool:
    """Whether the paragraph tells as possible or planned what the sentence tells as done."""
    if any(token in _HEDGES for token in said):
        return False
    unlike, alike = _of_both(said, there, _HEDGES)
    return len(unlike) > len(alike)
