"""Articles, passages and candidates made for one test, and small indexes that share the sample index's model."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from assistant import Answer, Assistant
from assistant.evidence import Candidate, Evidence
from assistant.sentences import Stretch, split_sentences
from corpus import Article, Paragraph
from vectorstore import Hit, NewsIndex, Passage

T = TypeVar("T")
QUESTIONS_FILE = Path(__file__).parent.parent / "benchmarks" / "sample_questions.jsonl"


@dataclass(frozen=True)
class AskedQuestion:
    """A question on the sample archive. answers: words one of which a quote must hold; None if it does not say."""

    question: str
    answers: tuple[str, ...] | None
    answer: Answer

    @property
    def correct(self) -> bool:
        if self.answers is None:
            return self.answer.status == "not_found"
        quoted = " ".join(citation.quote for citation in self.answer.citations).casefold()
        return any(words.casefold() in quoted for words in self.answers)


@cache
def all_sample_questions(assistant: Assistant) -> tuple[AskedQuestion, ...]:
    """Every question of the benchmark, asked once in a test run, since they take a minute."""
    rows = [json.loads(line) for line in QUESTIONS_FILE.read_text(encoding="utf-8").splitlines()]
    return tuple(
        AskedQuestion(
            row["question"],
            None if row["answer"] is None else tuple(row["answer"]),
            assistant.ask(row["question"]),
        )
        for row in rows
    )


def article(id_: str, *texts: str, day: str | None = None, **fields: Any) -> Article:
    published = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    paragraphs = tuple(Paragraph(position, text) for position, text in enumerate(texts, 1))
    return Article(id_, fields.pop("title", id_.capitalize()), paragraphs, published=published, **fields)


def small_index(folder: Path, like: NewsIndex, *articles: Article) -> NewsIndex:
    """An index of a test's own. The model takes a second to load, so it is the one of another index."""
    index = NewsIndex.open(folder)
    index._embedder = like._embedder
    if articles:
        index.update(articles)
    return index


def passage(text: str, **fields: Any) -> Passage:
    given: dict[str, Any] = {"article_id": "pier", "paragraph": 1, "title": "A new pier", "source": "Osterby Post"}
    return Passage(text=text, start=0, end=len(text), paragraph_text=text, **(given | fields))


def candidate(text: str, sentence: str | None = None, score: float = 1.0, **fields: Any) -> Candidate:
    """A candidate that is the sentence, or all, of a paragraph, with just that score."""
    start = text.index(sentence) if sentence else 0
    end = start + len(sentence or text)
    hit = Hit(passage(text, **fields), 1.0)
    return Candidate(
        hit, Stretch(start, end, text[start:end]), score, 0.0, 0.0, 10**9, 10**9, offers=False, timely=True
    )


def candidates(text: str, **fields: Any) -> list[Candidate]:
    """All sentences of a paragraph as candidates, equally good."""
    return [candidate(text, stretch.text, **fields) for stretch in split_sentences(text)]


def answering(found: Candidate, words: str) -> Candidate:
    """The candidate with the words that answer in it."""
    start = found.hit.passage.paragraph_text.index(words)
    return replace(found, answer=(start, start + len(words)))


def evidence(*found: Candidate, unknown_names: tuple[str, ...] = (), closeness: float = 0.0) -> Evidence:
    return Evidence(found, unknown_names, closeness)


def marks(text: str) -> list[int]:
    """The numbers of all marks in an answer: no quote brings one of its own along."""
    return [int(number) for number in re.findall(r"\[(\d+)\]", text)]


def assert_sound(answer: Answer, index: NewsIndex) -> None:
    """What holds for every answer: marks are the citations' numbers, and quotes stand where they are said to."""
    numbers = list(range(1, len(answer.citations) + 1))
    assert [citation.number for citation in answer.citations] == numbers
    assert marks(answer.text) == numbers
    assert bool(answer.citations) == (answer.status != "not_found")
    for citation in answer.citations:
        cited = index.article(citation.article_id)
        assert cited is not None
        (text,) = [p.text for p in cited.paragraphs if p.position == citation.paragraph]
        assert text[citation.start : citation.end] == citation.quote
        named = re.search(rf"The same in [^“]*\[{citation.number}\]", answer.text)
        assert citation.quote in answer.text or named
        assert (citation.title, citation.source, citation.url) == (cited.title, cited.source, cited.url)
        assert citation.published == cited.published


def finished(work: Coroutine[Any, Any, T]) -> T:
    """What a coroutine returns, in a loop and thread of its own: the browser's tests leave a loop running in ours."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
