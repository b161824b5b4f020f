"""From rows to groups of examples: a question with the texts that answer it and those that only look so."""

from __future__ import annotations

import random
from collections.abc import Sequence

from assistant.sentences import split_sentences
from training.near_misses import Exchange, LookAlikes
from training.rows import Claim, Example, Rows, Span, joined
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
        texts = dict.fromkeys([s for _, s, _ in train.sentences] + [s.text for s in train.spans])
        self.sentences = LookAlikes(list(texts))
        self.exchange = Exchange([q for q, _, _ in train.sentences], self.dice)
        self._in_order = _texts_in_order(train)

    def of_sentences(self, spans: Sequence[Span], negatives: int) -> list[Group]:
        """Each question with its sentence, sentences that look like it, and the sentence asked something else."""
        found = self.sentences.of_all([s.question for s in spans], _HARD + 10)
        return [self._group(span, span.text, alike, negatives) for span, alike in zip(spans, found, strict=True)]

    def of_paragraphs(self, spans: Sequence[Span]) -> list[Group]:
        """Each question with its paragraph, that paragraph without what answers, or with an exchanged fact asked."""
        groups = []
        for span in spans:
            group = self._group(span, span.text, (), 0)
            rest = without_answer(span)
            if rest:
                group.append(Example(span.question, group[0].title, rest, 0))
            groups.append(group)
        return groups

    def widened(self, spans: Sequence[tuple[Span, int]]) -> list[Group]:
        """Sentences put back among those before and after them in their source; and the same without the answer.

        spans: each with the sentence's place in the order of the source.
        """
        groups = []
        for span, place in spans:
            before, after = self._neighbours(place)
            lead = " ".join(before) + " " if before else ""
            text = " ".join([*before, span.text, *after])
            moved = Span(span.question, text, span.answer, span.start + len(lead), span.source)
            title = title_for(span.question, text, self.dice)
            group = [_positive(moved, title)]
            rest = " ".join(s for s in [*before, *after] if span.answer.lower() not in s.lower())
            if rest:
                group.append(Example(span.question, title, rest, 0))
            groups.append(group)
        return groups

    def of_claims(self, claims: Sequence[Claim], neither: float) -> list[Group]:
        """Each claim with its evidence, and a share of them with evidence of others that looks alike."""
        evidence = dict.fromkeys(joined(c.evidence) for c in self.train.claims)
        found = LookAlikes(list(evidence)).of_all([c.claim for c in claims], 8)
        groups = []
        for claim, alike in zip(claims, found, strict=True):
            sentences = list(claim.evidence)
            self.dice.shuffle(sentences)
            groups.append([Example(claim.claim, "", joined(sentences), _LABEL[claim.label])])
            others = [text for text in alike if text != joined(claim.evidence)][:5]
            if others and claim.label != "neither" and self.dice.random() < neither:
                groups.append([Example(claim.claim, "", self.dice.choice(others), _LABEL["neither"])])
        return groups

    def _group(self, span: Span, around: str, alike: Sequence[str], negatives: int) -> Group:
        title = title_for(span.question, around, self.dice)
        group = [_positive(span, title)]
        answer = span.answer.lower()
        others = [text for text in alike if text != span.text and not (answer and answer in text.lower())]
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

    def _neighbours(self, place: int) -> tuple[list[str], list[str]]:
        before, here, after = self._in_order.get(place, ([], "", []))
        many = self.dice.choice([1, 2, 2, 3])
        first = self.dice.randint(0, many)
        return before[len(before) - min(first, len(before)) :], after[: many - first] if here or after else []


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
