"""Trains the larger reader: a change of low rank to all-mpnet-base-v2, and its two heads.

    python -m training.larger ROWS [--weights FILE] [--after FILE] [--keep FOLDER] [--seed N] [--share S]

One pass takes some eighty minutes on two cores that multiply bfloat16. The words in the sentences that come without are
marked first: by the shipped small reader, or, in a pass that goes on from weights written before (--after), by those;
such a pass ends in the mean of the weights along it. Where the processor does not know bfloat16, it trains in float32.
Prints the hash that `assistant/reader/weights.py` checks.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from assistant.errors import ReaderError
from assistant.reader.engine import working_type
from assistant.reader.larger_network import LargerNetwork, trained_of
from assistant.reader.pairs import Pairs
from assistant.reader.weights import SHIPPED_LARGER, load_weights, packaged_folder, save_weights, untrained_larger
from training.apart import halves, unseen
from training.fit import fit, fittable
from training.groups import Maker
from training.learning import without_dropout
from training.rows import Span, load
from training.train import Plan, Trainer, label, news_plan, save, take, thin

# The rate of the first pass, and of one that goes on, before the share that an averaged pass takes of it.
RATE, RATE_ON = 4e-4, 3e-4
# Rows of the pass: sentences, those of them among their neighbours, short ones among others, invented questions; and
# how often it has the paragraphs.
_SENTENCES, _WIDENED, _AMONG, _NEWS, _TIMES = 5_000, 6_000, 5_000, 4_000, 2
# Rows of a kind to calibrate with: it reads more slowly than the small one.
_CALIBRATED_ON = 150


def plan_of(maker: Maker, labelled: Sequence[tuple[Span, int]], seed: int) -> Plan:
    """Mostly texts of several sentences, as paragraphs of news are: it reads no others."""
    train, dice = maker.train, maker.dice
    known = [row for row in labelled if row[0].answer and row[1] >= 0]
    some = dice.sample(labelled, min(len(labelled), _SENTENCES))
    news = [(task, dice.sample(groups, min(len(groups), _NEWS))) for task, groups in news_plan(seed)]
    return [
        ("answers", maker.of_sentences([span for span, _ in some], negatives=1)),
        ("answers", maker.widened(dice.sample(known, min(len(known), _WIDENED)))),
        ("answers", maker.among_others(dice.sample(train.spans, min(len(train.spans), _AMONG)), most=4)),
        *(("answers", maker.of_paragraphs(train.paragraphs)) for _ in range(_TIMES)),
        *((task, groups) for task, groups in news if task == "answers"),
    ]


def ready(seed: int, after: Path | None = None) -> tuple[LargerNetwork, Pairs]:
    """The network as it is before training, and what cuts texts into its tokens. Raises ReaderError."""
    torch.manual_seed(seed)
    network = untrained_larger(after).to(working_type()).requires_grad_(False)
    for weights in trained_of(network).values():
        weights.requires_grad_(True)
    without_dropout(network.modules())
    return network, Pairs(packaged_folder())


def main(given: Sequence[str] | None = None) -> int:
    """Train, calibrate, write; returns the exit status: 2, after one sentence, for what is of no use."""
    parser = argparse.ArgumentParser(
        "python -m training.larger", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rows", type=Path)
    parser.add_argument("--weights", type=Path, default=SHIPPED_LARGER, help="the file to write")
    parser.add_argument("--keep", type=Path, default=Path("reader-training"), help="a folder for what is half done")
    parser.add_argument("--seed", type=int, default=7)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--after", type=Path, help="weights written before, to go on from")
    which.add_argument("--trained", type=Path, help="weights saved on the way, to be calibrated and written only")
    parser.add_argument("--share", type=float, default=1.0, help="of the steps, for a quick try")
    args = parser.parse_args(given)
    try:
        rows, apart = load(args.rows)
        half = fittable(unseen(halves(rows, apart, _CALIBRATED_ON)[0], rows))
        network, pairs = ready(args.seed, args.after)
        if args.trained:
            take(network, args.trained)
        else:
            maker = Maker(rows, args.seed)
            marks = network if args.after else load_weights()[0].to(working_type())
            plan = plan_of(maker, label(marks, pairs, rows), args.seed)
    except (OSError, ValueError, ReaderError) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    args.weights.parent.mkdir(parents=True, exist_ok=True)
    args.keep.mkdir(parents=True, exist_ok=True)
    if not args.trained:
        trainer = Trainer(network, pairs, args.keep, args.seed, RATE_ON if args.after else RATE)
        trainer.follow(thin(plan, args.share), name="larger", falling=not args.after, averaged=bool(args.after))
        save(network, args.keep / ("further.pt" if args.after else "larger.pt"))
    calibration = fit(network, pairs, half)
    print(calibration.to_json())
    print(save_weights(network, args.weights, calibration))
    return 0


if __name__ == "__main__":
    sys.exit(main())
