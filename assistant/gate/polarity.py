"""What is denied, doubted or only planned in the paragraph is not told as done, nor the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.gate.types import Cited, Claim
from assistant.sentences import split_sentences
from assistant.words import content_stems, stem
from vectorstore import content_words, fold

_NEGATORS = frozenset(
    """not no never none nobody nothing neither nor without cannot hardly scarcely barely denied denies deny denying
    refused refuses refuse refusing failed fails fail failing declined declines decline rejects rejected reject
    falsely unable avoided avoid""".split()
)
# "Homes had no power" may well be said of "the storm cut power to homes".
_OF_THINGS = frozenset({"no", "without"})
_HEDGES = frozenset(
    """may might could would should if unless whether plans planned planning plan expected expects hopes hoped hoping
    due intends wants wanted seeks sought considering considers proposed proposes scheduled perhaps possibly
    allegedly reportedly will threatened threatens urged isto""".split()
)
_DENIED_REACH, _DOUBTED_REACH = 7, 4  # words after one that denies or doubts, within its clause
_CLAUSE_ENDS = frozenset(", ; : – — but".split())
_A_CLAUSE_OF_ITS_OWN = 3  # words of a claim in a clause: then the rest of the sentence says nothing of it
_IRREGULAR_PAST = frozenset(
    """became began bought brought built came chose cut did drew fell fought found gave got grew held hit kept knew led
    left lost made met paid put ran rose said sank sent set shot shut sold sought spent split spoke stood struck took
    told was went were won wrote withdrew""".split()
)
_PHRASES = [
    (re.compile(r"\b(\w+)n['’]t\b"), r"\1 not"),
    (re.compile(r"\bnot only\b"), "also"),
    (re.compile(r"\b(?:is|are|was|were) to\b(?! date)"), "isto"),
    (re.compile(r"\bcall(?:ed|s|ing)? off\b"), "cancelled"),
    (re.compile(r"\b(?:turn|vote)(?:ed|s|ing)? down\b"), "rejected"),
]
_UP = "rose rise risen increase grow grew grown growth climb jump soar up gain"
_DOWN = "fell fall fallen decrease drop decline shrank shrunk sank plunge down slump"
# What one side says and the other does not: each word against each.
_OPPOSITES = [
    (_UP, _DOWN),
    ("won win wins winning beat beats", "lost lose loses losing"),
    ("accept approve adopt pass sign agree", "reject veto refuse"),
    ("open reopen opened reopened", "close closed shut"),
    ("start begin began begun launch resume", "end finish cancel halt stop"),
    ("support back endorse", "oppose"),
    ("before", "after"),
    ("more above over higher larger bigger", "fewer less below under lower smaller"),
    ("buy bought buys", "sell sold sells"),
    ("convict convicted guilty", "acquit acquitted innocent cleared"),
    ("arrest arrested detain detained jail jailed", "release released free freed"),
    ("hire hired appoint appointed", "dismiss dismissed fire fired sack sacked"),
    ("alive survive survived", "dead died killed"),
    ("succeed success", "fail failure failed"),
    ("raise raised expand", "cut lower lowered reduce reduced"),
    ("join joined enter entered arrive arrived", "leave left quit"),
    ("ban banned forbid forbidden", "allow allowed permit permitted"),
    ("legal", "illegal"),
    ("confirm confirmed admit admitted", "deny denied"),
    ("praise praised welcome welcomed", "condemn condemned criticise criticised criticize criticized"),
    ("majority", "minority"),
    ("north northern", "south southern"),
    ("east eastern", "west western"),
    ("son", "daughter"),
    ("brother", "sister"),
    ("husband", "wife"),
    ("father", "mother"),
    ("import", "export"),
    ("victory", "defeat"),
    ("improve improved", "worsen worsened"),
]
# What goes beyond the paragraph if it is not there: that it is the most of its kind, or all of them.
_BEYOND = frozenset(
    """first last only largest biggest smallest highest lowest oldest youngest fastest worst best most least longest
    shortest greatest deadliest record all every always entire unanimously sole""".split()
)


def objection(claim: Claim, cited: Sequence[Cited]) -> str | None:
    """Why it must not be shown: the sentence of the paragraphs that it is likest to denies it, or doubts it."""
    best = likest(claim.text, cited)
    if best is None:
        return None
    said, there = _tokens(claim.text), _tokens(best)
    if _denied(said, there, _NEGATORS) or _denied(there, said, _NEGATORS - _OF_THINGS):
        return "what it cites says the opposite of it"
    if why := _opposed(claim.text, best):
        return why
    if _only_planned(said, there):
        return "what it cites tells it as planned or possible, not as done"
    return _beyond(said, cited)


def likest(text: str, cited: Sequence[Cited]) -> str | None:
    """The sentence of the paragraphs with the most of a text's words; None if none has any."""
    return _likest(text, [stretch.text for one in cited for stretch in split_sentences(one.text)])


