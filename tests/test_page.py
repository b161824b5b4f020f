"""The page as a person meets it: a real server, a real archive, a real browser."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from conftest import PATIENCE
from gradio_client import Client
from gradio_client.exceptions import AppError
from playwright.sync_api import Page, expect

from assistant import Assistant, QuestionError
from assistant.examples import examples_for, newest_examples
from assistant.page.build import build_page
from assistant.page.serving import launch_page
from assistant.types import Step
from corpus import Article, Paragraph
from vectorstore import NewsIndex

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ANSWERABLE = "Who mediated in the dockers' strike?"
ANOTHER = "How many vehicles cross the Merrow Bridge on a working day?"
UNANSWERABLE = "Who won the chess world championship in Reykjavik?"
ARTEFACTS = Path(__file__).parent.parent / "test-artefacts"

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> ![p](http://evil.example/a.png) [go](javascript:alert(3))"
    " $x^2$ **b** _i_ `c` {{value}} ${alert(4)}"
)
HOSTILE_ARTICLE = Article(
    id='evil"><script>alert(9)</script>',
    title=f"Footbridge at Quillby {HOSTILE}",
    paragraphs=(
        Paragraph(1, f"Above {HOSTILE}", HOSTILE),
        Paragraph(2, f"Mayor Ottoline Vane opened the footbridge at Quillby on Friday with {HOSTILE}", HOSTILE),
        Paragraph(3, f"Below {HOSTILE}"),
    ),
    source=f"Herald {HOSTILE}",
    authors=(f"Ada {HOSTILE}",),
    url="javascript:alert(5)",
    language='"><script>alert(6)</script>',
)


class Visit:
    """One person's browser page, and what it asked for: every request and every dialog."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.requests: list[str] = []
        self.dialogs: list[str] = []
        self.errors: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(address)
        self.box = page.get_by_label("Question")
        expect(self.box).to_be_editable()

    @property
    def other_hosts(self) -> list[str]:
        """Hosts other than this machine that anything was asked of."""
        hosts = (urlsplit(url).hostname for url in self.requests if not url.startswith("data:"))
        return [host or "" for host in hosts if host != "127.0.0.1"]

    def ask(self, question: str) -> str:
        """Type the question, wait for the turn to end, and return the text of the answer."""
        turns = self.page.locator("details.turn").count()
        self.box.fill(question)
        self.box.press("Enter")
        expect(self.page.locator("details.turn")).to_have_count(turns + 1)
        return self.page.locator("#chat :is(.answer, .refusal)").last.text_content() or ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _served(assistant: Assistant, *examples: str) -> Iterator[str]:
    page = build_page(assistant, examples)
    try:
        yield launch_page(page, port=_free_port())
    finally:
        page.close(verbose=False)


@pytest.fixture(scope="module")
def address(sample_assistant: Assistant) -> Iterator[str]:
    yield from _served(sample_assistant, ANSWERABLE, ANOTHER)


@pytest.fixture(scope="module")
def hostile_assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    index = NewsIndex.open(tmp_path_factory.mktemp("hostile") / "index")
    index.update([HOSTILE_ARTICLE])
    yield Assistant(index)
    index.close()


