"""The index as its users meet it: real articles in, real hits out, and everything that may happen in between."""

from __future__ import annotations

import ctypes
import hashlib
import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from processes import forked

from corpus import Article, Paragraph, Skipped
from vectorstore import (
    Hit,
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
    NewsIndex,
    NewsIndexError,
    NotAnIndexError,
    NothingToIndexError,
    WrongModelError,
)
from vectorstore.building import open_generation
from vectorstore.embedder import DEFAULT_MODEL, Embedder
from vectorstore.generation import generation_folder, read_manifest
from vectorstore.ledger import Ledger
from vectorstore.lock import writer_lock
from vectorstore.vectors import Vectors

OSLO = timezone(timedelta(hours=2))


def article(id_: str, *texts: str, title: str | None = None, **fields: object) -> Article:
    paragraphs = tuple(Paragraph(position, text) for position, text in enumerate(texts, 1))
    return Article(id=id_, title=title or id_.capitalize(), paragraphs=paragraphs, **fields)  # type: ignore[arg-type]


HARBOUR = article(
    "harbour",
    "Boats left the harbour of Osterby again on Tuesday.",
    "Gül Çavuşoğlu, the mayor, thanked the crews of the dredgers.",
    source="Østerby Post",
    published=datetime(2024, 5, 8, 1, 30, tzinfo=OSLO),
    authors=("Åsa Rød", "Ivar Holm"),
)
BANK = article(
    "bank",
    "The central bank raised its key rate to four per cent.",
    "Borrowers will pay more for their homes.",
    source="Coast Times",
    published=datetime(2024, 6, 1, tzinfo=UTC),
    authors=("Ivar Holm",),
)
BRIDGE = article("bridge", "The old bridge at Lund will be pulled down.")
ALL = (HARBOUR, BANK, BRIDGE)


@cache
def embedder() -> Embedder:
    return Embedder()


def open_index(folder: Path) -> NewsIndex:
    """The model takes a second to load, so all indexes of these tests share one."""
    index = NewsIndex.open(folder)
    index._embedder = embedder()
    return index


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled") / "index"
    index = open_index(folder)
    index.update(ALL)
    index.close()
    return folder


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    """An index of three articles, this test's own."""
    return Path(shutil.copytree(filled, tmp_path / "index"))


@pytest.fixture
def index(folder: Path) -> Iterator[NewsIndex]:
    index = open_index(folder)
    yield index
    index.close()


def ids(hits: list[Hit]) -> list[str]:
    return list(dict.fromkeys(hit.passage.article_id for hit in hits))


def generation(folder: Path) -> Path:
    manifest = read_manifest(folder)
    assert manifest is not None
    return generation_folder(folder, manifest.generation)


def passages_and_vectors(folder: Path) -> tuple[set[int], set[int]]:
    ledger, vectors = open_generation(folder, generation(folder).name)
    found = ledger.passage_ids(), vectors.ids()
    ledger.close()
    vectors.close()
    return found


def number_in_agreement(folder: Path) -> int:
    passages, vectors = passages_and_vectors(folder)
    assert passages == vectors
    return len(passages)


def delete_vectors(folder: Path, how_many: int) -> None:
    _, vectors = open_generation(folder, generation(folder).name)
    vectors.delete(sorted(vectors.ids())[:how_many])
    vectors.close()


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def failing(*articles: Article) -> Iterator[Article]:
    yield from articles
    raise KeyError("the reader broke")


# --- update ------------------------------------------------------------------------------------


def test_an_update_counts_and_embeds_only_what_is_new_or_changed(index: NewsIndex, folder: Path) -> None:
    note = article("note", "A ferry was late.")
    report = index.update([HARBOUR, replace(BANK, title="Bank acts"), note])
    assert (report.added, report.changed, report.unchanged, report.removed) == (1, 1, 1, 0)
    assert (report.passages_embedded, report.skipped) == (3, ())
    again = index.update([HARBOUR, note])
    assert (again.added, again.changed, again.unchanged, again.passages_embedded) == (0, 0, 2, 0)
    assert number_in_agreement(folder) == 6


def test_articles_not_given_stay(index: NewsIndex) -> None:
    index.update([article("note", "A ferry was late.")])
    assert index.status().articles == 4
    assert index.article("bank") == BANK


