"""`news-assistant chat` for others: what it takes to open the page to them, and what it says then."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
from gradio_client import Client
from processes import free_port, only_sentence, started
from test_page import ANSWERABLE
from typer.testing import CliRunner

from assistant.cli import app
from assistant.page.policy import is_loopback
from assistant.page.users import UserFile

PASSWORD = "correct horse"


def refused(*arguments: str | Path) -> str:
    """The sentence with which `chat` is refused before anything is opened."""
    result = CliRunner().invoke(app, ["chat", *map(str, arguments)])
    assert (result.exit_code, result.stdout) == (2, "")
    return only_sentence(result.stderr)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--host", "0.0.0.0"),
        ("--host", "::"),
        ("--host", "192.0.2.1"),
        ("--host", "archive.example"),
        ("--behind-proxy",),
        ("--root-path", "/news"),
        ("--host-name", "archive.example"),
    ],
)
def test_others_are_not_served_without_a_login_by_oversight(arguments: tuple[str, ...]) -> None:
    sentence = refused(*arguments)
    assert "whoever can reach the page can read this archive" in sentence
    assert "--auth" in sentence
    assert "--open-to-all" in sentence


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("127.0.0.2", True), ("0.0.0.0", False), ("::", False)],
)
def test_which_addresses_are_of_this_machine_alone(host: str, here: bool) -> None:
    assert is_loopback(host) == here


@pytest.mark.parametrize("path", ["http://evil.example/", "/a b", "/../x", "/a?b", "//a//b"])
def test_a_sub_path_that_is_none_is_refused(path: str) -> None:
    assert "is no path to serve the page under" in refused("--root-path", path, "--open-to-all")


def test_a_file_without_users_and_two_minds_are_refused(tmp_path: Path) -> None:
    (tmp_path / "users").write_text("# nobody yet\n")
    assert "has no users" in refused("--auth", tmp_path / "users")
    assert "No such file" in refused("--auth", tmp_path / "none")
    assert "give one of them" in refused("--auth", tmp_path / "users", "--open-to-all")


def test_with_a_login_it_says_where_it_logs_and_the_log_is_only_json(tmp_path: Path, sample_index_folder: Path) -> None:
    UserFile(tmp_path / "users").put("anna", PASSWORD)
    port, address = free_port(), ""
    arguments = ("chat", "--index", sample_index_folder, "--port", str(port), "--auth", tmp_path / "users")
    with started(*arguments, folder=tmp_path) as page:
        assert page.stdout is not None
        assert page.stdout.readline() == f"News assistant: http://127.0.0.1:{port}/\n"
        address = f"http://127.0.0.1:{port}/"
        assert httpx.get(f"{address}config").status_code == 401
        Client(address, auth=("anna", PASSWORD), verbose=False).predict(ANSWERABLE, api_name="/ask")
        page.terminate()
        _, errors = page.communicate()
    first, *lines = errors.splitlines()
    assert first == (
        "news-assistant: what happens is written to standard error, without the questions, with addresses hashed"
    )
    assert [json.loads(line)["event"] for line in lines] == ["started", "login", "asked"]
    assert json.loads(lines[2])["user"] == "anna"
    assert "dockers" not in errors


def test_a_proxy_for_other_machines_does_not_stand_between_the_page_and_its_start(
    tmp_path: Path, sample_index_folder: Path
) -> None:
    port, nowhere = free_port(), "http://127.0.0.1:9"
    proxies = {"HTTP_PROXY": nowhere, "http_proxy": nowhere, "ALL_PROXY": nowhere, "no_proxy": "intranet.example"}
    arguments = ("chat", "--index", sample_index_folder, "--port", str(port))
    with started(*arguments, folder=tmp_path, **proxies) as page:
        assert page.stdout is not None
        assert page.stdout.readline() == f"News assistant: http://127.0.0.1:{port}/\n"
        assert httpx.get(f"http://127.0.0.1:{port}/", trust_env=False, timeout=60).status_code == 200


def test_open_to_all_says_what_it_means_and_limits_each(tmp_path: Path, sample_index_folder: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    arguments = ("--behind-proxy", "--root-path", "news/", "--open-to-all", "--questions-per-minute", "1", "--log", log)
    with started("chat", "--index", sample_index_folder, "--port", str(port), *arguments, folder=tmp_path) as page:
        assert page.stdout is not None
        page.stdout.readline()
        given = {"data": [ANSWERABLE, None, None, None, None, False]}
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/", timeout=60) as client:
            told = []
            for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2"):
                headers = {"X-Forwarded-For": address}
                event = client.post("gradio_api/call/ask", json=given, headers=headers).json()["event_id"]
                told.append(client.get(f"gradio_api/call/ask/{event}").text)
            assert client.get("config").json()["root"] == f"http://127.0.0.1:{port}/news"
        page.terminate()
        _, errors = page.communicate()
    assert ["ask again in" in text for text in told] == [False, True, False]
    assert "whoever can reach the page can read this archive" in errors.splitlines()[0]
    assert str(log) in errors.splitlines()[1]
    assert [json.loads(line)["event"] for line in log.read_text().splitlines()] == [
        "started",
        "asked",
        "refused_by_limit",
        "asked",
    ]
