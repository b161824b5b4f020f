"""What the reader says of the paragraphs found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.reader import Reader, Reading
from assistant.reranker import RERANKED
from vectorstore import Hit

# Paragraphs that are read with the question: what answers is seldom further down.
PARAGRAPHS_READ = 20
# Of those, the likeliest to answer are read again by the larger reader.
READ_AGAIN = 8

# Words less likely than this to answer are not shown as if they did.
_TOLD = 0.3

Key = tuple[str, int]


@dataclass(frozen=True)
class Readings:
    """The reading of each paragraph that was read, by article id and position; none without a reader.

    likeliest: how likely the likeliest of them is to answer, where the packaged reader says so: what a model of the
    user's own says is no probability.
    """

    of: Mapping[Key, Reading] = field(default_factory=dict)
    likeliest: float | None = None

    def answers(self, key: Key) -> float:
        """The probability that a paragraph answers, 0 for one that was not read."""
        reading = self.of.get(key)
        return reading.answers if reading else 0.0

    def within(self, key: Key, start: int, end: int) -> tuple[float, tuple[int, int] | None]:
        """How likely the answer is in this part of a paragraph, and the words that answer if they are likely enough.

        Words that answer overlap ("Ada Holm", "Mayor Ada Holm") and are calibrated one by one: their sum may pass 1.
        """
        reading = self.of.get(key)
        spans = [span for span in reading.spans if start <= span.start and span.end <= end] if reading else []
        if not spans:
            return 0.0, None
        best = spans[0]
        likely = min(1.0, sum(span.probability for span in spans))
        return likely, (best.start, best.end) if best.probability >= _TOLD else None


NOTHING_READ = Readings()


def read_hits(reader: Reader, question: str, hits: Sequence[Hit], again: int = READ_AGAIN) -> Readings:
    """Read the paragraphs of the best hits, and so many of them again by the larger network.

    Raises ModelError if a model of the user's own fails.
    """
    if not any(letter.isalnum() for letter in question):  # nothing but a date or an outlet was asked for
        return NOTHING_READ
    many = RERANKED if reader.is_other else PARAGRAPHS_READ
    passages = {hit.passage.key: hit.passage for hit in hits[:many]}
    texts = [(passage.title, passage.paragraph_text) for passage in passages.values()]
    read = reader.read(question, texts, again)
    likeliest = None if reader.is_other else max((reading.answers for reading in read), default=None)
    return Readings(dict(zip(passages, read, strict=True)), likeliest)


def reordered(hits: Sequence[Hit], readings: Readings) -> list[Hit]:
    """The hits read by what the readings say of them, which becomes their score, and the others as they were.

    Only a model of the user's own orders hits: with the packaged reader's say the right paragraphs came no sooner.
    """
    known = [replace(hit, score=readings.answers(hit.passage.key)) for hit in hits if hit.passage.key in readings.of]
    rest = [hit for hit in hits if hit.passage.key not in readings.of]
    return [*sorted(known, key=lambda hit: -hit.score), *rest]