def test_the_tail_of_an_article_that_shrinks_is_found_no_more(index: NewsIndex, folder: Path) -> None:
    question = "Which mayor thanked the dredgers?"
    assert index.search(question)[0].passage.key == ("harbour", 2)
    report = index.update([replace(HARBOUR, paragraphs=HARBOUR.paragraphs[:1])])
    assert (report.changed, report.passages_embedded) == (1, 1)
    hits = index.search(question, k=50)
    assert ("harbour", 2) not in [hit.passage.key for hit in hits]
    assert all(hit.lexical_rank is None for hit in hits)
    assert number_in_agreement(folder) == 4


def test_replaced_versions_are_kept(index: NewsIndex, folder: Path) -> None:
    index.update([replace(BRIDGE, title="Bridge saved")])
    database = sqlite3.connect(generation(folder) / "ledger.sqlite3")
    old, new = database.execute(
        "SELECT version, replaced IS NOT NULL, content FROM versions WHERE article_id = 'bridge' ORDER BY version"
    ).fetchall()
    database.close()
    assert (old[:2], new) == ((1, 1), (2, 0, None))
    assert json.loads(old[2]) == {"title": "Bridge", "paragraphs": [[1, None, BRIDGE.paragraphs[0].text]]}


def test_of_one_id_twice_in_a_run_the_first_counts_and_the_other_is_named(index: NewsIndex) -> None:
    note = article("note", "A ferry was late.")
    report = index.update([note, note, replace(note, title="Another note")])
    assert report.added == 1
    assert report.skipped == (Skipped("note (Another note)", "another article in this run has the same id"),)
    assert index.article("note") == note


def test_an_article_without_words_is_kept(index: NewsIndex, folder: Path) -> None:
    assert index.update([article("empty")]).added == 1
    assert index.update([article("empty")]).unchanged == 1
    assert number_in_agreement(folder) == 5


def test_progress_tells_articles_seen_and_passages_embedded(index: NewsIndex) -> None:
    steps: list[tuple[int, int]] = []
    index.update([HARBOUR, article("note", "A ferry was late.")], progress=lambda *step: steps.append(step))
    assert steps == [(1, 0), (2, 0), (2, 1)]


