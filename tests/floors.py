"""How good answers and hits on the sample archive must be at least, and the only way in which that is written down.

    python tests/floors.py                             measure (a minute or two) and show, beside the floors
    python tests/floors.py --update                    raise floors to one question under what is measured
    python tests/floors.py --update --allow-lower      set them there even where that is lower: say why in the commit

Floors, figures, and digests of the data they were measured on stand in floors.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(1, str(Path(__file__).resolve().parent.parent / "benchmarks"))  # an installed package has that name too

import gate as gate_benchmark
import retrieval
from makers import QUESTIONS_FILE, all_sample_questions

from assistant import Assistant, Reader
from assistant.gate import Gate
from assistant.settings import from_environment
from corpus import read_articles
from vectorstore import NewsIndex

FLOORS_FILE = Path(__file__).with_name("floors.json")
SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"


@dataclass(frozen=True)
class Figure:
    """What was measured: a mean of values from 0 to 1, over so many questions; missed: those that went wrong."""

    value: float
    questions: int
    missed: tuple[str, ...] = ()

    @property
    def floor(self) -> float:
        """One question less, since machines do not calculate quite alike; cut to three places."""
        return max(0.0, math.floor((self.value - 1 / self.questions) * 1000) / 1000)


def measure(assistant: Assistant) -> dict[str, Figure]:
    """Every figure that has a floor, of an assistant over the sample archive."""
    asked = all_sample_questions(assistant)
    answerable = [a for a in asked if a.answers is not None]
    unanswerable = [a for a in asked if a.answers is None]
    found = retrieval.measure(retrieval.ours(assistant))
    gate, pairs = Gate(Reader.load()), gate_benchmark.read_pairs()
    said = {pair.claim: gate_benchmark.why_withheld(gate, pair) for pair in pairs}
    return {
        "answers: correct": _share({a.question: a.correct for a in answerable}),
        "answers: answered": _share({a.question: a.answer.status != "not_found" for a in answerable}),
        "answers: refused": _share({a.question: a.correct for a in unanswerable}),
        "gate: passed": _share({pair.claim: said[pair.claim] is None for pair in pairs if pair.true}),
        "gate: withheld": _share({pair.claim: said[pair.claim] is not None for pair in pairs if not pair.true}),
        "retrieval: mrr": Figure(found.mrr, found.questions, found.missed),
        "retrieval: hit@4": Figure(found.hit_at_4, found.questions, found.missed),
        "retrieval: words@100": Figure(found.words_at_100, found.questions, found.missed),
    }


def digests() -> dict[str, str]:
    """SHA-256 of what the figures are measured on."""
    samples = hashlib.sha256()
    for path in sorted(p for p in SAMPLES.rglob("*") if p.is_file()):
        samples.update(path.read_bytes())
    claims = hashlib.sha256(gate_benchmark.PAIRS.read_bytes()).hexdigest()
    return {
        "claims": claims,
        "questions": hashlib.sha256(QUESTIONS_FILE.read_bytes()).hexdigest(),
        "samples": samples.hexdigest(),
    }


def read_floors(file: Path = FLOORS_FILE) -> dict[str, Any]:
    """`data`: the digests; `floors`: for each figure its `floor`, what was `measured`, over how many `questions`."""
    kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return kept


def update(file: Path, figures: Mapping[str, Figure], *, allow_lower: bool) -> int:
    """Write the floors anew and return exit status 0; or 1, with nothing written, if one would have to be lowered.

    A floor that the figure still reaches stays where it is, even within a question of it. One whose figure is no
    longer measured counts as lowered.
    """
    before = {name: kept["floor"] for name, kept in read_floors(file)["floors"].items()} if file.exists() else {}
    under = [name for name, floor in before.items() if name not in figures or figures[name].value < floor]
    if under and not allow_lower:
        told = ", ".join(
            f"{name!r} ({before[name]}, measured {figures[name].value:.4f})" if name in figures else f"{name!r}"
            for name in under
        )
        print(f"floors: this would lower {told}; if it must be, say so with --allow-lower", file=sys.stderr)
        return 1
    floors = {
        name: {
            "floor": figure.floor if allow_lower else max(figure.floor, before.get(name, 0.0)),
            "measured": round(figure.value, 4),
            "questions": figure.questions,
        }
        for name, figure in figures.items()
    }
    file.write_text(json.dumps({"data": digests(), "floors": floors}, indent=2) + "\n", encoding="utf-8")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, then show or update. Returns the exit status."""
    parser = argparse.ArgumentParser(description="Measure answers and hits on the sample archive against their floors.")
    parser.add_argument("--update", action="store_true", help="raise the floors to one question under the figures")
    parser.add_argument("--allow-lower", action="store_true", help="with --update: lower them too")
    given = parser.parse_args(arguments)
    from_environment()
    with tempfile.TemporaryDirectory() as temporary:
        index = NewsIndex.open(Path(temporary, "index"))
        index.update(read_articles(SAMPLES))
        figures = measure(Assistant(index))
        index.close()
    status = update(FLOORS_FILE, figures, allow_lower=given.allow_lower) if given.update else 0
    kept = read_floors()["floors"]
    for name, figure in figures.items():
        print(f"{name:<22} measured {figure.value:.3f}   floor {kept.get(name, {}).get('floor', 'none')}")
    return status


def _share(good: Mapping[str, bool]) -> Figure:
    missed = tuple(question for question, fine in good.items() if not fine)
    return Figure(sum(good.values()) / len(good), len(good), missed)


if __name__ == "__main__":
    sys.exit(main())
