"""What was understood, as chips: each can be taken away, and no name or question in one is more than words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from markup import HOSTILE, Seen

from assistant.page.chips import Filters, chips_html, days_of
from assistant.page.filters import filters_of
from assistant.types import Kind, Query, Understood

PLAIN = Query("Why?", "Why?")
FIRST, LAST = datetime(2024, 5, 1, tzinfo=UTC), datetime(2024, 5, 31, 23, 59, 59, 999999, tzinfo=UTC)


def understood(kind: Kind, label: str = "May 2024", *, hard: bool = True) -> Query:
    return Query("Why?", "Why?", read=(Understood(kind, "in May", label, hard),))


def named(first: date | None, last: date | None) -> Query:
    """A question whose words name days, behind something that names none."""
    source = Understood("source", "the Courier", "Courier", True)
    return Query("q", "q", read=(source, Understood("dates", "then", "then", False, first, last)))


def shown(query: Query | None = None, filters: Filters | None = None) -> Seen:
    return Seen(chips_html(query, filters or Filters()))


def chips(seen: Seen) -> list[tuple[str, str | None, str | None, str | None]]:
    """(words, what its words change, what its × takes away, the name it is told with) of each chip."""
    words = [text.removesuffix("×") for text in seen.texts("span", "chip")]
    changes = iter([button for button in seen.named("button") if button["class"] == "words"])
    found = []
    for text, off in zip(words, [b for b in seen.named("button") if b["class"] == "off"], strict=True):
        change = next(changes)["data-change"] if text.split(" ")[0] not in ("As", "By") else None
        found.append((text, change, off["data-drop"], off.get("data-name")))
    assert next(changes, None) is None
    return found


@pytest.mark.parametrize(
    ("filters", "in_force"),
    [
        (Filters(), False),
        (Filters(since="2024-05-01"), True),
        (Filters(until="2024-05-01"), True),
        (Filters(sources=("Courier",)), True),
        (Filters(authors=("Ada Moss",)), True),
    ],
)
def test_filters_are_in_force_where_any_is_set(filters: Filters, in_force: bool) -> None:
    assert bool(filters) is in_force
    assert bool(chips_html(None, filters)) is in_force


def test_there_is_nothing_where_nothing_was_understood_or_set() -> None:
    assert chips_html(None, Filters()) == ""
    assert chips_html(PLAIN, Filters()) == ""


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (
            Filters(since="2024-05-01", until="2024-05-31"),
            [("Only 2024-05-01 to 2024-05-31", "filter-days", "filter-days", None)],
        ),
        (Filters(since="2024-05-01"), [("Only 2024-05-01 to the last", "filter-days", "filter-days", None)]),
        (Filters(until="2024-05-31"), [("Only the first to 2024-05-31", "filter-days", "filter-days", None)]),
        (Filters(since="99999"), [("Only 99999 to the last", "filter-days", "filter-days", None)]),
        (
            Filters(sources=("Courier", "Post"), authors=("Ada Moss",)),
            [
                ("Only Courier", "filter-source", "filter-source", "Courier"),
                ("Only Post", "filter-source", "filter-source", "Post"),
                ("Only by Ada Moss", "filter-author", "filter-author", "Ada Moss"),
            ],
        ),
    ],
)
def test_each_filter_is_a_chip(filters: Filters, expected: list[tuple[str, str, str, str | None]]) -> None:
    assert chips(shown(None, filters)) == expected


@pytest.mark.parametrize(
    ("kind", "sign", "change"),
    [
        ("dates", "When", "dates"),
        ("recent", "When", "recent"),
        ("source", "Outlet", "source"),
        ("author", "Author", "author"),
        ("timeline", "As a timeline", None),
        ("coverage", "By outlet", None),
    ],
)
def test_each_thing_read_from_the_words_is_a_chip(kind: Kind, sign: str, change: str | None) -> None:
    assert chips(shown(understood(kind))) == [(f"{sign} May 2024", change, kind, None)]
    off = [button for button in shown(understood(kind)).named("button") if button["class"] == "off"]
    assert [button["aria-label"] for button in off] == [f"Do without: {sign} May 2024"]


def test_a_question_that_leans_on_another_is_shown_as_it_was_understood() -> None:
    seen = shown(Query("When did it close?", "When did it close (Merrow Bridge)?"))
    assert chips(seen) == [("Understood as “When did it close (Merrow Bridge)?”", "question", "history", None)]


def test_an_endless_question_is_cut() -> None:
    seen = shown(Query("Why?", "why " * 100_000))
    assert seen.text.endswith("…”×")
    assert len(chips_html(Query("Why?", "why " * 100_000), Filters())) < 2500


def test_filters_come_before_what_was_understood() -> None:
    query = Query("Why?", "Why (the pier)?", read=understood("source", "Courier").read)
    seen = shown(query, Filters(since="2024-05-01", authors=("Ada Moss",)))
    assert [drop for _, _, drop, _ in chips(seen)] == ["filter-days", "filter-author", "history", "source"]
    assert [(group["role"], group["aria-label"]) for group in seen.named("div")] == [("group", "What was understood")]


@pytest.mark.parametrize("hostile", [HOSTILE, '"><script>alert(1)</script>', "' onclick='alert(1)", "</div></span>"])
def test_nothing_in_a_chip_is_more_than_words(hostile: str) -> None:
    read = tuple(
        Understood(kind, hostile, hostile, hard=True)
        for kind in ("dates", "recent", "source", "author", "timeline", "coverage")
    )
    filters = Filters(hostile, hostile, (hostile,), (hostile,))
    seen = shown(Query("q", hostile, read=read), filters)
    assert seen.kinds == {"div", "span", "bdi", "button"}
    assert seen.attributes <= {"aria-label", "class", "data-change", "data-drop", "data-name", "role", "title", "type"}
    assert seen.text.count(hostile) == 4 + 1 + len(read)  # two bounds and two names, the question, what was read
    assert {button["data-name"] for button in seen.named("button") if "data-name" in button} == {hostile}
    assert {button["type"] for button in seen.named("button")} == {"button"}
    assert {button["class"] for button in seen.named("button")} == {"words", "off"}


@pytest.mark.parametrize(
    ("query", "days"),
    [
        (PLAIN, ("", "")),
        (Query("q", "q", since=FIRST), ("2024-05-01", "")),
        (Query("q", "q", until=LAST), ("", "2024-05-31")),
        (Query("q", "q", since=FIRST, until=LAST), ("2024-05-01", "2024-05-31")),
        (Query("q", "q", fresh_from=FIRST), ("2024-05-01", "")),
        (Query("q", "q", since=LAST, fresh_from=FIRST), ("2024-05-31", "")),
        (named(date(2024, 5, 1), date(2024, 5, 31)), ("2024-05-01", "2024-05-31")),
        (named(None, date(99, 5, 31)), ("", "0099-05-31")),
        (replace(named(date(2024, 5, 1), date(2024, 5, 2)), since=FIRST, until=LAST), ("2024-05-01", "2024-05-02")),
        (replace(named(date(2024, 5, 2), None), until=LAST), ("2024-05-02", "")),
        (Query("q", "q", since=datetime(2024, 5, 1, tzinfo=timezone(timedelta(hours=14)))), ("2024-05-01", "")),
        (
            Query("q", "q", since=datetime(99, 1, 2, tzinfo=UTC), until=datetime.max.replace(tzinfo=UTC)),
            ("0099-01-02", "9999-12-31"),
        ),
        (Query("q", "q", since=datetime.min.replace(tzinfo=UTC)), ("0001-01-01", "")),
    ],
)
def test_the_days_that_were_read_become_filters_that_can_be_read_again(query: Query, days: tuple[str, str]) -> None:
    assert days_of(query) == days


@pytest.mark.parametrize(
    ("given", "filters"),
    [
        (("", "", [], []), Filters()),
        ((None, None, None, None), Filters()),
        ((" 2024-05-01 ", "\n", ["Post"], ("Ada", "Bo")), Filters("2024-05-01", "", ("Post",), ("Ada", "Bo"))),
        ((5, {"a": 1}, ["Post", 5, None, "", " ", ["x"]], [{}]), Filters(sources=("Post",))),
        (("", "", "Post", {"Ada": 1}), Filters()),
        (([], (), 5, True), Filters()),
        (("\ud800", "", ["a\udfff"], []), Filters("?", "", ("a?",))),
    ],
)
def test_filters_are_what_the_page_would_send_and_nothing_else(given: tuple[Any, ...], filters: Filters) -> None:
    assert filters_of(*given) == filters