def test_an_update_that_breaks_off_leaves_ledger_and_vectors_in_agreement(
    index: NewsIndex, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.writing._PASSAGES_A_BATCH", 2)
    notes = [article(f"note{n}", f"Ferry {n} was late.", f"Ferry {n} has a new captain.") for n in range(3)]
    with pytest.raises(KeyError):
        index.update(failing(notes[0], replace(HARBOUR, paragraphs=HARBOUR.paragraphs[:1]), notes[1]))
    assert number_in_agreement(folder) == 5 + 2 - 1 + 2
    assert index.article("note0") == notes[0]
    report = index.update(notes)
    assert (report.added, report.unchanged) == (1, 2)
    assert "note2" in ids(index.search("new captain"))


def test_a_first_update_that_wrote_nothing_leaves_no_index(tmp_path: Path) -> None:
    index = open_index(tmp_path / "index")
    with pytest.raises(KeyError):
        index.update(failing(HARBOUR))
    assert [path.name for path in (tmp_path / "index").rglob("*") if path.is_file()] in ([], ["writer.lock"])
    with pytest.raises(IndexMissingError, match=r"there is no index in .*: make one with"):
        NewsIndex.open(tmp_path / "index", must_exist=True)
    assert index.update([HARBOUR]).added == 1


def test_a_first_update_without_articles_makes_no_index(tmp_path: Path) -> None:
    assert open_index(tmp_path / "index").update([]).added == 0
    assert read_manifest(tmp_path / "index") is None


# --- rebuild -----------------------------------------------------------------------------------


def test_a_rebuild_makes_the_index_exactly_these_articles(index: NewsIndex, folder: Path) -> None:
    note = article("note", "A ferry was late.")
    report = index.rebuild([replace(HARBOUR, title="Boats sail"), BANK, note])
    assert (report.added, report.changed, report.unchanged, report.removed) == (1, 1, 1, 1)
    assert report.passages_embedded == 5
    assert index.article("bridge") is None
    assert sorted(ids(index.search("bridge pulled down", k=50))) == ["bank", "harbour", "note"]
    assert number_in_agreement(folder) == 5


def test_a_rebuild_may_be_the_first_thing_that_happens(tmp_path: Path) -> None:
    index = open_index(tmp_path / "index")
    assert index.rebuild([HARBOUR]).added == 1
    assert ids(index.search("harbour")) == ["harbour"]


@pytest.mark.parametrize(
    ("articles", "error"), [(lambda: iter(()), NothingToIndexError), (lambda: failing(BRIDGE), KeyError)]
)
def test_a_rebuild_that_fails_leaves_the_old_index_and_no_half_generation(
    index: NewsIndex, folder: Path, articles: Callable[[], Iterator[Article]], error: type[Exception]
) -> None:
    before = index.search("harbour", k=50)
    manifest = (folder / "index.json").read_text()
    with pytest.raises(error):
        index.rebuild(articles())
    assert (folder / "index.json").read_text() == manifest
    assert [path.name for path in (folder / "generations").iterdir()] == [generation(folder).name]
    assert index.search("harbour", k=50) == before
    assert open_index(folder).search("harbour", k=50) == before


def test_a_rebuild_with_nothing_says_what_was_left_out(index: NewsIndex) -> None:
    class Unreadable(list[Article]):
        skipped = (Skipped("a.txt", "the file is empty"), Skipped("b.txt", "the file is empty"))

    with pytest.raises(NothingToIndexError, match=r"nothing was changed \(a.txt: the file is empty …\)$"):
        index.rebuild(Unreadable())


def test_only_the_generation_before_is_kept(index: NewsIndex, folder: Path) -> None:
    for _ in range(3):
        index.rebuild([HARBOUR])
    assert len(list((folder / "generations").iterdir())) == 2
    index.update([HARBOUR])
    assert generation(folder).is_dir()


# --- readers while somebody writes -------------------------------------------------------------


def version(number: int) -> list[Article]:
    texts = ("Divers went down at the quay.", "They found a wreck.")
    return [article(f"a{n}", *texts, title=f"Version {number}") for n in range(3)]


def newest(hits: list[Hit]) -> int:
    return max((int(hit.passage.title.split()[-1]) for hit in hits), default=-1)


READER = """
import sys, time
from pathlib import Path
from vectorstore import NewsIndex
index, last, deadline = NewsIndex.open(sys.argv[1]), None, time.monotonic() + 60
while time.monotonic() < deadline and last != sys.argv[2]:
    hits = index.search("submerged ship", k=50)
    found = max((hit.passage.title.split()[-1] for hit in hits if hit.dense_rank), default="nothing")
    if found != last:
        print(found, flush=True)
    last = found
"""


def test_readers_in_threads_and_processes_see_every_change_and_never_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    writer = open_index(folder)
    writer.update(version(0))
    seen: dict[str, list[int]] = {"same index": [], "another": []}
    stop = threading.Event()

    def read(name: str, index: NewsIndex) -> None:
        while not stop.is_set():
            seen[name].append(newest(index.search("submerged ship", k=50)))

    threads = [
        threading.Thread(target=read, args=("same index", writer)),
        threading.Thread(target=read, args=("another", open_index(folder))),
    ]
    command = [sys.executable, "-c", READER, str(folder), "4"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "0\n"
        for thread in threads:
            thread.start()
        for number, write in enumerate([writer.update, writer.rebuild, writer.rebuild, writer.update], 1):
            write(version(number))
            assert newest(writer.search("wreck")) == number
        rest = process.stdout.read().split()
    stop.set()
    for thread in threads:
        thread.join()
    assert process.returncode == 0
    assert rest == sorted(rest)
    assert rest[-1] == "4"
    assert "nothing" not in rest
    for versions in seen.values():
        assert versions == sorted(versions)
        assert versions[0] >= 0


def once(first: Callable[[], object]) -> Callable[[], None]:
    waiting = [first]

    def call() -> None:
        if waiting:
            waiting.pop()()

    return call


def test_a_search_that_an_update_overtakes_is_done_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer, reader = open_index(folder), open_index(folder)
    overtake = once(lambda: writer.update(replace(each, title="New") for each in ALL))
    nearest = Vectors.nearest

    def overtaken(*given: Any) -> list[tuple[int, float]]:
        found = nearest(*given)
        overtake()
        return found

    monkeypatch.setattr(Vectors, "nearest", overtaken)
    hits = reader.search("mortgage costs", k=50)
    assert {(hit.passage.title, hit.dense_rank is not None) for hit in hits} == {("New", True)}
    assert len(hits) == 5


def test_a_search_whose_generation_goes_is_done_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer, reader = open_index(folder), open_index(folder)
    overtake = once(lambda: [writer.rebuild([each]) for each in (HARBOUR, BANK)])

    def overtaken(place: Path, name: str) -> tuple[Ledger, Vectors]:
        overtake()
        return open_generation(place, name)

    monkeypatch.setattr("vectorstore.open_index.open_generation", overtaken)
    assert ids(reader.search("mortgage costs")) == ["bank"]


def test_an_index_made_anew_in_the_same_place_is_seen(index: NewsIndex, folder: Path) -> None:
    assert "harbour" in ids(index.search("harbour"))
    shutil.rmtree(folder)
    assert index.search("harbour") == []
    open_index(folder).update([BRIDGE])
    assert ids(index.search("harbour")) == ["bridge"]


# --- search ------------------------------------------------------------------------------------


def test_hits_tell_what_was_found_and_why(index: NewsIndex) -> None:
    hits = index.search("Who raised the key rate?")
    best = hits[0]
    assert (best.passage.key, best.dense_rank, best.lexical_rank) == (("bank", 1), 1, 1)
    assert best.cosine is not None
    assert 0.3 < best.cosine <= 1
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert best.passage.paragraph_text[best.passage.start : best.passage.end] == best.passage.text
    assert len(index.search("Who raised the key rate?", k=2)) == 2


@pytest.mark.parametrize("spelling", ["Cavusoglu", "Çavuşoğlu", "ÇAVUŞOĞLU", "cavusoglu's"])
def test_a_name_is_found_however_it_is_spelt(index: NewsIndex, spelling: str) -> None:
    best = index.search(spelling)[0]
    assert (best.passage.key, best.lexical_rank) == (("harbour", 2), 1)


def test_meaning_is_found_where_no_word_is_shared(index: NewsIndex) -> None:
    best = index.search("mortgage costs")[0]
    assert (best.passage.article_id, best.lexical_rank) == ("bank", None)


@pytest.mark.parametrize(("question", "k"), [("", 10), ("  ", 10), ("harbour", 0), ("harbour", -1)])
def test_nothing_asked_finds_nothing(index: NewsIndex, question: str, k: int) -> None:
    assert index.search(question, k) == []


@pytest.mark.parametrize("question", ['"', "AND OR NOT", "harbour* NEAR(", "?", "'; DROP TABLE articles; --", "\x00"])
def test_no_question_is_taken_for_a_command(index: NewsIndex, question: str) -> None:
    assert len(ids(index.search(question))) == 3


def test_an_index_that_is_not_there_finds_nothing(tmp_path: Path) -> None:
    index = open_index(tmp_path / "index")
    assert index.search("harbour") == []
    assert (index.article("harbour"), index.count_containing("harbour")) == (None, 0)
    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"since": "2024-05-07"}, {"harbour", "bank"}),
        ({"since": "2024-05-08"}, {"bank"}),
        ({"since": date(2024, 6, 1)}, {"bank"}),
        ({"since": "2024-06-02"}, set()),
        ({"until": "2024-05-07"}, {"harbour"}),
        ({"until": "2024-05-06"}, set()),
        ({"until": datetime(2024, 6, 1, tzinfo=UTC)}, {"harbour", "bank"}),
        ({"until": "2024-05-31T23:59:59Z"}, {"harbour"}),
        ({"until": "2024-05-07", "keep_undated": True}, {"harbour", "bridge"}),
        ({"since": "2024-05-08", "until": "2024-06-01", "keep_undated": True}, {"bank"}),
        ({"since": "2024-06-02", "until": "2024-05-01"}, set()),
        ({"sources": "osterby post"}, {"harbour"}),
        ({"sources": ["ØSTERBY POST", "coast times"]}, {"harbour", "bank"}),
        ({"sources": ["The Moon"]}, set()),
        ({"sources": ["The Moon", "Coast Times"]}, {"bank"}),
        ({"sources": []}, {"harbour", "bank", "bridge"}),
        ({"authors": "asa rod"}, {"harbour"}),
        ({"authors": ["IVAR HOLM"]}, {"harbour", "bank"}),
        ({"authors": "Nobody"}, set()),
        ({"authors": "Ivar Holm", "sources": "Coast Times", "since": "2024-01-01"}, {"bank"}),
        ({"authors": "Åsa Rød", "sources": "Coast Times"}, set()),
    ],
    ids=lambda given: str(sorted(given) if isinstance(given, set) else given),
)
def test_filters_hold_for_meaning_and_for_words(
    index: NewsIndex, bounds: dict[str, object], expected: set[str]
) -> None:
    hits = index.search("harbour bank bridge boats rate Lund", k=50, **bounds)  # type: ignore[arg-type]
    by_meaning = {hit.passage.article_id for hit in hits if hit.dense_rank}
    by_words = {hit.passage.article_id for hit in hits if hit.lexical_rank}
    assert by_meaning == by_words == expected


