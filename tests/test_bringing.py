"""Articles that people bring: read under their own names, put in safely, and all of it in a real browser."""

from __future__ import annotations

import http.client
import json
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import gradio as gr
import pytest
from makers import article, small_index
from playwright.sync_api import Page, expect
from test_page import ARTEFACTS, HOSTILE, Visit, _free_port

from assistant import Assistant
from assistant.bringing import MOST_ADDRESSES, Brought, Progress, Stop, bring
from assistant.doors import NAMES
from assistant.dropped import Dropped
from assistant.errors import BringingError
from assistant.page.bringing_report import MOST_NAMED, progress_html, report_html, trouble_html
from assistant.page.build import build_page
from assistant.page.journal import Journal, open_journal
from assistant.page.service import Service
from assistant.page.serving import launch_page
from corpus import Skipped, read_articles
from vectorstore import IndexLockedError, NewsIndex, UpdateReport
from vectorstore.lock import writer_lock

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FERRY = "The ferry Aurelia ran aground off Quillby on Monday. The harbour master Ottoline Vane said nobody was hurt."
BRIDGE = "The footbridge at Quillby was closed on Tuesday. Engineers found rust in two of its cables."


class Drop:
    """Files as an upload leaves them: under a hash, each with the name it had."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._number = folder, 0

    def __call__(self, name: str, text: str | bytes) -> Dropped:
        self._number += 1
        path = self._folder / f"hash-{self._number}" / "upload"
        path.parent.mkdir()
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return Dropped(path, name)


@pytest.fixture
def drop(tmp_path: Path) -> Drop:
    return Drop(tmp_path)


@pytest.fixture
def index(tmp_path: Path, sample_index: NewsIndex) -> NewsIndex:
    there = article("fair", "The spring fair opened in Lindreth.", day="2024-05-01", source="Lamp")
    return small_index(tmp_path / "index", sample_index, there)


def brought(index: NewsIndex, *files: Dropped, addresses: str = "", whole: bool = False) -> UpdateReport:
    *before, last = bring(index, files, addresses, whole=whole)
    assert all(isinstance(state, Progress) for state in before)
    assert isinstance(last, Brought)
    return last.report


def counts(report: UpdateReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.removed


def titles(index: NewsIndex) -> set[str]:
    ids = {hit.passage.article_id for hit in index.search("Quillby ferry bridge fair", 100)}
    return {found.title for id_ in ids if (found := index.article(id_))}


# --- the work ------------------------------------------------------------------------------------


def test_a_file_dropped_again_is_the_same_article(index: NewsIndex, drop: Drop) -> None:
    assert counts(brought(index, drop("ferry.txt", FERRY), drop("bridge.txt", BRIDGE))) == (2, 0, 0, 0)
    again = brought(index, drop("ferry.txt", FERRY.replace("Monday", "Sunday")), drop("bridge.txt", BRIDGE))
    assert counts(again) == (0, 1, 1, 0)
    assert titles(index) == {"Ferry", "Bridge", "Fair"}


def test_what_is_dropped_is_read_as_under_its_own_name(tmp_path: Path, drop: Drop) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "many.csv").write_text("title,text\nOne,First text.\nTwo,Second text.\n")
    here = list(read_articles(tmp_path / "here" / "many.csv", named_from=tmp_path / "here"))
    shutil.move(tmp_path / "here", tmp_path / "there")
    there = list(read_articles(tmp_path / "there" / "many.csv", named_from=tmp_path / "there"))
    assert [found.id for found in here] == [found.id for found in there]
    assert len({found.id for found in here}) == 2


def test_two_files_of_one_name_are_two_articles(index: NewsIndex, drop: Drop) -> None:
    assert counts(brought(index, drop("news.txt", FERRY), drop("news.txt", BRIDGE))) == (2, 0, 0, 0)


def test_an_archive_and_a_file_of_no_use(index: NewsIndex, drop: Drop, tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "ferry.txt").write_text(FERRY)
    packed = shutil.make_archive(str(tmp_path / "news"), "zip", tmp_path / "pack")
    report = brought(
        index,
        drop("news.zip", Path(packed).read_bytes()),
        drop("song.mp3", b"\x00\x01"),
        drop("empty.txt", ""),
        drop("broken.pdf", b"%PDF-1.7 nothing"),
    )
    assert report.added == 1
    assert {skipped.what for skipped in report.skipped} == {"song.mp3", "empty.txt", "broken.pdf"}
    assert all("/" not in skipped.what for skipped in report.skipped)  # nobody is told where it lay for the moment


def test_uploads_are_gone_afterwards(
    index: NewsIndex, drop: Drop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [drop("ferry.txt", FERRY), drop("song.mp3", b"\x00")]
    temporary = tmp_path / "temporary"  # other processes leave things in the one they share
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    brought(index, *files)
    assert not any(file.path.exists() for file in files)
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "C:\\news\\ferry.txt", f"{HOSTILE}.txt", ".hidden.txt", "ü" * 300]
)
def test_a_name_leads_nowhere(index: NewsIndex, drop: Drop, name: str) -> None:
    report = brought(index, drop(name if name.endswith(".txt") else f"{name}.txt", FERRY))
    assert counts(report) == (1, 0, 0, 0)


def test_an_address_is_never_a_path_nor_on_a_private_network(index: NewsIndex, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(FERRY)
    lines = [str(tmp_path / "secret.txt"), "~/.bashrc", "file:///etc/passwd", "http://127.0.0.1:9/", "http://10.0.0.1/"]
    report = brought(index, addresses="\n".join([*lines, "", "  "]))
    assert counts(report) == (0, 0, 0, 0)
    assert {skipped.what for skipped in report.skipped} == set(lines)
    assert not any("--allow" in skipped.why for skipped in report.skipped)  # no option of the page
    assert titles(index) == {"Fair"}


def test_nothing_to_read_is_a_sentence(index: NewsIndex) -> None:
    with pytest.raises(BringingError, match="drop a file or paste an address first"):
        brought(index, addresses=" \n ")
    with pytest.raises(BringingError, match="101 addresses"):
        brought(index, addresses="http://news.example/\n" * (MOST_ADDRESSES + 1))


def test_the_whole_archive_can_be_replaced_but_not_by_nothing(index: NewsIndex, drop: Drop) -> None:
    assert counts(brought(index, drop("empty.txt", ""), whole=True)) == (0, 0, 0, 0)
    assert titles(index) == {"Fair"}
    assert counts(brought(index, drop("ferry.txt", FERRY), whole=True)) == (1, 0, 0, 1)
    assert titles(index) == {"Ferry"}


def test_while_another_writes_the_files_wait(index: NewsIndex, drop: Drop) -> None:
    file = drop("ferry.txt", FERRY)
    with writer_lock(index.folder, "update"), pytest.raises(IndexLockedError, match="is being written by process"):
        brought(index, file)
    assert file.path.exists()
    assert counts(brought(index, file)) == (1, 0, 0, 0)


def test_two_people_at_once_lose_nothing(index: NewsIndex, drop: Drop) -> None:
    files = [drop(f"news-{n}.txt", f"{FERRY} It was number {n}.") for n in range(12)]
    outcomes: list[object] = []

    def add(file: Dropped) -> None:
        try:
            outcomes.append(counts(brought(index, file)))
        except IndexLockedError:
            outcomes.append("locked")

    people = [threading.Thread(target=add, args=(file,)) for file in files]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert set(outcomes) <= {(1, 0, 0, 0), "locked"}
    assert index.status().articles == 1 + outcomes.count((1, 0, 0, 0))
    assert index.check().problems == ()


@pytest.mark.parametrize("whole", [False, True])
def test_the_work_can_be_stopped(index: NewsIndex, drop: Drop, whole: bool) -> None:
    stop = Stop()
    stop.set()
    with pytest.raises(BringingError, match="the archive is as it was" if whole else "finished by then"):
        list(bring(index, [drop("ferry.txt", FERRY)], "", stop, whole=whole))
    assert titles(index) == {"Fair"}
    assert index.check().problems == ()


def test_the_work_goes_on_when_nobody_listens(index: NewsIndex, drop: Drop) -> None:
    listening = bring(index, [drop(f"news-{n}.txt", f"{FERRY} {n}") for n in range(40)], "")
    next(listening)
    listening.close()  # as when a browser goes away
    for work in [thread for thread in threading.enumerate() if thread.name == "bringing articles"]:
        work.join(60)
    assert index.status().articles == 41
    assert index.check().problems == ()


# --- what is said --------------------------------------------------------------------------------


def test_the_report_counts_and_names() -> None:
    skipped = tuple(Skipped(f"{HOSTILE} {n}", HOSTILE) for n in range(MOST_NAMED + 7))
    html = report_html(Brought(UpdateReport(1, 2, 3, 4, skipped, copies=1)))
    for words in ("1</strong> added", "2</strong> changed", "4</strong> removed", "57</strong> skipped", "7 more"):
        assert words in html
    assert "copy of another report" in html
    assert html.count("<bdi>") == MOST_NAMED
    assert "<script" not in html
    assert "<img" not in html
    assert "nothing was changed" in report_html(Brought(UpdateReport()))
    assert "it holds 1 article now" in report_html(Brought(UpdateReport(added=1), whole=True))


def test_progress_is_told_in_numbers() -> None:
    assert "value=0.500" in progress_html(Progress("reading", 0.5, 1200, 800))
    assert "1,200 articles, 800 passages encoded" in progress_html(Progress("reading", 0.5, 1200, 800))
    assert "value=" not in progress_html(Progress("fetching", 0.0, 3))
    assert "<script" not in trouble_html(HOSTILE)


# --- on the page ---------------------------------------------------------------------------------


def _page(index: NewsIndex, *, allow_changes: bool, log: Path | None = None) -> Iterator[str]:
    service = Service(allow_changes=allow_changes, journal=open_journal(log) if log else Journal())
    page = build_page(Assistant(index), (), service)
    try:
        yield launch_page(page, port=_free_port(), service=service)
    finally:
        page.close(verbose=False)


@pytest.fixture
def open_page(index: NewsIndex, tmp_path: Path) -> Iterator[str]:
    yield from _page(index, allow_changes=True, log=tmp_path / "log")


def _written(log: Path) -> list[dict[str, Any]]:
    """What the log tells of articles that were brought, without the time and who it was."""
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    brought = [line for line in lines if line["event"] == "brought"]
    assert all(line.pop("time") and line.pop("address") for line in brought)
    return brought


@pytest.fixture
def visit(browser: Browser, open_page: str) -> Iterator[Visit]:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        visit = Visit(context.new_page(), open_page)
        visit.page.get_by_role("button", name="Add articles").click()
        yield visit
        assert visit.errors == []
        assert visit.dialogs == []
        assert visit.other_hosts == []


def _choose(page: Page, *files: tuple[str, str]) -> None:
    payloads: list[Any] = [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in files]
    page.locator("#bringing-files input[type=file]").set_input_files(payloads)
    expect(page.locator("#bringing-files .file-preview tr")).to_have_count(len(files))


def test_what_is_dropped_can_be_asked_about_at_once(visit: Visit, tmp_path: Path) -> None:
    words = f"{FERRY} {time.time_ns()}"  # which nobody else drops: Gradio keeps one file for all who do
    _choose(visit.page, ("ferry.txt", words), ("bridge.txt", BRIDGE), ("song.mp3", "la la"))
    visit.page.get_by_role("button", name="Add to the archive").click()
    report = visit.page.locator("#bringing-told .report")
    expect(report).to_contain_text("2 added")
    expect(report).to_contain_text("song.mp3: files of this kind are not read")
    expect(visit.page.locator("#status")).to_contain_text("3 articles")
    expect(visit.page.locator("#bringing-files .file-preview tr")).to_have_count(0)
    ARTEFACTS.mkdir(exist_ok=True)
    visit.page.screenshot(path=ARTEFACTS / "bringing-light-1280.png", full_page=True)
    assert "ran aground off Quillby" in visit.ask("Where did the ferry Aurelia run aground?")
    uploads = Path(gr.utils.get_upload_folder())
    assert not [path for path in uploads.rglob("ferry.txt") if words in path.read_text()]
    counts = {"added": 2, "changed": 0, "removed": 0, "withdrawn": 0, "skipped": 1}
    assert _written(tmp_path / "log") == [{"event": "brought", "door": "page", "whole": False, **counts}]


def test_the_archive_is_replaced_only_when_that_is_confirmed(visit: Visit, index: NewsIndex) -> None:
    _choose(visit.page, ("ferry.txt", FERRY))
    visit.page.get_by_label("Replace the whole archive with these").check()
    visit.page.get_by_role("button", name="Add to the archive").click()
    expect(visit.page.locator("#bringing-sure")).to_contain_text("1 article will leave it")
    visit.page.get_by_role("button", name="Keep the archive").click()
    expect(visit.page.locator("#bringing-sure")).to_be_hidden()
    expect(visit.page.get_by_label("Replace the whole archive with these")).not_to_be_checked()
    assert titles(index) == {"Fair"}
    visit.page.get_by_label("Replace the whole archive with these").check()
    visit.page.get_by_role("button", name="Add to the archive").click()
    expect(visit.page.locator("#bringing-sure")).to_be_visible()
    visit.page.screenshot(path=ARTEFACTS / "bringing-sure.png", full_page=True)
    visit.page.get_by_role("button", name="Replace the archive").click()
    expect(visit.page.locator("#bringing-told")).to_contain_text("it holds 1 article now")
    assert titles(index) == {"Ferry"}


def test_an_empty_drop_and_another_writer_get_a_sentence(visit: Visit, index: NewsIndex) -> None:
    add, told = visit.page.get_by_role("button", name="Add to the archive"), visit.page.locator("#bringing-told")
    add.click()
    expect(told).to_contain_text("Drop a file or paste an address first.")
    # Words of its own: Gradio keeps an upload by its content, and deletes it when the page of another test is closed.
    _choose(visit.page, ("ferry.txt", f"{FERRY} It was the second time this year."))
    with writer_lock(index.folder, "update"):
        add.click()
        expect(told).to_contain_text("is being written by process")
    add.click()  # the file is still there
    expect(told).to_contain_text("1 added")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows_on_a_phone(browser: Browser, open_page: str, scheme: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 800}) as context:
        page = Visit(context.new_page(), f"{open_page}?__theme={scheme}").page
        page.get_by_role("button", name="Add articles").click()
        page.get_by_label("Web addresses").fill(f"ftp://{'long' * 60}.example/")
        page.get_by_label("Replace the whole archive with these").check()
        page.get_by_role("button", name="Add to the archive").click()
        expect(page.locator("#bringing-sure")).to_be_visible()
        page.get_by_role("button", name="Replace the archive").click()
        expect(page.locator("#bringing-told")).to_contain_text("nothing was changed")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        page.screenshot(path=ARTEFACTS / f"bringing-{scheme}-390.png", full_page=True)


# --- where it is not allowed ---------------------------------------------------------------------


def _post(address: str, path: str, body: bytes, **headers: str) -> tuple[int, str]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    connection.request("POST", path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def _post_twice(address: str) -> int:
    """A file sent as a form whose kind a second header denies."""
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(address).port, timeout=30)
    connection.putrequest("POST", "/gradio_api/upload")
    for name, value in (("Content-Type", AS_FORM["Content_Type"]), ("Content-Type", "text/plain")):
        connection.putheader(name, value)
    connection.putheader("Content-Length", str(len(FORM)))
    connection.endheaders(FORM)
    status = connection.getresponse().status
    connection.close()
    return status


FORM = (
    b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'
    b"hello\r\n--b--\r\n"
)
AS_FORM = {"Content_Type": "multipart/form-data; boundary=b"}


def test_where_changes_are_not_allowed_there_is_no_way_to_make_one(browser: Browser, index: NewsIndex) -> None:
    with_it = build_page(Assistant(index), (), Service(allow_changes=True)).get_config_file()
    for address in _page(index, allow_changes=False):
        for path in ("/gradio_api/upload", "/gradio_api/component_server", "/gradio_api/process_recording"):
            assert _post(address, path, FORM, **AS_FORM) == (403, "This page takes no files.")
        assert _post_twice(address) == 403
        with browser.new_context() as context:
            page = Visit(context.new_page(), address).page
            expect(page.locator("#bringing")).to_have_count(0)
            config = page.evaluate("window.gradio_config")
        assert len(config["dependencies"]) < len(with_it["dependencies"])
        assert "file" not in {component["type"] for component in config["components"]}
        for number in range(len(with_it["dependencies"])):
            body = json.dumps({"fn_index": number, "data": [None, "x", False], "session_hash": "s"}).encode()
            _post(address, "/gradio_api/queue/join", body, Content_Type="application/json")
    assert titles(index) == {"Fair"}


def test_where_they_are_allowed_it_is_only_so_much_and_only_from_the_page(open_page: str) -> None:
    upload = "/gradio_api/upload"
    assert _post(open_page, upload, FORM, **AS_FORM)[0] == 200
    assert _post(open_page, upload, FORM, **AS_FORM, Origin=open_page.rstrip("/"))[0] == 200
    assert _post(open_page, upload, FORM, **AS_FORM, Origin="http://evil.example")[0] == 403
    assert _post(open_page, upload, FORM, **AS_FORM, Origin="null")[0] == 403
    status, sentence = _post(open_page, upload, b"", **AS_FORM, Content_Length="600000000")
    assert (status, sentence) == (413, "Files of up to 500 MB at a time can be added.")


def test_no_other_program_can_add_anything(open_page: str) -> None:
    from gradio_client import Client

    named = Client(open_page, verbose=False).view_api(return_format="dict")["named_endpoints"]
    assert list(named) == [f"/{name}" for name in NAMES]
