"""Nothing phones home: whatever is done with an archive, no other machine is named to the system or spoken to."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import SAMPLES
from gradio_client import Client
from processes import HANGS_AFTER, environment, free_port, started
from test_reranker import tiny

if TYPE_CHECKING:
    from assistant import Assistant

QUESTION = "How many vehicles cross the Merrow Bridge on a working day?"

# Python loads a module of this name by itself, before anything else.
SITECUSTOMIZE = """
import os, sys
from urllib.parse import urlsplit

record = os.open(os.environ["RECORD"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)

def is_here(host):
    host = host.decode() if isinstance(host, (bytes, bytearray)) else host
    return host is None or host in ("", "localhost", "::1") or host.startswith("127.")

def host_of(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getnameinfo"):
        address = args[0] if event == "socket.getnameinfo" else args[1]
        return address[0] if isinstance(address, tuple) else None  # a Unix socket's address is a path
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        return args[0]
    if event == "urllib.Request":
        return urlsplit(args[0]).hostname
    return args[1] if event.endswith(".connect") and len(args) == 3 else None  # http.client and its like

def refuse_elsewhere(event, args):
    if event.startswith("socket.") or event.endswith(".connect") or event == "urllib.Request":
        host = host_of(event, args)
        if not is_here(host):
            os.write(record, f"{event} {host}\\n".encode())
            raise OSError("only this machine may be reached")

sys.addaudithook(refuse_elsewhere)
"""

COMMANDS = """
import json, sys
from assistant.cli import main

for line in sys.stdin:
    sys.argv = ["news-assistant", *json.loads(line)]
    try:
        main()
    except SystemExit as ended:
        print(json.dumps(ended.code), flush=True)
"""

ATTEMPTS = {
    "socket.connect 192.0.2.1": "import socket; socket.socket().connect(('192.0.2.1', 80))",
    "socket.getaddrinfo example.com": "import socket; socket.getaddrinfo('example.com', 443)",
    "socket.gethostbyname example.com": "import socket; socket.gethostbyname('example.com')",
    "socket.sendto 192.0.2.1": "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('192.0.2.1', 53))",
    "urllib.Request example.com": "import urllib.request; urllib.request.urlopen('http://example.com/')",
    "http.client.connect example.com": "import http.client; http.client.HTTPConnection('example.com').connect()",
}


class Watched:
    """Processes under the hook, and what it recorded of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = {"PYTHONPATH": str(folder), "RECORD": str(folder / "record")}
        (folder / "sitecustomize.py").write_text(SITECUSTOMIZE)

    @property
    def elsewhere(self) -> list[str]:
        """What was asked of other machines. The file is there as soon as the hook is."""
        return (self.folder / "record").read_text().splitlines()

    def run(self, program: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", program],
            cwd=self.folder,
            env=environment(self.folder, **self.settings),
            input=given,
            capture_output=True,
            encoding="utf-8",
            timeout=HANGS_AFTER,
            check=False,
        )


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_watch_itself_records_and_refuses(watched: Watched, attempt: str) -> None:
    result = watched.run(ATTEMPTS[attempt])
    assert attempt in watched.elsewhere
    assert "only this machine may be reached" in result.stderr
    assert result.returncode == 1


def test_every_command_works_says_nothing_else_and_asks_nothing_of_another_machine(
    watched: Watched, sample_assistant: Assistant, sample_index_folder: Path
) -> None:
    part, reranker = SAMPLES / "evening-lamp", tiny(watched.folder / "reranker")
    commands: list[list[str]] = [
        ["ask", QUESTION, "--index", str(sample_index_folder), "--reranker", str(reranker)],
        ["index", str(SAMPLES)],
        ["status"],
        ["ask", QUESTION],
        ["search", QUESTION],
        ["index", str(part), "--rebuild"],
    ]
    result = watched.run(COMMANDS, "\n".join(json.dumps([*command, "--json"]) for command in commands))
    assert result.stderr == ""
    lines: list[Any] = [json.loads(line) for line in result.stdout.splitlines()]
    reranked, added, status, answer, found, rebuilt = lines[::2]
    assert lines[1] in (0, 1)
    assert lines[3::2] == [0] * (len(commands) - 1)
    assert reranked["question"] == QUESTION
    count = sample_assistant.index.status().articles
    assert (added["added"], status["articles"], rebuilt["unchanged"]) == (count, count, len(list(part.iterdir())))
    assert answer == sample_assistant.ask(QUESTION).to_dict()
    expected = [hit.passage.key for hit in sample_assistant.search(QUESTION)]
    assert [(hit["article_id"], hit["paragraph"]) for hit in found["hits"]] == expected
    assert watched.elsewhere == []


def test_the_page_works_and_asks_nothing_of_another_machine(
    watched: Watched, sample_index_folder: Path, sample_assistant: Assistant
) -> None:
    port = str(free_port())
    arguments = ("chat", "--host", "127.0.0.1", "--port", port, "--index", sample_index_folder)
    with started(*arguments, folder=watched.folder, **watched.settings) as page:
        assert page.stdout is not None
        assert page.stdout.readline() == f"News assistant: http://127.0.0.1:{port}/\n"
        client = Client(f"http://127.0.0.1:{port}/", verbose=False)
        assert client.predict(QUESTION, api_name="/ask") == sample_assistant.ask(QUESTION).to_dict()
        page.terminate()
        _, errors = page.communicate()
    assert errors == ""
    assert watched.elsewhere == []
