"""Archives of articles: what is read out of them, and what an archive that means harm does not achieve."""

from __future__ import annotations

import gc
import gzip
import io
import json
import os
import stat
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest

from corpus import Article, Skipped, read_articles
from corpus.files import READABLE

FERRY = b"Ferry runs aground\n\nThe ferry to Skarholm ran aground in thick fog on Monday evening."
HARBOUR = b"Pilot blamed\n\nHarbour master Jorun Eide said the pilot had steered by an old chart."
LINES = b"".join(
    json.dumps({"title": f"Report {n}", "text": f"On day {n} the fog stayed where it was, all day long."}).encode()
    + b"\n"
    for n in range(3)
)
KINDS = ["zip", "tar", "tar.gz", "tgz"]


def archive(folder: Path, kind: str, members: dict[str, bytes]) -> Path:
    path = folder / f"papers.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            for name, data in members.items():
                made.writestr(name, data)
    else:
        with tarfile.open(path, "w" if kind == "tar" else "w:gz") as made_tar:
            for name, data in members.items():
                add(made_tar, name, data)
    return path


def add(made: tarfile.TarFile, name: str, data: bytes = b"", kind: bytes = tarfile.REGTYPE, target: str = "") -> None:
    member = tarfile.TarInfo(name)
    member.size, member.type, member.linkname = len(data), kind, target
    made.addfile(member, io.BytesIO(data))


def read(path: Path) -> tuple[list[Article], list[Skipped]]:
    stream = read_articles(path)
    articles = list(stream)
    assert stream.fraction == (1 if path.stat().st_size else 0)
    return articles, stream.skipped


