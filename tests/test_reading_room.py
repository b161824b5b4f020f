"""The journeys of a working day on the page, in a real browser: read, narrow, look, take away, come back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from makers import small_index
from playwright.sync_api import expect
from test_page import ANSWERABLE, ARTEFACTS, HOSTILE, HOSTILE_ARTICLE, UNANSWERABLE, Visit, _served

from assistant import Assistant
from assistant.feedback import read_feedback
from corpus import Article, Paragraph
from vectorstore import NewsIndex

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

FERRY = "How many people were injured in the ferry accident?"
OUTLET = "What did the Vellmark Courier report on the bridge?"
TIMELINE = "How did the bridge closure unfold?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, sample_index_folder: Path) -> Path:
    """An index of the samples that may be written to."""
    folder = tmp_path_factory.mktemp("room") / "index"
    shutil.copytree(sample_index_folder, folder)
    return folder


@pytest.fixture(scope="module")
def assistant(folder: Path) -> Iterator[Assistant]:
    index = NewsIndex.open(folder)
    yield Assistant(index)
    index.close()


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    yield from _served(assistant, ANSWERABLE)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    with browser.new_context(viewport={"width": 1280, "height": 860}) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address.rstrip("/"))
        visit = Visit(context.new_page(), address)
        yield visit
        assert (visit.other_hosts, visit.errors, visit.dialogs) == ([], [], [])


def answer_now(visit: Visit) -> Locator:
    """The last answer, which may still be the one before: expect its text, which waits for it."""
    return visit.page.locator("#chat :is(.answer, .refusal)").last


def picture(visit: Visit, name: str) -> None:
    ARTEFACTS.mkdir(exist_ok=True)
    visit.page.screenshot(path=ARTEFACTS / f"{name}.png")


def test_an_article_is_read_at_each_of_its_citations_by_keyboard(visit: Visit, assistant: Assistant) -> None:
    visit.ask(FERRY)
    first, second = assistant.ask(FERRY).citations[:2]
    mark = visit.page.get_by_role("link", name="Show source 1")
    mark.focus()
    mark.press("Enter")
    read = visit.page.locator("#article")
    expect(read.locator("[data-cited~='cited-1']")).to_be_focused()
    assert read.locator("[data-cited~='cited-1'] mark").text_content() == first.quote
    picture(visit, "article")
    other = read.get_by_role("button", name="Read source 2")
    other.focus()
    other.press("Enter")
    expect(read.locator("[data-cited~='cited-2']")).to_be_focused()
    assert read.locator("[data-cited~='cited-2'] mark").text_content() == second.quote
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("#sources")).to_be_visible()
    expect(mark).to_be_focused()


def test_the_way_back_leads_to_a_mark_that_was_drawn_anew_meanwhile(visit: Visit) -> None:
    visit.ask(FERRY)
    mark = visit.page.get_by_role("link", name="Show source 2")
    mark.focus()
    mark.press("Enter")
    expect(visit.page.locator("#article [data-cited~='cited-2']")).to_be_focused()
    visit.page.evaluate(
        "() => { const mark = document.querySelector('#chat a.mark[href=\"#source-1-2\"]');"
        " mark.replaceWith(mark.cloneNode(true)); }"
    )
    visit.page.keyboard.press("Escape")
    expect(mark).to_be_focused()


def test_what_was_read_and_is_not_cited_is_told_apart(visit: Visit, assistant: Assistant) -> None:
    visit.ask(FERRY)
    cited = {(c.article_id, c.paragraph) for c in assistant.ask(FERRY).citations}
    fold = visit.page.locator("#sources details.consulted")
    fold.locator("summary").click()
    items = fold.locator("li")
    assert items.count() > 5
    keys = [(i.get_attribute("data-article"), int(i.get_attribute("data-paragraph") or 0)) for i in items.all()]
    assert not cited & set(keys)
    items.first.get_by_role("button").click()
    expect(visit.page.locator(f"#article [data-at='{keys[0][1]}']")).to_be_focused()
    expect(visit.page.locator(f"#article [data-at='{keys[0][1]}'].consulted .label")).to_have_text("read, not cited")


def test_figures_that_differ_are_a_table_and_steps_have_counts_and_times(visit: Visit) -> None:
    visit.ask(FERRY)
    rows = visit.page.locator("#chat table.differences tbody tr")
    assert [row.split("\t") for row in rows.all_inner_texts()] == [
        ["Seventeen", "Evening Lamp [1]", "17 November 2024", "latest"],
        ["Twelve", "Merrow Wire [2]", "16 November 2024", "earlier"],
    ]
    steps = visit.page.locator("#chat details.steps").last
    steps.locator("summary").click()
    lines = steps.locator("li").all_inner_texts()
    assert [line.split()[0].strip(":") for line in lines] == ["Understood", "Searched", "Read", "Composed"]
    assert "30 passages of" in lines[1]
    assert all(line.endswith(" s)") for line in lines)


def test_a_story_is_a_timeline_with_its_marks(visit: Visit, assistant: Assistant) -> None:
    expected = assistant.ask(TIMELINE)
    visit.page.set_viewport_size({"width": 1280, "height": 1200})
    visit.ask(TIMELINE)
    stops = visit.page.locator("#chat ol.timeline li")
    expect(stops).to_have_count(len(expected.citations))
    for number, stop in enumerate(stops.all(), 1):
        assert expected.citations[number - 1].quote in (stop.text_content() or "")
        assert stop.get_by_role("link").text_content() == f"[{number}]"
    picture(visit, "timeline")


def test_a_chip_is_taken_away_and_the_answer_follows(visit: Visit, assistant: Assistant) -> None:
    assert visit.ask(OUTLET) == assistant.ask(OUTLET).text
    chip = visit.page.locator("#chips .chip")
    expect(chip).to_contain_text("Vellmark Courier")
    picture(visit, "chips")
    visit.page.get_by_role("button", name="Do without: Outlet Vellmark Courier").press("Enter")
    expect(chip).to_have_count(0)
    expect(answer_now(visit)).to_have_text(assistant.ask(OUTLET, unread=["source"]).text)
    expect(visit.page.locator("details.turn")).to_have_count(1)  # the same question, answered anew


def test_a_chip_is_changed_and_the_answer_follows(visit: Visit, assistant: Assistant) -> None:
    visit.ask(OUTLET)
    visit.page.locator("#chips [data-change=source]").click()
    expect(visit.page.locator("#chips .chip")).to_contain_text("Only Vellmark Courier")
    outlets = visit.page.locator("#outlets")
    expect(outlets).to_contain_text("Vellmark Courier")
    outlets.get_by_role("combobox").fill("Radio Vell")
    visit.page.get_by_role("option", name="Radio Vellmark").click()
    both = ["Vellmark Courier", "Radio Vellmark"]
    expect(visit.page.locator("#chips .chip")).to_have_count(2)
    expect(answer_now(visit)).to_have_text(assistant.ask(OUTLET, sources=both).text)


def test_days_read_from_a_question_become_a_filter_that_outlives_the_conversation(visit: Visit) -> None:
    visit.ask("What happened to the Merrow Bridge in May 2024?")
    visit.page.locator("#chips [data-change=dates]").click()
    expect(visit.page.get_by_label("From day")).to_have_value("2024-05-01")
    expect(visit.page.get_by_label("To day")).to_have_value("2024-05-31")
    chip = visit.page.locator("#chips .chip")
    expect(chip).to_have_count(1)
    expect(chip).to_contain_text("Only 2024-05-01 to 2024-05-31")
    visit.page.get_by_role("button", name="New conversation").click()
    expect(visit.page.locator("#chat .answer")).to_have_count(0)
    expect(chip).to_contain_text("Only 2024-05-01 to 2024-05-31")


def test_a_follow_up_can_be_asked_alone(visit: Visit, assistant: Assistant) -> None:
    visit.ask(ANSWERABLE)
    follow = "When did she say that?"
    visit.ask(follow)
    expect(visit.page.locator("#chips")).to_contain_text("Understood as")
    visit.page.locator("#chips [data-drop=history]").click()
    expect(visit.page.locator("#chips")).not_to_contain_text("Understood as")
    expect(answer_now(visit)).to_have_text(assistant.ask(follow).text)


def test_a_bar_of_the_plot_narrows_the_answer_and_gives_it_back(visit: Visit, assistant: Assistant) -> None:
    whole = visit.ask(FERRY)
    visit.page.get_by_role("button", name="Coverage and filters").click()
    bar = visit.page.locator("#coverage button.bar[aria-label*='March 2024']")
    since, until = bar.get_attribute("data-since") or "", bar.get_attribute("data-until") or ""
    bar.press("Enter")
    expect(visit.page.locator("#chips")).to_contain_text(f"Only {since} to {until}")
    narrowed = assistant.ask(FERRY, since=since, until=until).text
    assert narrowed != whole
    expect(answer_now(visit)).to_have_text(narrowed)
    picture(visit, "coverage")
    visit.page.locator("#chips [data-drop=filter-days]").click()
    expect(visit.page.locator("#chips .chip")).to_have_count(0)
    expect(answer_now(visit)).to_have_text(whole)


def test_days_that_are_none_leave_the_answer_and_the_next_question_alone(visit: Visit) -> None:
    answer = visit.ask(FERRY)
    visit.page.get_by_role("button", name="Coverage and filters").click()
    visit.page.get_by_label("From day").fill("May 2024")
    visit.box.fill("How long was the")
    expect(visit.page.locator("#chips .notice")).to_contain_text("May 2024")
    expect(answer_now(visit)).to_have_text(answer)
    expect(visit.box).to_have_value("How long was the")
    visit.page.get_by_label("From day").fill("")
    visit.page.get_by_label("From day").press("Enter")
    expect(visit.page.locator("#chips .notice")).to_have_count(0)
    expect(answer_now(visit)).to_have_text(answer)


def test_an_article_makes_room_for_the_sources_of_the_next_answer(visit: Visit) -> None:
    visit.ask(FERRY)
    visit.page.get_by_role("link", name="Show source 1").click()
    expect(visit.page.locator("#article mark").first).to_be_visible()
    visit.ask(ANSWERABLE)
    expect(visit.page.locator("#sources")).to_be_visible()
    expect(visit.page.locator("#article article")).to_have_count(0)
    expect(visit.box).to_be_focused()


def test_a_name_that_is_typed_is_used_and_shown(visit: Visit) -> None:
    visit.ask(FERRY)
    visit.page.get_by_role("button", name="Coverage and filters").click()
    authors = visit.page.locator("#authors").get_by_role("combobox")
    authors.fill("Nobody Known")
    authors.press("Enter")
    expect(visit.page.locator("#chips .chip")).to_contain_text("Only by Nobody Known")
    expect(visit.page.locator("#chat .refusal")).to_contain_text("The archive does not say")


def test_a_kept_answer_tells_what_it_was_asked_within(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        visit = Visit(context.new_page(), address)
        visit.page.get_by_role("button", name="Coverage and filters").click()
        visit.page.get_by_label("To day").fill("2024-11-16")
        assert "Twelve" in visit.ask(FERRY)
        visit.page.locator("#sources [data-do=link]").click()
        link = visit.page.locator("#sources .told a")
        expect(link).to_be_visible()
        later = Visit(context.new_page(), link.get_attribute("href") or "")
        expect(later.page.locator("#chat")).to_contain_text("Searched only: until 16 November 2024.")
        later.page.get_by_role("button", name="New conversation").click()
        expect(later.page.locator("#chat .answer")).to_have_count(0)
        assert "answer=" not in later.page.url


def test_days_that_are_none_get_a_sentence(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Coverage and filters").click()
    visit.page.get_by_label("From day").fill("2024-13-45")
    visit.page.get_by_label("From day").press("Enter")
    visit.box.fill(FERRY)
    visit.box.press("Enter")
    expect(visit.page.locator("#chat .notice")).to_contain_text("2024-13-45")


def test_an_answer_is_taken_away_in_each_form(visit: Visit, assistant: Assistant, tmp_path: Path) -> None:
    visit.ask(FERRY)
    expected = assistant.ask(FERRY)
    for kind in ("md", "html", "json"):
        with visit.page.expect_download() as download:
            visit.page.locator(f"#sources [data-do={kind}]").click()
        assert download.value.suggested_filename.endswith(f".{kind}")
        download.value.save_as(tmp_path / f"answer.{kind}")
        text = (tmp_path / f"answer.{kind}").read_text(encoding="utf-8")
        assert expected.citations[0].quote in (unescape(text) if kind == "html" else text)
    taken = json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))
    assert (taken["text"], taken["status"]) == (expected.text, expected.status)
    visit.page.get_by_role("button", name="Copy", exact=True).click()
    expect(visit.page.locator("#sources .told")).to_have_text("Copied.")
    copied = visit.page.evaluate("() => navigator.clipboard.readText()")
    assert expected.citations[1].quote in copied


def test_a_link_leads_back_to_the_answer_and_says_what_has_changed(
    browser: Browser, tmp_path: Path, sample_index: NewsIndex
) -> None:
    pier = Article("pier", "Pier opens", (Paragraph(1, "The new pier at Ostrel cost nine million crowns."),), "Post")
    index = small_index(tmp_path / "index", sample_index, pier)
    for address in _served(Assistant(index)):
        with browser.new_context() as context:
            visit = Visit(context.new_page(), address)
            text = visit.ask("How much did the new pier at Ostrel cost?")
            visit.page.locator("#sources [data-do=link]").click()
            link = visit.page.locator("#sources .told a")
            expect(link).to_be_visible()
            kept = link.get_attribute("href") or ""
            index.update([replace(pier, paragraphs=(Paragraph(1, "The new pier at Ostrel cost ten million crowns."),))])
            later = Visit(context.new_page(), kept)
            expect(later.page.locator("#chat .answer")).to_have_text(text)
            expect(later.page.locator("#chat .notice").nth(1)).to_contain_text("Source [1]")
            later.page.get_by_role("link", name="Show source 1").click()
            expect(later.page.locator("#article .notice")).to_contain_text("a later version no longer says")
            expect(later.page.locator("#article mark")).to_contain_text("nine million")
            none = Visit(context.new_page(), f"{address}?answer=../../etc/passwd")
            expect(none.page.locator("#chat .notice")).to_be_visible()
    index.close()


def test_a_wrong_citation_is_written_down_for_the_editors(visit: Visit, folder: Path) -> None:
    visit.ask(FERRY)
    card = visit.page.locator("#source-1-2")
    card.get_by_role("button", name="This citation is wrong").click()
    card.get_by_label("What is wrong with this citation?").fill("Twelve was withdrawn.")
    card.get_by_role("button", name="Send").click()
    told = visit.page.locator("#sources .told")
    expect(told).to_have_text("Thank you: what you say of source 2 is written down for the editors.")
    visit.page.get_by_role("button", name="Bad", exact=True).click()
    expect(told).to_have_text("Thank you: that the answer is bad is written down for the editors.")
    last, before = [*reversed(read_feedback(folder).entries)][:2]
    assert (before.kind, before.note, before.question) == ("wrong_citation", "Twelve was withdrawn.", FERRY)
    assert before.citation is not None
    assert before.citation.number == 2
    assert last.kind == "bad"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(browser: Browser, address: str, scheme: str) -> None:
    """axe-core finds no violation of WCAG 2 A and AA in what is ours, nor in what we set Gradio's parts to."""
    with browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme) as context:
        visit = Visit(context.new_page(), address)
        visit.page.get_by_role("button", name="Coverage and filters").click()
        found = {"first visit": violations(visit)}
        visit.ask(FERRY)
        found["answer"] = violations(visit)
        picture(visit, f"answer-{scheme}")
        visit.page.get_by_role("link", name="Show source 1").click()
        expect(visit.page.locator("#article mark").first).to_be_visible()
        visit.page.wait_for_timeout(1800)  # the flash is over
        found["article"] = violations(visit)
        visit.page.keyboard.press("Escape")
        visit.ask(UNANSWERABLE)
        visit.ask(OUTLET)
        found["chips"] = violations(visit)
        assert found == {state: [] for state in found}


