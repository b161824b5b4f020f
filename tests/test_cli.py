"""The command line: what it prints, with which exit status, and how it ends when it is cut short."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import SAMPLES
from gradio_client import Client
from processes import COMMAND, environment, free_port, only_object, only_sentence, run, started
from typer.testing import CliRunner, Result

from assistant.cli import app
from assistant.types import hit_to_dict
from corpus import Article, Paragraph
from vectorstore import NewsIndex

if TYPE_CHECKING:
    from assistant import Assistant

ANSWERABLE = "How many vehicles cross the Merrow Bridge on a working day?"
UNANSWERABLE = "Who won the chess world championship in Reykjavik?"
STEERING = "\x1b]0;owned\x07\x1b[2J\x9b31m\x7f\u202e\u2066"
HOSTILE = Article(
    id=f"evil{STEERING}",
    title=f"Footbridge at Quillby opened {STEERING}",
    paragraphs=(Paragraph(1, f"Mayor Ottoline Vane opened the footbridge {STEERING} at Quillby on Friday."),),
    source=f"Quillby {STEERING} Herald",
    authors=(f"Ada {STEERING}",),
    url=f"https://herald.example/{STEERING}",
)


def cli(*arguments: str | Path) -> Result:
    """The command line in this process, where another would add nothing but the wait for it."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "index"
    index = NewsIndex.open(folder)
    index.update([HOSTILE])
    index.close()
    return folder


def test_index_takes_in_the_samples_once_and_a_rebuild_drops_what_is_not_given(
    tmp_path: Path, sample_index: NewsIndex
) -> None:
    count = sample_index.status().articles
    first = cli("index", SAMPLES, "--json", "--index", tmp_path / "news-index")
    nothing = {"added": 0, "changed": 0, "unchanged": 0, "removed": 0, "skipped": [], "copies": 0, "withdrawn": 0}
    assert only_object(first.stdout) == nothing | {"added": count, "copies": 1}
    assert (first.exit_code, first.stderr) == (0, "")
    second = run("index", SAMPLES, folder=tmp_path)
    assert second.stdout.startswith(f"0 added, 0 changed, {count} unchanged, 0 removed, 0 skipped in ")
    assert (second.returncode, second.stderr) == (0, "")
    kept = len(list((SAMPLES / "evening-lamp").iterdir()))
    third = cli("index", SAMPLES / "evening-lamp", "--rebuild", "--json", "--index", tmp_path / "news-index")
    assert only_object(third.stdout) == nothing | {"unchanged": kept, "removed": count - kept}
    assert third.exit_code == 0
    assert NewsIndex.open(tmp_path / "news-index").status().articles == kept


def test_what_was_skipped_is_named_and_makes_the_exit_status_1(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "good.txt").write_text("A good title\n\nOne good sentence. And another.")
    bad = tmp_path / "news" / "bad.json"
    bad.write_text("{")
    result = cli("index", tmp_path / "news", "--json", "--index", tmp_path / "index")
    report = only_object(result.stdout)
    assert (result.exit_code, report["added"]) == (1, 1)
    (skipped,) = report["skipped"]
    assert skipped == {"what": str(bad), "why": skipped["why"]}
    assert "not valid JSON" in skipped["why"]
    again = cli("index", tmp_path / "news", "--index", tmp_path / "index")
    assert again.exit_code == 1
    assert only_sentence(again.stderr) == f"skipped {bad}: {skipped['why']}"


def test_an_index_among_the_articles_is_not_read_as_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_index_folder: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(sample_index_folder, "news-index")
    shutil.copytree(SAMPLES / "evening-lamp", "news")
    result = cli("index", ".", "--json", "--index", "news-index")
    assert only_object(result.stdout)["skipped"] == []
    assert result.exit_code == 0


def test_status_is_one_object(sample_index_folder: Path, sample_index: NewsIndex) -> None:
    result = cli("status", "--json", "--index", sample_index_folder)
    found, expected = only_object(result.stdout), sample_index.status()
    assert result.exit_code == 0
    assert (found["articles"], found["passages"]) == (expected.articles, expected.passages)
    for name in ("first_published", "last_published", "last_updated"):
        assert found[name] == getattr(expected, name).isoformat()
    assert found["embedding_model"] == "all-MiniLM-L6-v2"