def test_a_date_that_is_none_is_refused(index: NewsIndex) -> None:
    with pytest.raises(ValueError, match="'soon' is not a date"):
        index.search("harbour", since="soon")


def test_status_tells_what_is_in_the_index(index: NewsIndex, folder: Path) -> None:
    status = index.status()
    assert (status.folder, status.articles, status.passages) == (str(folder), 3, 5)
    assert status.sources == (("Coast Times", 1), ("Østerby Post", 1))
    assert (status.first_published, status.last_published) == (HARBOUR.published, BANK.published)
    assert status.last_updated is not None
    assert abs(datetime.now(UTC) - status.last_updated) < timedelta(minutes=10)
    assert (status.embedding_model, status.format_version) == (DEFAULT_MODEL, 1)


def test_status_of_no_index_is_empty(tmp_path: Path) -> None:
    status = NewsIndex.open(tmp_path / "index").status()
    assert (status.articles, status.passages, status.sources, status.last_updated) == (0, 0, (), None)


def test_a_closed_index_opens_again_when_used(index: NewsIndex) -> None:
    index.close()
    index.close()
    assert index.count_containing("harbour") == 2
    assert ids(index.search("harbour"))[0] == "harbour"


# --- what is wrong with an index ---------------------------------------------------------------


def test_another_model_is_refused(folder: Path) -> None:
    with pytest.raises(WrongModelError, match=f"was made with {DEFAULT_MODEL}, not another-model"):
        NewsIndex.open(folder, embedding="another-model")
    assert NewsIndex.open(folder, embedding=DEFAULT_MODEL).status().articles == 3