def _likest(text: str, parts: Sequence[str]) -> str | None:
    wanted = set(content_stems(text))
    found = max(parts, key=lambda part: (len(wanted & set(content_stems(part))), -len(part)), default=None)
    return found if found and wanted & set(content_stems(found)) else None


def _tokens(text: str) -> list[str]:
    text = fold(text)
    for phrase, instead in _PHRASES:
        text = phrase.sub(instead, text)
    return re.findall(r"[\w-]+|[,;:–—]", text)


def _reached(tokens: Sequence[str], marks: frozenset[str], reach: int) -> tuple[set[str], set[str]]:
    """The stems of words that stand shortly after one of the marks, in its clause, and those of all others."""
    within: set[str] = set()
    outside: set[str] = set()
    left = 0
    for token in tokens:
        left = reach if token in marks else 0 if token in _CLAUSE_ENDS else left - 1
        if token not in marks and content_words(token):
            (within if left > 0 else outside).add(stem(token))
    return within, outside


def _denied(said: Sequence[str], there: Sequence[str], negators: frozenset[str]) -> bool:
    """Whether a word of the one, in which nothing is denied, stands in the other only where it is denied."""
    if _NEGATORS & set(said):
        return False
    within, outside = _reached(there, negators, _DENIED_REACH)
    told = {stem(token) for token in said if content_words(token)}
    return bool(told & (within - outside)) and bool(told & outside)


def _opposed(claim: str, best: str) -> str | None:
    """An objection if a word's opposite, and not itself, stands in the clause that the claim is likest to."""
    clauses = [part for part in re.split(r"[,;:–—]|\b(?:and|but|while)\b", best) if part.strip()]
    clause = _likest(claim, clauses) or best
    mine, whole = _stems(claim), _stems(best)
    for there in (_stems(clause), whole):
        for one, other in _pairs():
            said, instead = mine & one, there & other
            if said and instead and not mine & other and not there & one:
                return f"it has “{_written(said, claim)}” where what it cites has “{_written(instead, best)}”"
        if len(set(content_stems(claim)) & set(content_stems(clause))) >= _A_CLAUSE_OF_ITS_OWN:
            return None
    return None


def _stems(text: str) -> set[str]:
    return {stem(token) for token in _tokens(text)}


def _written(stems: set[str], text: str) -> str:
    return next(token for token in _tokens(text) if stem(token) in stems)


def _pairs() -> Iterator[tuple[set[str], set[str]]]:
    for one, other in _OPPOSITES:
        left, right = ({stem(word) for word in side.split()} for side in (one, other))
        yield left, right
        yield right, left


def _only_planned(said: Sequence[str], there: Sequence[str]) -> bool:
    """Whether something told as done stands in the paragraph only as planned or possible."""
    if _HEDGES & set(said):
        return False
    within, outside = _reached(there, _HEDGES, _DOUBTED_REACH)
    done = {stem(token) for token in said if token.endswith("ed") or token in _IRREGULAR_PAST}
    return bool(done & (within - outside))


def _beyond(said: Sequence[str], cited: Sequence[Cited]) -> str | None:
    there = {token for one in cited for token in _tokens(f"{one.text} {one.around}")}
    added = [token for token in said if token in _BEYOND and token not in there]
    return f"it says “{added[0]}”, which what it cites does not" if added else None