def violations(visit: Visit) -> list[str]:
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    results = Axe().run(visit.page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in results for node in rule["nodes"]]


def test_on_a_phone_the_article_fills_the_screen_and_nothing_overflows(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 760}, has_touch=True, is_mobile=True) as context:
        visit = Visit(context.new_page(), address)
        visit.ask(OUTLET)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
        picture(visit, "phone")
        visit.page.get_by_role("link", name="Show source 1").tap()
        expect(visit.page.locator("#article mark").first).to_be_in_viewport()
        picture(visit, "phone-article")
        visit.page.get_by_role("button", name="← Sources").tap()
        expect(visit.page.locator("#article article")).to_have_count(0)


def test_a_hostile_article_runs_nothing_wherever_it_is_shown(
    browser: Browser, tmp_path: Path, sample_index: NewsIndex
) -> None:
    index = small_index(tmp_path / "index", sample_index, HOSTILE_ARTICLE)
    for address in _served(Assistant(index)):
        with browser.new_context() as context:
            visit = Visit(context.new_page(), address)
            visit.ask("Who opened the footbridge at Quillby?")
            visit.page.get_by_role("link", name="Show source 1").click()
            read = visit.page.locator("#article")
            expect(read.locator("mark")).to_be_visible()
            shown = read.locator(".text").text_content() or ""
            assert all(paragraph.text in shown for paragraph in HOSTILE_ARTICLE.paragraphs)
            assert read.locator(":is(script, img, a, iframe, form)").count() == 0
            visit.page.keyboard.press("Escape")
            visit.page.locator("#sources [data-do=link]").click()
            link = visit.page.locator("#sources .told a")
            expect(link).to_be_visible()
            kept = link.get_attribute("href") or ""
            visit.ask(f"What did the Herald {HOSTILE} report on the footbridge?")
            visit.page.wait_for_timeout(500)
            later = Visit(context.new_page(), kept)
            expect(later.page.locator("#chat .answer")).to_be_visible()
            for page in (visit, later):
                assert (page.dialogs, page.errors, page.other_hosts) == ([], [], [])
    index.close()


def test_how_many_reports_there_are_is_told_and_a_new_place_is_no_follow_up(visit: Visit, assistant: Assistant) -> None:
    visit.ask("What happened in May 2024?")
    expect(visit.page.locator("#chat .lead")).to_have_text("Found 5 articles of May 2024:")
    question = "How many hospitals are there in Harsund?"
    assert visit.ask(question) == assistant.ask(question).text