def test_other_weights_under_the_same_name_are_refused(folder: Path) -> None:
    manifest = json.loads((folder / "index.json").read_text())
    (folder / "index.json").write_text(json.dumps(manifest | {"embedding_fingerprint": "f00d"}))
    note = article("note", "A ferry was late.")
    for use in (lambda: open_index(folder).search("harbour"), lambda: open_index(folder).update([note])):
        with pytest.raises(WrongModelError, match=r"other weights under the name .*: rebuild it in a new folder$"):
            use()
    assert number_in_agreement(folder) == 5


@pytest.mark.parametrize("write", [NewsIndex.update, NewsIndex.rebuild])
def test_a_folder_of_other_files_is_refused_and_left_untouched(
    tmp_path: Path, write: Callable[[NewsIndex, list[Article]], object]
) -> None:
    index = open_index(tmp_path)
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(NotAnIndexError):
        NewsIndex.open(tmp_path)
    with pytest.raises(NotAnIndexError, match="holds other files"):
        write(index, [HARBOUR])
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_another_format_is_refused_and_left_untouched(folder: Path) -> None:
    index = open_index(folder)
    manifest = json.loads((folder / "index.json").read_text())
    (folder / "index.json").write_text(json.dumps(manifest | {"format_version": 99}))
    before = digests(folder)
    for use in (index.status, lambda: index.search("harbour"), lambda: index.rebuild([HARBOUR])):
        with pytest.raises(NotAnIndexError, match="has format 99"):
            use()
    assert digests(folder) == before


def overwrite(path: Path) -> None:
    path.write_bytes(b"not a database" * 1000)


def spoil_pages(path: Path) -> None:
    size = path.stat().st_size
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * (size - 4096))


def replace_by_file(path: Path) -> None:
    shutil.rmtree(path)
    path.write_text("in the way")


