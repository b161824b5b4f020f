"""The archive as a retriever for LangChain. With `assistant/chat`, all that knows LangChain."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field, field_validator

from assistant.errors import QuestionError
from assistant.reading import archive_of, read_words
from assistant.retrieve import retrieve
from assistant.types import hit_to_dict
from assistant.understand import check_bounds
from assistant.understand import understand as read_question
from vectorstore import Hit, NewsIndex


class NewsRetriever(BaseRetriever):
    """The k best passages of a news archive as LangChain documents, best first. Safe to share between threads.

    index: a NewsIndex, or the folder of one that exists. k: how many passages at most.
    since, until: inclusive bounds on the day of publication (`YYYY-MM-DD`, date or datetime); they shut out undated
        articles. sources, authors: only any of these. as_of: nothing known to be published later is found.
    understand: dates, outlets and authors in the query are understood, as `Assistant.search` does; False searches for
        the words alone, as `NewsIndex.search` does.

    A document's `page_content` is the passage; its metadata holds article_id, paragraph (counted from 1), start, end
    (offsets in the paragraph), title, section, source, url, published (ISO 8601 or None), authors, score, and also_in,
    the other articles that have nearly the same paragraph.

    Making one raises IndexMissingError where there is no index, and pydantic's ValidationError for an argument of a
    wrong kind. Asking raises QuestionError for a query or date that cannot be used, NewsIndexError for trouble with
    the index.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    index: NewsIndex
    k: int = Field(default=10, ge=1)
    since: str | date | datetime | None = None
    until: str | date | datetime | None = None
    sources: str | Sequence[str] | None = None
    authors: str | Sequence[str] | None = None
    as_of: str | date | datetime | None = None
    understand: bool = True

    @field_validator("index", mode="before")
    @classmethod
    def _opened(cls, index: Any) -> Any:
        return NewsIndex.open(index, must_exist=True) if isinstance(index, (str, os.PathLike)) else index

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [_document(hit) for hit in (self._understood(query) if self.understand else self._literal(query))]

    def _understood(self, question: str) -> list[Hit]:
        query = read_question(question, (), self.as_of, self.since, self.until, self.sources)
        query = replace(query, authors=_named(self.authors))
        return retrieve(self.index, read_words(query, archive_of(self.index)), self.k).hits

    def _literal(self, query: str) -> list[Hit]:
        if not isinstance(query, str):
            raise QuestionError("the question must be text")
        since, until, as_of = check_bounds(self.since, self.until, self.as_of)
        return self.index.search(
            query,
            self.k,
            since,
            min((bound for bound in (until, as_of) if bound), default=None),
            self.sources or None,
            self.authors or None,
            keep_undated=since is None and until is None,
        )


def _named(names: str | Sequence[str] | None) -> tuple[str, ...]:
    return tuple(name for name in ([names] if isinstance(names, str) else names or ()) if name.strip())


def _document(hit: Hit) -> Document:
    told = hit_to_dict(hit)
    metadata = {name: told[name] for name in ("article_id", "paragraph")}
    metadata |= {"start": hit.passage.start, "end": hit.passage.end}
    metadata |= {name: told[name] for name in ("title", "section", "source", "url", "published", "authors")}
    return Document(
        page_content=hit.passage.text, metadata={**metadata, "score": hit.score, "also_in": told["also_in"]}
    )
