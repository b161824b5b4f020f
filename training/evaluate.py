"""Measure a reader, as anybody would call it, on rows that it was neither trained nor calibrated on.

python -m training.evaluate ROWS [--reader FILE | --small] [--limit N] [--plot FILE.svg] [--json]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from assistant.errors import ReaderError
from assistant.reader.network import LABELS
from assistant.reader.reader import Reader
from training.apart import Choice, Half, halves, unseen
from training.calibrate import Reliability, reliability
from training.fit import FOUND
from training.measuring import exact, f1
from training.near_misses import overlap
from training.plot import draw
from training.rows import Span, load
from vectorstore.embedder import Embedder

Scores = Callable[[str, Sequence[str]], Sequence[float]]
_KINDS = ("sentences", "paragraphs", "spans", "short", "claims")


def evaluate(reader: Reader, half: Half) -> tuple[dict[str, float], dict[str, Reliability]]:
    """Figures, and how far the probabilities of each head can be believed; rivals by words and by meaning beside.

    sentence_first, paragraph_first: share of questions whose right text is first among ten. span_f1, span_exact: on
    paragraphs; short_f1: on single sentences. support: mean over the three labels of the share that is right.
    """
    embedder = Embedder()

    def by_meaning(question: str, texts: Sequence[str]) -> list[float]:
        scores: list[float] = (embedder.encode_passages(texts) @ embedder.encode_query(question)).tolist()
        return scores

    def by_words(question: str, texts: Sequence[str]) -> list[float]:
        return [overlap(question, text) for text in texts]

    figures: dict[str, float] = {}
    said: dict[str, list[tuple[float, bool]]] = {"answers": [], "span": [], "support": []}
    for name, choices in (("sentence_first", half.sentences), ("paragraph_first", half.paragraphs)):
        likely = [reader.answers(c.question, [("", text) for text in c.texts]) for c in choices]
        figures[name] = sum(row[0] > max(row[1:], default=0.0) for row in likely) / len(choices)
        figures[f"{name}_by_words"] = _first(by_words, choices)
        figures[f"{name}_by_meaning"] = _first(by_meaning, choices)
        said["answers"] += [(p, place == 0) for row in likely for place, p in enumerate(row)]
    for name, spans in (("span", half.spans), ("short", half.short)):
        found = list(_found(reader, spans))
        figures[f"{name}_f1"] = sum(f1(text, s.answer) for (text, _), s in zip(found, spans, strict=True)) / len(spans)
        figures[f"{name}_exact"] = sum(exact(t, s.answer) for (t, _), s in zip(found, spans, strict=True)) / len(spans)
        said["span"] += [(p, f1(text, s.answer) > FOUND) for (text, p), s in zip(found, spans, strict=True) if p]
    labelled = [(reader.support(c.claim, c.evidence), c.label) for c in half.claims]
    for label in LABELS:
        right = [given.label == label for given, gold in labelled if gold == label]
        figures[label] = sum(right) / len(right)
    figures["support"] = sum(figures[label] for label in LABELS) / len(LABELS)
    said["support"] = [(given.probability, given.label == gold) for given, gold in labelled]
    plots = {name: reliability([p for p, _ in rows], [r for _, r in rows]) for name, rows in said.items() if rows}
    figures |= {f"{name}_calibration_error": plot.error for name, plot in plots.items()}
    return {name: round(value, 3) for name, value in figures.items()}, plots


def _first(scores: Scores, choices: Sequence[Choice]) -> float:
    ranked = [scores(choice.question, choice.texts) for choice in choices]
    return sum(row[0] > max(row[1:], default=0.0) for row in ranked) / len(choices)


def _found(reader: Reader, spans: Sequence[Span]) -> Iterator[tuple[str, float]]:
    for span in spans:
        found = reader.span(span.question, span.text)
        yield (found.text, found.probability) if found else ("", 0.0)


def _measurable(half: Half) -> Half:
    lacking = [kind for kind in _KINDS if not getattr(half, kind)]
    lacking += [f"claims labelled {name}" for name in LABELS if name not in {claim.label for claim in half.claims}]
    if lacking:
        raise ValueError(f"too few rows to measure on: none of those kept apart are {' or '.join(lacking)}")
    return half


def main(given: Sequence[str] | None = None) -> int:
    """Print the figures; returns the exit status: 2, after one sentence, for files that are of no use."""
    parser = argparse.ArgumentParser(
        "python -m training.evaluate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rows", type=Path)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--reader", type=Path, help="a file of weights (default: the shipped ones)")
    which.add_argument("--small", action="store_true", help="the shipped ones without the larger network")
    parser.add_argument("--limit", type=int, default=600, help="at most so many rows of each kind")
    parser.add_argument("--plot", type=Path, help="draw the reliability of the three heads")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(given)
    try:
        if args.plot and not args.plot.parent.is_dir():
            raise FileNotFoundError(f"no folder to draw in at {args.plot.parent}")
        train, apart = load(args.rows)
        reader = Reader.load(args.reader, larger=not args.small)
        half = _measurable(unseen(halves(train, apart, args.limit)[1], train))
    except (OSError, ValueError, ReaderError) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    figures, plots = evaluate(reader, half)
    counts = {kind: len(getattr(half, kind)) for kind in _KINDS}
    if args.plot:
        draw(plots, args.plot)
    if args.json:
        print(json.dumps(figures | {"rows": counts, "reliability": {n: asdict(p) for n, p in plots.items()}}))
    else:
        print("\n".join(f"{name:>28}  {value}" for name, value in (figures | counts).items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