def test_an_answer_is_one_object_whose_quotes_stand_in_the_index(
    sample_index_folder: Path, sample_index: NewsIndex, sample_assistant: Assistant
) -> None:
    result = cli("ask", ANSWERABLE, "--json", "--index", sample_index_folder)
    answer = only_object(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert answer == sample_assistant.ask(ANSWERABLE).to_dict()
    assert {"question", "query", "status", "text", "citations", "withheld"} <= answer.keys()
    assert {"text", "since", "until", "sources", "authors", "as_of"} <= answer["query"].keys()
    assert answer["citations"]
    for number, citation in enumerate(answer["citations"], 1):
        article = sample_index.article(citation["article_id"])
        assert article is not None
        (paragraph,) = (p for p in article.paragraphs if p.position == citation["paragraph"])
        assert paragraph.text[citation["start"] : citation["end"]] == citation["quote"] != ""
        published = article.published.isoformat() if article.published else None
        expected = (number, article.title, article.source, article.url, published)
        assert tuple(citation[name] for name in ("number", "title", "source", "url", "published")) == expected
        assert f"[{number}]" in answer["text"]


def test_an_answer_for_people_says_where_each_mark_leads(
    sample_index_folder: Path, sample_assistant: Assistant
) -> None:
    lines = cli("ask", ANSWERABLE, "--index", sample_index_folder).stdout.splitlines()
    answer = sample_assistant.ask(ANSWERABLE)
    assert lines[0] == answer.text
    for citation in answer.citations:
        (line,) = (line for line in lines if line.startswith(f"[{citation.number}] "))
        for part in (citation.title, citation.source, f"paragraph {citation.paragraph}", citation.url):
            assert part is None or part in line


def test_what_was_read_from_the_question_is_said_and_can_be_undone(sample_index_folder: Path) -> None:
    question = "What did the Lamp report about the ferry?"
    lines = cli("ask", question, "--index", sample_index_folder).stdout
    assert "(understood: Evening Lamp; to search for the words as typed: --literal)" in lines
    assert "understood" not in cli("ask", question, "--literal", "--index", sample_index_folder).stdout


def test_a_refusal_is_one_object_too_and_exit_status_1(sample_index_folder: Path) -> None:
    result = cli("ask", UNANSWERABLE, "--json", "--index", sample_index_folder)
    answer = only_object(result.stdout)
    assert (result.exit_code, answer["status"], answer["citations"]) == (1, "not_found", [])
    assert answer["text"]
    assert result.stderr == ""


def test_search_gives_the_hits_best_first(sample_index_folder: Path, sample_assistant: Assistant) -> None:
    result = cli("search", "dockers' strike", "-k", "3", "--json", "--index", sample_index_folder)
    hits = only_object(result.stdout)["hits"]
    assert result.exit_code == 0
    assert hits == [hit_to_dict(hit) for hit in sample_assistant.search("dockers' strike", 3)]
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    assert len(hits) == 3
    assert {"article_id", "paragraph", "text", "score"} <= hits[0].keys()


@pytest.mark.parametrize(
    ("options", "bounds", "passes"),
    [
        (("--until", "2024-12-31"), {"until": "2024-12-31"}, lambda c: c["published"] < "2025-01-01"),
        (("--source", "radio vellmark"), {"sources": ["radio vellmark"]}, lambda c: c["source"] == "Radio Vellmark"),
        (("--as-of", "2025-01-14"), {"as_of": "2025-01-14"}, lambda c: c["published"] < "2025-01-15"),
        (
            ("--source", "Merrow Wire", "--source", "Evening Lamp", "--since", "2025-01-01"),
            {"sources": ["Merrow Wire", "Evening Lamp"], "since": "2025-01-01"},
            lambda c: c["source"] in ("Merrow Wire", "Evening Lamp") and c["published"] >= "2025-01-01",
        ),
    ],
    ids=["until", "source", "as of", "sources and since"],
)
def test_bounds_are_kept(
    sample_index_folder: Path,
    sample_assistant: Assistant,
    options: tuple[str, ...],
    bounds: dict[str, Any],
    passes: Callable[[dict[str, Any]], bool],
) -> None:
    question = "What happened at the dockers' strike in Port Ansel?"
    answer = only_object(cli("ask", question, *options, "--json", "--index", sample_index_folder).stdout)
    assert answer == sample_assistant.ask(question, **bounds).to_dict()
    shown = answer["citations"] + answer["nearest"]
    assert shown
    assert all(passes(item) for item in shown if item["published"])


@pytest.mark.parametrize("named_by", ["option", "environment", "neither"])
def test_the_index_is_the_one_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_index_folder: Path, named_by: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWS_ASSISTANT_INDEX", str(tmp_path / "elsewhere"))
    arguments = ["status", "--json"]
    if named_by == "option":
        arguments += ["--index", str(sample_index_folder)]
    elif named_by == "environment":
        monkeypatch.setenv("NEWS_ASSISTANT_INDEX", str(sample_index_folder))
    else:
        monkeypatch.delenv("NEWS_ASSISTANT_INDEX")
        shutil.copytree(sample_index_folder, tmp_path / "news-index")
    assert only_object(cli(*arguments).stdout)["articles"] > 30


@pytest.mark.parametrize("as_json", [False, True], ids=["for people", "JSON"])
@pytest.mark.parametrize(
    "arguments", [("ask", "Who opened the footbridge at Quillby?"), ("search", "footbridge"), ("status",)]
)
def test_an_article_cannot_steer_the_terminal(hostile_folder: Path, arguments: tuple[str, ...], as_json: bool) -> None:
    result = cli(*arguments, "--index", hostile_folder, *(["--json"] if as_json else []))
    assert result.exit_code == 0
    assert "Quillby" in result.stdout
    assert _steering(result.stdout) == []
    if as_json:  # written as escapes, the words are not lost
        assert HOSTILE.source in _strings(json.loads(result.stdout))


def test_a_file_name_cannot_steer_the_terminal_either(tmp_path: Path) -> None:
    (tmp_path / "bad\x1b[2J\u202e.json").write_text("{")
    result = cli("index", tmp_path, "--index", tmp_path / "index")
    assert "bad" in only_sentence(result.stderr)
    assert _steering(result.stdout + result.stderr) == []


def test_a_terminal_without_the_letters_still_gets_an_answer_and_json_keeps_them(
    tmp_path: Path, sample_index_folder: Path
) -> None:
    folder = tmp_path / "архив"
    shutil.copytree(sample_index_folder, folder)
    shown = run("status", "--index", folder, folder=tmp_path, PYTHONIOENCODING="ascii")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "?????" in shown.stdout
    exact = run("status", "--json", "--index", folder, folder=tmp_path, PYTHONIOENCODING="ascii")
    assert only_object(exact.stdout)["folder"] == str(folder)


@pytest.mark.parametrize("arguments", [("status",), ("status", "--json"), ("--help",)])
def test_a_reader_who_has_gone_is_no_trouble(
    tmp_path: Path, sample_index_folder: Path, arguments: tuple[str, ...]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(
        [*COMMAND, *arguments],
        env=environment(tmp_path, NEWS_ASSISTANT_INDEX=str(sample_index_folder)),
        cwd=tmp_path,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert result.stderr == b""
    if arguments != ("--help",):
        assert result.returncode == 0


def test_a_port_that_is_taken_is_said_in_one_sentence(sample_index_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = cli("chat", "--port", str(port), "--index", sample_index_folder)
    sentence = only_sentence(result.stderr)
    assert result.exit_code == 2
    assert f"127.0.0.1:{port}" in sentence
    assert "--port" in sentence
    assert result.stdout == ""


def test_chat_serves_this_machine_only_answers_as_ask_does_and_ends_quietly(
    tmp_path: Path, sample_index_folder: Path
) -> None:
    port = free_port()
    settings = {"GRADIO_SERVER_PORT": str(port), "GRADIO_SERVER_NAME": "0.0.0.0", "GRADIO_SHARE": "True"}
    with started("chat", "--index", sample_index_folder, folder=tmp_path, **settings) as page:
        assert page.stdout is not None
        assert page.stdout.readline() == f"News assistant: http://127.0.0.1:{port}/\n"
        with socket.socket() as probe:
            probe.bind(("127.0.0.2", port))  # a server on all addresses would have this one too
        asked = Client(f"http://127.0.0.1:{port}/", verbose=False).predict(ANSWERABLE, api_name="/ask")
        assert asked == only_object(cli("ask", ANSWERABLE, "--json", "--index", sample_index_folder).stdout)
        page.send_signal(signal.SIGINT)
        _, errors = page.communicate()
    assert errors == ""
    assert page.returncode in (0, 130)


def test_ctrl_c_while_indexing_says_one_sentence_and_keeps_what_was_finished(tmp_path: Path) -> None:
    with open(tmp_path / "many.jsonl", "w") as file:  # each fills a batch; far more than can be done before the signal
        for number in range(60):
            file.write(json.dumps({"id": f"a{number}", "title": "T", "paragraphs": [f"Pier {number}."] * 1024}) + "\n")
    index = NewsIndex.open(tmp_path / "index")
    with started("index", tmp_path / "many.jsonl", "--index", tmp_path / "index", folder=tmp_path) as process:
        while index.status().articles == 0:
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate()
    assert only_sentence(errors) == "stopped; what was finished is kept"
    assert (process.returncode, output) == (130, "")
    kept = NewsIndex.open(tmp_path / "index", must_exist=True)
    assert 0 < kept.status().articles < 60
    assert kept.search("pier 0", k=1)


def _steering(text: str) -> list[str]:
    return [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c not in "\n\u00ad\u200d"]


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in _strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in _strings(part)]
    return [value] if isinstance(value, str) else []
