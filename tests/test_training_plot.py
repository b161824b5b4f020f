"""The picture of a reader's reliability."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from training.calibrate import Reliability
from training.plot import draw

PLOT = Reliability((0.1, 0.9), (0.2, 0.7), (40, 1200), 0.15)


@pytest.mark.parametrize("names", [("answers",), ("answers", "span", "support"), ("another",)])
def test_the_picture_is_svg_with_a_panel_a_head(tmp_path: Path, names: tuple[str, ...]) -> None:
    path = tmp_path / "plot.svg"
    draw(dict.fromkeys(names, PLOT), path)
    root = ElementTree.parse(path).getroot()
    assert root.tag.endswith("svg")
    panels = [node for node in root.iter() if node.get("id", "").startswith("axes_")]
    assert len(panels) == len(names)


def test_the_same_figures_make_the_same_file(tmp_path: Path) -> None:
    for name in ("one.svg", "other.svg"):
        draw({"answers": PLOT}, tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "other.svg").read_bytes()
