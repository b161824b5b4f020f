"""A real update, killed at many points: the index answers as before or as after, and the next update finishes it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from makers import article, small_index

from vectorstore import NewsIndex

# Runs an update and kills itself at the n-th SQL statement of the ledger; with 0 it only counts them.
KILLED = """
import os, signal, sys
from vectorstore import NewsIndex, ledger_file
from corpus import read_articles

at, done, connect = int(sys.argv[3]), 0, ledger_file.sqlite3.connect

def counted(statement):
    global done
    done += 1
    if done == at:
        os.kill(os.getpid(), signal.SIGKILL)

def connecting(*given, **named):
    made = connect(*given, **named)
    made.set_trace_callback(counted)
    return made

ledger_file.sqlite3.connect = connecting
NewsIndex.open(sys.argv[1]).update(read_articles(sys.argv[2]))
print(done)
"""
POINTS = [0.1, 0.4, 0.6, 0.75, 0.85, 0.95]
OLD, NEW = "The ferry {} was late on Tuesday.", "The ferry {} was late on Tuesday, and had a new captain."


def update(index: Path, articles: Path, at: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", KILLED, str(index), str(articles), str(at)], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex) -> int:
    folder = tmp_path_factory.mktemp("counted")
    make(folder, sample_index)
    counted = update(folder / "index", folder / "new.jsonl", 0)
    return int(re.findall(r"\d+", counted.stdout)[-1])


def make(folder: Path, like: NewsIndex) -> None:
    small_index(folder / "index", like, *(article(f"f{n}", OLD.format(n), title="Ferry") for n in range(8))).close()
    lines = (json.dumps({"id": f"f{n}", "title": "Ferry", "paragraphs": [NEW.format(n)]}) for n in range(12))
    (folder / "new.jsonl").write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("point", POINTS)
def test_whenever_it_is_killed(tmp_path: Path, sample_index: NewsIndex, statements: int, point: float) -> None:
    make(tmp_path, sample_index)
    killed = update(tmp_path / "index", tmp_path / "new.jsonl", max(1, int(statements * point)))
    assert killed.returncode == -signal.SIGKILL, killed.stderr

    index = NewsIndex.open(tmp_path / "index")
    index._embedder = sample_index._embedder
    texts = {hit.passage.article_id: hit.passage.text for hit in index.search("ferry late captain", k=50)}
    before = {f"f{n}": OLD.format(n) for n in range(8)}
    assert texts in (before, {f"f{n}": NEW.format(n) for n in range(12)})

    report = index.update(article(f"f{n}", NEW.format(n), title="Ferry") for n in range(12))
    assert report.added + report.changed + report.unchanged == 12
    assert index.check().problems == ()
    assert {hit.passage.text for hit in index.search("ferry late captain", k=50)} == {NEW.format(n) for n in range(12)}
    index.close()
