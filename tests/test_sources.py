"""Sources that an index follows: remembered, read again, and never the worse for one that fails."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from makers import article, small_index
from news_site import RSS, Web, item, own_report, report, rss
from typer.testing import CliRunner
from wire import OWN_REPORT, REPORT

from assistant.cli import app
from assistant.page.head import head_of
from assistant.printing import source_lines, stale_line
from vectorstore import IndexLockedError, NewsIndex, Refreshed, Source, SourceBook, SourceError, refresh
from vectorstore.lock import writer_lock

NOW = datetime(2024, 5, 7, 12, tzinfo=UTC)


@pytest.fixture
def index(tmp_path: Path, sample_index: NewsIndex) -> Iterator[NewsIndex]:
    made = small_index(tmp_path / "index", sample_index, article("bank", "Harsund Kredit opened a branch in Osterby."))
    yield made
    made.close()


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with Web().open(monkeypatch) as web:
        web.put("/gate", report(), headers={"ETag": '"1"'})
        web.put("/skippers", own_report(), headers={"ETag": '"1"'})
        links = [item(f"{web.local}/gate"), item(f"{web.local}/skippers", "Skippers wait at the lock")]
        web.put("/feed", rss(*links), RSS, headers={"ETag": '"1"'})
        yield web


def follow(index: NewsIndex, *addresses: str) -> SourceBook:
    book = SourceBook(index.folder)
    for address in addresses:
        book.add(address)
    return book


def refreshed(index: NewsIndex) -> list[Refreshed]:
    return list(refresh(index, allow_private=True))


def counts(one: Refreshed) -> tuple[int, int, int, int]:
    return one.report.added, one.report.changed, one.report.unchanged, one.report.withdrawn


# --- the book --------------------------------------------------------------------------------------


def test_sources_are_remembered_and_forgotten(tmp_path: Path) -> None:
    book = SourceBook(tmp_path / "index")
    assert book.all() == []
    book.add("https://gazette.example/feed", 900)
    book.add(str(tmp_path))
    assert [(s.address, s.every, s.is_web) for s in SourceBook(tmp_path / "index").all()] == [
        (str(tmp_path), 86400, False),
        ("https://gazette.example/feed", 900, True),
    ]
    assert book.remove("https://gazette.example/feed")
    assert not book.remove("https://gazette.example/feed")
    assert [s.address for s in book.all()] == [str(tmp_path)]


def test_a_time_without_a_zone_is_taken_as_utc(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    text = '{"address": "a", "every": 60, "succeeded": "2024-05-07T12:00:00"}'
    (tmp_path / "sources" / "x.json").write_text(text, encoding="utf-8")
    assert [s.succeeded for s in SourceBook(tmp_path).all()] == [NOW]


def test_a_change_made_while_a_source_is_read_is_kept(index: NewsIndex, web: Web) -> None:
    book = follow(index, f"{web.local}/feed")
    web.put("/feed", write=lambda handler: book.add(f"{web.local}/feed", 300) and None)
    refreshed(index)
    (source,) = book.all()
    assert source.every == 300


def test_adding_one_again_changes_only_how_often(tmp_path: Path) -> None:
    book = SourceBook(tmp_path / "index")
    book.save(replace(book.add(str(tmp_path)), succeeded=NOW, validators={"u": ("e", None)}))
    again = book.add(str(tmp_path), 900)
    assert (again.every, again.succeeded, again.validators) == (900, NOW, {"u": ("e", None)})
    assert book.get(str(tmp_path)) == again


@pytest.mark.parametrize("address", ["ftp://gazette.example/", "file:///etc/passwd", "no/such/folder", "http://", ""])
def test_what_is_no_source_is_refused(tmp_path: Path, address: str) -> None:
    book = SourceBook(tmp_path / "index")
    if address:
        with pytest.raises(SourceError, match="neither a web address nor a file or folder that is there"):
            book.add(address)
    with pytest.raises(SourceError, match="every 60 seconds at most"):
        book.add(str(tmp_path), 5)
    assert book.all() == []


@pytest.mark.parametrize(
    "text",
    [
        '{"address": "a", "every": "1d"}',
        '{"address": 3, "every": 60}',
        '{"address": "a", "every": 60, "counts": []}',
        "",
        "[]",
        '{"address": 3, "nonsense": 1}',
        '{"address": "a", "added": "never"}',
    ],
)
def test_a_record_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"x\.json cannot be read .* delete it and add the source again"):
        SourceBook(tmp_path).all()


@pytest.mark.parametrize(
    ("every", "since", "stale"),
    [
        (86400, timedelta(days=1, hours=23), False),
        (86400, timedelta(days=2, hours=1), True),
        (60, timedelta(minutes=59), False),
        (60, timedelta(minutes=61), True),
    ],
)
def test_a_source_that_was_not_read_for_twice_its_time_is_stale(every: int, since: timedelta, stale: bool) -> None:
    source = Source("a", every, added=NOW - timedelta(days=90), succeeded=NOW - since)
    assert source.is_stale(NOW) is stale
    assert Source("a", every, added=NOW - since).is_stale(NOW) is stale


# --- reading them again ----------------------------------------------------------------------------


def test_a_feed_is_read_and_what_has_not_changed_is_not_sent_again(index: NewsIndex, web: Web) -> None:
    book = follow(index, f"{web.local}/feed")
    (first,) = refreshed(index)
    assert (counts(first), first.failed) == ((2, 0, 0, 0), None)
    asked = len(web.paths)
    (second,) = refreshed(index)
    assert counts(second) == (0, 0, 0, 0)
    conditional = [one.headers.get("if-none-match") for one in web.asked if one.path != "/robots.txt"][asked:]
    assert conditional == ['"1"'] * 3
    assert index.status().articles == 3
    kept = book.get(f"{web.local}/feed")
    assert kept is not None
    assert kept.succeeded is not None
    assert kept.error is None


def test_a_correction_arrives_though_the_feed_has_not_changed(index: NewsIndex, web: Web) -> None:
    follow(index, f"{web.local}/feed")
    refreshed(index)
    corrected = [*REPORT[:-1], "Correction: an earlier version of this article named the wrong lock."]
    web.put("/gate", report(texts=corrected), headers={"ETag": '"2"'})
    (again,) = refreshed(index)
    assert counts(again) == (0, 1, 0, 0)
    assert len(index.history(f"{web.local}/gate")) == 2


def test_a_page_that_is_gone_for_good_is_withdrawn(index: NewsIndex, web: Web) -> None:
    follow(index, f"{web.local}/feed")
    refreshed(index)
    web.put("/gate", status=410)
    (again,) = refreshed(index)
    assert counts(again) == (0, 0, 0, 1)
    assert index.article(f"{web.local}/gate") is None
    assert [v.withdrawn for v in index.history(f"{web.local}/gate")] == ["its address says that it is gone for good"]


def test_a_page_that_leads_elsewhere_is_withdrawn_when_its_address_is_gone(index: NewsIndex, web: Web) -> None:
    web.put("/old?ref=7", status=302, headers={"Location": "/gate"})
    web.put("/feed", rss(item(f"{web.local}/old?ref=7")), RSS)
    follow(index, f"{web.local}/feed")
    refreshed(index)
    assert index.article(f"{web.local}/gate") is not None
    web.put("/old?ref=7", status=410)
    refreshed(index)
    assert index.article(f"{web.local}/gate") is None


@pytest.mark.parametrize("headers", [{"ETag": '"1"'}, {}])
def test_a_page_that_failed_once_or_has_no_validator_is_asked_again(
    index: NewsIndex, web: Web, headers: dict[str, str]
) -> None:
    web.put("/gate", report(), headers=headers)
    follow(index, f"{web.local}/feed")
    refreshed(index)
    web.put("/gate", status=404)
    refreshed(index)
    web.put("/gate", report(texts=[*REPORT[:-1], "Correction: it was another lock."]), headers={"ETag": '"2"'})
    assert counts(refreshed(index)[0])[:2] == (0, 1)


def test_a_source_that_fails_takes_nothing_away_and_the_others_go_on(index: NewsIndex, web: Web) -> None:
    book = follow(index, f"{web.local}/feed", f"{web.local}/nowhere")
    refreshed(index)
    web.put("/feed", status=404)
    web.put("/nowhere", rss(item(f"{web.local}/skippers")), RSS)
    feed, other = refreshed(index)
    assert feed.failed == "the server says 404 Not Found"
    assert other.failed is None
    assert index.status().articles == 3
    kept = book.get(f"{web.local}/feed")
    assert kept is not None
    assert kept.error == "the server says 404 Not Found"
    assert kept.attempted is not None
    assert kept.succeeded is not None
    assert kept.attempted >= kept.succeeded


def test_a_rebuilt_index_gets_everything_sent_again(index: NewsIndex, web: Web) -> None:
    follow(index, f"{web.local}/feed")
    refreshed(index)
    index.rebuild([article("bank", "Harsund Kredit opened a branch in Osterby.")])
    (again,) = refreshed(index)
    assert counts(again) == (2, 0, 0, 0)


def test_a_folder_is_followed(index: NewsIndex, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("\n\n".join(REPORT), encoding="utf-8")
    follow(index, str(folder))
    assert counts(refreshed(index)[0]) == (1, 0, 0, 0)
    (folder / "b.txt").write_text("\n\n".join(OWN_REPORT), encoding="utf-8")
    assert counts(refreshed(index)[0]) == (1, 0, 1, 0)
    for file in folder.iterdir():
        file.unlink()
    (emptied,) = refreshed(index)
    assert emptied.failed is not None
    assert "no articles in this folder" in emptied.failed
    assert index.status().articles == 3


def test_private_addresses_are_not_read_unless_it_is_said(index: NewsIndex, web: Web) -> None:
    follow(index, f"{web.local}/feed")
    (one,) = refresh(index)
    assert one.failed is not None
    assert "--allow-private" in one.failed
    assert web.asked == []


def test_nobody_is_kept_from_writing_while_the_web_is_slow(index: NewsIndex, web: Web) -> None:
    follow(index, f"{web.local}/feed")
    free: list[bool] = []

    def write(handler: object) -> None:
        with writer_lock(index.folder, "somebody else"):
            free.append(True)

    web.put("/gate", write=write)
    refreshed(index)
    assert free
    assert all(free)


def test_two_updates_at_once_the_second_says_who_holds_the_lock(index: NewsIndex, web: Web) -> None:
    follow(index, f"{web.local}/feed")
    with writer_lock(index.folder, "rebuild"), pytest.raises(IndexLockedError, match=r"\(rebuild, since"):
        refreshed(index)


# --- the commands ----------------------------------------------------------------------------------


def run(*arguments: str, index: NewsIndex) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [*arguments, "--index", str(index.folder)])
    return result.exit_code, result.stdout, result.stderr


def test_a_persons_day(index: NewsIndex, web: Web) -> None:
    feed = f"{web.local}/feed"
    assert run("update", index=index)[0] == 2
    code, out, _ = run("sources", "add", feed, "--every", "15m", index=index)
    assert (code, out.splitlines()[0]) == (0, f"following {feed}, every 15m")
    code, out, _ = run("update", "--allow-private", index=index)
    assert code == 0
    assert out.startswith(f"{feed}: 2 added, 0 changed")
    code, out, _ = run("sources", "list", index=index)
    assert "(2 added)" in out
    code, out, _ = run("sources", "list", "--json", index=index)
    (listed,) = json.loads(out)["sources"]
    assert (listed["address"], listed["counts"]["added"], listed["stale"], listed["error"]) == (feed, 2, False, None)
    web.put("/gate", report(texts=["Twelve boats waited at the lock of Osterby on Monday.", *REPORT[1:]]))
    code, out, _ = run("watch", "--every", "1m", "--rounds", "1", "--allow-private", index=index)
    assert (code, "1 changed" in out) == (0, True)
    code, out, _ = run("history", f"{web.local}/gate?utm_source=x", index=index)
    assert (code, "paragraph 1" in out, "+ Twelve boats waited" in out) == (0, True, True)
    code, out, _ = run("history", f"{web.local}/gate", "--json", index=index)
    versions = json.loads(out)["versions"]
    assert [v["version"] for v in versions] == [1, 2]
    assert versions[1]["changes"]
    code, out, _ = run("withdraw", f"{web.local}/gate", "--because", "wrong lock", index=index)
    assert (code, out.strip()) == (0, f"withdrawn: {web.local}/gate")
    code, out, _ = run("history", f"{web.local}/gate", index=index)
    assert re.search(r"^  withdrawn on \d{4}-\d\d-\d\d \d\d:\d\d: wrong lock$", out, re.MULTILINE)
    assert run("sources", "remove", feed, index=index)[0] == 0
    assert run("sources", "remove", feed, index=index)[0] == 1
    code, out, _ = run("check", index=index)
    assert (code, out.strip().endswith("all is well")) == (0, True)


def test_one_page_is_read_without_being_followed(tmp_path: Path, web: Web, index: NewsIndex) -> None:
    page = f"{web.local}/gate"
    code, out, error = run("index", page, "--json", index=index)
    assert code == 2
    assert json.loads(out)["skipped"] == [
        {"what": page, "why": "leads to a private address (127.0.0.1): --allow-private allows it"}
    ]
    code, out, error = run("index", page, f"{web.local}/none", "--allow-private", "--json", index=index)
    report = json.loads(out)
    assert (code, report["added"], error) == (1, 1, "")
    assert report["skipped"] == [{"what": f"{web.local}/none", "why": "the server says 404 Not Found"}]
    assert SourceBook(index.folder).all() == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["watch", "--every", "soon"], "soon is no stretch of time: write it as 15m, 6h or 1d"),
        (["watch"], "there is no source to watch"),
        (["history", "nothing-of-the-sort"], "no article has the id or address nothing-of-the-sort; nearest: bank"),
        (["sources", "add", "gopher://x"], "gopher://x is neither a web address nor"),
        (["withdraw", "bank", "--because", " "], "say why with --because"),
    ],
)
def test_bad_use_is_one_sentence(index: NewsIndex, arguments: list[str], message: str) -> None:
    code, _, error = run(*arguments, index=index)
    assert code == 2
    assert error.startswith(f"news-assistant: {message}")
    assert error.count("\n") == 1


def test_status_and_page_say_what_is_stale(index: NewsIndex) -> None:
    book = follow(index, str(index.folder.parent))
    (source,) = book.all()
    assert stale_line([source]) == ""
    assert "stale" not in head_of(index, "T")
    book.save(replace(source, added=NOW, succeeded=NOW, error="the <b>disk</b> is full", attempted=NOW))
    said = f"Out of date: {source.address} (not read since {NOW.astimezone():%Y-%m-%d %H:%M}: the <b>disk</b> is full)"
    assert stale_line(book.all()) == said
    assert said in run("status", index=index)[1]
    status = json.loads(run("status", "--json", index=index)[1])
    assert (status["stale"], status["follows"][0]["address"]) == (True, source.address)
    head = head_of(index, "T")
    assert 'id="stale"' in head
    assert "<b>disk" not in head
    assert source_lines(book.all())[0] == f"{source.address}  STALE"


def test_a_record_that_cannot_be_read_does_not_keep_the_others_from_being_read(index: NewsIndex, web: Web) -> None:
    follow(index, f"{web.local}/feed")
    (index.folder / "sources" / "x.json").write_text("{", encoding="utf-8")
    with pytest.raises(SourceError, match=r"x\.json cannot be read"):
        refreshed(index)
    assert index.status().articles == 3


def test_a_rebuild_in_the_middle_of_an_update_loses_nothing_for_good(index: NewsIndex, web: Web) -> None:
    follow(index, f"{web.local}/feed")
    refreshed(index)
    bank = article("bank", "Harsund Kredit opened a branch in Osterby.")

    def rebuilt(handler: Any) -> None:
        index.rebuild([bank])
        handler.send_response(304)
        handler.end_headers()

    web.put("/feed", write=rebuilt)
    refreshed(index)
    links = [item(f"{web.local}/gate"), item(f"{web.local}/skippers")]
    web.put("/feed", rss(*links), RSS, headers={"ETag": '"1"'})
    assert counts(refreshed(index)[0])[0] == 2
