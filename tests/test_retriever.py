"""The archive as a retriever for LangChain: what it finds, what it says of it, and how it works in a chain."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import ConfigurableField, RunnableLambda
from makers import article, finished, small_index
from pydantic import ValidationError

import assistant
from assistant import Assistant, NewsRetriever, QuestionError
from assistant.types import hit_to_dict
from vectorstore import Hit, IndexMissingError, NewsIndex

FERRY = "How many people were injured in the ferry accident?"
DOCKERS = "Who mediated between the dockers and the port?"
QUESTIONS = [FERRY, "Why was the Merrow Bridge closed?", "What did the Courier report about the bridge?"]


def keys(found: list[Document]) -> list[tuple[Any, ...]]:
    return [tuple(document.metadata[name] for name in ("article_id", "paragraph", "start")) for document in found]


def keys_of(hits: list[Hit]) -> list[tuple[Any, ...]]:
    return [(hit.passage.article_id, hit.passage.paragraph, hit.passage.start) for hit in hits]


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_finds_what_the_assistant_finds(question: str, sample_index: NewsIndex, sample_assistant: Assistant) -> None:
    found = NewsRetriever(index=sample_index, k=7).invoke(question)
    assert keys(found) == keys_of(sample_assistant.search(question, 7))
    assert len(found) == 7


@pytest.mark.parametrize("question", QUESTIONS)
def test_without_understanding_it_finds_what_the_index_finds(question: str, sample_index: NewsIndex) -> None:
    bounds: dict[str, Any] = {"since": "2024-01-01", "until": "2025-03-01", "sources": ["vellmark courier"]}
    found = NewsRetriever(index=sample_index, understand=False, **bounds).invoke(question)
    assert keys(found) == keys_of(sample_index.search(question, 10, **bounds))
    assert found


def test_the_question_is_understood_unless_it_is_not_to_be(sample_index: NewsIndex) -> None:
    def sources(*, understand: bool) -> set[str]:
        retriever = NewsRetriever(index=sample_index, understand=understand)
        return {document.metadata["source"] for document in retriever.invoke(QUESTIONS[2])}

    assert sources(understand=True) == {"Vellmark Courier"}
    assert len(sources(understand=False)) > 1


def test_a_document_is_a_passage_and_says_where_it_stands(sample_index: NewsIndex) -> None:
    copied = 0
    for question in (FERRY, DOCKERS):
        found, hits = NewsRetriever(index=sample_index).invoke(question), Assistant(sample_index).search(question)
        for document, hit in zip(found, hits, strict=True):
            told = document.metadata
            assert isinstance(document, Document)
            assert list(told) == (
                "article_id paragraph start end title section source url published authors score also_in".split()
            )
            shown = hit_to_dict(hit)
            assert {**told, "score": round(told["score"], 6)}.items() <= {
                **shown,
                "start": hit.passage.start,
                "end": hit.passage.end,
            }.items()
            cited = sample_index.article(told["article_id"])
            assert cited is not None
            (text,) = [p.text for p in cited.paragraphs if p.position == told["paragraph"]]
            assert text[told["start"] : told["end"]] == document.page_content == hit.passage.text
            copied += bool(told["also_in"])
    assert copied


def test_an_undated_article_of_nobody_is_said_to_be_one(tmp_path: Path, sample_index: NewsIndex) -> None:
    index = small_index(tmp_path / "index", sample_index, article("pier", "The pier at Quillby is closed."))
    (document,) = NewsRetriever(index=index).invoke("Is the pier closed?")
    nothing = {
        name: document.metadata[name] for name in ("published", "source", "url", "section", "authors", "also_in")
    }
    assert nothing == {"published": None, "source": None, "url": None, "section": None, "authors": [], "also_in": []}
    index.close()


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex) -> Iterator[NewsIndex]:
    def told(name: str, day: str | None, source: str, author: str) -> Any:
        return article(name, f"The ferry was late, says {name}.", day=day, source=source, authors=(author,))

    index = small_index(
        tmp_path_factory.mktemp("retriever") / "index",
        sample_index,
        told("old", "2024-01-10", "Osterby Post", "Mara Lind"),
        told("new", "2024-06-30", "Coast Times", "Mara Lind"),
        told("undated", None, "Coast Times", "Jon Abel"),
    )
    yield index
    index.close()


@pytest.mark.parametrize("understand", [True, False])
@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({}, {"old", "new", "undated"}),
        ({"since": "2024-02-01"}, {"new"}),
        ({"until": "2024-02-01"}, {"old"}),
        ({"as_of": "2024-02-01"}, {"old", "undated"}),
        ({"until": "2024-12-31", "as_of": "2024-02-01"}, {"old"}),
        ({"sources": "coast times"}, {"new", "undated"}),
        ({"sources": ["Coast Times", "Osterby Post"], "authors": "Mara Lind"}, {"old", "new"}),
        ({"authors": ["jon abel"]}, {"undated"}),
        ({"authors": ["Nobody"]}, set()),
    ],
)
def test_bounds_hold(dated: NewsIndex, bounds: dict[str, Any], expected: set[str], *, understand: bool) -> None:
    found = NewsRetriever(index=dated, understand=understand, **bounds).invoke("Was the ferry late?")
    assert {document.metadata["article_id"] for document in found} == expected


def test_an_author_who_is_given_is_not_overruled_by_the_words(dated: NewsIndex) -> None:
    retriever = NewsRetriever(index=dated, authors=["Jon Abel"])
    assert [d.metadata["article_id"] for d in retriever.invoke("What did Mara Lind write about the ferry?")] == [
        "undated"
    ]


def test_the_folder_of_an_index_will_do(sample_index_folder: Path, sample_assistant: Assistant) -> None:
    for folder in (sample_index_folder, str(sample_index_folder)):
        retriever = NewsRetriever(index=folder, k=3)
        assert keys(retriever.invoke(FERRY)) == keys_of(sample_assistant.search(FERRY, 3))
        retriever.index.close()


def test_it_works_in_a_chain_and_its_settings_can_be_changed_in_one(sample_index: NewsIndex) -> None:
    retriever = NewsRetriever(index=sample_index, k=3)
    chain = retriever | RunnableLambda(lambda found: [document.metadata["source"] for document in found])
    assert chain.invoke(FERRY) == [document.metadata["source"] for document in retriever.invoke(FERRY)]
    changeable = retriever.configurable_fields(k=ConfigurableField(id="k"))
    assert len(changeable.invoke(FERRY, {"configurable": {"k": 5}})) == 5
    assert len(changeable.invoke(FERRY)) == 3


def test_batches_threads_and_async_find_the_same(sample_index: NewsIndex) -> None:
    retriever = NewsRetriever(index=sample_index, k=5)
    expected = [retriever.invoke(question) for question in QUESTIONS]
    assert retriever.batch(QUESTIONS) == expected

    async def together() -> list[list[Document]]:
        return list(await asyncio.gather(*(retriever.ainvoke(question) for question in QUESTIONS)))

    assert finished(together()) == expected
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(retriever.invoke, QUESTIONS * 4)) == expected * 4


def test_a_run_is_reported_to_langchain(sample_index: NewsIndex) -> None:
    retriever = NewsRetriever(index=sample_index, k=2)

    async def events() -> list[str]:
        return [event["event"] async for event in retriever.astream_events(FERRY, version="v2")]

    assert finished(events()) == ["on_retriever_start", "on_retriever_end"]


@pytest.mark.parametrize("understand", [True, False])
@pytest.mark.parametrize("bounds", [{"since": "the fair"}, {"since": "2025-01-01", "until": "2024-01-01"}])
def test_a_date_that_cannot_be_used_gets_a_sentence(
    sample_index: NewsIndex, bounds: dict[str, str], *, understand: bool
) -> None:
    with pytest.raises(QuestionError, match=r"is not a date|no day is both after") as raised:
        NewsRetriever(index=sample_index, understand=understand, **bounds).invoke(FERRY)
    assert "\n" not in str(raised.value)


def test_what_cannot_be_a_retriever_is_refused_when_it_is_made(tmp_path: Path, sample_index: NewsIndex) -> None:
    with pytest.raises(IndexMissingError, match="there is no index in"):
        NewsRetriever(index=tmp_path / "nowhere")
    for wrong in ({"index": 5}, {"index": sample_index, "k": 0}, {"index": sample_index, "source": "Evening Lamp"}):
        with pytest.raises(ValidationError):
            NewsRetriever(**wrong)


def test_an_empty_query_is_refused_or_finds_nothing(sample_index: NewsIndex) -> None:
    with pytest.raises(QuestionError, match="the question is empty"):
        NewsRetriever(index=sample_index).invoke(" ")
    assert NewsRetriever(index=sample_index, understand=False).invoke(" ") == []


def test_it_is_one_of_langchains_and_part_of_the_public_names() -> None:
    assert issubclass(NewsRetriever, BaseRetriever)
    assert assistant.NewsRetriever is NewsRetriever
    with pytest.raises(AttributeError, match="no attribute 'NoRetriever'"):
        _ = assistant.NoRetriever
