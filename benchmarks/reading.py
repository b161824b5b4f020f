"""How long the reader takes over the twenty best paragraphs, beside plain PyTorch in float32, in one run.

Its small network alone, as it is held to the limits below, and with the larger one that reads eight of them again.

    python benchmarks/reading.py [--rounds N] [--weights FILE] [--json]

The paragraphs are invented: about 45 words each, under a title, read beside a question of twelve words, another
twenty each round. All ways take their turn with each question, so that other work on the machine meets all. Times
are ms of wall clock; `cpu` is the median of what all cores together spent. The 95th percentile should be at most 300
ms, and the median 150, on two quiet cores. What the weights say is of no matter here, only how long they take.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.settings import from_environment

from_environment()
os.environ["HF_HUB_OFFLINE"] = "1"

from rich.console import Console
from rich.table import Table

from assistant.read import READ_AGAIN
from assistant.reader import Reader, Reading
from assistant.reader.engine import Engine
from assistant.reader.pairs import Pairs
from assistant.reader.weights import load_weights, packaged_folder

_PARAGRAPHS, _MOST_MEDIAN_MS, _MOST_MS = 20, 150, 300
_QUESTION = "How many {0} were {1} in the {2} near {3} on Friday?"
_SENTENCES = (
    "The {2} near {3} was closed after {4} {0} were {1}, the harbour master said.",
    "Officials in {3} expect that the {2} will take {4} weeks to clear.",
    "“We counted {4} {0} before the {2},” Mara Lind told the council of {3}.",
    "It was the second {2} since spring; after the first, {4} {0} had been {1} within a day.",
)
_WORDS = (
    "people boats lorries houses passengers trees sheep workers".split(),
    "injured moved counted damaged stranded rescued insured".split(),
    "storm flood strike collision fire inquiry landslide blockade".split(),
    "Osterby Merrow Tarnholm Lindesund Vale Quarrymouth Harrowgate".split(),
    "two eleven forty 120 sixteen 3,400 nine".split(),
)

Row = tuple[str, list[tuple[str, str]]]
Read = Callable[[str, Sequence[tuple[str, str]]], Sequence[Reading]]


def rows(rounds: int) -> Iterator[Row]:
    """A question and twenty titles and texts for each round, the same every time."""
    dice = random.Random(7)

    def told(sentence: str) -> str:
        return sentence.format(*(dice.choice(words) for words in _WORDS))

    for _ in range(rounds):
        texts = [" ".join(map(told, dice.sample(_SENTENCES, 3))) for _ in range(_PARAGRAPHS)]
        yield told(_QUESTION), [(told("The {2} near {3}"), text) for text in texts]


def ways(weights: Path | None) -> dict[str, Read]:
    """What is measured, by name."""
    made = {}
    for fast in (True, False):
        network, calibration = load_weights(weights)
        engine = Engine(network, fast=fast)
        name = f"reader ({engine.kind})" if fast else "PyTorch float32"
        reader = Reader(Pairs(packaged_folder()), engine, calibration)
        made[name] = reader.read
    if weights is None:  # the larger network goes with the shipped weights only
        made[f"and {READ_AGAIN} again"] = partial(Reader.load().read, again=READ_AGAIN)
    return made


def measure(readers: dict[str, Read], rounds: int) -> dict[str, dict[str, float]]:
    """Median and 95th percentile of each, in ms."""
    wall: dict[str, list[float]] = {name: [] for name in readers}
    cpu: dict[str, list[float]] = {name: [] for name in readers}
    for number, (question, texts) in enumerate(rows(rounds + 1)):
        for name, read in readers.items():
            started, spent = time.perf_counter(), time.process_time()
            read(question, texts)
            if number:  # the first round loads libraries
                wall[name].append(1000 * (time.perf_counter() - started))
                cpu[name].append(1000 * (time.process_time() - spent))
    return {
        name: {"p50": _at(0.5)(wall[name]), "p95": _at(0.95)(wall[name]), "cpu": _at(0.5)(cpu[name])}
        for name in readers
    }


def _at(share: float) -> Callable[[list[float]], float]:
    return lambda values: round(sorted(values)[int(share * (len(values) - 1) + 0.5)], 1)


def show(found: dict[str, dict[str, float]], words: float) -> None:
    """The table for people."""
    table = Table(title=f"Reading {_PARAGRAPHS} paragraphs of {words:.0f} words, ms")
    for heading in ("", "p50", "p95", "cpu"):
        table.add_column(heading, justify="right" if heading else "left")
    for name, times in found.items():
        table.add_row(name, *(f"{value:.0f}" for value in times.values()))
    console = Console()
    console.print(table)
    first = next(iter(found.values()))
    kept = first["p50"] <= _MOST_MEDIAN_MS and first["p95"] <= _MOST_MS
    console.print(f"{'within' if kept else 'NOT within'} {_MOST_MEDIAN_MS} ms (p50) and {_MOST_MS} ms (p95)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--weights", type=Path, help="a file of weights (default: the shipped ones)")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    words = sum(len(text.split()) for _, texts in rows(args.rounds) for _, text in texts)
    each = words / (args.rounds * _PARAGRAPHS)
    found: dict[str, Any] = measure(ways(args.weights), args.rounds)
    if args.json:
        print(json.dumps({"paragraphs": _PARAGRAPHS, "words": round(each, 1), "ms": found}))
    else:
        show(found, each)


if __name__ == "__main__":
    main()
