"""How well the gate tells what a paragraph bears out from what only looks like it, beside rivals in the same run.

    python benchmarks/gate.py [--show]    --show prints every claim that is judged wrongly

The 160 claims of `gate_pairs.jsonl`, ten on each of sixteen paragraphs, were written for this, as were the paragraphs.
The gate's rules were written with half of the paragraphs in view; the table is of the other half.
passed: share of the true claims let through. withheld: share of the false ones withheld. The rivals let through what
shares enough words with the paragraph, or has enough of its meaning: as many true claims as the gate lets through.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.settings import from_environment

from_environment()

from rich.console import Console
from rich.table import Table

from assistant import Reader
from assistant.gate import Cited, Gate
from assistant.words import content_stems
from vectorstore.embedder import Embedder

PAIRS = Path(__file__).with_name("gate_pairs.jsonl")
KEPT_APART = "kept apart"


@dataclass(frozen=True)
class Pair:
    """A claim and the paragraph it cites. kind: `true`, or in which way it is false."""

    claim: str
    kind: str
    cited: Cited

    @property
    def true(self) -> bool:
        return self.kind == "true"


def read_pairs(which: str = KEPT_APART) -> list[Pair]:
    """The pairs of one half: `kept apart`, or `rules were written on`."""
    pairs = []
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        published = datetime.fromisoformat(row["published"]).replace(tzinfo=UTC)
        cited = Cited(row["paragraph"], row["title"], row["source"], published)
        pairs += [Pair(c["claim"], c["kind"], cited) for c in row["claims"] if row["set"] == which]
    return pairs


def why_withheld(gate: Gate, pair: Pair) -> str | None:
    """The gate's objection to a claim that cites its paragraph."""
    return gate.objection(f"{pair.claim} [1]", {1: pair.cited})


def _shares(passes: Sequence[bool], pairs: Sequence[Pair]) -> tuple[float, float]:
    true = [passed for passed, pair in zip(passes, pairs, strict=True) if pair.true]
    false = [not passed for passed, pair in zip(passes, pairs, strict=True) if not pair.true]
    return sum(true) / len(true), sum(false) / len(false)


def _as_many_as(share: float, score: Callable[[Pair], float], pairs: Sequence[Pair]) -> list[bool]:
    """Which pairs a rival passes if its threshold is set to pass this share of the true ones."""
    scores = [score(pair) for pair in pairs]
    true = sorted((s for s, pair in zip(scores, pairs, strict=True) if pair.true), reverse=True)
    least = true[max(0, round(share * len(true)) - 1)]
    return [s >= least for s in scores]


def _overlap(pair: Pair) -> float:
    wanted = set(content_stems(pair.claim))
    return len(wanted & set(content_stems(pair.cited.text))) / len(wanted)


def main() -> int:
    """Measure, and print the table."""
    pairs, embedder, reader = read_pairs(), Embedder(), Reader.load()
    found: dict[str, list[bool]] = {}
    for name, gate in (("the gate", Gate(reader)), ("its rules alone, without the reader", Gate())):
        said = [why_withheld(gate, pair) for pair in pairs]
        found[name] = [why is None for why in said]
        if "--show" in sys.argv:
            wrong = [(p, why) for p, why in zip(pairs, said, strict=True) if p.true == bool(why)]
            print(name, *(f"  {p.kind}: {p.claim}  {why or ''}" for p, why in wrong), sep="\n")
    share, _ = _shares(found["the gate"], pairs)

    def meaning(pair: Pair) -> float:
        claim, paragraph = embedder.encode_passages([pair.claim, pair.cited.text])
        return float(claim @ paragraph)

    found["enough words in common"] = _as_many_as(share, _overlap, pairs)
    found["enough meaning in common (MiniLM)"] = _as_many_as(share, meaning, pairs)
    table = Table("check", "passed", "withheld")
    for name, passes in found.items():
        passed, withheld = _shares(passes, pairs)
        table.add_row(name, f"{passed:.2f}", f"{withheld:.2f}")
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
