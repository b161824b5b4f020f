"""The order of the passages found: a sum of five signs that people who know newspapers would look for."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vectorstore.text import stem, words
from vectorstore.types import Hit, Passage, TimePreference

# Round numbers; docs/retrieval.md tells over which range each of them holds.
MEANING_WEIGHT = 1.0
SUPPORT_WEIGHT = 0.3
LEAD_WEIGHT = 0.2
# How much a word counts that stands in the title, or in another passage found of the same article, instead of here.
IN_TITLE, IN_ARTICLE = 0.8, 0.3
# The two paragraphs in which a report says what happened.
_LEAD = 2
# Share of the best candidate's coverage and cosine from which a passage is taken to be on the subject.
_ON_THE_SUBJECT = 0.7
# BM25's saturation and length normalisation (Robertson and Zaragoza, 2009), with a fixed usual length in words, so
# that an order does not depend on what else is in the archive.
_SATURATION, _LENGTH_SHARE, _USUAL_LENGTH = 0.6, 0.75, 60.0


@dataclass(frozen=True)
class Candidate:
    """A passage that may be what is looked for.

    title, text: as the ledger folds them. cosine: of question and passage, in [-1, 1].
    dense_rank, lexical_rank: 1-based, None if it was not found that way.
    """

    passage: Passage
    title: str
    text: str
    cosine: float
    dense_rank: int | None = None
    lexical_rank: int | None = None


def rank(
    candidates: Sequence[Candidate],
    frequencies: Mapping[str, int],
    total: int,
    prefer: TimePreference | None = None,
) -> list[Hit]:
    """All candidates as hits, best first; ties keep the order given.

    frequencies: in how many of the `total` passages of the archive each of the question's words stands.
    The score is the sum of how much of the question the passage says (rare words count more; about 0 to 1.6),
    of its cosine, of its article's two best passages, of standing at the head of its article, and of being
    published at the preferred time.
    """
    coverage = _coverage(candidates, _weights(frequencies, total))
    relevance = [
        covered + MEANING_WEIGHT * candidate.cosine for covered, candidate in zip(coverage, candidates, strict=True)
    ]
    if prefer and prefer.latest:
        prefer = _of_the_subject(prefer, candidates, relevance)
    of_article: dict[str, list[float]] = defaultdict(list)
    for candidate, value in zip(candidates, relevance, strict=True):
        of_article[candidate.passage.article_id].append(value)
    support = {article: sum(sorted(values)[-2:]) / 2 for article, values in of_article.items()}
    hits = [
        Hit(
            c.passage,
            value
            + SUPPORT_WEIGHT * support[c.passage.article_id]
            + (LEAD_WEIGHT if c.passage.paragraph <= _LEAD else 0.0)
            + (prefer.weight * prefer.closeness(c.passage.published) if prefer else 0.0),
            c.dense_rank,
            c.lexical_rank,
            c.cosine,
        )
        for c, value in zip(candidates, relevance, strict=True)
    ]
    return sorted(hits, key=lambda hit: -hit.score)


def _of_the_subject(
    prefer: TimePreference, candidates: Sequence[Candidate], relevance: Sequence[float]
) -> TimePreference:
    """The preference, ending with the newest of the candidates that are on the subject."""
    enough = _ON_THE_SUBJECT * max(relevance, default=0.0)
    days = [
        c.passage.published
        for c, value in zip(candidates, relevance, strict=True)
        if c.passage.published and value >= enough
    ]
    return prefer.ending(max(days)) if days else prefer


def _weights(frequencies: Mapping[str, int], total: int) -> dict[str, float]:
    """The question's stems and their share of its weight, together 1; words that stand nowhere have none.

    The square root of BM25's idf: with the idf itself a single rare word outweighs the rest of the question.
    """
    raw = {
        stem(word): math.sqrt(math.log(1 + (total - found + 0.5) / (found + 0.5)))
        for word, found in frequencies.items()
        if found
    }
    whole = sum(raw.values())
    return {word: weight / whole for word, weight in raw.items()} if whole else {}


def _coverage(candidates: Sequence[Candidate], weights: Mapping[str, float]) -> list[float]:
    """How much of the question's weight each candidate says, in itself, in its title, or elsewhere in its article."""
    beginnings = tuple({word[: 2 if word[2:3] in ("i", "y") else 3] for word in weights})
    in_text = [_counts(c.text, weights, beginnings) for c in candidates]
    in_title = {title: _counts(title, weights, beginnings)[0].keys() for title in {c.title for c in candidates}}
    in_article: dict[str, set[str]] = defaultdict(set)
    for candidate, (counts, _) in zip(candidates, in_text, strict=True):
        in_article[candidate.passage.article_id] |= counts.keys()

    def share(candidate: Candidate, counts: Mapping[str, int], length: int) -> float:
        damping = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length / _USUAL_LENGTH)
        said = 0.0
        for word, weight in weights.items():
            count = counts.get(word, 0)
            said += weight * max(
                count * (1 + _SATURATION) / (count + damping) if count else 0.0,
                IN_TITLE if word in in_title[candidate.title] else 0.0,
                IN_ARTICLE if word in in_article[candidate.passage.article_id] else 0.0,
            )
        return said

    return [share(c, counts, length) for c, (counts, length) in zip(candidates, in_text, strict=True)]


def _counts(text: str, weights: Mapping[str, float], beginnings: tuple[str, ...]) -> tuple[dict[str, int], int]:
    """How often each of the question's stems stands in a folded text, and the text's length in words."""
    counts: dict[str, int] = {}
    tokens = words(text)
    for token in tokens:
        if token.startswith(beginnings):  # stemming is slow, and next to no stem begins otherwise than its word
            stemmed = stem(token)
            if stemmed in weights:
                counts[stemmed] = counts.get(stemmed, 0) + 1
    return counts, len(tokens)
