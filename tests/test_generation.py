"""The index folder: index.json, its generations, and folders that hold something else."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from vectorstore import IndexDamagedError, NotAnIndexError
from vectorstore.generation import (
    Manifest,
    generation_folder,
    new_generation,
    read_manifest,
    remove_old_generations,
    write_manifest,
)
from vectorstore.schema import FORMAT_VERSION

MANIFEST = Manifest("000002-ab", "000001-cd", "all-MiniLM-L6-v2", "f00d")


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_manifest(tmp_path, Manifest("000001-cd", None, "a", None))
    write_manifest(tmp_path, MANIFEST)
    assert read_manifest(tmp_path) == MANIFEST
    assert [path.name for path in tmp_path.iterdir()] == ["index.json"]


def test_a_manifest_of_before_encodings_were_recorded_can_be_read(tmp_path: Path) -> None:
    fields = {name: value for name, value in asdict(MANIFEST).items() if name != "encoding"}
    (tmp_path / "index.json").write_text(json.dumps(fields))
    assert read_manifest(tmp_path) == MANIFEST
    assert MANIFEST.encoding is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "openvino bf16, torch fp32"),
        ("", "openvino bf16"),
        ("openvino bf16", "openvino bf16"),
        ("openvino bf16, torch fp32", "openvino bf16, torch fp32"),
    ],
)
def test_a_manifest_adds_up_the_ways_of_encoding(before: str | None, after: str) -> None:
    assert replace(MANIFEST, encoding=before).with_encoding("openvino bf16").encoding == after


@pytest.mark.parametrize(
    "leftover",
    [None, "generations/000001-ab/", "answers/", "feedback.jsonl", "writer.lock", "writer.json", "index.json.new"],
    ids=str,
)
def test_a_vacant_folder_holds_no_index_yet(tmp_path: Path, leftover: str | None) -> None:
    if leftover and leftover.endswith("/"):
        (tmp_path / leftover).mkdir(parents=True)
    elif leftover:
        (tmp_path / leftover).touch()
    assert read_manifest(tmp_path) is None


def test_a_folder_that_is_not_there_holds_no_index_yet(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "none") is None
    assert not (tmp_path / "none").exists()


def test_a_folder_of_other_files_is_not_an_index(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(NotAnIndexError, match=r"holds other files \(letter.txt …\).*choose another folder"):
        read_manifest(tmp_path)


def test_a_file_is_not_an_index(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(NotAnIndexError, match=r"letter\.txt is a file"):
        read_manifest(tmp_path / "letter.txt")


@pytest.mark.parametrize("content", ["[]", "3", "{}", '{"name": "a package"}'])
def test_an_index_json_of_something_else_is_not_an_index(tmp_path: Path, content: str) -> None:
    (tmp_path / "index.json").write_text(content)
    with pytest.raises(NotAnIndexError, match="is something else"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("version", [FORMAT_VERSION + 1, 0, "1"])
def test_another_format_is_named(tmp_path: Path, version: object) -> None:
    (tmp_path / "index.json").write_text(json.dumps(asdict(MANIFEST) | {"format_version": version}))
    with pytest.raises(NotAnIndexError, match=f"has format {version}, this version reads format {FORMAT_VERSION}"):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"generation": ',
        b"\xff\xfe\x00",
        json.dumps({"format_version": FORMAT_VERSION}).encode(),
        json.dumps(asdict(MANIFEST) | {"more": 1}).encode(),
        json.dumps(asdict(MANIFEST) | {"generation": None}).encode(),
        json.dumps(asdict(MANIFEST) | {"embedding_model": 5}).encode(),
    ],
    ids=["empty", "cut off", "binary", "too little", "too much", "no name", "no model"],
)
def test_a_damaged_manifest_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "index.json").write_bytes(content)
    with pytest.raises(IndexDamagedError, match=r"index\.json .*: rebuild the index in a new folder$"):
        read_manifest(tmp_path)


def test_every_new_generation_has_a_name_of_its_own(tmp_path: Path) -> None:
    first = new_generation(tmp_path)
    second = new_generation(tmp_path)
    assert (first[:6], second[:6]) == ("000001", "000002")
    remove_old_generations(tmp_path, set())
    assert new_generation(tmp_path) not in {first, second}


def test_only_the_generations_to_keep_are_kept(tmp_path: Path) -> None:
    first, second, third = (new_generation(tmp_path) for _ in range(3))
    (generation_folder(tmp_path, first) / "ledger.sqlite3").touch()
    remove_old_generations(tmp_path, {second, None})
    assert [path.name for path in (tmp_path / "generations").iterdir()] == [second]
    assert not generation_folder(tmp_path, third).exists()


def test_a_probe_left_by_a_killed_writer_does_not_block_the_folder(tmp_path: Path) -> None:
    (tmp_path / ".probe-4711").touch()
    assert read_manifest(tmp_path) is None
