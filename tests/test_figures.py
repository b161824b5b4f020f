"""Who says what where reports differ, and a story by its days: right in order and kind, and only words of others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from markup import HOSTILE, Seen

from assistant.page.figures import differences_html, timeline_html
from assistant.page.messages import answer_html
from assistant.types import Answer, Citation, Query, Role

QUOTE = "Twelve people were injured."
COLUMNS = ["Says", "Who", "When", "Which"]
UPDATE, DISPUTE = "An update: the later report leads", "A dispute: nothing has settled it"
BOTH = "An update, and a dispute that nothing has settled"


def cites(number: int, role: Role | None, day: int | datetime | None = 1, quote: str = QUOTE) -> Citation:
    """A citation of a day of May 2024, of which the outlet is the Courier."""
    published = datetime(2024, 5, day, tzinfo=UTC) if isinstance(day, int) else day
    return Citation(number, f"a{number}", "Ferry", "Courier", None, published, 1, quote, 0, len(quote), role=role)


def answer(*citations: Citation) -> Answer:
    text = "\n".join(f"“{c.quote}” [{c.number}]" for c in citations)
    return Answer("How many?", Query("How many?", "How many?"), "answered", text, citations)


def table(*citations: Citation) -> tuple[str, list[list[str]]]:
    """The caption, and the rows as texts."""
    seen = Seen(differences_html(answer(*citations)))
    cells = [cell for row in zip(seen.texts("th")[4:], _in_threes(seen.texts("td")), strict=True) for cell in [row]]
    assert seen.texts("th")[:4] == COLUMNS
    assert [head.get("scope") for head in seen.named("th")] == ["col"] * 4 + ["row"] * len(cells)
    (caption,) = seen.texts("caption")
    return caption, [[says, *rest] for says, rest in cells]


def _in_threes(cells: list[str]) -> list[list[str]]:
    return [cells[n : n + 3] for n in range(0, len(cells), 3)]


@pytest.mark.parametrize(
    "roles",
    [
        (),
        ("answer",),
        (None, None),
        ("answer", "agrees"),
        ("answer", "context", "before"),
        ("dated", "dated"),
    ],
)
def test_there_is_no_table_where_reports_do_not_differ(roles: tuple[Role | None, ...]) -> None:
    assert differences_html(answer(*(cites(n, role) for n, role in enumerate(roles, 1)))) == ""


@pytest.mark.parametrize(
    ("roles", "caption", "which"),
    [
        (("answer", "earlier"), UPDATE, ["latest", "earlier"]),
        (("answer", "differs"), DISPUTE, ["the answer", "differs"]),
        (("answer", "earlier", "differs"), BOTH, ["latest", "earlier", "differs"]),
        (("answer", "agrees", "differs"), DISPUTE, ["the answer", "the same", "differs"]),
        (("answer", "agrees", "earlier"), UPDATE, ["latest", "the same", "earlier"]),
        (("answer", "context", "before", "earlier", None), UPDATE, ["latest", "earlier"]),
    ],
)
def test_the_table_says_what_kind_of_difference_it_is(
    roles: tuple[Role | None, ...], caption: str, which: list[str]
) -> None:
    said, rows = table(*(cites(n, role) for n, role in enumerate(roles, 1)))
    assert said == caption
    assert [row[3] for row in rows] == which


def test_a_row_says_what_who_and_when() -> None:
    twelve = replace(cites(1, "answer", 3), answer_start=0, answer_end=6)
    caption, rows = table(twelve, cites(2, "differs", None, "Ten were."))
    assert caption == DISPUTE
    assert rows == [
        ["Twelve", "Courier [1]", "3 May 2024", "the answer"],
        ["Ten were.", "Courier [2]", "undated", "differs"],
    ]
    nameless = replace(cites(2, "differs", 2), source=None)
    assert table(twelve, nameless)[1][1][1] == "Ferry [2]"


def test_words_said_to_answer_that_lie_outside_of_the_quote_are_not_taken_for_it() -> None:
    for start, end in ((-5, 3), (3, 3), (20, 5_000), (9, 4)):
        outside = replace(cites(1, "answer"), answer_start=start, answer_end=end)
        assert table(outside, cites(2, "differs"))[1][0][0] == QUOTE


def test_a_long_quotation_is_cut_where_the_words_that_answer_are_not_known() -> None:
    rows = table(cites(1, "answer", quote="x" * 90), cites(2, "differs", quote="word " * 1_000))[1]
    assert rows[0][0] == "x" * 90
    assert rows[1][0] == "word " * 17 + "word …"


@pytest.mark.parametrize(
    ("days", "order"),
    [
        ((3, 1, 2), [1, 3, 2]),
        ((1, 1, 1), [1, 2, 3]),
        ((None, 1, 2), [3, 2, 1]),
        ((datetime(1890, 1, 1, tzinfo=UTC), None, datetime(1891, 1, 1, tzinfo=UTC)), [3, 1, 2]),
        ((datetime.min.replace(tzinfo=UTC), None, datetime.max.replace(tzinfo=UTC)), [3, 1, 2]),
    ],
)
def test_the_newest_comes_first_and_what_has_no_day_last(days: tuple[int | datetime | None, ...], order: list) -> None:
    roles: tuple[Role, ...] = ("answer", "differs", "agrees")
    _, rows = table(*(cites(n, role, day) for n, (role, day) in enumerate(zip(roles, days, strict=True), 1)))
    assert [row[1] for row in rows] == [f"Courier [{number}]" for number in order]


# --- a story by its days ---------------------------------------------------------------------------


def stops(*citations: Citation) -> Seen:
    return Seen(timeline_html(answer(*citations), [f"<b>{c.number}</b>" for c in citations]))


@pytest.mark.parametrize("roles", [(), ("answer",), (None,), ("dated", "answer"), ("context", "dated")])
def test_an_answer_that_is_no_timeline_has_none(roles: tuple[Role | None, ...]) -> None:
    citations = [cites(n, role) for n, role in enumerate(roles, 1)]
    assert timeline_html(answer(*citations), ["" for _ in citations]) == ""


def test_each_line_stands_at_its_day_which_is_told_once() -> None:
    seen = stops(
        cites(1, "dated", 1, "It closed."),
        cites(2, "dated", 1, "Divers came."),
        replace(cites(3, "dated", 4, "It opened."), source=None),
        cites(4, "dated", None, "It rained."),
        cites(5, "dated", None, "It snowed."),
        cites(6, "dated", 1, "It reopened."),
    )
    assert seen.texts("li") == [
        "1 May 2024 Courier: “It closed.” 1",
        "Courier: “Divers came.” 2",
        "4 May 2024 “It opened.” 3",
        "undated Courier: “It rained.” 4",
        "Courier: “It snowed.” 5",
        "1 May 2024 Courier: “It reopened.” 6",
    ]
    assert seen.texts("span", "day") == ["1 May 2024", "4 May 2024", "undated", "1 May 2024"]
    assert [item["dir"] for item in seen.named("li")] == ["auto"] * 6


def test_a_timeline_in_the_chat_leads_to_its_sources_and_takes_the_place_of_the_text() -> None:
    seen = Seen(answer_html(3, answer(cites(1, "dated", 1, "It closed."), cites(2, "dated", 2, "It opened."))))
    assert [a["href"] for a in seen.named("a")] == ["#source-3-1", "#source-3-2"]
    assert seen.text == "1 May 2024 Courier: “It closed.” [1]2 May 2024 Courier: “It opened.” [2]"


def test_a_table_in_the_chat_follows_the_text() -> None:
    seen = Seen(answer_html(1, answer(cites(1, "answer", 2), cites(2, "differs", 1))))
    assert seen.texts("div", "answer") == [f"“{QUOTE}” [1]\n“{QUOTE}” [2]"]
    assert seen.text.index("[2]") < seen.text.index(DISPUTE)


@pytest.mark.parametrize("role", ["differs", "dated"])
@pytest.mark.parametrize("named", [True, False])
def test_nothing_in_a_figure_is_more_than_words(role: Role, named: bool) -> None:
    source = HOSTILE if named else None
    hostile = replace(cites(1, role, 1, HOSTILE), title=HOSTILE, source=source, article_id=HOSTILE, url=HOSTILE)
    answering = replace(hostile, number=2, answer_start=0, answer_end=len(HOSTILE))
    first = replace(cites(1, "answer"), number=3)
    seen = Seen(differences_html(answer(first, hostile, answering))) if role == "differs" else stops(hostile, answering)
    tags = {"table", "caption", "thead", "tbody", "tr", "th", "td", "bdi"}
    assert seen.kinds <= (tags if role == "differs" else {"ol", "li", "span", "bdi", "b"})
    assert seen.attributes <= {"class", "scope", "dir"}
    cut = HOSTILE[:90].rstrip()
    assert seen.text.count(HOSTILE) == (1 + 2 * 1 if role == "differs" else 2 + 2 * named)
    assert f"{cut} …" in seen.text or role == "dated"
