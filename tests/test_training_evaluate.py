"""A reader measured, in miniature."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from reader_rows import write_rows

from assistant.reader.weights import save_weights
from training.evaluate import main
from training.train import ready

HEADS = {"answers", "span", "support"}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_rows(tmp_path_factory.mktemp("rows"))


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("weights") / "untrained.safetensors"
    save_weights(ready(3)[0], path)
    return path


def test_every_figure_is_measured_and_drawn(
    rows: Path, weights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plot = tmp_path / "plot.svg"
    assert main([str(rows), "--reader", str(weights), "--limit", "4", "--plot", str(plot), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said.pop("rows")["sentences"] == 4
    plots = said.pop("reliability")
    assert {"answers", "support"} <= plots.keys() <= HEADS
    assert ElementTree.parse(plot).getroot().tag.endswith("svg")
    assert all(0 <= value <= 1 for value in said.values())
    for name in ("sentence_first", "paragraph_first"):
        assert {name, f"{name}_by_words", f"{name}_by_meaning"} <= said.keys()
    assert {
        "span_f1",
        "span_exact",
        "short_f1",
        "short_exact",
        "support",
        "supports",
        "refutes",
        "neither",
    } <= said.keys()
    assert said["sentence_first_by_words"] == 1.0  # the town of the question is in the right sentence only


def test_without_options_there_is_a_line_a_figure(
    rows: Path, weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(rows), "--reader", str(weights), "--limit", "4"]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert all(len(line) == 2 for line in lines)
    assert {"sentence_first", "support_calibration_error", "claims"} <= {name for name, _ in lines}


@pytest.mark.parametrize("lacking", ["rows", "weights", "folder to draw in", "claims"])
def test_what_is_missing_is_told_in_one_sentence(
    rows: Path, weights: Path, tmp_path: Path, lacking: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "rows"
    if lacking != "rows":
        write_rows(folder)
    if lacking == "claims":
        (folder / "claims.jsonl").write_text("", encoding="utf-8")
    reader = tmp_path / "none" if lacking == "weights" else weights
    plot = tmp_path / ("none" if lacking == "folder to draw in" else ".") / "plot.svg"
    assert main([str(folder), "--reader", str(reader), "--plot", str(plot)]) == 2
    said = capsys.readouterr()
    (line,) = said.err.splitlines()
    assert line.startswith("python -m training.evaluate: ")
    assert lacking in line
    assert (said.out, plot.exists()) == ("", False)
