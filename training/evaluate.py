"""Measure a reader on the rows kept apart."""

from __future__ import annotations

import random
from collections.abc import Sequence

from assistant.reader.network import LABELS, ReaderNetwork
from assistant.reader.pairs import Pairs
from training.groups import Maker
from training.measuring import best_span, exact, f1, logits_of
from training.near_misses import LookAlikes
from training.rows import Rows, Span


def evaluate(network: ReaderNetwork, pairs: Pairs, train: Rows, apart: Rows, limit: int = 600) -> dict[str, float]:
    """first_of_ten, span F1 and exact on paragraphs, accuracy of the three labels; on at most so many rows of each."""
    dice = random.Random(1)
    result: dict[str, float] = {}
    sentences = dice.sample(apart.sentences, min(limit, len(apart.sentences)))
    pool = LookAlikes(list(dict.fromkeys(s for _, s, _ in [*train.sentences, *apart.sentences])))
    wanted = []
    for (question, sentence, _), alike in zip(sentences, pool.of_all([q for q, _, _ in sentences], 12), strict=True):
        wanted += [(question, "", text) for text in [sentence, *[a for a in alike if a != sentence][:9]]]
    scores = [logits.answers for logits in logits_of(network, pairs, wanted)]
    firsts = [scores[n] >= max(scores[n : n + 10]) for n in range(0, len(scores), 10)]
    result["first_of_ten"] = sum(firsts) / len(firsts)
    result |= _spans(network, pairs, dice.sample(apart.paragraphs, min(limit, len(apart.paragraphs))), "span")
    result |= _spans(network, pairs, dice.sample(apart.spans, min(limit, len(apart.spans))), "qamr")
    result |= _support(network, pairs, train, apart, limit)
    return {name: round(value, 4) for name, value in result.items()}


def _spans(network: ReaderNetwork, pairs: Pairs, spans: Sequence[Span], name: str) -> dict[str, float]:
    found = []
    for span, logits in zip(spans, logits_of(network, pairs, [(s.question, "", s.text) for s in spans]), strict=True):
        start, end, _ = best_span(logits)
        found.append((span.text[start:end], span.answer))
    return {
        f"{name}_f1": sum(f1(a, b) for a, b in found) / len(found),
        f"{name}_exact": sum(exact(a, b) for a, b in found) / len(found),
    }


def _support(network: ReaderNetwork, pairs: Pairs, train: Rows, apart: Rows, limit: int) -> dict[str, float]:
    maker = Maker(Rows(claims=[*train.claims, *apart.claims], sentences=apart.sentences, paragraphs=apart.paragraphs), 1)
    rows = [group[0] for group in maker.of_claims(apart.claims[:limit], neither=0.5)]
    found = logits_of(network, pairs, [(e.question, "", e.text) for e in rows])
    result = {}
    for place, label in enumerate(LABELS):
        right = [int(logits.support.argmax()) == e.label for e, logits in zip(rows, found, strict=True) if e.label == place]
        result[label] = sum(right) / len(right)
    return {"support": sum(result.values()) / len(result)} | result


