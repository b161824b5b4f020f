"""The mess that sites leave in their texts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.blocks import Block, read_body, split_blocks
from corpus.dates import parse_published
from corpus.furniture import byline_authors, is_dateline, is_furniture, is_heading, split_authors


def paragraphs(text: str, title: str = "") -> list[tuple[str, str | None]]:
    return [(p.text, p.section) for p in read_body(split_blocks(text), title).paragraphs]


def test_a_messy_article_keeps_only_what_was_written() -> None:
    text = """Harbour reopens after storm

OSTERBY

Harbour reopens after storm

Boats left the harbour of Osterby again on Friday.

Photo: Ivar Holm / Osterby Post

”

“We lost four days,” said Åsa Rød.

Fishermen want money

They asked the ministry for help, which has not replied.

Read more: Ten storms that made the coast
"""
    body = read_body(split_blocks(text), "Harbour reopens after storm")
    assert body.dateline == "OSTERBY"
    assert [(p.position, p.text, p.section) for p in body.paragraphs] == [
        (1, "Boats left the harbour of Osterby again on Friday.", None),
        (2, "“We lost four days,” said Åsa Rød.", None),
        (3, "They asked the ministry for help, which has not replied.", "Fishermen want money"),
    ]


def test_a_preamble_gives_author_and_day() -> None:
    body = read_body(split_blocks("By Åsa Rød\n\n4 March 2024\n\nThe bridge was closed on Monday."), "Bridge closed")
    assert body.authors == ("Åsa Rød",)
    assert body.published == datetime(2024, 3, 4, tzinfo=UTC)
    assert [p.text for p in body.paragraphs] == ["The bridge was closed on Monday."]


WRAPPED = """The pier at Osterby was closed

The pier at Osterby was closed on Monday after divers found that
two of its oak piles had been eaten through by shipworm.

“Nobody will walk on it before the summer,” said the harbour master,
who has asked the council for money to replace all forty piles."""


def test_lines_that_were_wrapped_are_joined() -> None:
    assert [len(block.text.split("\n")) for block in split_blocks(WRAPPED)] == [1, 1, 1]
    assert split_blocks(WRAPPED)[1].text.endswith("found that two of its oak piles had been eaten through by shipworm.")


@pytest.mark.parametrize(
    "text",
    [
        "One line.\nAnother line.\nA third.",
        "The pier at Osterby was closed on Monday\n4 March 2024\nBy Åsa Rød",
        "A heading\nA sentence that is a paragraph of its own, and long.",
    ],
)
def test_lines_that_are_paragraphs_are_not_joined(text: str) -> None:
    assert [block.text for block in split_blocks(text)] == text.split("\n")


def test_a_long_line_broken_in_mid_sentence_is_joined() -> None:
    text = (
        "The president said on Friday that his country should take part in the talks on the recent conflict"
        " at the\nborder."
    )
    assert [block.text for block in split_blocks(text)] == [text.replace("\n", " ")]


def test_windows_line_ends() -> None:
    assert paragraphs("One sentence.\r\n\r\nAnother one.\r\n") == [("One sentence.", None), ("Another one.", None)]


def test_a_last_short_line_is_no_heading() -> None:
    assert paragraphs("A sentence that is long enough to read.\n\nReporting from Osterby") == [
        ("A sentence that is long enough to read.", None),
        ("Reporting from Osterby", None),
    ]


def test_headings_in_markup_are_headings_whatever_they_look_like() -> None:
    body = read_body([Block("Why now?", heading=True), Block("Because of the storm.")], "")
    assert [(p.text, p.section) for p in body.paragraphs] == [("Because of the storm.", "Why now?")]


@pytest.mark.parametrize(
    "line",
    [
        "Photo: A. Holm",
        "FILE PHOTO: The pier",
        "(Photo by A. Holm)",
        "Read more: The storm",
        "READ MORE",
        "Advertisement",
        "Related articles",
        "”",
        "* * *",
        "Boats at the pier. [Getty Images]",
        "Subscribe now",
        "Follow us on Facebook",
        "Image: The pier",
    ],
)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Photos of the pier went round the world.",
        "Read the report before you judge, she said.",
        "Watch the harbour, he told them.",
        "Related firms were searched on Monday.",
        "Reuters first reported the sale.",
        "Print is not dead, said the publisher.",
        "Image matters in politics.",
    ],
)
def test_not_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize("line", ["ANKARA", "PORT ANSEL", "ÇANAKKALE, Oct. 5", "NEW YORK (AP)", "OSTERBY — 4 May"])
def test_datelines(line: str) -> None:
    assert is_dateline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ankara",
        "THE HARBOUR OF OSTERBY WAS CLOSED TODAY AND NOBODY KNOWS WHY IT IS",
        "NATO said that it was concerned about the news.",
        "Fishermen want money",
    ],
)
def test_not_datelines(line: str) -> None:
    assert not is_dateline(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Åsa Rød", ("Åsa Rød",)),
        ("by A. Holm and B. Lind", ("A. Holm", "B. Lind")),
        ("By Friday the harbour had been cleared of all wrecks and boats left.", ()),
        ("Bylaws", ()),
    ],
)
def test_bylines(line: str, expected: tuple[str, ...]) -> None:
    assert byline_authors(line) == expected


def test_an_endless_byline_is_none() -> None:
    assert byline_authors("By A" + " and a" * 5000) == ()


def test_authors_are_parted() -> None:
    assert split_authors("By Åsa Rød, Ivar Holm and Ödön Kis; Åsa Rød") == ("Åsa Rød", "Ivar Holm", "Ödön Kis")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Fishermen want money", True),
        ("He left.", False),
        ("“No,” she said", True),
        ("in lower case", False),
        ("What now?", False),
    ],
)
def test_headings(line: str, expected: bool) -> None:
    assert is_heading(line) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-05-07", datetime(2024, 5, 7, tzinfo=UTC)),
        ("2024/05/07", datetime(2024, 5, 7, tzinfo=UTC)),
        ("2024-05-07T10:00:00Z", datetime(2024, 5, 7, 10, tzinfo=UTC)),
        ("2024-05-07T10:00:00+02:00", datetime(2024, 5, 7, 8, tzinfo=UTC)),
        ("4 May 2022", datetime(2022, 5, 4, tzinfo=UTC)),
        ("May 4, 2022 10:15", datetime(2022, 5, 4, 10, 15, tzinfo=UTC)),
        ("Tue, 07 May 2024 10:00:00 GMT", datetime(2024, 5, 7, 10, tzinfo=UTC)),
        (1715076000, datetime(2024, 5, 7, 10, tzinfo=UTC)),
        ("1715076000000", datetime(2024, 5, 7, 10, tzinfo=UTC)),
        ("04.05.2022", datetime(2022, 5, 4, tzinfo=UTC)),
        ("31/05/2022", datetime(2022, 5, 31, tzinfo=UTC)),
        ("05/31/2022", datetime(2022, 5, 31, tzinfo=UTC)),
        ("04/05/2022", None),
        ("04-05-2022", None),
        (20220504, datetime(2022, 5, 4, tzinfo=UTC)),
        ("20220504", datetime(2022, 5, 4, tzinfo=UTC)),
        (2022, None),
        (0, None),
        ("yesterday", None),
        ("May 2022", None),
        ("2022", None),
        ("", None),
        (None, None),
        (True, None),
        ("the pier was built in 1922 by hand", None),
    ],
)
def test_dates_are_aware_or_none(value: object, expected: datetime | None) -> None:
    assert parse_published(value) == expected
