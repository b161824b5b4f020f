"""What other programs may ask over HTTP, and that docs/http.md shows it as it is."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from served import served
from test_docs import ROOT, blocks

from assistant import Assistant, Citation, resolve
from assistant.doors import NAMES, Doors
from assistant.errors import RequestError
from assistant.printing import status_to_dict
from assistant.printing_article import article_to_dict
from assistant.printing_history import history_to_dict
from assistant.types import hit_to_dict
from corpus import Article, Paragraph
from vectorstore import NewsIndex

PAGE = ROOT / "docs" / "http.md"
SHOWN_ADDRESS = "http://127.0.0.1:7860"
ASTROLABE = "Where was the stolen astrolabe found?"
FIRST = Article(
    "a1", "Footbridge opens", (Paragraph(1, "Mayor Vane opened the footbridge on Friday."),), url="http://q.example/1"
)


@pytest.fixture(scope="module")
def address(sample_assistant: Assistant) -> Iterator[str]:
    with served(sample_assistant, mcp=True) as address:
        yield address


@pytest.fixture
def index(tmp_path: Path) -> Iterator[NewsIndex]:
    index = NewsIndex.open(tmp_path / "index")
    index.update([FIRST])
    yield index
    index.close()


def sections() -> dict[str, str]:
    """The parts of the page, by their headings."""
    parts = PAGE.read_text(encoding="utf-8").split("\n## ")
    return {heading.lower(): text for heading, _, text in (part.partition("\n") for part in parts[1:])}


def examples(section: str, language: str, tmp_path: Path) -> list[str]:
    part = tmp_path / f"{section}.md"
    part.write_text(sections()[section], encoding="utf-8")
    return blocks(part, language)


def done(*command: str, folder: Path) -> str:
    finished = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=300)
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout, finished.stderr
    return finished.stdout


def pasted(example: str, address: str, folder: Path) -> Any:
    """What a shell example prints, pasted into a shell."""
    assert shutil.which("curl"), "curl is not installed, which the examples of docs/http.md are written for"
    assert SHOWN_ADDRESS in example
    return json.loads(done("bash", "-c", example.replace(SHOWN_ADDRESS, address), folder=folder))


def run(example: str, address: str, folder: Path) -> Any:
    """What the last line of a Python example assigns."""
    name = [line for line in example.splitlines() if " = " in line and not line.startswith(" ")][-1].split(" = ")[0]
    program = f"{example.replace(SHOWN_ADDRESS, address)}\nimport json; print(json.dumps({name}))"
    return json.loads(done(sys.executable, "-c", program, folder=folder).splitlines()[-1])


def expected(section: str, assistant: Assistant) -> list[dict[str, Any]]:
    """What the examples of a section return, from the functions in Python that they stand for."""
    index, id_ = assistant.index, "mw-250403-009"
    if section == "ask":
        history = [(ASTROLABE, "")]
        return [
            assistant.ask(ASTROLABE, since="2025-01-01").to_dict(),
            assistant.ask("When was it?", history).to_dict(),
        ]
    if section == "search":
        hits = assistant.search("ferry accident", 3, sources="Evening Lamp")
        return [{"query": "ferry accident", "hits": [hit_to_dict(hit) for hit in hits]}]
    if section == "status":
        return [status_to_dict(index.status())]
    if section == "article":
        article = index.article(id_)
        assert article is not None
        return [article_to_dict(article)]
    if section == "history":
        return [history_to_dict(id_, index.history(id_))]
    found = resolve(index, assistant.ask(ASTROLABE).citations[1])
    assert found.version is not None
    seen = found.version.seen.isoformat()
    stands = {"standing": "current", "version": 1, "seen": seen, "replaced": None, "why": None}
    return [{"article_id": "https://evening-lamp.example/2025/04/04/astrolabe-found", **stands}]


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_return_what_the_functions_return(
    name: str, address: str, sample_assistant: Assistant, tmp_path: Path
) -> None:
    wanted = expected(name, sample_assistant)
    shell, python = examples(name, "sh", tmp_path), examples(name, "python", tmp_path)
    assert [pasted(example, address, tmp_path) for example in shell] == [[one] for one in wanted]
    assert [run(example, address, tmp_path) for example in python] == wanted


def test_the_example_of_an_error_prints_what_is_shown(address: str, tmp_path: Path) -> None:
    (shell,), (shown,) = examples("what can go wrong", "sh", tmp_path), examples("what can go wrong", "json", tmp_path)
    assert pasted(shell, address, tmp_path) == json.loads(shown)


def test_the_example_of_a_tool_returns_what_ask_returns(
    address: str, sample_assistant: Assistant, tmp_path: Path
) -> None:
    (python,) = examples("mcp", "python", tmp_path)
    assert run(python, address, tmp_path) == sample_assistant.ask(ASTROLABE).to_dict()
    (settings,) = examples("mcp", "json", tmp_path)
    assert json.loads(settings)["mcpServers"]["news-archive"]["url"] == f"{SHOWN_ADDRESS}/mcp"


def test_the_named_endpoints_are_all_there_is_and_say_what_they_do(address: str) -> None:
    info = httpx.get(f"{address}/gradio_api/info").json()
    assert info["unnamed_endpoints"] == {}
    assert list(info["named_endpoints"]) == [f"/{name}" for name in NAMES]
    table = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| [`/")]
    for row, (name, endpoint) in zip(table, info["named_endpoints"].items(), strict=True):
        taken = [parameter["parameter_name"] for parameter in endpoint["parameters"]]
        assert row.split(" | ")[:2] == [
            f"| [`{name}`](#{name[1:]})",
            ", ".join(f"`{name}`" for name in taken) or "none",
        ]
        text, *told = endpoint["description"].split("\n")
        assert len(text) > 60
        assert [line.split(": ")[0] for line in told] == taken
        assert all(len(line.split(": ", 1)[1]) > 15 for line in told)


def post(address: str, place: str, body: Any, **headers: str) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body)
    sent = {"Content-Type": "application/json", **headers}
    return httpx.post(f"{address}/gradio_api/{place}", content=content, headers=sent, timeout=60)


@pytest.mark.parametrize(
    ("place", "body", "status", "sentence"),
    [
        ("call/v2/nonesuch", {}, 404, "There is no endpoint /nonesuch: there are /ask, /search, /status"),
        ("call/nonesuch", {"data": []}, 404, "There is no endpoint /nonesuch"),
        ("call/respond", {"data": ["Who?"]}, 404, "There is no endpoint /respond"),  # an event of the page's own
        ("run/predict", {"data": ["Who?"], "fn_index": 1}, 404, "There is no endpoint /predict"),
        ("run/ask", {"data": ["Who?"]}, 404, "Calls are made in two steps, the first of them to /gradio_api/call/ask."),
        ("api/ask/", {"data": ["Who?"]}, 404, "Calls are made in two steps"),
        ("call/v2/ask", {}, 422, "The value of question is missing."),
        ("call/ask", {"data": []}, 422, "The value of question is missing."),
        ("call/ask", {"data": ["?"] * 10}, 422, "/ask takes 9 values at most, not 10."),
        ("call/ask", {"question": "Who?"}, 422, 'The body of the call must hold a list called "data".'),
        ("call/v2/ask", ["Who?"], 422, "The body of the call must be a JSON object."),
        ("call/v2/ask", b"{question", 422, "The body of the call is not JSON, or nested too deeply."),
        ("call/v2/ask", b"\xff\xfe\xff", 422, "The body of the call is not JSON, or nested too deeply."),
        ("call/v2/ask", b"[" * 200_000, 422, "The body of the call is not JSON, or nested too deeply."),
        ("call/v2/status", {"x": 1}, 422, "There is no value called 'x' here: there are none."),
        ("call/v2/ask", {"question": ["Who?"]}, 422, "The value of question must be text."),
        ("call/v2/ask", {"question": "Who?", "literal": "yes"}, 422, "The value of literal must be true or false."),
        (
            "call/v2/ask",
            {"question": "Who?", "history": [["Who?"]]},
            422,
            "The value of history must be a list of pairs",
        ),
        (
            "call/v2/ask",
            {"question": "Who?", "sources": "Evening Lamp"},
            422,
            "The value of sources must be a list of texts.",
        ),
        ("call/v2/search", {"query": "ferry", "k": "3"}, 422, "The value of k must be a whole number."),
        (
            "call/v2/resolve",
            {"article": "mw-250403-009", "paragraph": "1", "quote": "x", "start": 0},
            422,
            "The value of paragraph",
        ),
        ("call/v2/ask", b'{"question": ' + b"[" * 900 + b"]" * 900 + b"}", 422, "The value of question must be text."),
        ("call/ask", {"data": [ASTROLABE, None, 5]}, 422, "The value of until must be text."),
        ("call/v2/ask", {"question": "x" * 1_100_000}, 413, "The call is longer than 1,048,576 bytes"),
    ],
)
def test_a_call_that_cannot_be_made_gets_a_sentence(
    address: str, place: str, body: Any, status: int, sentence: str
) -> None:
    answer = post(address, place, body)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert answer.json()["error"].startswith(sentence)


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("ask", {"question": "Who?", "since": "2025-02-30"}, "'2025-02-30' is not a date"),
        ("ask", {"question": "Who?", "since": "2025-02-02", "until": "2025-02-01"}, "No day is both after 2025-02-02"),
        ("search", {"query": "ferry", "k": 0}, "The value of k must be a whole number from 1 to 1,000."),
        ("search", {"query": "ferry", "k": 1001}, "The value of k must be a whole number from 1 to 1,000."),
        ("search", {"query": "ferry", "k": 10**400}, "The value of k must be a whole number from 1 to 1,000."),
        ("search", {"query": " "}, "The question is empty"),
        ("article", {"article": "nonesuch"}, "No article has the id or address nonesuch; nearest: "),
        ("article", {"article": "http://[::bad"}, "No article has the id or address http://[::bad"),
        ("history", {"article": "' OR 1=1 --"}, "No article has the id or address ' OR 1=1 --"),
        ("history", {"article": "x" * 5000}, "No article has the id or address [...]"),
        ("resolve", {"article": "mw-250403-009", "paragraph": 1, "quote": "", "start": 0}, "A citation has a quote"),
    ],
)
def test_a_value_that_cannot_be_used_gets_a_sentence(
    address: str, name: str, given: dict[str, Any], sentence: str, capfd: pytest.CaptureFixture[str]
) -> None:
    begun = post(address, f"call/v2/{name}", given)
    assert begun.status_code == 200
    said = httpx.get(f"{address}/gradio_api/call/{name}/{begun.json()['event_id']}", timeout=60).text
    event, data = said.strip().split("\n")
    assert event == "event: error"
    assert json.loads(data.removeprefix("data: "))["error"].startswith(sentence)
    assert "Traceback" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("place", ["ask/nonsense", "search/value", "v2/ask/0123456789abcdef0123456789abcdef"])
def test_there_is_nothing_to_be_read_of_a_call_that_was_not_made(address: str, place: str) -> None:
    said = httpx.get(f"{address}/gradio_api/call/{place}", timeout=60)
    assert said.status_code == 404
    assert said.json()["error"].startswith("There is nothing to be read here: make the call first")


def test_what_came_of_a_call_is_read_once(address: str) -> None:
    place = f"{address}/gradio_api/call/status/{post(address, 'call/v2/status', {}).json()['event_id']}"
    assert httpx.get(place, timeout=60).status_code == 200
    assert httpx.get(place, timeout=60).status_code == 404


def test_a_client_gets_the_same_sentence(address: str) -> None:
    client = Client(address, verbose=False)
    with pytest.raises(AppError, match=r"The value of k must be a whole number from 1 to 1,000\."):
        client.predict("ferry", k=0, api_name="/search")
    with pytest.raises(AppError, match=r"The value of sources must be a list of texts\."):
        client.predict("ferry", sources={"a": 1}, api_name="/search")


def test_values_may_be_sent_in_order_and_left_out_at_the_end(address: str, sample_assistant: Assistant) -> None:
    begun = post(address, "call/ask", {"data": [ASTROLABE, None, None, None, "Merrow Wire"]}).json()
    said = httpx.get(f"{address}/gradio_api/call/ask/{begun['event_id']}", timeout=60).text
    assert json.loads(said.strip().split("data: ")[1]) == [
        sample_assistant.ask(ASTROLABE, sources="Merrow Wire").to_dict()
    ]


def test_the_bounds_reach_the_search(sample_assistant: Assistant) -> None:
    doors = Doors(sample_assistant)
    all_there_is = doors.call("search", {"query": "ferry", "k": 50})["hits"]
    given = {"query": "ferry", "k": 50, "since": "2024-11-18", "until": "2024-12-31", "sources": ["Radio Vellmark"]}
    found = doors.call("search", given)["hits"]
    assert 0 < len(found) < len(all_there_is)
    assert {hit["source"] for hit in found} == {"Radio Vellmark"}
    assert all("2024-11-18" <= hit["published"][:10] <= "2024-12-31" for hit in found)
    earlier = doors.call("search", {"query": "ferry", "as_of": "2024-11-18"})["hits"]
    assert max(hit["published"][:10] for hit in earlier) <= "2024-11-18"


def test_an_article_that_was_taken_back_is_told_of_by_its_history(index: NewsIndex) -> None:
    doors = Doors(Assistant(index))
    said = {"article": "a1", "paragraph": 1, "quote": "the footbridge", "start": 18}
    assert doors.call("article", {"article": "http://q.example/1"})["paragraphs"] == [
        {"paragraph": 1, "text": FIRST.paragraphs[0].text, "section": None}
    ]
    assert doors.call("resolve", said)["standing"] == "current"
    index.withdraw(["a1"], "wrong bridge")
    with pytest.raises(RequestError, match="a1 was withdrawn: wrong bridge"):
        doors.call("article", {"article": "a1"})
    assert doors.call("history", {"article": "a1"})["versions"][0]["withdrawn"] == "wrong bridge"
    assert doors.call("resolve", said) | {"standing": "withdrawn", "why": "wrong bridge"} == doors.call("resolve", said)


@pytest.mark.parametrize("name", ["article", "history", "resolve"])
def test_nothing_is_told_of_an_article_under_an_embargo(index: NewsIndex, name: str) -> None:
    index.update([replace(FIRST, id="a2", url="http://q.example/2", embargo=datetime.now(UTC) + timedelta(days=1))])
    rest = {"paragraph": 1, "quote": "Mayor", "start": 0} if name == "resolve" else {}
    for named in ("a2", "http://q.example/2"):
        with pytest.raises(RequestError, match=f"no article has the id or address {named}"):
            Doors(Assistant(index)).call(name, {"article": named, **rest})


def test_a_function_is_reached_by_its_own_name_only(sample_assistant: Assistant) -> None:
    for name in ("call", "_id", "__init__", "nonesuch"):
        with pytest.raises(RequestError, match="there is nothing called"):
            Doors(sample_assistant).call(name, {})


HOSTILE = Article(
    'x"><script>alert(1)</script>',
    "<img src=x onerror=alert(2)>",
    (Paragraph(1, "Vane \u202e opened {{the}} footbridge \x00 ${x}", "{path}"),),
    source="__class__",
    url="data:image/svg+xml,<svg onload=alert(1)>",
)


@pytest.mark.parametrize("asked", ["article", "history"])
def test_a_hostile_article_is_handed_on_letter_for_letter(tmp_path: Path, asked: str) -> None:
    index = NewsIndex.open(tmp_path / "hostile")
    index.update([HOSTILE])
    doing: Callable[..., dict[str, Any]] = Doors(Assistant(index)).call
    with served(Assistant(index)) as address:
        client = Client(address, verbose=False)
        assert client.predict(HOSTILE.id, api_name=f"/{asked}") == doing(asked, {"article": HOSTILE.id})
    index.close()


def test_a_citation_of_an_answer_resolves(sample_assistant: Assistant) -> None:
    cited: Citation = sample_assistant.ask(ASTROLABE).citations[0]
    given = {"article": cited.article_id, "paragraph": cited.paragraph, "quote": cited.quote, "start": cited.start}
    assert Doors(sample_assistant).call("resolve", given)["standing"] == "current"
    assert Doors(sample_assistant).call("resolve", {**given, "start": cited.start + 1})["standing"] == "unknown"