@pytest.fixture(scope="module")
def hostile_address(hostile_assistant: Assistant) -> Iterator[str]:
    yield from _served(hostile_assistant, f"Who opened the footbridge at Quillby? {HOSTILE}")


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A visit in which nothing may be asked of another machine, nor anything go wrong in the browser."""
    with browser.new_context(viewport={"width": 1280, "height": 860}) as context:
        visit = Visit(context.new_page(), address)
        yield visit
        assert visit.requests
        assert visit.other_hosts == []
        assert visit.errors == []


def test_the_page_says_what_is_in_the_index(visit: Visit, sample_index: NewsIndex) -> None:
    assert visit.page.title() == "News assistant"
    expect(visit.page.locator("#status")).to_contain_text(f"{sample_index.status().articles} articles")
    expect(visit.page.locator("#status")).to_contain_text("Last updated")


def test_a_mark_opens_the_article_at_the_quoted_words(visit: Visit, sample_assistant: Assistant) -> None:
    expected = sample_assistant.ask(ANSWERABLE)
    assert visit.ask(ANSWERABLE) == expected.text
    assert "[1]" in expected.text
    visit.page.set_viewport_size({"width": 390, "height": 700})  # a phone: the sources are far below the chat
    mark = visit.page.get_by_role("link", name="Show source 1")
    mark.focus()
    mark.press("Enter")  # no mouse is needed
    cited = visit.page.locator("#article [data-cited~='cited-1']")
    expect(cited).to_be_in_viewport(ratio=0.5)
    expect(cited).to_be_focused()
    assert cited.locator("mark").text_content() == expected.citations[0].quote
    article = sample_assistant.index.article(expected.citations[0].article_id)
    assert article is not None
    shown = visit.page.locator("#article .text p").all_text_contents()
    assert len(shown) == len(article.paragraphs)
    assert all(text.endswith(paragraph.text) for text, paragraph in zip(shown, article.paragraphs, strict=True))
    visit.page.keyboard.press("Escape")
    expect(mark).to_be_focused()
    source = visit.page.locator("#source-1-1")
    assert source.locator("mark").text_content() == expected.citations[0].quote
    visit.page.set_viewport_size({"width": 1280, "height": 860})
    ARTEFACTS.mkdir(exist_ok=True)
    visit.page.screenshot(path=ARTEFACTS / "page.png")


def test_a_refusal_shows_the_nearest_and_says_it_is_no_answer(visit: Visit) -> None:
    assert "The archive does not say." in visit.ask(UNANSWERABLE)
    expect(visit.page.locator("#sources")).to_contain_text("Nearest in the archive (not an answer)")
    expect(visit.page.locator("#sources mark")).to_have_count(0)


class Knowing(Assistant):
    """An assistant that takes the second word of each quote for what answers."""

    def stream(self, *given: Any, **options: Any) -> Iterator[Step]:
        for step in super().stream(*given, **options):
            if step.answer:
                known = []
                for citation in step.answer.citations:
                    start = citation.start + len(citation.quote.split()[0]) + 1
                    end = start + len(citation.quote.split()[1])
                    known.append(replace(citation, answer_start=start, answer_end=end))
                step = replace(step, answer=replace(step.answer, citations=tuple(known)))
            yield step


def test_the_words_that_answer_are_bold_and_the_text_is_the_same(browser: Browser, sample_index: NewsIndex) -> None:
    knowing = Knowing(sample_index)
    expected = knowing.ask(ANSWERABLE)
    words = [citation.answer_words for citation in expected.citations]
    assert all(words)
    for address in _served(knowing):
        with browser.new_context(viewport={"width": 1280, "height": 860}) as context:
            visit = Visit(context.new_page(), address)
            assert visit.ask(ANSWERABLE) == expected.text
            assert visit.page.locator("#chat strong").all_text_contents() == words
            assert visit.page.locator("#sources mark strong").all_text_contents() == words
            weights = visit.page.locator("strong").evaluate_all("all => all.map(e => getComputedStyle(e).fontWeight)")
            assert weights == ["700"] * 2 * len(words)
            selected = "() => { getSelection().selectAllChildren(document.querySelector('#chat .answer')); "
            assert visit.page.evaluate(f"{selected} return getSelection().toString(); }}") == expected.text


def test_earlier_sources_stay_folded_and_their_marks_open_the_article(visit: Visit) -> None:
    visit.ask(ANSWERABLE)
    visit.ask(ANOTHER)
    newer, older = visit.page.locator("#turn-2"), visit.page.locator("#turn-1")
    expect(newer).to_have_attribute("open", "")
    expect(older).not_to_have_attribute("open", "")
    visit.page.locator("#chat a.mark[href='#source-1-1']").click()
    expect(visit.page.locator("#article [data-cited~='cited-1']")).to_be_focused()
    visit.page.keyboard.press("Escape")
    expect(older).not_to_have_attribute("open", "")


def test_a_follow_up_is_understood_from_the_conversation(visit: Visit, sample_assistant: Assistant) -> None:
    first = sample_assistant.ask(ANSWERABLE)
    follow_up = sample_assistant.ask("When did she say that?", history=[(ANSWERABLE, first.text)])
    assert follow_up.query.text != follow_up.question
    visit.ask(ANSWERABLE)
    assert visit.ask("When did she say that?") == follow_up.text
    expect(visit.page.locator(".understood")).to_have_text(f"Understood as: {follow_up.query.text}")


def test_what_was_read_from_the_question_is_shown_and_can_be_undone(visit: Visit) -> None:
    question = "What did the Lamp report about the ferry?"
    visit.ask(question)
    expect(visit.page.locator(".understood")).to_contain_text("Understood: Evening Lamp.")
    visit.page.get_by_label("Read dates and names from what I type").uncheck()
    visit.ask(question)
    expect(visit.page.locator(".understood")).to_have_count(1)


def test_the_work_is_shown_while_it_is_done(visit: Visit) -> None:
    visit.page.evaluate(
        """() => { window.seen = [];
        new MutationObserver(() => window.seen.push(document.querySelector('#chat').textContent))
        .observe(document.querySelector('#chat'), {childList: true, subtree: true, characterData: true}) }"""
    )
    visit.ask(ANSWERABLE)
    assert any("Searching …" in text for text in visit.page.evaluate("window.seen"))


def test_an_example_is_asked_by_a_click_and_a_new_conversation_forgets(visit: Visit) -> None:
    visit.page.get_by_role("button", name=ANOTHER).click()
    expect(visit.page.locator("#chat a.mark").first).to_be_visible()
    expect(visit.page.locator("#chat .question")).to_have_text(ANOTHER)
    visit.page.get_by_role("button", name="New conversation").click()
    expect(visit.page.locator("#chat .question")).to_have_count(0)
    expect(visit.page.locator("details.turn")).to_have_count(0)
    visit.ask(ANSWERABLE)
    expect(visit.page.locator("details.turn")).to_have_attribute("id", "turn-1")


@pytest.mark.parametrize(
    ("question", "sentence"), [("  ", "The question is empty"), ("why " * 600, "the limit is 2,000")]
)
def test_a_question_that_cannot_be_asked_gets_a_sentence_and_stays_in_the_box(
    visit: Visit, question: str, sentence: str
) -> None:
    visit.box.fill(question)
    visit.page.get_by_role("button", name="Send").click()
    expect(visit.page.locator("#chat .notice")).to_contain_text(sentence)
    expect(visit.page.locator("#chat")).not_to_contain_text("Traceback")
    expect(visit.box).to_have_value(question)


def test_a_hostile_question_is_only_words(visit: Visit) -> None:
    visit.ask(f"What is {HOSTILE}")
    assert visit.page.locator("#chat .question").text_content() == f"What is {HOSTILE}"
    assert visit.page.locator("#chat .katex, #chat img, #sources img").count() == 0
    assert visit.dialogs == []


def test_a_hostile_article_runs_nothing_and_loads_nothing(
    browser: Browser, hostile_assistant: Assistant, hostile_address: str
) -> None:
    question = "Who opened the footbridge at Quillby?"
    expected = hostile_assistant.ask(question)
    assert "<img src=x onerror" in expected.text
    with browser.new_context() as context:
        visit = Visit(context.new_page(), hostile_address)
        visit.page.get_by_role("button", name=HOSTILE).wait_for()
        assert visit.ask(question) == expected.text
        for shown in ("h3", ".origin", ".section", ".neighbour", ".cited"):
            assert HOSTILE in (visit.page.locator(f"#sources {shown}").first.text_content() or "")
        assert visit.page.locator("#sources mark").first.text_content() == expected.citations[0].quote
        assert (
            visit.page.locator(
                "#sources a, #sources img, #sources script, #chat img, #chat script, #chat .katex"
            ).count()
            == 0
        )
        visit.ask(f"Who mined the moon? {HOSTILE}")
        visit.page.wait_for_timeout(500)  # time for anything loaded to fail, and for its onerror to run
        assert visit.dialogs == []
        assert visit.requests
        assert visit.other_hosts == []


def test_the_browser_refuses_to_load_anything_from_elsewhere(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        blocked = Visit(context.new_page(), address).page.evaluate(
            """() => new Promise((done) => {
            document.addEventListener('securitypolicyviolation', (event) => done(event.blockedURI));
            new Image().src = 'http://evil.example/a.png'; setTimeout(() => done('nothing'), 5000) })"""
        )
    assert blocked == "http://evil.example/a.png"


def test_another_program_gets_the_same_answer(address: str, sample_assistant: Assistant) -> None:
    client = Client(address, verbose=False)
    assert client.predict(ANSWERABLE, api_name="/ask") == sample_assistant.ask(ANSWERABLE).to_dict()
    bounds: dict[str, Any] = {
        "since": "2024-01-01",
        "until": "2024-12-31",
        "as_of": "2024-06-01",
        "source": "Radio Vellmark",
    }
    expected = sample_assistant.ask(
        ANOTHER, since="2024-01-01", until="2024-12-31", as_of="2024-06-01", sources="Radio Vellmark"
    )
    assert client.predict(ANOTHER, api_name="/ask", **bounds) == expected.to_dict()


@pytest.mark.parametrize(
    "given", [{"question": " "}, {"question": "Who?" * 600}, {"question": "Who?", "since": "the day of the fair"}]
)
def test_another_program_gets_a_sentence_for_a_bad_question(
    address: str, sample_assistant: Assistant, given: dict[str, str]
) -> None:
    with pytest.raises(QuestionError) as ours:
        sample_assistant.ask(**given)
    with pytest.raises(AppError) as theirs:
        Client(address, verbose=False).predict(api_name="/ask", **given)
    assert str(theirs.value).lower() == f"{ours.value}.".lower()


def test_another_program_must_send_text(address: str) -> None:
    with pytest.raises(AppError, match="question must be text"):
        Client(address, verbose=False).predict(["Who?"], api_name="/ask")


@pytest.mark.parametrize("examples", [examples_for, newest_examples])
def test_the_examples_offered_are_answered(
    sample_assistant: Assistant, examples: Callable[[NewsIndex], tuple[str, ...]], browser: Browser
) -> None:
    expected = examples(sample_assistant.index)
    assert len(expected) >= 3
    for address in _served(sample_assistant, *expected):
        with browser.new_context() as context:
            visit = Visit(context.new_page(), address)
            offered = visit.page.locator("#chat .example")
            expect(offered).to_have_count(len(expected))
            for question in offered.all_text_contents():
                assert sample_assistant.ask(question.strip()).status != "not_found"


def test_an_empty_archive_says_that_it_is_empty(tmp_path: Path, browser: Browser) -> None:
    for address in _served(Assistant(NewsIndex.open(tmp_path / "none"))):
        with browser.new_context() as context:
            visit = Visit(context.new_page(), address)
            expect(visit.page.locator("#status")).to_contain_text("The archive is empty")
            assert "It holds no articles yet." in visit.ask("Who?")


@pytest.mark.parametrize(("name", "status"), [("127.0.0.1", 200), ("localhost", 200), ("evil.example", 400)])
def test_the_page_answers_to_no_name_but_its_own(address: str, name: str, status: int) -> None:
    port = urlsplit(address).port
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/", headers={"Host": f"{name}:{port}"})
    assert connection.getresponse().status == status
    connection.close()
