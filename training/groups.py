"""From rows to groups of examples: a question with the texts that answer it and those that only look so."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cached_property

from assistant.sentences import split_sentences
from training.near_misses import Exchange, LookAlikes
from training.rows import Claim, Example, Rows, Span, joined, letters
from training.titles import title_for

Group = list[Example]
# What of the look-alikes is drawn from: the first few are hard, and those far down are easy.
_HARDEST, _HARD = 4, 20
_LABEL = {"supports": 0, "refutes": 1, "neither": 2}


class Maker:
    """Makes groups; what it draws depends on the seed alone."""

    def __init__(self, train: Rows, seed: int) -> None:
        self.dice = random.Random(seed)
        self.train = train
        # Some sentences are among the rows a second time, in small letters.
        texts = {letters(text): text for text in [s.text for s in train.spans] + [s for _, s, _ in train.sentences]}
        self.sentences = LookAlikes(list(texts.values()))
        self._places = {letters(s): place for _, s, place in train.sentences if place >= 0}
        self.exchange = Exchange([q for q, _, _ in train.sentences], self.dice)
        self._in_order = _texts_in_order(train)

    @cached_property
    def _paragraphs(self) -> LookAlikes:
        return LookAlikes(list(dict.fromkeys(span.text for span in self.train.paragraphs)))

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        return {joined(claim.evidence): claim for claim in self.train.claims}

    @cached_property
    def _evidence(self) -> LookAlikes:
        return LookAlikes(list(self._claims))

    def of_sentences(self, spans: Sequence[Span], negatives: int) -> list[Group]:
        """Each question with its sentence, sentences that look like it, and the sentence asked something else."""
        found = self.sentences.of_all([s.question for s in spans], _HARD + 10)
        return [self._group(span, span.text, alike, negatives) for span, alike in zip(spans, found, strict=True)]

    def of_paragraphs(self, spans: Sequence[Span]) -> list[Group]:
        """Each question with its paragraph, and with the same without what answers, or another that looks like it, or
        one fact of the question exchanged."""
        groups = []
        found = self._paragraphs.of_all([s.question for s in spans], _HARDEST)
        for span, alike in zip(spans, found, strict=True):
            right, *wrong = self._group(span, span.text, alike, 1)
            rest = without_answer(span)
            if rest:
                wrong.append(Example(span.question, right.title, rest, 0))
            groups.append([right, *self._one(wrong)])
        return groups

    def widened(self, spans: Sequence[tuple[Span, int]]) -> list[Group]:
        """Sentences put back among those before and after them in their source; and the same without the answer, or a
        sentence that looks alike among its own.

        spans: each with the sentence's place in the order of the source.
        """
        groups = []
        found = self.sentences.of_all([span.question for span, _ in spans], _HARD)
        for (span, place), alike in zip(spans, found, strict=True):
            before, after = self._neighbours(place)
            lead = " ".join(before) + " " if before else ""
            text = " ".join([*before, span.text, *after])
            moved = Span(span.question, text, span.answer, span.start + len(lead), span.source)
            title = title_for(span.question, text, self.dice)
            rest = " ".join(s for s in [*before, *after] if span.answer.lower() not in s.lower())
            wrong = [Example(span.question, title, rest, 0)] if rest else []
            other = self._other_among_its_own(span, text, alike)
            if other:
                wrong.append(Example(span.question, title_for(span.question, other, self.dice), other, 0))
            groups.append([_positive(moved, title), *self._one(wrong)])
        return groups

    def among_others(self, spans: Sequence[Span], most: int) -> list[Group]:
        """Sentences among up to so many that look alike, in any order, as one text; and those without the right one."""
        groups = []
        found = self.sentences.of_all([span.question for span in spans], _HARD)
        for span, alike in zip(spans, found, strict=True):
            others = [text for text in alike if _is_other(text, span)]
            others = self.dice.sample(others, min(len(others), self.dice.randint(1, most)))
            first = self.dice.randint(0, len(others))
            lead = "".join(f"{text} " for text in others[:first])
            text = " ".join([*others[:first], span.text, *others[first:]])
            moved = Span(span.question, text, span.answer, span.start + len(lead), span.source)
            title = title_for(span.question, span.text, self.dice)
            group = [_positive(moved, title)]
            if others:
                group.append(Example(span.question, title, " ".join(others), 0))
            groups.append(group)
        return groups

    def of_claims(self, claims: Sequence[Claim], neither: float) -> list[Group]:
        """Each claim with its evidence, and a share of them with evidence of others that looks alike.

        Claims about one subject share sentences: evidence that has one with a claim's own may support it as well.
        """
        own: dict[str, set[str]] = {}
        for claim in self.train.claims:
            own.setdefault(letters(claim.claim), set()).update(map(_beginning, claim.evidence))
        evidence = self._claims
        found = self._evidence.of_all([c.claim for c in claims], _HARD)
        groups = []
        for claim, alike in zip(claims, found, strict=True):
            sentences = list(claim.evidence)
            self.dice.shuffle(sentences)
            groups.append([Example(claim.claim, "", joined(sentences), _LABEL[claim.label])])
            mine = own.get(letters(claim.claim), set()).union(map(_beginning, claim.evidence))
            others = [text for text in alike if mine.isdisjoint(map(_beginning, evidence[text].evidence))][:5]
            if others and claim.label != "neither" and self.dice.random() < neither:
                groups.append([Example(claim.claim, "", self.dice.choice(others), _LABEL["neither"])])
        return groups

    def _group(self, span: Span, around: str, alike: Sequence[str], negatives: int) -> Group:
        title = title_for(span.question, around, self.dice)
        group = [_positive(span, title)]
        others = [text for text in alike if _is_other(text, span)]
        hard = others[:_HARDEST]
        picked = [self.dice.choice(hard)] if hard and negatives else []
        rest = [text for text in others[:_HARD] if text not in picked]
        picked += self.dice.sample(rest, min(len(rest), max(0, negatives - 1)))
        for text in picked:
            kept = title if self.dice.random() < 0.7 else title_for(span.question, text, self.dice)
            group.append(Example(span.question, kept, text, 0))
        asked = self.exchange.in_question(span.question, f"{title} {span.text}")
        if asked:
            group.append(Example(asked, title, span.text, 0))
        return group

    def _one(self, wrong: Group) -> Group:
        return [self.dice.choice(wrong)] if wrong else []

    def _other_among_its_own(self, span: Span, around: str, alike: Sequence[str]) -> str:
        """A sentence that looks as if it answered, with those before and after it; empty if there is none."""
        here = letters(around)
        others = [text for text in alike if letters(text) in self._places and letters(text) not in here]
        self.dice.shuffle(others)
        for text in others:
            before, after = self._neighbours(self._places[letters(text)])
            whole = " ".join([*before, text, *after])
            if _is_other(whole, span):
                return whole
        return ""

    def _neighbours(self, place: int) -> tuple[list[str], list[str]]:
        before, here, after = self._in_order.get(place, ([], "", []))
        many = self.dice.choice([1, 2, 2, 3])
        first = self.dice.randint(0, many)
        return before[len(before) - min(first, len(before)) :], after[: many - first] if here or after else []


def _is_other(text: str, span: Span) -> bool:
    """Whether a text neither holds a span's own text, in whatever case, nor the words that answer."""
    return letters(span.text) not in letters(text) and not (span.answer and span.answer.lower() in text.lower())


