"""Embargoes and withdrawals as records state them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus import read_articles

RECORD = {"id": "pier", "title": "Pier", "text": "The pier at Osterby was closed on Tuesday."}


def read(tmp_path: Path, **fields: Any) -> Any:
    path = tmp_path / "article.json"
    path.write_text(json.dumps(RECORD | fields), encoding="utf-8")
    stream = read_articles(path)
    articles = list(stream)
    return articles[0] if articles else stream.skipped[0].why


@pytest.mark.parametrize(
    ("fields", "until"),
    [
        ({"embargo": "2030-05-07T06:00:00+02:00"}, datetime(2030, 5, 7, 4, tzinfo=UTC)),
        ({"embargo_until": "2030-05-07"}, datetime(2030, 5, 7, tzinfo=UTC)),
        ({"usable_from": 1904342400}, datetime(2030, 5, 7, tzinfo=UTC)),
        ({"embargoed": False}, None),
        ({"embargo": ""}, None),
        ({}, None),
    ],
)
def test_the_end_of_an_embargo(tmp_path: Path, fields: dict[str, Any], until: datetime | None) -> None:
    assert read(tmp_path, **fields).embargo == until


@pytest.mark.parametrize("said", ["until the minister has spoken", True, ["soon"]])
def test_an_embargo_that_cannot_be_read_keeps_the_article_out(tmp_path: Path, said: object) -> None:
    assert "is no time that can be read, so it is not used" in read(tmp_path, embargo=said)


@pytest.mark.parametrize(
    ("fields", "withdrawn"),
    [
        ({"withdrawn": True}, True),
        ({"retracted": "yes"}, True),
        ({"do_not_use": "true"}, True),
        ({"pubStatus": "stat:canceled"}, True),
        ({"status": "Withdrawn"}, True),
        ({"status": "published"}, False),
        ({"withdrawn": False}, False),
        ({"withdrawn": "no"}, False),
        ({}, False),
    ],
)
def test_what_must_not_be_used(tmp_path: Path, fields: dict[str, Any], withdrawn: bool) -> None:
    assert read(tmp_path, **fields).withdrawn is withdrawn


def test_a_notice_of_withdrawal_needs_no_text(tmp_path: Path) -> None:
    notice = read(tmp_path, text="", withdrawn=True)
    assert (notice.id, notice.withdrawn, notice.paragraphs) == ("pier", True, ())
    assert read(tmp_path, text="") == "no text"


def test_only_an_embargo_changes_what_an_article_is_known_by(tmp_path: Path) -> None:
    plain, held = read(tmp_path), read(tmp_path, embargo="2030-05-07")
    assert plain.content_hash == read(tmp_path, withdrawn=False).content_hash
    assert plain.content_hash != held.content_hash
