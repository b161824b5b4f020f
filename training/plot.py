"""The reliability of a reader's probabilities as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from training.calibrate import Reliability

_NAMES = {"answers": "answers the question", "span": "the words are right", "support": "the label is right"}


def draw(plots: Mapping[str, Reliability], path: Path) -> None:
    """One panel a head: what was said across, how often it came true upwards; the larger the dot, the more readings."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "reader"  # the same picture for the same numbers
    from matplotlib import pyplot

    figure, rows = pyplot.subplots(1, len(plots), figsize=(3.4 * len(plots), 3.6), sharey=True, squeeze=False)
    panels = rows[0]
    for panel, (name, plot) in zip(panels, plots.items(), strict=True):
        panel.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle="--")
        panel.plot(plot.said, plot.seen, color="#1f5fa8", linewidth=1.5)
        most = max(plot.counts)
        panel.scatter(plot.said, plot.seen, s=[12 + 140 * count / most for count in plot.counts], color="#1f5fa8")
        panel.set_title(f"{_NAMES.get(name, name)}\nerror {plot.error:.3f}, {sum(plot.counts):,} readings", fontsize=9)
        panel.set_xlabel("probability given", fontsize=9)
        panel.set_xlim(0, 1)
        panel.set_ylim(0, 1)
        panel.set_aspect("equal")
    panels[0].set_ylabel("share that came true", fontsize=9)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
    pyplot.close(figure)