def _beginning(sentence: str) -> str:
    """What two copies of a sentence have in common where one was cut or spaced otherwise."""
    return letters(sentence)[:40]


def without_answer(span: Span) -> str:
    """A paragraph without the sentences that hold the words that answer; empty if nothing is left."""
    answer = span.answer.lower()
    kept = [s.text for s in split_sentences(span.text) if answer not in s.text.lower()]
    cut = any(s.start <= span.start < s.end for s in split_sentences(span.text) if answer in s.text.lower())
    return " ".join(kept) if cut else ""


def _positive(span: Span, title: str) -> Example:
    known = bool(span.answer)
    end = span.start + len(span.answer)
    return Example(span.question, title, span.text, 1, span.start if known else -1, end if known else -1)


def _texts_in_order(train: Rows) -> dict[int, tuple[list[str], str, list[str]]]:
    """For the place of a sentence, up to three distinct sentences before and after it in the source."""
    runs: list[list[tuple[int, str]]] = []
    for _, sentence, place in train.sentences:
        if place < 0:
            continue
        if not runs or place - runs[-1][-1][0] > 3:
            runs.append([])
        runs[-1].append((place, sentence))
    found = {}
    for run in runs:
        distinct = list(dict.fromkeys(sentence for _, sentence in run))
        at = {sentence: n for n, sentence in enumerate(distinct)}
        for place, sentence in run:
            n = at[sentence]
            found[place] = (distinct[max(0, n - 3) : n], sentence, distinct[n + 1 : n + 4])
    return found
