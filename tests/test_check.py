"""`check` finds what does not fit, and `--repair` puts it right."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from makers import article, small_index
from typer.testing import CliRunner

from assistant.cli import app
from vectorstore import NewsIndex
from vectorstore.generation import read_manifest
from vectorstore.vectors import Vectors


@pytest.fixture
def index(tmp_path: Path, sample_index: NewsIndex) -> Iterator[NewsIndex]:
    articles = [article(f"f{n}", f"The ferry {n} was late.", f"It rained {n} days.") for n in range(4)]
    made = small_index(tmp_path / "index", sample_index, *articles)
    yield made
    made.close()


def place(index: NewsIndex) -> Path:
    manifest = read_manifest(index.folder)
    assert manifest is not None
    return index.folder / "generations" / manifest.generation


def spoil_ledger(index: NewsIndex, statement: str) -> None:
    index.close()
    db = sqlite3.connect(place(index) / "ledger.sqlite3")
    with db:
        db.execute(statement)
    db.close()


def test_a_sound_index_has_no_problems(index: NewsIndex) -> None:
    report = index.check()
    assert (report.articles, report.passages, report.problems, report.repaired) == (4, 8, (), False)


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (
            "DELETE FROM passages_text WHERE rowid IN (1, 2)",
            "2 passages are not in the full text, so they cannot be found by their words",
        ),
        (
            "INSERT INTO passages_text (rowid, title, text) VALUES (99, 'a', 'b')",
            "1 entries of the full text are of passages that are no longer there",
        ),
        ("INSERT INTO stale_vectors VALUES (77)", "1 vectors of replaced passages are still to be deleted"),
    ],
)
def test_what_the_ledger_lacks_is_found_and_put_right(index: NewsIndex, statement: str, problem: str) -> None:
    spoil_ledger(index, statement)
    assert index.check().problems == (problem,)
    assert index.check(repair=True).repaired
    assert index.check().problems == ()
    assert index.count_containing("ferry") == 4


def test_vectors_are_made_again_and_strangers_removed(index: NewsIndex) -> None:
    index.close()
    vectors = Vectors(place(index) / "vectors")
    lost = sorted(vectors.ids())[:2]
    vectors.upsert([1000, 1001], index.encode_texts(["a", "b"]))
    vectors.delete(lost)
    vectors.close()
    assert index.check().problems == (
        "2 of 8 passages have no vector, so they cannot be found by meaning",
        "2 vectors are of passages that are no longer there",
    )
    assert index.check(repair=True).repaired
    assert index.check().problems == ()
    assert len(index.search("ferry rain", k=20)) == 8


def test_what_no_repair_can_mend_is_said(index: NewsIndex) -> None:
    spoil_ledger(index, "DELETE FROM paragraphs WHERE article = 1")
    problem = "2 passages have lost their paragraph: rebuild the index"
    assert problem in index.check().problems
    report = index.check(repair=True)
    assert not report.repaired
    assert problem in report.problems


def test_the_command_says_what_to_do(index: NewsIndex) -> None:
    spoil_ledger(index, "DELETE FROM passages_text WHERE rowid = 1")
    found = CliRunner().invoke(app, ["check", "--index", str(index.folder)])
    assert (found.exit_code, "4 articles, 8 passages: something is wrong" in found.stdout) == (1, True)
    assert found.stderr == "news-assistant: put it right with  news-assistant check --repair\n"
    mended = CliRunner().invoke(app, ["check", "--repair", "--index", str(index.folder)])
    assert (mended.exit_code, "put right" in mended.stdout) == (0, True)