@pytest.mark.parametrize(
    ("damaged", "damage"),
    [
        ("ledger.sqlite3", overwrite),
        ("ledger.sqlite3", spoil_pages),
        ("ledger.sqlite3", lambda path: path.write_bytes(b"")),
        ("ledger.sqlite3", lambda path: path.write_bytes(path.read_bytes()[:20_000])),
        ("ledger.sqlite3", Path.unlink),
        ("vectors/chroma.sqlite3", overwrite),
        ("vectors/chroma.sqlite3", spoil_pages),
        ("vectors", replace_by_file),
        ("", shutil.rmtree),
    ],
    ids=[
        "ledger overwritten",
        "ledger spoilt",
        "ledger empty",
        "ledger cut",
        "ledger gone",
        "vectors overwritten",
        "vectors spoilt",
        "vectors a file",
        "all gone",
    ],
)
def test_damage_is_one_sentence_and_a_rebuild_puts_it_right(
    folder: Path, damaged: str, damage: Callable[[Path], object]
) -> None:
    damage(generation(folder) / damaged)
    uses: list[Callable[[NewsIndex], object]] = [
        lambda index: index.search("harbour"),
        lambda index: index.update([BRIDGE]),
        lambda index: index.search("harbour"),
    ]
    for use in uses:
        with pytest.raises(NewsIndexError, match=r"(rebuild the index|nothing was changed)$") as raised:
            use(open_index(folder))
        assert "\n" not in str(raised.value)
    index = open_index(folder)
    index.rebuild(ALL)
    assert ids(index.search("harbour"))[0] == "harbour"
    assert number_in_agreement(folder) == 5


def test_a_damaged_index_json_is_one_sentence(folder: Path) -> None:
    index = open_index(folder)
    (folder / "index.json").write_text('{"format_version": 1')
    for use in (lambda: NewsIndex.open(folder), lambda: index.search("x"), lambda: index.update([HARBOUR])):
        with pytest.raises(
            IndexDamagedError, match=r"index\.json cannot be read .*: rebuild the index in a new folder$"
        ):
            use()


@pytest.mark.parametrize(
    "lose", [lambda folder: delete_vectors(folder, 2), lambda f: shutil.rmtree(generation(f) / "vectors")]
)
def test_lost_vectors_are_not_passed_over_and_the_next_update_restores_them(
    folder: Path, lose: Callable[[Path], object]
) -> None:
    lose(folder)
    with pytest.raises(IndexDamagedError, match=r"has lost \d of its 5 vectors: run .* which restores them$"):
        open_index(folder).search("harbour")
    index = open_index(folder)
    report = index.update([HARBOUR])
    assert (report.unchanged, report.changed) == (1, 0)
    assert number_in_agreement(folder) == 5
    assert {hit.passage.key for hit in index.search("harbour", k=50) if hit.dense_rank} >= {("harbour", 1), ("bank", 1)}


def test_vectors_of_no_passage_are_passed_over_and_the_next_update_removes_them(folder: Path) -> None:
    ledger, vectors = open_generation(folder, generation(folder).name)
    vectors.upsert([900], embedder().encode_passages(["harbour"]))
    ledger.close()
    vectors.close()
    index = open_index(folder)
    assert len(index.search("harbour", k=50)) == 5
    index.update([])
    assert number_in_agreement(folder) == 5


# --- other processes ---------------------------------------------------------------------------


HOLDER = """
import sys
from pathlib import Path
from vectorstore.lock import writer_lock
with writer_lock(Path(sys.argv[1]), "rebuild"):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_second_writer_is_told_who_writes_and_readers_go_on(index: NewsIndex, folder: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        for write in (index.update, index.rebuild):
            with pytest.raises(IndexLockedError, match=rf"is being written by process {process.pid} on .*\(rebuild, "):
                write([BRIDGE])
        assert ids(index.search("harbour"))[0] == "harbour"
        process.communicate("done\n")
    assert index.update([BRIDGE]).unchanged == 1


def test_an_update_holds_the_lock_while_articles_are_read(index: NewsIndex, folder: Path) -> None:
    def articles() -> Iterator[Article]:
        with pytest.raises(IndexLockedError, match=r"\(update, since"), writer_lock(folder, "rebuild"):
            pytest.fail("two writers at once")
        yield BRIDGE

    assert index.update(articles()).unchanged == 1


KILLED = """
import os, signal, sys
import vectorstore.writing
from corpus import Article, Paragraph
from vectorstore import NewsIndex

vectorstore.writing._PASSAGES_A_BATCH = 4
vectors, writer = vectorstore.writing.Vectors, vectorstore.writing.Writer
calls = []

def die_at_the_second(step, before):
    def stepping(*given):
        calls.append(step)
        if not before:
            step(*given)
        if len(calls) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        if before:
            step(*given)
    return stepping

