"""The rows kept apart, as questions put to a reader: one half to calibrate it with, the other to measure it on."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from training.groups import Maker, without_answer
from training.near_misses import LookAlikes
from training.rows import Claim, Rows, Span, is_apart, joined, letters

_T = TypeVar("_T")
_TEN = 10
# Letters from which a sentence is one that was read before, and not just some words.
_TELLING = 20


@dataclass(frozen=True)
class Choice:
    """A question and texts that look alike, of which the first is known to answer."""

    question: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Half:
    """One half of the rows kept apart.

    sentences, paragraphs: choices among ten. spans, short: words to be found in paragraphs, and in single sentences.
    claims: with as many "neither" as there are of each other label, near enough.
    """

    sentences: tuple[Choice, ...]
    paragraphs: tuple[Choice, ...]
    spans: tuple[Span, ...]
    short: tuple[Span, ...]
    claims: tuple[Claim, ...]


def halves(train: Rows, apart: Rows, limit: int) -> tuple[Half, Half]:
    """The half to calibrate with and the half to measure on, of at most so many rows of each kind.

    What looks alike is drawn from all rows: it is only read here, and no question of theirs is asked.
    """
    sentences = LookAlikes(list(dict.fromkeys(s for _, s, _ in [*train.sentences, *apart.sentences])))
    paragraphs = LookAlikes(list(dict.fromkeys(s.text for s in [*train.paragraphs, *apart.paragraphs])))
    everything = Rows(sentences=train.sentences, claims=[*train.claims, *apart.claims])
    made = []
    for first in (True, False):
        dice = random.Random(1)
        mine = [row for row in apart.sentences if is_apart(row[1], 0.5, "half") == first]
        spans = _some([s for s in apart.paragraphs if is_apart(s.text, 0.5, "half") == first], limit, dice)
        claims = _some([c for c in apart.claims if is_apart(c.evidence[0], 0.5, "half") == first], limit, dice)
        with_neither = [group[0] for group in Maker(everything, 1).of_claims(claims, neither=0.5)]
        made.append(
            Half(
                tuple(_choices([(q, s) for q, s, _ in _some(mine, limit, dice)], sentences)),
                tuple(_with_rest(spans, paragraphs)),
                tuple(spans),
                tuple(_some([s for s in apart.spans if is_apart(s.text, 0.5, "half") == first], limit, dice)),
                tuple(Claim(e.question, (e.text,), ("supports", "refutes", "neither")[e.label]) for e in with_neither),
            )
        )
    return made[0], made[1]


def unseen(half: Half, train: Rows) -> Half:
    """The half without the questions whose right text was read in training after all, alone or within a paragraph.

    The division goes by text and source, so that a paragraph of XQuAD may be one of SQuAD that was trained on. Of the
    claims those go that were trained on themselves, or whose evidence has a sentence that was (beside another claim).
    """
    seen = "\n".join({letters(s.text) for s in train.paragraphs})
    single = {letters(text) for text in (*(s for _, s, _ in train.sentences), *(s.text for s in train.spans))}

    claims = {letters(claim.claim) for claim in train.claims}
    evidence = {letters(sentence) for claim in train.claims for sentence in claim.evidence}
    told = [text for text in evidence if len(text) >= _TELLING]

    def fresh(text: str) -> bool:
        return letters(text) not in single and letters(text) not in seen

    def fresh_claim(claim: Claim) -> bool:
        text = letters(joined(claim.evidence))
        return letters(claim.claim) not in claims and (
            claim.label == "neither" or not (text in evidence or any(sentence in text for sentence in told))
        )

    return Half(
        tuple(choice for choice in half.sentences if fresh(choice.texts[0])),
        tuple(choice for choice in half.paragraphs if fresh(choice.texts[0])),
        tuple(span for span in half.spans if fresh(span.text)),
        tuple(span for span in half.short if fresh(span.text)),
        tuple(filter(fresh_claim, half.claims)),
    )


def _some(rows: Sequence[_T], limit: int, dice: random.Random) -> list[_T]:
    return dice.sample(rows, min(limit, len(rows)))


def _choices(rows: Sequence[tuple[str, str]], pool: LookAlikes) -> Iterator[Choice]:
    found = pool.of_all([question for question, _ in rows], _TEN + 2)
    for (question, text), alike in zip(rows, found, strict=True):
        same = letters(text)  # some sentences are among the rows a second time, in small letters
        yield Choice(question, (text, *[other for other in alike if letters(other) != same][: _TEN - 1]))


def _with_rest(spans: Sequence[Span], pool: LookAlikes) -> Iterator[Choice]:
    """The paragraph, the same without the sentence that answers, and others that look alike and lack the answer."""
    found = pool.of_all([span.question for span in spans], _TEN + 20)
    for span, alike in zip(spans, found, strict=True):
        rest = without_answer(span)
        others = [text for text in alike if text != span.text and span.answer.lower() not in text.lower()]
        yield Choice(span.question, (span.text, *([rest] if rest else []), *others)[:_TEN])
