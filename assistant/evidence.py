"""Which sentences of the paragraphs found could answer, and how well."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.asking import NAMED, QUANTITIES, Kind, NamedTime, kind_of, named_time, offers
from assistant.cleared import Case, case_of, only_accused
from assistant.deaths import words_for_death
from assistant.doers import doer_instead
from assistant.ends import of_no_end, tells_a_beginning
from assistant.holders import holder, holds_it_still
from assistant.leading import lead_of
from assistant.nobody import nobody
from assistant.offices import in_full, next_asked, office_asked
from assistant.planned import only_planned, told_as_planned
from assistant.read import NOTHING_READ, Readings
from assistant.same_event import of_another_thing
from assistant.sentences import Stretch, split_sentences
from assistant.speech import gives_words_of, is_of_another, speaker_asked
from assistant.word_weights import of_asking_part, share, unknown_names, weights_of
from assistant.words import names
from corpus.changes import note_start
from vectorstore import Copy, Hit, NewsIndex

# Paragraphs whose sentences are looked at, and sentences of those that are compared by meaning, best by words first.
PARAGRAPHS_TAKEN = 12
_SENTENCES_EMBEDDED = 24
_UNLIKELY = 0.1  # how likely the likeliest paragraph is, at most, where nothing is found
_HELD = 0.9  # how likely a name is the answer that stands with the office asked for
# Share of the question around "Nobody was hurt", which says itself nothing of where.
_AROUND_NOBODY = 0.6
# A sentence that asks answers nothing, unless somebody is quoted as asking.
_ASKS = re.compile(r"\?\s*$")


@dataclass(frozen=True)
class Candidate:
    """A sentence that could stand in the answer.

    words: share of the question's word weight (0 to 1) found in the sentence; what is only said before it counts less.
    around: the same for its paragraph, sub-heading, title and source together.
    meaning: cosine similarity of sentence and question.
    rank: 1-based rank of its paragraph. article_rank: 1-based rank of its article, by its best paragraph.
    offers: whether it holds something of the kind asked for (a number, a name, what the one asked about said, …).
    timely: whether it could be about the year or month that the question names, if it names one.
    likely: the probability, by the reader, that the words that answer are in this sentence; 0 without a reader.
    answer: the words that answer, as (start, end) in characters of the paragraph; None where not known.
    copies: the other articles that are copies of the same report.
    planned: the words asked of as done that it tells only as planned or possible; such a sentence offers nothing.
    held: whether the words that answer are the name of who holds the office asked for, by the wording.
    """

    hit: Hit
    stretch: Stretch
    words: float
    around: float
    meaning: float
    rank: int
    article_rank: int
    offers: bool
    timely: bool
    likely: float = 0.0
    answer: tuple[int, int] | None = None
    copies: tuple[Copy, ...] = ()
    planned: frozenset[str] = frozenset()
    held: bool = False

    @property
    def article_ids(self) -> set[str]:
        """The articles that are this report."""
        return {self.hit.passage.article_id, *(copy.article_id for copy in (*self.hit.copies, *self.copies))}

    @property
    def opens(self) -> bool:
        """Whether it is the first sentence of its report."""
        return self.hit.passage.paragraph == 1 and self.stretch.start == 0

    @property
    def score(self) -> float:
        return self.plain + self.likely

    @property
    def plain(self) -> float:
        """The score without the reader's say."""
        return (
            self.words
            + 0.5 * self.around
            + 0.8 * self.meaning
            + 0.3 / self.rank
            + 0.6 / self.article_rank
            + (0.25 if self.offers else 0.0)
            - (0.0 if self.timely else 0.5)
        )


