"""From the rows in a folder to the file of weights that is shipped, the same for the same seed.

    python -m training ROWS [--weights FILE] [--keep FOLDER] [--seed N] [--after FILE | --trained FILE] [--share S]

Takes some three hours on two cores that multiply bfloat16; on others it is trained in float32. Prints the hash that
`assistant/reader/weights.py` checks.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.reader.weights import SHIPPED, save_weights
from training.apart import halves, unseen
from training.fit import fit, fittable
from training.rows import load
from training.train import ready, take, train


def main(given: Sequence[str] | None = None) -> int:
    """Train, calibrate, write; returns the exit status: 2, after one sentence, for files that are of no use."""
    parser = argparse.ArgumentParser(
        "python -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rows", type=Path)
    parser.add_argument("--weights", type=Path, default=SHIPPED, help="the file to write")
    parser.add_argument("--keep", type=Path, default=Path("reader-training"), help="a folder for what is half done")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--after", type=Path, help="weights saved after any pass, to be trained in the last one only")
    parser.add_argument("--trained", type=Path, help="weights saved at the end, to be calibrated and written only")
    parser.add_argument("--share", type=float, default=1.0, help="of the steps, for a quick try")
    args = parser.parse_args(given)
    try:
        rows, apart = load(args.rows)
        half = fittable(unseen(halves(rows, apart, 600)[0], rows))  # first, lest an hour's training be found of no use
        network, pairs = ready(args.seed)
        if args.trained or args.after:
            take(network, args.trained or args.after)
    except (OSError, ValueError) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    args.weights.parent.mkdir(parents=True, exist_ok=True)
    if not args.trained:
        train(network, pairs, rows, args.keep, args.seed, args.after, args.share)
    calibration = fit(network, pairs, half)
    print(calibration.to_json())
    print(save_weights(network, args.weights, calibration))
    return 0


if __name__ == "__main__":
    sys.exit(main())
