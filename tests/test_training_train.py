"""From rows to a file of weights, in miniature."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import astuple
from pathlib import Path

import pytest
import torch
from processes import environment
from reader_rows import write_rows

from assistant.reader import Reader
from assistant.reader.weights import load_weights
from training import train
from training.__main__ import main
from training.groups import Maker
from training.rows import Example, Rows, Span, load

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_rows(tmp_path_factory.mktemp("rows"))


@pytest.fixture(autouse=True)
def _little_news(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train, "_NEWS_QUESTIONS", 30)
    monkeypatch.setattr(train, "_NEWS_CLAIMS", 30)


@pytest.fixture(scope="module")
def made(rows: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the weights of two runs with one seed, and what the first kept."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train, "_NEWS_QUESTIONS", 30)
        patch.setattr(train, "_NEWS_CLAIMS", 30)
        for name in ("one", "other"):
            given = [str(rows), "--weights", str(folder / "new" / name), "--keep", str(folder / f"keep-{name}")]
            assert main([*given, "--share", "0.12", "--seed", "5"]) == 0
    return folder


def test_a_run_writes_weights_that_the_reader_answers_with(made: Path) -> None:
    reader = Reader.load(made / "new" / "one")
    likely = reader.answers("Who built the mill?", [("", "Piet Sandvoort built the mill."), ("", "It rained.")])
    assert all(0 < probability < 1 for probability in likely)
    span = reader.span("Who built the mill?", "Piet Sandvoort built the mill.")
    assert span is None or "Piet Sandvoort built the mill."[span.start : span.end] == span.text
    assert reader.support("The mill is old.", ["The mill was built in 1784."]).label in train.LABELS


def test_the_same_seed_makes_the_same_file(made: Path) -> None:
    assert_alike(made / "new" / "one", made / "new" / "other")


def assert_alike(first: Path, second: Path) -> None:
    """Sums in another order, as threads take them, change the last digits of what is fitted, and no more."""
    (ours, fitted), (theirs, known) = load_weights(first), load_weights(second)
    assert all(torch.equal(a, b) for a, b in zip(ours.parameters(), theirs.parameters(), strict=True))
    assert astuple(fitted) == pytest.approx(astuple(known), rel=1e-2, abs=1e-2)


def test_weights_kept_at_the_end_are_calibrated_as_they_were(
    made: Path, rows: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = made / "again.safetensors"
    assert main([str(rows), "--weights", str(again), "--trained", str(made / "keep-one" / "third.pt")]) == 0
    calibration, digest = capsys.readouterr().out.splitlines()
    assert set(json.loads(calibration)) == {"answers_scale", "answers_bias", "support_temperature", "span_power"}
    assert len(digest) == 64
    assert_alike(again, made / "new" / "one")


def test_the_last_pass_goes_on_from_any_other(made: Path, rows: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = [str(rows), "--weights", str(made / "later"), "--keep", str(made / "keep-later"), "--share", "0.02"]
    assert main([*given, "--after", str(made / "keep-one" / "first.pt")]) == 0
    said = capsys.readouterr().out
    assert "first:" not in said
    assert "second:" not in said
    assert "third:" in said
    assert (made / "later").is_file()


def test_a_missing_folder_is_told_in_one_sentence(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "training", str(tmp_path / "nowhere")],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"python -m training: no rows to train on in {tmp_path / 'nowhere'}")


@pytest.mark.parametrize("option", ["--after", "--trained"])
@pytest.mark.parametrize("holds", ["nothing", "nonsense", "one tensor"])
def test_weights_to_go_on_from_that_are_none(
    rows: Path, tmp_path: Path, option: str, holds: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "half.pt"
    if holds == "nonsense":
        path.write_bytes(b"no weights at all")
    elif holds == "one tensor":
        torch.save({"span.bias": torch.zeros(2)}, path)
    assert main([str(rows), "--weights", str(tmp_path / "new"), option, str(path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert str(path) in line
    assert not (tmp_path / "new").exists()


def test_rows_too_few_to_calibrate_with_are_told_before_any_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_rows(tmp_path / "rows")
    (folder / "claims.jsonl").write_text("", encoding="utf-8")
    assert main([str(folder), "--weights", str(tmp_path / "new")]) == 2
    assert "none of those kept apart are claims" in capsys.readouterr().err


def test_the_first_plan_finds_words_and_the_full_one_has_everything(rows: Path) -> None:
    maker = Maker(load(rows)[0], 1)
    first = train.first_plan(maker)
    assert [task for task, _ in first] == ["answers"] * 3
    for _, groups in first:
        assert all(group[0].text[group[0].start : group[0].end] for group in groups)
    labelled = [(Span(q, s, s[:3], 0, "labelled"), place) for q, s, place in maker.train.sentences]
    full = train.full_plan(maker, labelled, train.news_plan(1))
    assert [task for task, _ in full] == ["answers"] * 7 + ["support"] * 3 + ["answers", "support"]
    assert len(full[0][1]) == len(labelled)
    assert len(full[1][1]) == sum(place >= 0 for _, place in labelled)
    assert len(full[2][1]) + len(full[3][1]) == len(maker.train.spans)
    assert all(groups for _, groups in full)


def test_news_answers_stand_where_they_are_said_to() -> None:
    (answers, questions), (support, claims) = train.news_plan(1)
    assert (answers, support) == ("answers", "support")
    assert len(questions) == len(claims) == 30
    right = [e for group in questions for e in group if e.label]
    assert right
    assert all(0 <= e.start < e.end <= len(e.text) for e in right)
    assert {e.label for (e,) in claims} == {0, 1, 2}


def test_words_are_labels_where_they_are_known_or_the_half_trained_reader_is_sure_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    network, pairs = train.ready(3)
    known = Span("Who came first?", "It rained. PIET came first.", "PIET", 11, "squad-paragraph")
    sentences = [("Who came?", "Piet came.", 4), ("Who left?", "Ada left.", -1), ("who came first", "Piet came.", 7)]
    likely = iter([(0, 4, 0.41), (0, 3, 0.39)])
    monkeypatch.setattr(train, "likeliest_words", lambda _: next(likely))
    assert train.label(network, pairs, Rows(sentences=sentences, paragraphs=[known])) == [
        (Span("Who came?", "Piet came.", "Piet", 0, "labelled"), 4),
        (Span("Who left?", "Ada left.", "", -1, "labelled"), -1),
        (Span("who came first", "Piet came.", "Piet", 0, "labelled"), 7),
    ]


def test_a_share_of_a_plan_is_its_beginning_and_never_nothing() -> None:
    groups = [[Example(str(n), "", "", 0)] for n in range(10)]
    assert train.thin([("answers", groups)], 0.3) == [("answers", groups[:3])]
    assert train.thin([("answers", groups)], 0.0) == [("answers", groups[:1])]
    assert train.thin([("answers", groups)], 1.0) == [("answers", groups)]