@dataclass(frozen=True)
class Evidence:
    """All candidates, best first, and what of the question the archive has nowhere.

    unknown_names: names of the question that stand in none of the paragraphs read.
    closeness: cosine similarity of the question and the passage nearest to it, 0 if none was found by meaning.
    likeliest: how likely, by the reader, the likeliest paragraph is to answer; None without its say.
    denies: whether the best sentences deny what the question takes for granted.
    case: what the best sentence says of who is asked to have done a misdeed, if it does not say that they did.
    left_out: outlets that were named before, where it is asked who else reported.
    """

    candidates: tuple[Candidate, ...]
    unknown_names: tuple[str, ...]
    closeness: float = 0.0
    likeliest: float | None = None
    denies: bool = False
    case: Case = ""
    left_out: tuple[str, ...] = ()

    def words_of_another(self, question: str) -> bool:
        """Whether the best sentence gives the words of somebody else than the one asked about."""
        speaker = speaker_asked(question)
        return bool(speaker and self.candidates and is_of_another(speaker, self.candidates[0].stretch.text))

    def of_another_thing(self, question: str) -> bool:
        """Whether the best sentence counts who was on board of something else than what is asked about."""
        counts = bool(self.candidates) and kind_of(question) in QUANTITIES
        return counts and of_another_thing(question, self.candidates[0].stretch.text)

    def lacks_what_was_asked(self, question: str) -> bool:
        """Whether the best sentence has no figure, length of time or time at all, where one is asked for."""
        best = self.candidates[0] if self.candidates else None
        asked = kind_of(question) in (*QUANTITIES, Kind.TIME)
        return bool(best and asked and not best.offers and best.answer is None)

    @property
    def leads_with_a_plan(self) -> bool:
        """Whether the best sentence tells only as planned what is asked as done."""
        return bool(self.candidates) and bool(self.candidates[0].planned)

    @property
    def only_planned(self) -> bool:
        """Whether the best sentence, and every other that offers something, tells only as planned what was asked."""
        if not self.leads_with_a_plan:
            return False
        return not any(c.offers for c in self._near())

    def answered_elsewhere(self, question: str) -> bool:
        """Whether the reader finds who, when or where in other sentences but not in the best, which has just any name.

        "The ferry did not respond when the captain tried to brake at Tolvik" has all of "Who was the captain …?".
        """
        if not self.candidates or self.candidates[0].answer or kind_of(question) not in NAMED:
            return False
        return any(c.answer and not of_no_end(question, c.stretch.text) for c in self._near())

    def found_nowhere(self, question: str) -> bool:
        """Whether the reader finds no words for who, when or where in the best sentence, and no paragraph likely.

        "Lorries have to use the crossing until a second round, planned for 2026" has a year, and not when it opened.
        """
        if not self.candidates or self.candidates[0].answer or kind_of(question) not in NAMED:
            return False
        return self.likeliest is not None and self.likeliest < _UNLIKELY

    def _near(self) -> list[Candidate]:
        """The other sentences that are at least half as good as the best."""
        return [c for c in self.candidates[1:] if c.score >= self.candidates[0].score / 2]

    def on_a_case(self, question: str) -> Evidence:
        """The same with what the best sentence says of a misdeed; whom it only accuses, or clears, answers nothing."""
        case = case_of(question, self.candidates)
        told = (replace(c, answer=None) if case and only_accused(question, c) else c for c in self.candidates)
        return replace(self, case=case, candidates=tuple(told))

    def without(self, said: str) -> Evidence:
        """The same without the sentences that stand in what was said already."""
        return replace(self, candidates=tuple(c for c in self.candidates if c.stretch.text not in said))


