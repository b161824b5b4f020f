"""How long a search takes in archives of several sizes, beside encoding its question and nothing else, in one run.

    python benchmarks/search.py [--passages 10000 100000] [--folder DIR] [--rounds N]

The articles and their vectors are synthetic (see synthetic.py), the stores and the question's encoding are the real
ones. An archive is built where --folder has none of that size: 10,000 passages take some seconds, 100,000 a minute or
two; a million has not been tried. Times are ms of wall clock; each kind of search takes its turn with each
question, so that other work on the machine meets them all. `over` is the 95th percentile less that of encoding; at
100,000 passages it should be at most 30 ms. Memory is what the process holds before and after the searches.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.settings import from_environment

from_environment()
os.environ["HF_HUB_OFFLINE"] = "1"

from rich.console import Console
from rich.table import Table
from synthetic import DAYS, FIRST_DAY, SOURCES, Drawn, archive, questions

from vectorstore import NewsIndex, TimePreference

_MOST_OVER_MS = 30
_HITS = 30  # as many as the assistant asks for
_LAST = FIRST_DAY + timedelta(days=DAYS)
_MIDDLE, _MONTH = FIRST_DAY + timedelta(days=DAYS / 2), timedelta(days=30)

Work = Callable[[str], object]


def build(folder: Path, passages: int) -> None:
    """Write the archive through the real stores, unless it is there."""
    index = NewsIndex.open(folder)
    if index.status().passages < passages:
        index._embedder = Drawn()
        index.update(archive(passages))
    index.close()


def kinds(index: NewsIndex) -> dict[str, Work]:
    """What is measured, by name; each takes a question."""
    nearly_all, recent = _LAST - timedelta(days=90), _LAST - timedelta(days=7)
    month = TimePreference(_MIDDLE, _MIDDLE + _MONTH)
    as_of = TimePreference(recent, _LAST, 0.2)
    return {
        "encoding alone": index.encode_query,
        "plain": lambda q: index.search(q, _HITS),
        "until, most pass": lambda q: index.search(q, _HITS, until=nearly_all, keep_undated=True),
        "one month": lambda q: index.search(q, _HITS, _MIDDLE, _MIDDLE + _MONTH),
        "one source": lambda q: index.search(q, _HITS, sources=SOURCES[3]),
        "month preferred": lambda q: index.search(q, _HITS, prefer=month),
        "as of the last day": lambda q: index.search(q, _HITS, until=_LAST, keep_undated=True, prefer=as_of),
    }


def measure(folder: Path, rounds: int) -> tuple[dict[str, list[float]], float, float]:
    """Ascending ms of each kind, and MB of memory with the model loaded and after all searches."""
    index = NewsIndex.open(folder)
    index.encode_query("warm")
    before = _resident()
    work = kinds(index)
    taken: dict[str, list[float]] = {kind: [] for kind in work}
    for number, question in enumerate(questions(rounds + 1)):
        for kind, ask in work.items():
            start = time.perf_counter()
            ask(question)
            if number:  # the first round opens files and loads libraries
                taken[kind].append(1000 * (time.perf_counter() - start))
    index.close()
    return {kind: sorted(times) for kind, times in taken.items()}, before, _resident()


def show(passages: int, folder: Path, rounds: int, result: tuple[dict[str, list[float]], float, float]) -> None:
    """Print the table of one size."""
    taken, before, after = result
    table = Table("search", "p50 ms", "p95 ms", "over, ms")
    ground = _percentile(taken["encoding alone"], 0.95)
    for kind, times in taken.items():
        high = _percentile(times, 0.95)
        table.add_row(kind, f"{_percentile(times, 0.5):.1f}", f"{high:.1f}", f"{high - ground:.1f}")
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    Console().print(
        f"{passages:,} synthetic passages with synthetic vectors, {rounds} questions; {disk / 1e6:,.0f} MB on disk,"
        f" {before:,.0f} MB of memory before the searches and {after:,.0f} MB after them"
    )
    Console(width=100).print(table)
    if passages == 100_000:
        worst = max(_percentile(times, 0.95) for times in taken.values()) - ground
        print(f"goal: at most {_MOST_OVER_MS} ms over encoding; it is {worst:.1f} ms")


def _percentile(ascending: list[float], share: float) -> float:
    return ascending[min(len(ascending) - 1, int(share * len(ascending)))]


def _resident() -> float:
    """MB of memory the process holds now; not known (nan) where there is no /proc."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return float("nan")


def main() -> None:
    """Build, measure and print, each size in processes of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000])
    parser.add_argument("--folder", type=Path, help="where the archives are kept for the next time; default: nowhere")
    parser.add_argument("--rounds", type=int, default=100)
    given = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    with (
        tempfile.TemporaryDirectory() as temporary,
        ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1) as process,
    ):
        for passages in given.passages:
            folder = (given.folder or Path(temporary)) / f"synthetic-{passages}"
            process.submit(build, folder, passages).result()
            show(passages, folder, given.rounds, process.submit(measure, folder, given.rounds).result())


if __name__ == "__main__":
    main()
