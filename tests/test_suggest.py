"""A refusal names a question nearby that the archive answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import article, small_index

from assistant import Assistant
from assistant.suggest import about_title
from vectorstore import NewsIndex


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("Ferry hits quay", "What happened: Ferry hits quay?"),
        ("Ferry hits quay | Courier | News", "What happened: Ferry hits quay?"),
        ("Ferry hits quay - Radio Vellmark", "What happened: Ferry hits quay?"),
        ("Two-day strike ends - at last", "What happened: Two-day strike ends - at last?"),
        ("Ferry hits quay | The ...", "What happened: Ferry hits quay?"),
        ("Ferry hits quay on the ...", None),
        ("Ferry hits quay on the…", None),
        ("Is the ferry safe? | Courier", None),
        ("Why the ferry hit the quay", None),
        ("On " * 60, None),
    ],
)
def test_a_title_makes_a_question_where_it_is_whole_and_asks_nothing(title: str, question: str | None) -> None:
    assert about_title(title) == question


@pytest.mark.parametrize(
    "question",
    [
        "What did Macron say about the ferry?",
        "Who won the chess world championship in Reykjavik?",
        "What is the price of bread?",
    ],
)
def test_the_question_it_names_is_answered(sample_assistant: Assistant, question: str) -> None:
    refused = sample_assistant.ask(question)
    assert refused.status == "not_found"
    named = refused.text.partition("It can answer “")[2].partition("”.")[0]
    assert named.startswith("What happened: ")
    assert sample_assistant.ask(named).status == "answered"


def test_it_holds_to_the_same_filters(sample_assistant: Assistant) -> None:
    refused = sample_assistant.ask("What did Macron say about the ferry?", since="2025-01-01")
    named = refused.text.partition("It can answer “")[2].partition("”.")[0]
    answer = sample_assistant.ask(named, since="2025-01-01")
    assert answer.status == "answered"
    assert all(c.published and c.published.year == 2025 for c in answer.citations)


def test_none_is_named_where_none_is_answered(tmp_path: Path, sample_index: NewsIndex) -> None:
    empty = article("a", "Nothing of the sort.", title="Zq")
    long = article("b", "Nothing of that.", title="On " * 60)
    index = small_index(tmp_path / "index", sample_index, empty, long)
    refused = Assistant(index).ask("Who won the chess world championship?")
    assert refused.status == "not_found"
    assert "It can answer" not in refused.text
    index.close()


def test_no_mark_of_a_title_stands_in_a_refusal(tmp_path: Path, sample_index: NewsIndex) -> None:
    text = "A penguin came to the fish market in Osterby every Friday and was given a herring by the harbour master."
    index = small_index(tmp_path / "index", sample_index, article("a", text, title="Penguin at fish market [1]"))
    refused = Assistant(index).ask("Who won the chess world championship?")
    assert refused.status == "not_found"
    assert "[1]" not in refused.text
    index.close()
