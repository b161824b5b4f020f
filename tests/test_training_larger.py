"""The larger reader's training, in miniature."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from reader_rows import write_rows

from assistant.reader.larger_network import trained_of
from assistant.reader.weights import load_larger
from training import larger, train
from training.batches import read, tensors
from training.larger import main, ready
from training.learning import MasterCopy, loss_of
from training.rows import Example

TEXT = "The old mill was built by Piet Sandvoort in 1784."
GROUP = [Example("Who built the mill?", "", TEXT, 1, 26, 40), Example("Who built the mill?", "", "It rained.", 0)]


def test_the_loss_falls_and_what_the_package_brings_stays() -> None:
    network, pairs = ready(3)
    batch = tensors(read(pairs, [GROUP]))
    moving = set(trained_of(network))
    fixed = {name: p.clone() for name, p in network.named_parameters() if name not in moving}
    master, losses = MasterCopy(network, larger.RATE), []
    for _ in range(8):
        loss = loss_of(network, batch, "answers")
        loss.backward()
        losses.append(float(loss.detach()))
        assert master.step(1.0) > 0
    assert losses[-1] < 0.6 * losses[0]
    assert all(torch.equal(p, fixed[name]) for name, p in network.named_parameters() if name in fixed)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_rows(tmp_path_factory.mktemp("rows"))


def test_from_rows_to_a_file_and_from_what_was_kept_to_the_same_file(
    rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(train, "_NEWS_QUESTIONS", 10)
    monkeypatch.setattr(train, "_NEWS_CLAIMS", 10)
    monkeypatch.setattr(larger, "_CALIBRATED_ON", 10)
    given = [str(rows), "--keep", str(tmp_path / "keep"), "--seed", "5"]
    assert main([*given, "--weights", str(tmp_path / "new" / "one"), "--share", "0.01"]) == 0
    said = capsys.readouterr().out
    assert "larger: " in said
    assert main([*given, "--weights", str(tmp_path / "two"), "--trained", str(tmp_path / "keep" / "larger.pt")]) == 0
    assert (tmp_path / "new" / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert capsys.readouterr().out.splitlines()[-1] == said.splitlines()[-1]  # the hash
    load_larger(tmp_path / "two")
    on = [*given, "--after", str(tmp_path / "two"), "--weights", str(tmp_path / "three"), "--share", "0.01"]
    assert main(on) == 0
    assert "labelled" in capsys.readouterr().out
    load_larger(tmp_path / "three")
    assert (tmp_path / "three").read_bytes() != (tmp_path / "two").read_bytes()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (["nowhere"], "no rows to train on in nowhere"),
        (["", "--trained", "nowhere"], "no weights to go on from at"),
        (["", "--after", "nowhere"], "there is no file with weights of a reader at nowhere"),
    ],
)
def test_what_is_of_no_use_is_one_sentence(
    rows: Path, tmp_path: Path, given: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([given[0] or str(rows), *given[1:], "--weights", str(tmp_path / "none")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"python -m training.larger: {why}")
