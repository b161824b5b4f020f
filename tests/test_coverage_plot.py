"""Coverage over time: counted rightly, drawn safely, and clicked in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
import pytest
from makers import article, small_index
from playwright.sync_api import Page, expect
from test_page import ARTEFACTS, HOSTILE, HOSTILE_ARTICLE, Visit, _free_port, _served

from assistant import Assistant
from assistant.page.buckets import MOST_BARS, bars_of
from assistant.page.coverage_panel import Pick, _day, coverage_panel, join_coverage, pick_again_to_undo
from assistant.page.coverage_plot import Chosen, cited_days, coverage_html
from assistant.page.serving import launch_page
from corpus import Article, Paragraph
from vectorstore import Coverage, DayCount, NewsIndex

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CSS = Path(__file__).parent.parent / "assistant" / "page" / "coverage.css"
PAPERS = {"": ("#fffdf8", "#f7f4ec"), ".dark ": ("#1f1d1b", "#161412")}
DAY = date(2024, 5, 20)  # a Monday


def _counts(*days: tuple[str, str | None, int]) -> tuple[DayCount, ...]:
    return tuple(DayCount(date.fromisoformat(day), source, number) for day, source, number in days)


# --- counted by the ledger -----------------------------------------------------------------------


@pytest.fixture
def archive(tmp_path: Path, sample_index: NewsIndex) -> NewsIndex:
    return small_index(
        tmp_path / "index",
        sample_index,
        article("a", "A ferry struck the quay.", day="2024-05-20T00:00:00", source="Lamp"),
        article("b", "A ferry was late.", day="2024-05-20T23:59:59", source="Wire"),
        article("c", "The bridge is open again.", day="2024-05-21", source="Lamp"),
        article("old", "A king was crowned.", day="1901-01-01T12:00:00", source="Lamp"),
        article("undated", "Nobody knows when this was.", source="Lamp"),
        article("nameless", "Nobody knows who wrote this.", day="2024-05-21"),
        article("secret", "Not yet.", day="2024-05-21", source="Wire", embargo=datetime.now(UTC) + timedelta(days=1)),
        article("gone", "This was wrong.", day="2024-05-21", source="Wire"),
    )


def test_articles_are_counted_by_day_and_outlet(archive: NewsIndex) -> None:
    archive.withdraw(["gone"], "it was wrong")
    coverage = archive.coverage()
    assert coverage.days == _counts(
        ("1901-01-01", "Lamp", 1),
        ("2024-05-20", "Lamp", 1),
        ("2024-05-20", "Wire", 1),
        ("2024-05-21", None, 1),
        ("2024-05-21", "Lamp", 1),
    )
    assert (coverage.undated, coverage.repeats, coverage.dated) == (1, 0, 5)


def test_copies_are_counted_and_named_as_such(sample_index: NewsIndex) -> None:
    coverage, status = sample_index.coverage(), sample_index.status()
    assert coverage.dated + coverage.undated == status.articles
    assert coverage.repeats == 1


def test_a_bar_counts_what_its_days_find(archive: NewsIndex) -> None:
    only = archive.coverage("2024-05-20", "2024-05-20", ["lamp"])
    assert only.days == _counts(("2024-05-20", "Lamp", 1))
    assert only.undated == 0
    hits = archive.search("What happened?", 50, since="2024-05-20", until="2024-05-20", sources=["lamp"])
    assert {hit.passage.article_id for hit in hits} == {"a"}
    with pytest.raises(ValueError, match="is not a date"):
        archive.coverage("the day of the fair")


def test_there_is_no_coverage_of_nothing(tmp_path: Path) -> None:
    assert NewsIndex.open(tmp_path / "none").coverage() == Coverage()


# --- put together --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "unit", "bars", "label"),
    [
        ("2024-05-20", "2024-05-20", "day", 1, "20 May 2024"),
        ("2024-01-01", "2024-02-29", "day", 60, "1 January 2024"),
        ("2024-05-22", "2024-08-30", "week", 15, "Week of 20 May 2024"),
        ("2020-10-05", "2025-06-19", "month", 57, "October 2020"),
        ("1970-05-05", "2025-01-01", "year", 56, "1970"),
        ("1900-05-05", "2025-01-01", "5 years", 26, "1900–1904"),
        ("0001-01-01", "9999-12-31", "200 years", 50, "1–199"),
    ],
)
def test_there_are_never_more_bars_than_one_can_tell(first: str, last: str, unit: str, bars: int, label: str) -> None:
    drawn = bars_of(_counts((first, "Lamp", 2), (last, "Wire", 3)))
    assert (drawn.unit, len(drawn.bars), drawn.bars[0].label) == (unit, bars, label)
    assert bars <= MOST_BARS
    assert sum(bar.articles for bar in drawn.bars) == 5
    assert drawn.bars[0].since <= date.fromisoformat(first)
    assert drawn.bars[-1].until >= date.fromisoformat(last)
    between = zip(drawn.bars, drawn.bars[1:], strict=False)
    assert all(after.since - before.until == timedelta(days=1) for before, after in between)


def test_six_outlets_have_names_and_the_rest_are_others() -> None:
    many = [("2024-05-20", f"Outlet {n}", n) for n in range(1, 10)]
    drawn = bars_of(_counts(*many, ("2024-05-20", "OUTLET 1", 10), ("2024-05-20", None, 1)))
    assert drawn.outlets == ("OUTLET 1", "Outlet 9", "Outlet 8", "Outlet 7", "Outlet 6", "Outlet 5")
    assert drawn.bars[0].named == (11, 9, 8, 7, 6, 5)
    assert drawn.bars[0].others == 2 + 3 + 4 + 1
    assert drawn.others


@pytest.mark.parametrize(("most", "top"), [(1, 1), (3, 4), (5, 6), (9, 10), (13, 14), (108, 120), (2501, 3000)])
def test_the_scale_ends_a_little_above_the_highest_bar(most: int, top: int) -> None:
    html = coverage_html(Coverage(_counts(("2024-05-20", "Lamp", most))))
    assert f'<div class="scale" aria-hidden="true"><span>{top:,}</span>' in html


# --- drawn ---------------------------------------------------------------------------------------

WEEKS = Coverage(_counts(("2024-05-20", "Lamp", 7), ("2024-05-26", "Wire", 5), ("2024-08-30", "Lamp", 1)), 2, 1)


def test_a_bar_says_what_it_is() -> None:
    html = coverage_html(WEEKS, Chosen(DAY, date(2024, 5, 26), ("wire",)), [DAY])
    (bar,) = re.findall(r'<button[^>]*data-since="2024-05-20"[^>]*>', html)
    assert 'data-until="2024-05-26"' in bar
    assert 'aria-pressed="true"' in bar
    assert 'tabindex="0"' in bar
    label = "Week of 20 May 2024: 12 articles (Lamp 7, Wire 5), cited in the last answer"
    assert label in re.sub(r"&#(\d+);", lambda sign: chr(int(sign[1])), bar)
    assert html.count('tabindex="0"') == 1
    assert re.findall(r'data-source="(\w+)" aria-pressed="(\w+)"', html) == [("Lamp", "false"), ("Wire", "true")]
    assert "2 undated articles not shown" in html
    assert "1 is a copy of a report" in html


def test_nothing_dated_is_a_sentence_and_nothing_at_all_is_nothing() -> None:
    assert "says when it was published" in coverage_html(Coverage(undated=3))
    assert coverage_html(Coverage()) == ""


def test_what_an_outlet_calls_itself_is_only_words() -> None:
    html = coverage_html(Coverage(_counts(("2024-05-20", HOSTILE, 1))), Chosen(outlets=(HOSTILE,)))
    assert "<script" not in html
    assert "<img" not in html
    assert not re.search(r"\{\{|\$\{|`|@", html)


def test_days_are_counted_as_the_filters_mean_them(sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask("How many people were injured in the ferry accident?")
    eastern = datetime.fromisoformat("2024-05-20T01:00:00+03:00")
    cited = replace(answer.citations[0], published=eastern)
    assert cited_days(replace(answer, citations=(cited,))) == (date(2024, 5, 19),)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", PAPERS)
def test_every_colour_stands_out_from_the_paper(theme: str) -> None:
    rule = re.search(rf"^{re.escape(theme)}#coverage {{(.*?)}}", CSS.read_text(encoding="utf-8"), re.M | re.S)
    assert rule
    colours = re.findall(r"--s[\dx]: (#\w{6})", rule[1])
    assert len(colours) == 7
    for colour in colours:
        for paper in PAPERS[theme]:
            lighter, darker = sorted((_luminance(colour), _luminance(paper)), reverse=True)
            assert (lighter + 0.05) / (darker + 0.05) >= 3


# --- clicked -------------------------------------------------------------------------------------


def test_what_is_clicked_again_is_no_longer_chosen() -> None:
    week = Pick(DAY, date(2024, 5, 26))
    chosen = pick_again_to_undo(week, ("", "", ["Wire"]))
    assert chosen == ("2024-05-20", "2024-05-26", ["Wire"])
    assert pick_again_to_undo(week, chosen) == ("", "", ["Wire"])
    assert pick_again_to_undo(Pick(source="WIRE"), chosen) == ("2024-05-20", "2024-05-26", [])
    assert pick_again_to_undo(Pick(source="Lamp"), chosen)[2] == ["Wire", "Lamp"]


@pytest.fixture(scope="module")
def plot_address(sample_assistant: Assistant) -> Iterator[str]:
    with gr.Blocks() as page:
        since, until = gr.Textbox(label="From"), gr.Textbox(label="To")
        outlets = gr.Dropdown([], label="Outlets", multiselect=True, allow_custom_value=True)
        cited = gr.JSON(["2024-11-17"], visible="hidden")
        plot = coverage_panel()
        join_coverage(page, sample_assistant, plot, (since, until, outlets), cited)
    try:
        yield launch_page(page, port=_free_port())
    finally:
        page.close(verbose=False)


@pytest.fixture
def page(browser: Browser, plot_address: str) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 860}) as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(plot_address)
        expect(page.locator("#coverage button.bar").first).to_be_visible()
        yield page
        assert errors == []


def test_a_click_on_a_bar_sets_the_days_and_another_takes_them_away(page: Page) -> None:
    bar = page.get_by_role("button", name=re.compile("^November 2024"))
    bar.click()
    expect(page.get_by_label("From")).to_have_value("2024-11-01")
    expect(page.get_by_label("To", exact=True)).to_have_value("2024-11-30")
    expect(bar).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#coverage .range")).to_contain_text("November 2024")
    expect(page.locator("#coverage .bar.chosen")).to_have_count(1)
    expect(page.locator("#coverage .bar.chosen .dot")).to_have_count(1)
    bar.click()
    expect(page.get_by_label("From")).to_have_value("")
    expect(page.locator("#coverage .bar.chosen")).to_have_count(0)


def test_the_keyboard_is_enough(page: Page) -> None:
    bars = page.locator("#coverage button.bar")
    bars.last.focus()
    page.keyboard.press("ArrowLeft")
    expect(bars.nth(-2)).to_be_focused()
    page.keyboard.press("Enter")
    expect(bars.nth(-2)).to_have_attribute("aria-pressed", "true")
    expect(bars.nth(-2)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Shift+Enter")  # reaches from what is chosen
    expect(page.locator("#coverage .bar.chosen")).to_have_count(2)
    expect(page.get_by_label("From")).to_have_value(bars.nth(-2).get_attribute("data-since") or "-")
    expect(page.get_by_label("To", exact=True)).to_have_value(bars.last.get_attribute("data-until") or "-")
    page.keyboard.press("Tab")
    expect(page.locator("#coverage .legend button").first).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#coverage .legend button").first).to_have_attribute("aria-pressed", "true")


def test_an_outlet_is_chosen_in_the_legend(page: Page) -> None:
    outlet = page.locator("#coverage .legend").get_by_role("button", name="Evening Lamp")
    outlet.click()
    expect(outlet).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#coverage .part.chosen").first).to_be_visible()
    outlet.click()
    expect(outlet).to_have_attribute("aria-pressed", "false")


def test_what_is_typed_shows_as_chosen(page: Page) -> None:
    page.get_by_label("From").fill("2025-01-01")
    expect(page.locator("#coverage .range")).to_contain_text("since 1 January 2025")
    page.get_by_label("From").fill("the day of the fair")
    expect(page.locator("#coverage .range")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_overflows(browser: Browser, plot_address: str, scheme: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 860}, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(f"{plot_address}?__theme={scheme}")
        page.get_by_role("button", name=re.compile("^June 2025")).click()
        expect(page.locator("#coverage .range")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        ARTEFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTEFACTS / f"coverage-{scheme}-{width}.png", full_page=True)


def test_a_hostile_outlet_runs_nothing(browser: Browser, tmp_path: Path, sample_index: NewsIndex) -> None:
    turned = "\u202egnorw\u202c"
    fair = Article(
        "fair", "Fair", (Paragraph(1, "A fair."),), source=turned, published=datetime(2024, 5, 1, tzinfo=UTC)
    )
    evil = replace(HOSTILE_ARTICLE, published=datetime(2024, 5, 20, tzinfo=UTC))
    index = small_index(tmp_path / "index", sample_index, evil, fair)
    for address in _served(Assistant(index)):
        with browser.new_context() as context:
            visit = Visit(context.new_page(), address)
            visit.page.get_by_role("button", name="Coverage and filters").click()
            outlet = visit.page.locator("#coverage .legend").get_by_role("button", name="Herald")
            assert outlet.text_content() == evil.source
            outlet.click()
            expect(outlet).to_have_attribute("aria-pressed", "true")
            visit.page.locator("#coverage .legend").get_by_role("button", name="gnorw").click()
            expect(visit.page.locator("#coverage .legend [aria-pressed=true]")).to_have_count(2)
            bar = visit.page.locator("#coverage button.bar").last
            bar.hover()
            assert HOSTILE in (visit.page.locator("#coverage .told").text_content() or "")
            assert visit.page.locator("#coverage :is(img, script, a)").count() == 0
            assert (visit.dialogs, visit.errors, visit.other_hosts) == ([], [], [])


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-01", date(2024, 5, 1)),
        (" 2024-05-01T23:59:59Z ", date(2024, 5, 1)),
        ("2024-05-01garbage", None),
        ("May", None),
        (None, None),
        ({}, None),
    ],
)
def test_only_a_day_is_shown_as_chosen(written: Any, day: date | None) -> None:
    assert _day(written) == day