def titles(path: Path) -> list[str]:
    return [article.title for article in read(path)[0]]


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where archives are unpacked for the moment. Nothing is left there."""
    folder = tmp_path / "places"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


# --- what is read ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_members_are_read_as_files_are(tmp_path: Path, places: Path, kind: str) -> None:
    members = {
        "2030/ferry.txt": FERRY,
        "./2030/list.jsonl.gz": gzip.compress(LINES),
        "page.html": b"<html><body><article><h1>Tugs come</h1><p>%b</p></article></body></html>" % (FERRY[20:] * 3),
        "empty.txt": b"",
        "list.jsonl": LINES + b"not JSON\n",
    }
    path = archive(tmp_path, kind, members)
    articles, skipped = read(path)
    reports = ["Report 0", "Report 1", "Report 2"]
    assert [article.title for article in articles] == ["Ferry runs aground", *reports, "Tugs come", *reports]
    assert [entry.what for entry in skipped] == [f"{path}/empty.txt", f"{path}/list.jsonl line 4"]
    assert list(places.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_ids_are_made_of_the_archive_and_the_member(tmp_path: Path, kind: str) -> None:
    path = archive(tmp_path, kind, {"a/ferry.txt": FERRY, "b/ferry.txt": FERRY, "list.jsonl": LINES})
    first, again = read(path)[0], read(path)[0]
    assert first == again
    assert len({article.id for article in first}) == 5
    assert first[0].id.startswith("ferry-")


def test_a_member_without_a_title_is_named_by_its_own_name(tmp_path: Path) -> None:
    path = archive(tmp_path, "zip", {"a/the-old-chart.txt": b"The chart was older than the breakwater. It is kept."})
    assert titles(path) == ["The old chart"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_article_is_told_by_its_ending(tmp_path: Path, kind: str) -> None:
    members = dict.fromkeys(["a.jpg", "b.jpg", "notes", "LICENSE", ".hidden.txt", ".git/x.txt", "__MACOSX/a.txt"], b"x")
    path = archive(tmp_path, kind, {**members, "ferry.txt": FERRY})
    articles, skipped = read(path)
    assert len(articles) == 1
    assert skipped == [
        Skipped(f"{path}/notes", f"files without an ending are not read (only {READABLE})"),
        Skipped(f"{path}/a.jpg and 1 more", f".jpg files are not read (only {READABLE})"),
    ]


def test_an_archive_without_articles_is_told(tmp_path: Path) -> None:
    path = archive(tmp_path, "zip", {"LICENSE": b"x"})
    assert read(path) == ([], [Skipped(str(path), f"no articles in this archive (looked for {READABLE})")])


@pytest.mark.parametrize("kind", KINDS)
def test_archives_lie_in_folders_too(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    archive(folder, kind, {"ferry.txt": FERRY})
    assert titles(folder) == ["Ferry runs aground"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("inner", ["inner.zip", "inner.tar.gz", "inner.tgz", "inner.tar"])
def test_an_archive_inside_an_archive_is_told(tmp_path: Path, kind: str, inner: str) -> None:
    path = archive(tmp_path, kind, {inner: b"x", "ferry.txt": FERRY})
    articles, skipped = read(path)
    assert len(articles) == 1
    assert skipped == [Skipped(f"{path}/{inner}", "an archive inside an archive is not read")]


@pytest.mark.parametrize("kind", KINDS)
def test_progress_is_that_of_the_archive(tmp_path: Path, kind: str) -> None:
    noise = {f"{n}.txt": FERRY + os.urandom(50_000).hex().encode() for n in range(10)}
    stream = read_articles(archive(tmp_path, kind, noise))
    shares = [stream.fraction for _ in stream]
    assert shares == sorted(shares)
    assert 0.3 < shares[4] < 0.8


def test_one_member_lies_unpacked_at_a_time(tmp_path: Path, places: Path) -> None:
    path = archive(tmp_path, "tar.gz", {"a.jsonl": LINES, "b.ndjson": LINES, "c.jsonl": LINES})
    stream = read_articles(path)
    for _ in range(4):
        next(stream)
        assert sum(len(files) for _, _, files in os.walk(places)) == 1
    del stream
    gc.collect()
    assert list(places.iterdir()) == []


# --- names, links and devices ----------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name", ["../out.txt", "a/../../out.txt", "/out.txt", "..\\out.txt", "C:\\out.txt", "\\\\host\\out.txt"]
)
def test_a_name_that_leads_out_is_not_read(tmp_path: Path, kind: str, name: str) -> None:
    path = archive(tmp_path, kind, {name: FERRY, "harbour.txt": HARBOUR})
    before = {file for file in tmp_path.rglob("*") if file.is_file()}
    articles, (left_out,) = read(path)
    assert [article.title for article in articles] == ["Pilot blamed"]
    assert left_out.what.startswith(f"{path}/")
    assert left_out.why == "its name leads out of the archive, so it is not read"
    assert {file for file in tmp_path.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (tarfile.SYMTYPE, "it is a link, which is not read"),
        (tarfile.LNKTYPE, "it is a link, which is not read"),
        (tarfile.CHRTYPE, "it is a device, which is not read"),
        (tarfile.FIFOTYPE, "it is a device, which is not read"),
    ],
)
def test_links_and_devices_in_tar(tmp_path: Path, kind: bytes, why: str) -> None:
    (tmp_path / "secret.txt").write_bytes(FERRY)
    path = tmp_path / "papers.tar"
    with tarfile.open(path, "w") as made:
        add(made, "link.txt", kind=kind, target=str(tmp_path / "secret.txt"))
        add(made, "harbour.txt", HARBOUR)
    articles, skipped = read(path)
    assert [article.title for article in articles] == ["Pilot blamed"]
    assert skipped == [Skipped(f"{path}/link.txt", why)]


@pytest.mark.parametrize(("kind", "what"), [(stat.S_IFLNK, "a link"), (stat.S_IFCHR, "a device")])
def test_links_and_devices_in_zip(tmp_path: Path, kind: int, what: str) -> None:
    path = tmp_path / "papers.zip"
    with zipfile.ZipFile(path, "w") as made:
        member = zipfile.ZipInfo("link.txt")
        member.external_attr = (kind | 0o777) << 16
        made.writestr(member, "../secret.txt")
        made.writestr("harbour.txt", HARBOUR)
    articles, skipped = read(path)
    assert [article.title for article in articles] == ["Pilot blamed"]
    assert skipped == [Skipped(f"{path}/link.txt", f"it is {what}, which is not read")]


def test_a_name_with_control_characters_is_told_without_them(tmp_path: Path) -> None:
    path = archive(tmp_path, "tar", {"a\x1b[31m.txt": b""})
    assert read(path)[1][0].what == f"{path}/a\ufffd[31m.txt"


def test_encrypted_members_are_told(tmp_path: Path) -> None:
    path = archive(tmp_path, "zip", {"ferry.txt": FERRY, "harbour.txt": HARBOUR})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag of the first member in the list at the end
    path.write_bytes(data)
    articles, skipped = read(path)
    assert [article.title for article in articles] == ["Pilot blamed"]
    assert skipped == [Skipped(f"{path}/ferry.txt", "it is encrypted, which is not read")]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_ways_of_packing_are_told(tmp_path: Path, method: int) -> None:
    path = tmp_path / "papers.zip"
    with zipfile.ZipFile(path, "w", method) as made:
        made.writestr("ferry.txt", FERRY)
    assert read(path) == ([], [Skipped(f"{path}/ferry.txt", "it is packed in a rare way, which is not read")])


# --- too much --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr("corpus.members.MAX_MEMBERS", 3)
    path = archive(tmp_path, kind, {f"{n}.txt": FERRY for n in range(5)})
    articles, skipped = read(path)
    assert len(articles) == 3
    assert skipped == [Skipped(str(path), "it has more than 3 members; the rest of them were not read")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_member_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr("corpus.members.MAX_ARTICLE_BYTES", 1_000)
    members = {"long.txt": os.urandom(2_000).hex().encode(), "list.jsonl": LINES * 9, "ferry.txt": FERRY}
    path = archive(tmp_path, kind, members)
    articles, (left_out,) = read(path)
    assert len(articles) == 28  # a list may be longer than an article
    assert left_out.what == f"{path}/long.txt"
    assert "too large" in left_out.why


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: Path, kind: str) -> None:
    monkeypatch.setattr("corpus.members.FREE_BYTES", 100_000)
    written: list[int] = []
    monkeypatch.setattr(os, "unlink", _measuring(os.unlink, written))
    path = archive(tmp_path, kind, {"ferry.txt": FERRY, "bomb.jsonl": bytes(50_000_000), "harbour.txt": HARBOUR})
    articles, skipped = read(path)
    assert articles[0].title == "Ferry runs aground"
    assert "times its size" in skipped[0].why
    assert max(written) < 15_000_000
    assert list(places.iterdir()) == []


def _measuring(unlink: object, sizes: list[int]) -> object:
    def measure(path: str, **more: object) -> None:
        sizes.append(os.stat(path, **more).st_size)  # type: ignore[call-overload]
        unlink(path, **more)  # type: ignore[operator]

    return measure


def test_one_bomb_in_a_zip_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.members.FREE_BYTES", 100_000)
    noise = os.urandom(200_000)
    path = archive(tmp_path, "zip", {"bomb.txt": bytes(9_000_000), "noise.jpg": noise, "harbour.txt": HARBOUR})
    articles, skipped = read(path)
    assert [article.title for article in articles] == ["Pilot blamed"]
    assert [entry.what for entry in skipped] == [f"{path}/bomb.txt", f"{path}/noise.jpg"]
    assert "times its size" in skipped[0].why


def test_members_that_share_their_bytes_are_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.members.FREE_BYTES", 100_000)
    monkeypatch.setattr("corpus.members.MAX_RATIO", 50)
    path = tmp_path / "papers.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("ferry.txt", FERRY * 500)
        made.filelist += made.filelist * 100  # the list at the end names the same bytes over and over
    articles, skipped = read(path)
    assert 0 < len(articles) < 101
    assert (skipped[-1].what, "times its size" in skipped[-1].why) == (str(path), True)


@pytest.mark.parametrize("kind", KINDS)
def test_too_much_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr("corpus.members.MAX_UNPACKED", 100_000)
    path = archive(tmp_path, kind, {f"{n}.txt": FERRY + os.urandom(9_000).hex().encode() for n in range(12)})
    articles, skipped = read(path)
    assert 3 <= len(articles) <= 6
    assert (skipped[-1].what, skipped[-1].why[:24]) == (str(path), "it unpacks to more than ")


def test_a_size_that_is_not_true_does_not_count(tmp_path: Path) -> None:
    path = archive(tmp_path, "zip", {"ferry.txt": FERRY * 1_000, "harbour.txt": HARBOUR})
    data = bytearray(path.read_bytes())
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (80).to_bytes(4, "little")
    path.write_bytes(data)
    articles, skipped = read(path)
    assert [article.title for article in articles] == ["Pilot blamed"]
    assert skipped == [Skipped(f"{path}/ferry.txt", "it is damaged")]


def test_a_tar_header_that_would_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "papers.tar"
    with tarfile.open(path, "w") as made:
        add(made, "ferry.txt", FERRY)
        add(made, "x", bytes(2_000_000), kind=tarfile.GNUTYPE_LONGNAME)
        add(made, "harbour.txt", HARBOUR)
    articles, skipped = read(path)
    assert len(articles) == 1
    assert skipped == [Skipped(str(path), "the archive is damaged or cut off")]


# --- damage ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["tar", "tar.gz", "tgz"])
def test_what_stands_before_the_damage_is_read(tmp_path: Path, kind: str) -> None:
    noise = {f"{n}.txt": FERRY + os.urandom(20_000).hex().encode() for n in range(9)}
    path = archive(tmp_path, kind, noise)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    articles, (left_out,) = read(path)
    assert 2 <= len(articles) <= 5
    assert left_out.what == str(path)
    assert "damaged or cut off" in left_out.why


def test_a_damaged_header_is_not_taken_for_the_end(tmp_path: Path) -> None:
    path = archive(tmp_path, "tar", {"ferry.txt": FERRY, "harbour.txt": HARBOUR})
    data = bytearray(path.read_bytes())
    data[1024:1100] = b"?" * 76
    path.write_bytes(data)
    articles, skipped = read(path)
    assert len(articles) == 1
    assert skipped == [Skipped(str(path), "the archive is damaged or cut off")]


def test_a_damaged_member_of_a_zip_leaves_the_others(tmp_path: Path) -> None:
    path = archive(tmp_path, "zip", {"ferry.txt": FERRY, "harbour.txt": HARBOUR})
    data = bytearray(path.read_bytes())
    data[50:60] = b"?" * 10
    path.write_bytes(data)
    articles, skipped = read(path)
    assert [article.title for article in articles] == ["Pilot blamed"]
    assert skipped == [Skipped(f"{path}/ferry.txt", "it is damaged")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("data", [b"", b"\x9c\x01garbage" * 1_100_000, b"PK\x05\x06" + b"\xff" * 18, bytes(10_240)])
def test_garbage_is_told(tmp_path: Path, kind: str, data: bytes) -> None:
    path = tmp_path / f"papers.{kind}"
    path.write_bytes(data)
    articles, (left_out,) = read(path)
    assert articles == []
    assert left_out.what == str(path)


@pytest.mark.parametrize("kind", KINDS)
def test_no_change_of_one_byte_is_an_accident(tmp_path: Path, kind: str) -> None:
    path = archive(tmp_path, kind, {"ferry.txt": FERRY, "list.jsonl": LINES})
    whole = path.read_bytes()
    for place in range(0, min(len(whole), 3_000), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        for entry in read(path)[1]:
            assert entry.what.startswith(str(path))
            assert "news-" not in str(entry)  # the place where it is unpacked
