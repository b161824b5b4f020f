"""The page as it is served to others: logins, limits, health and log, over real HTTP."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from gradio_client import Client
from gradio_client.exceptions import AppError
from playwright.sync_api import expect
from processes import free_port
from servers import defects_as_they_were, events, journal_in, served
from test_page import ANSWERABLE, UNANSWERABLE, Visit

from assistant import Assistant
from assistant.errors import ServingError
from assistant.page.build import build_page
from assistant.page.journal import Visitor, open_journal, take_defects
from assistant.page.service import Service, per_minute
from assistant.page.serving import launch_page
from assistant.page.sessions import Login, Sessions, request_address
from assistant.page.users import UserFile
from vectorstore import NewsIndex

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PASSWORD = "correct horse"
NEEDED_TO_LOG_IN = {"", "/logout", "/health", "/manifest.json", "/favicon.ico", "/robots.txt"} | {
    "/theme.css",
    "/gradio_api/theme.css",
    "/gradio_api/startup-events",
}


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> UserFile:
    file = UserFile(tmp_path_factory.mktemp("users") / "users")
    for name in ("anna", "bert"):
        file.put(name, PASSWORD)
    return file


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "log.jsonl"


@pytest.fixture(scope="module")
def closed(sample_assistant: Assistant, users: UserFile, log: Path) -> Iterator[str]:
    """The address of a page with a login."""
    with served(sample_assistant, Service(users, journal=journal_in(log)), ANSWERABLE) as address:
        yield address


@contextmanager
def logged_in(address: str, name: str = "anna", password: str = PASSWORD) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=60) as client:
        assert client.post("login", data={"username": name, "password": password}).status_code == 200
        yield client


def every_route(page: Any) -> Iterator[tuple[str, str]]:
    """Every method and path of a page that is open, with something in each place that the path leaves open."""
    included = [getattr(route, "original_router", None) for route in page.app.routes]
    for route in chain(page.app.routes, *(router.routes for router in included if router)):
        if not hasattr(route, "path"):
            continue
        path = route.path.replace("{api_name}", "ask")
        path = re.sub(r"\{\w+(:\w+)?\}", "x", path)
        for method in sorted(getattr(route, "methods", None) or {"GET"}):
            yield method, path


def words_of(index: NewsIndex) -> set[str]:
    """Names that are in the archive, and a word of the example question; no page has them by chance."""
    titles = " ".join(hit.passage.title for hit in index.search("news report today", k=100))
    outlets = " ".join(name for name, _ in index.status().sources)
    return set(re.findall(r"\b[A-ZÀ-Ž]\w{5,}", f"{titles} {outlets}")) | {"dockers"}


def test_without_a_login_no_route_tells_a_word_of_the_archive(
    sample_assistant: Assistant, sample_index: NewsIndex, users: UserFile
) -> None:
    words = words_of(sample_index)
    assert len(words) > 30
    body = {"data": [ANSWERABLE, None, None, None, None, False], "session_hash": "x", "fn_index": 0, "event_id": "x"}
    page = build_page(sample_assistant, [ANSWERABLE])
    try:
        address = launch_page(page, port=free_port(), service=Service(users), index=sample_index)
        routes = list(every_route(page))
        assert len(routes) > 60
        with httpx.Client(base_url=address, timeout=60) as nobody:
            for method, path in routes:
                answer = nobody.request(method, path, json=body if method == "POST" else None)
                assert [word for word in words if word in answer.text] == [], path
                assert answer.status_code >= 400 or path.rstrip("/") in NEEDED_TO_LOG_IN, path
        with logged_in(address) as anna:  # the same words are there for those who may read them
            assert "dockers" in anna.get("config").text
    finally:
        page.close(verbose=False)


@pytest.mark.parametrize(
    "path",
    "/config /config/ //config /gradio_api/info /gradio_api/info?all_endpoints=true /gradio_api/openapi.json /docs"
    " /openapi.json /redoc /gradio_api/mcp/schema /gradio_api/mcp/ /gradio_api/heartbeat/x /gradio_api/token"
    " /gradio_api/queue/status /assets/../config /assets/..%2fconfig /static/%2e%2e/config /monitoring/summary".split(),
)
def test_doors_that_are_easily_forgotten_are_closed(closed: str, path: str) -> None:
    address = closed.rstrip("/") + path
    answer = httpx.get(httpx.URL(address, raw_path=path.encode()))
    assert answer.status_code in (401, 403, 404)
    assert "named_endpoints" not in answer.text
    assert "components" not in answer.text


def test_the_page_asks_for_a_login_and_then_answers(closed: str, browser: Browser, sample_assistant: Assistant) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(closed)
        expect(page.get_by_text("This archive asks for a login.")).to_be_visible()
        assert "dockers" not in page.content()
        for password in ("wrong horse", PASSWORD):
            page.get_by_label("username").fill("anna")
            page.get_by_label("password").fill(password)
            page.get_by_role("button", name="Login").click()
            after = page.get_by_text("Incorrect Credentials") if password != PASSWORD else page.get_by_label("Question")
            expect(after).to_be_visible()
        visit = Visit(page, closed)
        assert visit.ask(ANSWERABLE) == sample_assistant.ask(ANSWERABLE).text
        assert visit.other_hosts == []


def test_another_program_logs_in_and_gets_the_same_answer(closed: str, sample_assistant: Assistant) -> None:
    client = Client(closed, auth=("bert", PASSWORD), verbose=False)
    assert client.predict(ANSWERABLE, api_name="/ask") == sample_assistant.ask(ANSWERABLE).to_dict()


def test_who_is_removed_or_gets_another_password_is_out_at_once(closed: str, users: UserFile) -> None:
    users.put("cora", PASSWORD)
    with logged_in(closed, "cora") as cora:
        assert cora.get("config").status_code == 200
        users.put("cora", "another horse")
        assert cora.get("config").status_code == 401
        assert "login" in cora.get("").text
    with logged_in(closed, "cora", "another horse") as cora:
        users.remove("cora")
        assert cora.get("config").status_code == 401


def test_whoever_logs_out_is_out(closed: str) -> None:
    with logged_in(closed) as anna:
        kept = dict(anna.cookies)
        assert anna.get("config").status_code == 200
        anna.get("logout")
        assert httpx.get(f"{closed}config", cookies=kept).status_code == 401


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_guessing_is_slowed_down_for_a_name_and_for_an_address(users: UserFile, tmp_path: Path) -> None:
    clock, log = Clock(), tmp_path / "log"
    with start_blocking_portal() as portal:
        check = partial(portal.call, Login(users, journal_in(log), clock).check)
        request_address.set("192.0.2.1")
        assert not any(check("anna", "wrong horse") for _ in range(10))
        assert not check("anna", PASSWORD)  # ten wrong ones: not even the right one, for ten minutes
        assert check("bert", PASSWORD)
        clock.now = 600
        assert check("anna", PASSWORD)
        assert not any(check(f"name {number}", "wrong horse") for number in range(30))
        assert not check("bert", PASSWORD)
        request_address.set("192.0.2.2")
        assert check("bert", PASSWORD)
    written = events(log)
    assert [event["event"] for event in written[:11]] == ["login_failed"] * 10 + ["refused_by_limit"]
    assert written[0]["user"] == "anna"
    assert "name 7" not in log.read_text()  # which may have been a password
    assert "192.0.2" not in log.read_text()


def test_a_login_holds_for_twelve_hours(users: UserFile) -> None:
    clock = Clock()
    sessions = Sessions(users, clock)
    sessions["token"] = "anna"
    clock.now = 12 * 3600 - 1
    assert sessions.get("token") == "anna"
    clock.now += 1
    assert sessions.get("token") is None
    sessions["other"] = "anna"
    assert list(sessions) == ["other"]


def test_another_web_site_cannot_read_along(closed: str) -> None:
    with logged_in(closed) as anna:
        assert anna.get("config", headers={"Origin": closed.rstrip("/")}).status_code == 200
        for origin in ("https://evil.example", "null", "http://127.0.0.1.evil.example"):
            refused = anna.get("config", headers={"Origin": origin})
            assert refused.status_code == 403
            assert "dockers" not in refused.text


def test_health_is_told_to_anybody_and_says_no_more_than_it_may(
    closed: str, sample_assistant: Assistant, tmp_path: Path
) -> None:
    well = httpx.get(f"{closed}health")
    assert (well.status_code, well.json()) == (200, {"status": "ok"})
    assert httpx.head(f"{closed}health").status_code == 200
    with served(sample_assistant, Service()) as address:
        told = httpx.get(f"{address}health").json()
        status = sample_assistant.index.status()
        assert status.last_updated is not None
        assert told == {
            "status": "ok",
            "articles": status.articles,
            "last_updated": status.last_updated.isoformat(),
            "stale_sources": 0,
        }


@pytest.mark.parametrize("tells", [True, False])
def test_an_index_that_cannot_be_read_is_unwell(
    tmp_path: Path, sample_index_folder: Path, users: UserFile, tells: bool
) -> None:
    shutil.copytree(sample_index_folder, tmp_path / "index")
    index = NewsIndex.open(tmp_path / "index")
    with served(Assistant(index), Service(None if tells else users)) as address:
        assert httpx.get(f"{address}health").status_code == 200
        for file in (tmp_path / "index").rglob("*"):
            if file.is_file():
                file.write_bytes(b"not a database " * 1000)
        unwell = httpx.get(f"{address}health")
    assert unwell.status_code == 503
    assert unwell.json()["status"] == "unwell"
    assert tells == (unwell.json()["because"] != "The index cannot be read.")


def test_a_limit_is_told_on_the_page_and_through_the_door(
    sample_assistant: Assistant, browser: Browser, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    service = Service(questions=per_minute(1), journal=journal_in(log))
    with served(sample_assistant, service) as address, browser.new_context() as context:
        visit = Visit(context.new_page(), address)
        visit.ask(ANSWERABLE)
        visit.box.fill(UNANSWERABLE)
        visit.box.press("Enter")
        told = re.compile(r"No more than 1 question a minute can be asked here: ask again in \d+ seconds?\.")
        expect(visit.page.locator("#chat .notice")).to_have_text(told)
        expect(visit.box).to_have_value(UNANSWERABLE)
        with pytest.raises(AppError, match=told):
            Client(address, verbose=False).predict(ANSWERABLE, api_name="/ask")
        with pytest.raises(AppError, match=told):
            Client(address, verbose=False).predict(ANSWERABLE, api_name="/search")
    assert [(event["event"], event["door"]) for event in events(log)] == [
        ("asked", "page"),
        ("refused_by_limit", "page"),
        ("refused_by_limit", "ask"),
        ("refused_by_limit", "search"),
    ]


def test_a_machine_too_slow_for_a_first_look_opens_the_page_all_the_same(
    sample_assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gradio.networking.url_ok", lambda url: False)
    with served(sample_assistant, Service()) as address:
        assert httpx.get(address, timeout=60).status_code == 200


def test_a_full_queue_is_a_plain_sentence(sample_assistant: Assistant, browser: Browser) -> None:
    service = Service(waiting=0)
    with served(sample_assistant, service) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        box = page.get_by_label("Question")
        box.fill(ANSWERABLE)
        box.press("Enter")
        expect(page.get_by_text("This application is currently busy. Please try again.").first).to_be_visible()
        expect(box).to_have_value(ANSWERABLE)
        with pytest.raises(Exception, match="Queue is full"):
            Client(address, verbose=False).predict(ANSWERABLE, api_name="/ask")


def test_the_log_tells_what_happened_and_not_what_was_asked(sample_assistant: Assistant, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with served(sample_assistant, Service(journal=journal_in(log))) as address:
        client = Client(address, verbose=False)
        client.predict(ANSWERABLE, api_name="/ask")
        with pytest.raises(AppError):
            client.predict("Who?", since="the day of the fair", api_name="/ask")
    asked, error = events(log)
    assert list(asked) == ["time", "event", "address", "door", "status", "seconds", "passages", "withheld"]
    assert (asked["event"], asked["door"], asked["status"]) == ("asked", "ask", sample_assistant.ask(ANSWERABLE).status)
    assert list(asked["seconds"]) == ["understood", "found", "read", "sentence", "answer", "all"]
    assert list(asked["seconds"].values()) == sorted(asked["seconds"].values())
    assert asked["passages"] > 0
    assert (error["event"], error["status"], error["error"]) == ("error", "error", "QuestionError")
    assert asked["address"] == error["address"]
    for word in ("dockers", "mediated", "fair", "127.0.0.1"):
        assert word not in log.read_text()
    assert log.stat().st_mode & 0o077 == 0


def test_questions_and_addresses_are_written_down_if_that_is_asked_for(
    sample_assistant: Assistant, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    service = Service(journal=journal_in(log, questions=True, addresses=True))
    list(service.watch("page", None)(ANSWERABLE, sample_assistant.stream(ANSWERABLE)))
    service.journal.write("login", Visitor("anna", "192.0.2.1"))
    asked, login = events(log)
    assert asked["question"] == ANSWERABLE
    assert (login["user"], login["address"]) == ("anna", "192.0.2.1")


def test_a_defect_is_told_without_what_was_asked(tmp_path: Path, sample_assistant: Assistant) -> None:
    class Broken(Assistant):
        def stream(self, *given: Any, **options: Any) -> Any:
            raise RuntimeError(f"no idea what {given[0]} means")
            yield

    log = tmp_path / "log"
    journal = journal_in(log)
    take_defects(journal)
    try:
        with (
            served(Broken(sample_assistant.index), Service(journal=journal)) as address,
            pytest.raises(AppError, match="Something went wrong"),
        ):
            Client(address, verbose=False).predict(ANSWERABLE, api_name="/ask")
    finally:
        defects_as_they_were()
    error, defect = events(log)
    assert (error["event"], error["status"], error["error"]) == ("error", "defect", "RuntimeError")
    assert (defect["event"], defect["error"]) == ("defect", "RuntimeError")
    assert any(place.startswith("test_serving.py:") for place in defect["where"])
    assert "dockers" not in log.read_text()


def test_whoever_leaves_before_the_end_is_noted(sample_assistant: Assistant, tmp_path: Path) -> None:
    log = tmp_path / "log"
    steps = Service(journal=journal_in(log)).watch("page", None)(ANSWERABLE, sample_assistant.stream(ANSWERABLE))
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    (event,) = events(log)
    assert event["status"] == "left"


def test_a_log_that_was_moved_away_is_begun_anew_and_one_that_cannot_be_is_said(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "log")
    journal.write("started")
    (tmp_path / "log").rename(tmp_path / "log.1")
    journal.write("asked")
    assert [event["event"] for event in events(tmp_path / "log")] == ["asked"]
    with pytest.raises(ServingError, match="the log cannot be written to"):
        open_journal(tmp_path / "no" / "log")


def test_by_itself_nothing_is_limited_or_written(capsys: pytest.CaptureFixture[str]) -> None:
    service = Service()
    assert service.allow_changes
    for _ in range(100):
        service.admit(Visitor(None, "127.0.0.1"), "page")
    service.journal.write("started")
    assert capsys.readouterr() == ("", "")


def test_what_a_request_says_of_where_it_is_from_is_not_believed(sample_assistant: Assistant, tmp_path: Path) -> None:
    log = tmp_path / "log"
    service = Service(questions=per_minute(1), journal=journal_in(log, addresses=True))
    given = {"data": [ANSWERABLE, None, None, None, None, False]}
    with served(sample_assistant, service) as address, httpx.Client(base_url=address, timeout=60) as client:
        for told in ("192.0.2.1", "192.0.2.2"):
            headers = {"X-Forwarded-For": told, "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
            event = client.post("gradio_api/call/ask", json=given, headers=headers).json()["event_id"]
            client.get(f"gradio_api/call/ask/{event}")
        page = client.get("", headers={"X-Forwarded-Host": "evil.example", "X-Gradio-Server": "http://evil.example"})
        assert "evil.example" not in page.text
    assert [(event["event"], event["address"]) for event in events(log)] == [
        ("asked", "127.0.0.1"),
        ("refused_by_limit", "127.0.0.1"),
    ]