def gather(
    index: NewsIndex,
    question: str,
    hits: Sequence[Hit],
    readings: Readings = NOTHING_READ,
    as_of: datetime | None = None,
    time: NamedTime | None = None,
) -> Evidence:
    """Take the best paragraphs apart, sentence by sentence, against the question.

    time: what the question named, where it is given without that.
    readings: what the reader says of them, if there is one; the paragraphs that it has read are all taken.
    as_of: only copies known to be published by then are told of.
    """
    full = in_full(question)
    weights = weights_of(index, full)
    asked, died = of_asking_part(weights, full), words_for_death(question)
    kind, speaker, office = kind_of(question), speaker_asked(question), office_asked(question)
    to_come = next_asked(question)
    time = time or named_time(question)
    copies = index.copies_of([hit.passage.article_id for hit in hits], as_of)
    rough: list[Candidate] = []
    seen: set[tuple[str, int]] = set()
    articles: dict[str, int] = {}
    read: list[str] = []
    for hit in hits:
        passage = hit.passage
        if passage.key in seen or len(seen) >= max(PARAGRAPHS_TAKEN, len(readings.of)):
            continue
        seen.add(passage.key)
        there = f"{passage.title}. {passage.paragraph_text}"
        whole = " ".join([passage.title, passage.section or "", passage.source or "", passage.paragraph_text])
        read.append(whole)
        around = share(weights, whole, died)
        rank, article_rank = len(seen), articles.setdefault(passage.article_id, len(articles) + 1)
        noted = note_start(passage.paragraph_text)
        for s in split_sentences(passage.paragraph_text):
            # What a correction says is mostly what was wrong; what is right stands in the report.
            if _ASKS.search(s.text) or (noted is not None and s.end > noted):
                continue
            likely, answer = readings.within(passage.key, s.start, s.end)
            planned = only_planned(question, s.text)
            if answer and not planned and told_as_planned(question, s.text, answer[0] - s.start):
                answer = None
            if answer and tells_a_beginning(question, s.text[: answer[0] - s.start]):
                answer = None
            if answer and (does := doer_instead(question, s.text, (answer[0] - s.start, answer[1] - s.start))):
                answer = (s.start + does[0], s.start + does[1])
            if held := office and holder(office, s.text, there):
                likely, answer = max(likely, _HELD), (s.start + held[0], s.start + held[1])
            elif around >= _AROUND_NOBODY and (none := nobody(question, s.text)):
                likely, answer = max(likely, _HELD), (s.start + none[0], s.start + none[1])
            elif to_come and answer and holds_it_still(to_come, passage.paragraph_text[slice(*answer)], s.text, there):
                likely, answer = 0.0, None
            elif office and answer and not names(passage.paragraph_text[slice(*answer)]):
                likely, answer = 0.0, None  # "the police" hold no office
            given = (
                gives_words_of(speaker, s.text, passage.paragraph_text[: s.start])
                if speaker
                else offers(s.text, kind, question) and not (kind in QUANTITIES and of_another_thing(question, s.text))
            )
            rough.append(
                Candidate(
                    hit,
                    s,
                    words=share(asked, s.text, died),
                    around=around,
                    meaning=0.0,
                    rank=rank,
                    article_rank=article_rank,
                    offers=given and not planned,
                    timely=time.fits(passage.published, s.text),
                    likely=likely,
                    answer=answer,
                    copies=copies.get(passage.article_id, ()),
                    planned=planned,
                    held=bool(held),
                )
            )
    rough.sort(key=lambda c: -c.score)
    closeness = max((hit.cosine for hit in hits if hit.cosine is not None), default=0.0)
    return Evidence(
        _with_meaning(index, question, rough[:_SENTENCES_EMBEDDED]),
        unknown_names(full, read),
        closeness,
        readings.likeliest,
    )


def _with_meaning(index: NewsIndex, question: str, rough: Sequence[Candidate]) -> tuple[Candidate, ...]:
    if not rough:
        return ()
    vectors = index.encode_texts([c.stretch.text for c in rough])
    meanings = vectors @ index.encode_query(question)
    exact = [replace(c, meaning=float(m)) for c, m in zip(rough, meanings, strict=True)]
    ranked = sorted(exact, key=lambda c: -c.score)
    leads = lead_of(question, ranked)
    return (leads, *(other for other in ranked if other is not leads))
