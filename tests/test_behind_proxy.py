"""The page behind a reverse proxy under a sub-path: a real proxy, a real browser, and what is believed of either."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest
from gradio_client import Client
from playwright.sync_api import expect
from servers import events, journal_in, proxied, served
from test_page import ANOTHER, ANSWERABLE, Visit

from assistant import Assistant
from assistant.page.service import Service, per_minute
from assistant.page.users import UserFile

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATH = "/news"
BEHIND = Service(behind_proxy=True, root_path=PATH, allow_changes=False)


@pytest.mark.parametrize("strip", [True, False], ids=["the proxy takes the sub-path off", "the proxy leaves it"])
def test_the_page_works_under_a_sub_path_and_asks_nothing_elsewhere(
    browser: Browser, sample_assistant: Assistant, strip: bool
) -> None:
    with (
        served(sample_assistant, BEHIND, ANSWERABLE, ANOTHER) as address,
        proxied(address, PATH, strip=strip) as outside,
        browser.new_context() as context,
    ):
        visit = Visit(context.new_page(), outside)
        expect(visit.page.locator("#status")).to_contain_text("articles")
        assert visit.ask(ANSWERABLE) == sample_assistant.ask(ANSWERABLE).text
        visit.page.get_by_role("link", name="Show source 1").click()
        expect(visit.page.locator("#article [data-cited~='cited-1']")).to_be_focused()
        visit.page.get_by_role("button", name="New conversation").click()
        visit.page.get_by_role("button", name=ANOTHER).click()
        expect(visit.page.locator("#chat a.mark").first).to_be_visible()
        visited = {
            (urlsplit(url).netloc, urlsplit(url).path.startswith(f"{PATH}/"))
            for url in visit.requests
            if not url.startswith(("data:", "blob:"))
        }
        assert visited == {(urlsplit(outside).netloc, True)}
        assert visit.errors == []
        assert (
            Client(outside, verbose=False).predict(ANOTHER, api_name="/ask") == sample_assistant.ask(ANOTHER).to_dict()
        )
        assert httpx.get(f"{outside}health").json()["status"] == "ok"


def test_a_login_works_under_a_sub_path(browser: Browser, sample_assistant: Assistant, tmp_path: Path) -> None:
    users = UserFile(tmp_path / "users")
    users.put("anna", "correct horse")
    service = Service(users, behind_proxy=True, root_path=PATH)
    with (
        served(sample_assistant, service) as address,
        proxied(address, PATH) as outside,
        browser.new_context() as context,
    ):
        page = context.new_page()
        page.goto(outside)
        page.get_by_label("username").fill("anna")
        page.get_by_label("password").fill("correct horse")
        page.get_by_role("button", name="Login").click()
        expect(page.get_by_label("Question")).to_be_visible()
        assert Visit(page, outside).ask(ANSWERABLE) == sample_assistant.ask(ANSWERABLE).text
        for closed in ("config", "gradio_api/info", f"{PATH}/config", "gradio_api/call/ask/x"):
            assert httpx.get(outside + closed.lstrip("/")).status_code in (401, 404)
            assert httpx.get(address + closed.lstrip("/")).status_code in (401, 404)


def ask_twice(outside: str, told: str) -> None:
    with httpx.Client(base_url=outside, timeout=60, headers={"X-Forwarded-For": told}) as client:
        event = client.post("gradio_api/call/ask", json={"data": [ANSWERABLE, None, None, None, None, False]}).json()
        client.get(f"gradio_api/call/ask/{event['event_id']}")


@pytest.mark.parametrize("trusted", [True, False])
def test_a_limit_goes_by_what_a_trusted_proxy_saw_and_never_by_what_it_was_told(
    sample_assistant: Assistant, tmp_path: Path, trusted: bool
) -> None:
    log = tmp_path / "log"
    journal = journal_in(log, addresses=True)
    service = Service(questions=per_minute(1), journal=journal, behind_proxy=trusted, root_path=PATH)
    with served(sample_assistant, service) as address:
        ask_twice(address, "198.51.100.1, 192.0.2.1")  # as a proxy that saw 192.0.2.1 would pass it on
        ask_twice(address, "198.51.100.2, 192.0.2.1")
        ask_twice(address, "198.51.100.2, 192.0.2.2:4711")
    told = [(event["event"], event["address"]) for event in events(log)]
    assert told == (
        [("asked", "192.0.2.1"), ("refused_by_limit", "192.0.2.1"), ("asked", "192.0.2.2")]
        if trusted
        else [("asked", "127.0.0.1"), ("refused_by_limit", "127.0.0.1"), ("refused_by_limit", "127.0.0.1")]
    )


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "archive.example"}, 200),
        ({"Host": "evil.example"}, 400),
        ({"X-Forwarded-Host": "archive.example"}, 200),
        ({"X-Forwarded-Host": "evil.example"}, 400),
        ({"Host": "archive.example", "Origin": "https://archive.example"}, 200),
        ({"Origin": "https://archive.example"}, 200),
        ({"Host": "archive.example", "Origin": "https://evil.example"}, 403),
    ],
)
def test_the_page_answers_to_the_names_it_was_given(
    sample_assistant: Assistant, headers: dict[str, str], status: int
) -> None:
    with served(sample_assistant, Service(behind_proxy=True, host_names=("archive.example",))) as address:
        answer = httpx.get(f"{address}config", headers=headers)
    assert answer.status_code == status
    if answer.status_code == 200:
        assert "evil" not in answer.json()["root"]


def test_behind_https_the_page_asks_for_nothing_over_http(sample_assistant: Assistant) -> None:
    headers = {"X-Forwarded-Host": "archive.example", "X-Forwarded-Proto": "https"}
    service = Service(behind_proxy=True, root_path=PATH, host_names=("archive.example",))
    with served(sample_assistant, service) as address:
        assert httpx.get(f"{address}config", headers=headers).json()["root"] == "https://archive.example/news"
        page = httpx.get(address, headers=headers).text
    assert "https://archive.example/news" in page
    assert "http://archive.example" not in page