if sys.argv[2] == "vectors in, ledger not":
    vectors.upsert = die_at_the_second(vectors.upsert, before=False)
if sys.argv[2] == "old vectors not yet out":
    vectors.delete = die_at_the_second(vectors.delete, before=True)

def articles():
    for n in range(6):
        if n == 3 and sys.argv[2] == "between batches":
            os.kill(os.getpid(), signal.SIGKILL)
        texts = (f"Ferry {n} was late again.", f"Ferry {n} has a new captain.")
        yield Article(f"note{n}", "Ferries", tuple(Paragraph(p, text) for p, text in enumerate(texts, 1)))

NewsIndex.open(sys.argv[1]).update(articles())
"""


@pytest.mark.parametrize("moment", ["between batches", "vectors in, ledger not", "old vectors not yet out"])
def test_an_update_killed_at_any_moment_is_completed_by_the_next(folder: Path, moment: str) -> None:
    notes = [article(f"note{n}", f"Ferry {n} was late.", title="Ferries") for n in range(6)]
    before = open_index(folder)
    before.update(notes)
    before.close()
    assert forked(KILLED, folder, moment) == -signal.SIGKILL

    index = open_index(folder)
    hits = index.search("harbour", k=50)
    assert ids(hits)[0] == "harbour"
    assert 11 < len(hits) < 17
    assert len(hits) == len({(hit.passage.key, hit.passage.start) for hit in hits})
    texts = ("Ferry {} was late again.", "Ferry {} has a new captain.")
    report = index.update(article(f"note{n}", *(t.format(n) for t in texts), title="Ferries") for n in range(6))
    assert report.changed + report.unchanged == 6
    assert report.unchanged >= 2
    assert number_in_agreement(folder) == 5 + 12
    assert index.count_containing("captain") == 6


READ_ONLY = """
import sys
from corpus import Article, Paragraph
from vectorstore import IndexNotWritableError, NewsIndex
index = NewsIndex.open(sys.argv[1])
articles = [Article("note", "Note", (Paragraph(1, "A ferry was late."),))]
uses = index.status, lambda: index.search("harbour"), lambda: index.update(articles), lambda: index.rebuild(articles)
for use in uses:
    try:
        print("done", use())
    except IndexNotWritableError as error:
        print(error)
"""


def give_up_write_anywhere() -> None:
    """Root may write what nobody may write, unless it lets go of that capability before a program starts."""
    cap_dac_override, cap_dac_read_search, pr_capbset_drop = 1, 2, 24
    for capability in (cap_dac_override, cap_dac_read_search):
        ctypes.CDLL(None).prctl(pr_capbset_drop, capability, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="root lets go of its power through Linux capabilities")
def test_a_folder_that_cannot_be_written_is_named_and_left_untouched(folder: Path) -> None:
    before = digests(folder)
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(folder)],
        preexec_fn=give_up_write_anywhere,
        capture_output=True,
        text=True,
        check=False,
    )
    for path in paths:
        path.chmod(0o755 if path.is_dir() else 0o644)
    status, search, update, rebuild = done.stdout.splitlines()
    assert status == search
    assert search.startswith(f"the index in {folder} cannot be searched where it cannot be written: get write access")
    assert update == rebuild == f"the index folder {folder} cannot be written (Permission denied)"
    assert digests(folder) == before


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (Article("", "T", (Paragraph(1, "One."),)), "needs an id"),
        (Article("a", None, (Paragraph(1, "One."),)), "needs an id"),  # type: ignore[arg-type]
        (Article("a", "T", (Paragraph(1, "One."), Paragraph(1, "Two."))), "numbered upwards"),
        (Article("a", "T", (Paragraph(0, "One."),)), "numbered upwards"),
        (Article("a", "T", (Paragraph(1, "\ud83d"),)), "half characters"),
    ],
)
def test_an_article_that_cannot_be_written_is_named_and_the_rest_goes_on(
    tmp_path: Path, wrong: Article, why: str
) -> None:
    index = open_index(tmp_path / "index")
    report = index.update([wrong, Article("good", "Good", (Paragraph(1, "The harbour is open."),))])
    assert report.added == 1
    (skipped,) = report.skipped
    assert why in skipped.why
    assert [hit.passage.article_id for hit in index.search("harbour \ud83d", k=2**70)] == ["good"]
    assert index.search("harbour", authors=["\ud83d"]) == []
    index.close()
