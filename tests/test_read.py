"""What the reader says of the paragraphs found, and the order that follows."""

from __future__ import annotations

import pytest
from makers import passage

from assistant import Assistant, Reader
from assistant.read import NOTHING_READ, PARAGRAPHS_READ, Readings, read_hits, reordered
from assistant.reader import Reading, Span
from assistant.reranker import RERANKED
from vectorstore import Hit, NewsIndex

FERRY = "How many people were injured in the ferry accident?"


def hit(text: str, score: float = 1.0) -> Hit:
    return Hit(passage(text, article_id=text), score)


class ByLength:
    """A user's own model, which likes long texts."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def predict(self, pairs: list[tuple[str, str]], /) -> list[float]:
        self.read += [text for _, text in pairs]
        return [len(text) / 10_000 for _, text in pairs]


def test_the_best_paragraphs_are_read_each_once(sample_index: NewsIndex) -> None:
    reader = Reader.load(larger=False)
    hits = sample_index.search(FERRY, 50)
    readings = read_hits(reader, FERRY, [*hits[:3], *hits])
    best = list(dict.fromkeys(hit.passage.key for hit in [*hits[:3], *hits][:PARAGRAPHS_READ]))
    assert list(readings.of) == best
    passage = hits[0].passage
    alone = reader.read(FERRY, [(passage.title, passage.paragraph_text)])[0]
    assert readings.answers(passage.key) == pytest.approx(alone.answers, abs=0.01)
    assert readings.likeliest == max(reading.answers for reading in readings.of.values())


def test_what_a_model_of_the_users_own_says_is_no_probability() -> None:
    readings = read_hits(Reader.load(answers_from=ByLength(), larger=False), FERRY, [hit("The ferry was late.")])
    assert list(readings.of)
    assert readings.likeliest is None


def test_a_question_without_a_letter_is_not_read() -> None:
    assert read_hits(Reader.load(), "?!", [hit("The ferry was late.")]) is NOTHING_READ


def test_what_was_not_read_answers_nothing() -> None:
    assert NOTHING_READ.answers(("a", 1)) == 0.0
    assert NOTHING_READ.within(("a", 1), 0, 9) == (0.0, None)


def test_words_belong_to_the_part_they_stand_in() -> None:
    spans = (Span(4, 9, "ferry", 0.5), Span(10, 13, "was", 0.25), Span(20, 24, "late", 0.125))
    readings = Readings({("a", 1): Reading(0.9, spans)})
    assert readings.within(("a", 1), 0, 15) == (0.75, (4, 9))
    assert readings.within(("a", 1), 15, 30) == (0.125, None)  # too unlikely to be shown
    assert readings.within(("a", 1), 5, 9) == (0.0, None)


def test_those_that_were_read_come_by_what_was_said_of_them() -> None:
    hits = [hit("One.", score=2.0), hit("Two.", score=1.9), hit("Three.", score=1.8), hit("Four.", score=1.7)]
    readings = Readings({h.passage.key: Reading(p, ()) for h, p in zip(hits[:3], (0.0, 0.1, 1.0), strict=True)})
    found = reordered(hits, readings)
    assert [h.passage.text for h in found] == ["Three.", "Two.", "One.", "Four."]
    assert [h.score for h in found] == [1.0, 0.1, 0.0, 1.7]


def test_the_packaged_reader_leaves_the_order_of_the_search(sample_index: NewsIndex) -> None:
    with_it, without = (Assistant(sample_index, reader=reader).search(FERRY, 30) for reader in (True, False))
    assert with_it == without


def test_a_model_of_the_users_own_decides_alone(sample_index: NewsIndex) -> None:
    own = ByLength()
    found = Assistant(sample_index, reranker=own).search(FERRY, RERANKED)
    assert len(own.read) <= RERANKED
    lengths = [len(f"{h.passage.title}\n{h.passage.paragraph_text}") for h in found]
    assert lengths == sorted(lengths, reverse=True)
    assert [h.score for h in found] == pytest.approx([length / 10_000 for length in lengths])
