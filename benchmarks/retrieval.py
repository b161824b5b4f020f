"""How good the hits are on the sample archive, beside search by words alone and by meaning alone, in the same run.

    python benchmarks/retrieval.py [--show]      --show prints every question whose answer is in none of four hits

A passage is right if one of the question's answers stands in it. mrr: mean over the answerable questions of 1/rank of
the first right hit of thirty (0 if there is none). hit@4: share with a right one among the first four. words@100:
share whose answer stands in the first hundred words of the hits, put one after the other.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.settings import from_environment

from_environment()

from rich.console import Console
from rich.table import Table

from assistant import Assistant
from corpus import read_articles
from vectorstore import Hit, NewsIndex

QUESTIONS = Path(__file__).with_name("sample_questions.jsonl")
_HITS, _FEW, _WORDS = 30, 4, 100
# Enough to hold nearly all that either of the two searches finds in an archive as small as this.
_POOL = 200

Searcher = Callable[[str], Sequence[Hit]]


@dataclass(frozen=True)
class RetrievalFigures:
    """Means over the answerable questions, each from 0 to 1. missed: questions with no right hit among four."""

    mrr: float
    hit_at_4: float
    words_at_100: float
    questions: int
    missed: tuple[str, ...]


def answerable_questions() -> list[tuple[str, list[str]]]:
    """Each question that the archive answers, and the alternatives of which one stands in a right passage."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    return [(row["question"], row["answer"]) for row in rows if row["answer"] is not None]


def measure(search: Searcher) -> RetrievalFigures:
    """Ask every answerable question of a search, which gives hits best first."""
    reciprocal, among_few, in_words, missed = 0.0, 0, 0, []
    questions = answerable_questions()
    for question, alternatives in questions:
        texts = [hit.passage.text for hit in search(question)[:_HITS]]
        first = next((rank for rank, text in enumerate(texts, 1) if _holds(text, alternatives)), None)
        reciprocal += 1 / first if first else 0.0
        if first and first <= _FEW:
            among_few += 1
        else:
            missed.append(question)
        in_words += _holds(" ".join(" ".join(texts).split()[:_WORDS]), alternatives)
    count = len(questions)
    return RetrievalFigures(reciprocal / count, among_few / count, in_words / count, count, tuple(missed))


def ours(assistant: Assistant) -> Searcher:
    """What an answer is made from."""
    return lambda question: assistant.search(question, _HITS)


def one_search(index: NewsIndex, rank: Callable[[Hit], int | None]) -> Searcher:
    """The hits of one of the two searches, in its own order."""

    def search(question: str) -> list[Hit]:
        ranked = [(place, hit) for hit in index.search(question, _POOL) if (place := rank(hit)) is not None]
        return [hit for _, hit in sorted(ranked, key=lambda pair: pair[0])]

    return search


def _holds(text: str, alternatives: Sequence[str]) -> bool:
    folded = text.casefold()
    return any(words.casefold() in folded for words in alternatives)


def _print_row(table: Table, name: str, search: Searcher, *, show: bool = False) -> None:
    figures = measure(search)
    for question in figures.missed if show else ():
        print(question)
    table.add_row(name, *(f"{value:.3f}" for value in (figures.mrr, figures.hit_at_4, figures.words_at_100)))


def main() -> None:
    """Measure and print the table."""
    table = Table("search", "mrr", "hit@4", "words@100")
    with tempfile.TemporaryDirectory() as temporary:
        index = NewsIndex.open(Path(temporary, "index"))
        index.update(read_articles(ROOT / "corpus" / "samples"))
        _print_row(table, "news-assistant", ours(Assistant(index)), show="--show" in sys.argv)
        _print_row(table, "without its reader", ours(Assistant(index, reader=False)), show=False)
        _print_row(table, "the same, question taken literally", lambda question: index.search(question, _HITS))
        _print_row(table, "words alone (BM25)", one_search(index, lambda hit: hit.lexical_rank))
        _print_row(table, "meaning alone (MiniLM)", one_search(index, lambda hit: hit.dense_rank))
        index.close()
    Console().print(table)


if __name__ == "__main__":
    main()
