"""After ranking: a paragraph that stands in several copies of a report is one hit, which names the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from corpus import Article
from corpus.facts import figures, in_order, negations, told
from corpus.wire_copy import runs
from vectorstore.filters import Filters, to_epoch
from vectorstore.ledger import Ledger
from vectorstore.types import Copy, Hit, Passage

_SAME = 0.6  # share of a text's runs of three words, at least, that the other one has
_RUN = 3  # words in a row that show where one text stands in the other
# Equal words of so many are one thing wherever they stand, in a follow-up or at the foot of every page …
_LEAST_WORDS = 8
# … unless what they mean hangs on the day of the article.
_RELATIVE = re.compile(
    r"\b(today|tonight|yesterday|tomorrow|(mon|tues|wednes|thurs|fri|satur|sun)day|(this|last|next) \w+|ago|now"
    r"|earlier|so far)\b"
)

_told = lru_cache(maxsize=4096)(told)


def one_of_each(hits: Sequence[Hit], k: int, ledger: Ledger, filters: Filters) -> list[Hit]:
    """The k best hits of which none repeats a better one, each naming the articles that say the same.

    A hit repeats a better one if it is of a copy of the same report, has nearly the same words, and no figure or
    name that the better one lacks; or if it is word for word the same, whatever the report. Articles that are
    named pass the filters; the first published is named first.
    """
    reports = ledger.reports.of([hit.passage.article_id for hit in hits], filters)
    kept: list[Hit] = []
    repeated: list[list[Passage]] = []
    places: dict[str, int] = {}
    for hit in hits:
        words = " ".join(hit.passage.text.lower().split())
        place = places.get(words)
        if place is None:
            place = _repeats(hit.passage, kept, reports)
        if place is not None:
            repeated[place].append(hit.passage)
        elif len(kept) < k:
            if len(words.split()) >= _LEAST_WORDS and not _RELATIVE.search(words):
                places[words] = len(kept)
            kept.append(hit)
            repeated.append([])
    others = {id_ for hit in kept for id_ in reports.get(hit.passage.article_id, ())}
    articles = {id_: article for id_ in sorted(others) if (article := ledger.article(id_))}
    return [
        replace(hit, copies=_named(hit.passage, repeats, reports, articles))
        for hit, repeats in zip(kept, repeated, strict=True)
    ]


def copies_of(ledger: Ledger, article_ids: Sequence[str], filters: Filters) -> dict[str, tuple[Copy, ...]]:
    """For each of these articles that is one of several copies of a report: the others that pass the filters."""
    found = ledger.reports.of(article_ids, filters)
    articles = {id_: ledger.article(id_) for ids in found.values() for id_ in ids}
    return {id_: tuple(_copy_of(a) for other in ids if (a := articles[other])) for id_, ids in found.items()}


def _copy_of(article: Article) -> Copy:
    return Copy(article.id, article.title, article.source, article.url, article.published)


def says_the_same(text: str, other: str) -> bool:
    """Whether the other text says nearly all of this one, in one stretch: the same figures, names and denials."""
    left, right = _told(text), _told(other)
    own = runs(left.words)
    if len(own & runs(right.words)) < _SAME * len(own):
        return False
    stretch = _stretch(left.words, right.words)
    figures_there = [word for word in stretch if word in set(figures(right.facts))]
    return (
        in_order(left.facts, stretch)
        and in_order(figures_there, left.words)
        and negations(left.words) == negations(stretch)
    )


def _stretch(words: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    """The part of the other text in which these words stand: what is before and after it says something else."""
    blocks = [b for b in SequenceMatcher(None, words, other, autojunk=False).get_matching_blocks() if b.size >= _RUN]
    if not blocks:
        return other
    first, last = blocks[0], blocks[-1]
    rest = len(words) - last.a - last.size
    # Where the edges differ, a word more: "never" may have been put in.
    before = first.a + 1 if first.a else 0
    return other[max(0, first.b - before) : last.b + last.size + (rest + 1 if rest else 0)]


def _repeats(passage: Passage, kept: Sequence[Hit], reports: dict[str, list[str]]) -> int | None:
    """Which of the hits kept this passage of a copy repeats, if any."""
    copies = reports.get(passage.article_id, ())
    for place, hit in enumerate(kept):
        if hit.passage.article_id in copies and says_the_same(passage.text, hit.passage.text):
            return place
    return None


def _named(
    passage: Passage, repeats: Sequence[Passage], reports: dict[str, list[str]], articles: dict[str, Article]
) -> tuple[Copy, ...]:
    """The articles that repeated the passage, and those of its report that were no hits themselves and have it too."""
    copies = {p.article_id: Copy(p.article_id, p.title, p.source, p.url, p.published) for p in repeats}
    for id_ in reports.get(passage.article_id, ()):
        article = articles.get(id_)
        if article and id_ not in copies and any(says_the_same(passage.text, text) for text in _near(passage, article)):
            copies[id_] = _copy_of(article)
    copies.pop(passage.article_id, None)
    return tuple(
        sorted(copies.values(), key=lambda copy: (copy.published is None, to_epoch(copy.published), copy.article_id))
    )


def _near(passage: Passage, article: Article) -> Iterator[str]:
    """The paragraphs of an article, alone and two by two, that have about half of the passage's words.

    Two by two, since outlets break paragraphs in places of their own.
    """
    words = set(passage.text.split())
    texts = [paragraph.text for paragraph in article.paragraphs]
    for text in [*texts, *(f"{first} {second}" for first, second in pairwise(texts))]:
        if 2 * len(words.intersection(text.split())) >= len(words):
            yield text
