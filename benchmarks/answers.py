"""How good the answers are on the sample archive, beside the plain ways of answering, in the same run.

    python benchmarks/answers.py [--show] [--static]    --show prints every answer that is wrong;
                                                    --static measures the static embedding

correct: share of the answerable questions whose answer stands in the first sixty words. refused: share of the
unanswerable ones refused. The rivals show the best paragraph by words (BM25) or by meaning (embedding), cut at sixty
words; they have no way to refuse.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Callable
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
_WORDS = 60

Answerer = Callable[[str], str | None]


def read_questions() -> list[tuple[str, list[str] | None]]:
    """Questions, and the alternatives of which one must stand in the answer; None where the archive does not say."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    return [(row["question"], row["answer"]) for row in rows]


def ours(assistant: Assistant) -> Answerer:
    """The default answerer; None is a refusal."""

    def answer(question: str) -> str | None:
        given = assistant.ask(question)
        return None if given.status == "not_found" else re.sub(r"\[\d+\]", "", given.text)

    return answer


def best_paragraph(index: NewsIndex, rank: Callable[[Hit], int | None]) -> Answerer:
    """The paragraph that one of the two searches puts first."""

    def answer(question: str) -> str | None:
        hits = [hit for hit in index.search(question, k=200) if rank(hit) is not None]
        return min(hits, key=lambda hit: rank(hit) or 0).passage.text if hits else None

    return answer


def measure(name: str, answerer: Answerer, table: Table, *, show: bool) -> None:
    """Ask every question and add a row of figures."""
    correct, answered, refused = [], [], []
    for question, alternatives in read_questions():
        text = answerer(question)
        if alternatives is None:
            refused.append(text is None)
            good = text is None
        else:
            shown = " ".join((text or "").split()[:_WORDS]).lower()
            answered.append(text is not None)
            good = any(alternative.lower() in shown for alternative in alternatives)
            correct.append(good)
        if show and not good:
            print(f"{question}\n    {text}")
    table.add_row(name, *(f"{sum(row) / len(row):.2f}" for row in (correct, answered, refused)))


def main() -> None:
    """Measure and print the table."""
    table = Table("answerer", "correct", "answered", "refused")
    with tempfile.TemporaryDirectory() as temporary:
        index = NewsIndex.open(Path(temporary, "index"), "static" if "--static" in sys.argv else None)
        index.update(read_articles(ROOT / "corpus" / "samples"))
        measure("news-assistant", ours(Assistant(index)), table, show="--show" in sys.argv)
        measure("without its reader", ours(Assistant(index, reader=False)), table, show=False)
        measure("best paragraph, BM25", best_paragraph(index, lambda hit: hit.lexical_rank), table, show=False)
        measure("best paragraph, by meaning", best_paragraph(index, lambda hit: hit.dense_rank), table, show=False)
        index.close()
    Console().print(table)


if __name__ == "__main__":
    main()
