"""A real update, killed at many points: the index answers as before or as after, and the next update finishes it."""

from __future__ import annotations

import json
import shutil
import signal
from pathlib import Path

import pytest
from makers import article, small_index
from processes import forked

from vectorstore import NewsIndex

# Runs an update and kills itself at the n-th SQL statement of the ledger; with 0 it only writes down their number.
KILLED = """
import os, signal, sys
from pathlib import Path
from vectorstore import NewsIndex, ledger_file
from corpus import read_articles

folder, at, done, connect = Path(sys.argv[1]), int(sys.argv[2]), 0, ledger_file.sqlite3.connect

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
NewsIndex.open(folder / "index").update(read_articles(folder / "new.jsonl"))
(folder / "statements").write_text(str(done))
"""
# The vectors are written, and the ledger's first transaction ends, when 0.96 of the statements are done.
POINTS = [0.1, 0.6, 0.95, 0.965, 0.97, 0.985, 1.0]
OLD, NEW = "The ferry {} was late on Tuesday.", "The ferry {} was late on Tuesday, and had a new captain."


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex) -> Path:
    """A folder with an index and what it is to be updated with."""
    folder = tmp_path_factory.mktemp("prepared")
    old = (article(f"f{n}", OLD.format(n), title="Ferry") for n in range(8))
    small_index(folder / "index", sample_index, *old).close()
    lines = (json.dumps({"id": f"f{n}", "title": "Ferry", "paragraphs": [NEW.format(n)]}) for n in range(12))
    (folder / "new.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> int:
    folder = tmp_path_factory.mktemp("counted")
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    assert forked(KILLED, folder, "0") == 0
    return int((folder / "statements").read_text())


@pytest.mark.parametrize("point", POINTS)
def test_whenever_it_is_killed(
    tmp_path: Path, prepared: Path, sample_index: NewsIndex, statements: int, point: float
) -> None:
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    assert forked(KILLED, tmp_path, str(max(1, int(statements * point)))) == -signal.SIGKILL

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
