"""Whether two articles are one report: an agency's copy, a reprint, lightly edited, or cut down. Knows no index.

Two reports of one event share the words of the people they quote, so quotations do not count. Measured on 1,800
articles of three outlets: reports of their own of one event share up to 0.48 of their runs of three words with the
quotations, and at most 0.29 without.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from corpus.facts import Told, content_words, told, words_of
from corpus.furniture import is_furniture
from corpus.types import Article

WINDOW = timedelta(days=7)  # a reprint comes within some days; so do recurring columns, but not so often
SAMPLED = 8  # one run of words in so many is kept for finding candidates
LEAST_SAMPLE_SHARED = 0.2  # share of the smaller sample that makes a candidate: well under what makes a copy
_RUN = 3  # words
_LEAST_WORDS = 40
_MOST_TIMES_LONGER = 4.5  # beyond, the longer one is a round-up or a live page that also tells this
# Share of the shorter one's runs. An outlet updates its own report under a new address, which is no copy of it.
_ANOTHER_OUTLET, _SAME_OUTLET = 0.4, 0.8
_SAME_SENTENCE = 0.5
# Share of the common sentences in which figures or names were exchanged; an outlet fills in its own forms anew.
_CONTRADICTED_BY_ANOTHER, _CONTRADICTED_BY_ITSELF = 0.25, 0.15
_QUOTATION = re.compile(r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)|\"[^\"]*\"")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=\W?[^\W_])")

Run = tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """What of an article is compared: its title, its outlet, and what it says outside quotation marks.

    texts: its paragraphs without quotations; captions, teasers and the like are left out.
    """

    article: Article
    texts: tuple[str, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words in order, paragraph ends not marked: every outlet breaks paragraphs in its own places."""
        return words_of(" ".join(self.texts))

    @cached_property
    def runs(self) -> frozenset[Run]:
        """All runs of three words; none if there are too few to tell the article from another.

        None either if the text has no word of the title, as where only a publisher's notice could be read.
        """
        if len(self.words) < _LEAST_WORDS or not self._tells_of_its_title():
            return frozenset()
        return runs(self.words)

    def _tells_of_its_title(self) -> bool:
        title = _title_words(self.article)
        return not title or not title.isdisjoint(self.words)

    @cached_property
    def sample(self) -> frozenset[int]:
        """32-bit hashes of one run in eight, the same ones in every article.

        The sample modulo m of Broder, "On the resemblance and containment of documents", 1997, which unlike a
        MinHash of fixed size estimates how much of a short text is in a long one.
        """
        hashes = (zlib.crc32(" ".join(run).encode()) for run in self.runs)
        return frozenset(number for number in hashes if number % SAMPLED == 0)

    @cached_property
    def sentences(self) -> tuple[tuple[frozenset[str], Told], ...]:
        """The words and the facts of each sentence that has enough of them to be known again."""
        pieces = (told(piece) for text in self.texts for piece in _SENTENCE_END.split(text))
        return tuple((frozenset(piece.words), piece) for piece in pieces if len(piece.words) >= _RUN + 2)


def runs(words: tuple[str, ...]) -> frozenset[Run]:
    """All runs of three words; of a shorter text the whole."""
    return frozenset(words[start : start + _RUN] for start in range(max(1, len(words) - _RUN + 1)))


def sign(article: Article) -> Signature:
    """The signature of an article."""
    texts = (paragraph.text for paragraph in article.paragraphs if not is_furniture(paragraph.text))
    return Signature(article, tuple(_QUOTATION.sub(" ", text) for text in texts))


def near_in_time(left: Article, right: Article) -> bool:
    """Whether one may be a reprint of the other by their dates; without a date anything may."""
    return left.published is None or right.published is None or abs(left.published - right.published) <= WINDOW


def same_report(left: Signature, right: Signature) -> bool:
    """Whether the two are copies of one report; the order of the two makes no difference."""
    short, long = sorted((left, right), key=lambda signature: (len(signature.runs), signature.article.id))
    if not short.runs or len(long.runs) > _MOST_TIMES_LONGER * len(short.runs):
        return False
    if not near_in_time(left.article, right.article):
        return False
    outlets = (left.article.source or "").casefold(), (right.article.source or "").casefold()
    another = all(outlets) and outlets[0] != outlets[1]
    if len(short.runs & long.runs) < (_ANOTHER_OUTLET if another else _SAME_OUTLET) * len(short.runs):
        return False
    if another:
        return _contradicted(short, long) <= _CONTRADICTED_BY_ANOTHER
    return _titles_agree(left.article, right.article) and _contradicted(short, long) <= _CONTRADICTED_BY_ITSELF


def _titles_agree(left: Article, right: Article) -> bool:
    """Whether one outlet may have given both titles to one report.

    Pages that hold nothing but a notice, and columns with a number or a day in their title, have equal texts too.
    """
    if not left.title or not right.title:
        return True  # nothing speaks against it
    a, b = told(left.title), told(right.title)
    figures = [{word for word in title.words if word[0].isdigit()} for title in (a, b)]
    if figures[0] - figures[1] and figures[1] - figures[0]:
        return False
    mine, others = _title_words(left), _title_words(right)
    return not (mine and others and mine.isdisjoint(others))


def _title_words(article: Article) -> frozenset[str]:
    """The words of a title that carry meaning, without those of the outlet's name, which many titles end with."""
    outlet = (article.source or "").lower()
    return frozenset(word for word in content_words(words_of(article.title)) if word not in outlet)


def _contradicted(short: Signature, long: Signature) -> float:
    """Share of the sentences that both have in which they tell other figures or names, as in a form filled in anew."""
    pairs = list(_common_sentences(short, long))
    return sum(_exchanged(left, right) for left, right in pairs) / max(1, len(pairs))


def _common_sentences(short: Signature, long: Signature) -> Iterator[tuple[Told, Told]]:
    for words, sentence in short.sentences:
        overlaps = ((len(words & others) / len(words | others), other) for others, other in long.sentences)
        overlap, nearest = max(overlaps, key=lambda pair: pair[0], default=(0.0, sentence))
        if overlap >= _SAME_SENTENCE:
            yield sentence, nearest


def _exchanged(left: Told, right: Told) -> bool:
    """Whether each of the two tells a figure or a name that the other has not; more in one of them is an edit."""
    return bool(Counter(left.facts) - Counter(right.words)) and bool(Counter(right.facts) - Counter(left.words))
