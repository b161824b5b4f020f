"""How fast it is, each figure beside a rival or a limit measured in the same run.

    python benchmarks/speed.py [PATH ...]        articles to measure on; default: the sample archive

Start-up is measured in new processes, as a person meets it. The rival of indexing is sentence-transformers encoding
the same texts and nothing else; the rival of search is a NumPy scan over the same vectors with no words and no filters.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.settings import from_environment

from_environment()

from rich.console import Console
from rich.table import Table

from assistant import Assistant
from corpus import read_articles
from vectorstore import NewsIndex
from vectorstore.embedder import Embedder
from vectorstore.ledger import Ledger
from vectorstore.passages import embedded_text

QUESTIONS = (
    "Who was injured in the accident?",
    "How much did the repair cost?",
    "What did the minister say about the report?",
    "When does the strike end?",
    "Who won the final?",
)
_ROUNDS = 5
_HELP_LIMIT_S = 0.3
_LOADS_MODEL = (
    "from sentence_transformers import SentenceTransformer; import sys;"
    "SentenceTransformer(sys.argv[1], device='cpu', local_files_only=True).encode_query('Who won?')"
)


def seconds(work: Callable[[], object], rounds: int = _ROUNDS) -> list[float]:
    """Wall-clock seconds of each round, ascending."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return sorted(taken)


def process(*command: str) -> Callable[[], object]:
    """A new process of this Python, run to its end from the project's folder."""
    return lambda: subprocess.run([sys.executable, *command], cwd=ROOT, check=False, capture_output=True)


def measure_start(table: Table, folder: Path, model_folder: Path) -> None:
    """--help against its limit; the first answer against only loading the model."""
    helped = statistics.median(seconds(process("-m", "assistant", "--help")))
    table.add_row("--help", f"{helped:.2f} s", f"limit {_HELP_LIMIT_S} s", f"{helped / _HELP_LIMIT_S:.2f}")
    first = statistics.median(seconds(process("-m", "assistant", "ask", QUESTIONS[0], "--index", str(folder)), 3))
    bare = statistics.median(seconds(process("-c", _LOADS_MODEL, str(model_folder)), 3))
    table.add_row("first answer from cold", f"{first:.1f} s", f"loading the model {bare:.1f} s", f"{first / bare:.2f}")


def measure_indexing(table: Table, paths: Sequence[str], folder: Path) -> NewsIndex:
    """Reading, cleaning, ledger, vectors and all, against encoding the same texts."""
    index = NewsIndex.open(folder)
    index.encode_query("warm")
    start = time.perf_counter()
    report = index.update(read_articles(paths))
    ours = time.perf_counter() - start
    (place,) = (folder / "generations").iterdir()
    ledger = Ledger(place / "ledger.sqlite3")
    texts = [embedded_text(passage) for passage in ledger.passages(sorted(ledger.passage_ids())).values()]
    ledger.close()
    rival = seconds(lambda: index.encode_texts(texts), 1)[0]
    pace = f"{report.passages_embedded / ours:.0f} passages/s"
    table.add_row("indexing", pace, f"encoding alone {len(texts) / rival:.0f}/s", f"{ours / rival:.2f}")
    return index


def measure_search(table: Table, index: NewsIndex) -> None:
    """A search and a whole answer, against a scan of as many vectors."""
    import numpy as np

    vectors = np.random.default_rng(0).standard_normal((index.status().passages, 384), dtype=np.float32)

    def scan() -> None:
        for question in QUESTIONS:
            np.argsort(-(vectors @ index.encode_query(question)))[:10]

    assistant = Assistant(index)
    found = statistics.median(seconds(lambda: [index.search(q) for q in QUESTIONS])) / len(QUESTIONS)
    asked = statistics.median(seconds(lambda: [assistant.ask(q) for q in QUESTIONS])) / len(QUESTIONS)
    rival = statistics.median(seconds(scan)) / len(QUESTIONS)
    against = f"NumPy scan {1000 * rival:.0f} ms"
    table.add_row("search", f"{1000 * found:.0f} ms", against, f"{found / rival:.2f}")
    table.add_row("answer", f"{1000 * asked:.0f} ms", against, f"{asked / rival:.2f}")


def main() -> None:
    """Measure and print the table."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    paths = sys.argv[1:] or [str(ROOT / "corpus" / "samples")]
    table = Table("what", "ours", "rival or limit", "ratio")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "index")
        index = measure_indexing(table, paths, folder)
        measure_search(table, index)
        index.close()
        model_folder = Embedder().folder
        assert model_folder is not None, "the default model lies on disk"
        measure_start(table, folder, model_folder)
    Console().print(table)


if __name__ == "__main__":
    main()
