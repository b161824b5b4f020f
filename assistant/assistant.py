"""`Assistant`: a question in, a short cited answer or an honest refusal out."""

from __future__ import annotations

import os
from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from assistant.asking import named_time
from assistant.chat import ModelAnswer, open_model
from assistant.choose import without
from assistant.compose import write
from assistant.counted import leaves_uncounted
from assistant.courtesy import without_courtesy
from assistant.coverage import how_widely, named_before
from assistant.digest import digest
from assistant.ends import of_no_end
from assistant.errors import ModelError
from assistant.evidence import Evidence, gather
from assistant.followup import History, asks_for_more, tidy
from assistant.gate import Gate
from assistant.opening import ReaderGiven, check_reader, open_reader
from assistant.passing import objection
from assistant.premise import is_denied
from assistant.reader import Reader
from assistant.reading import archive_of, read_words
from assistant.refuse import invitation, judge, refusal, warning_for
from assistant.reranker import Reranker, open_reranker
from assistant.retrieve import Found, retrieve
from assistant.suggest import question_it_answers
from assistant.telling import Written, answer_of, parts_of
from assistant.types import Answer, Kind, Query, Step, Withheld
from assistant.understand import understand
from assistant.widen import widened
from vectorstore import Hit, NewsIndex
from vectorstore.dates import Day

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_HITS = 30
_NEAREST_SHOWN = 3


class Assistant:
    """Answers questions from one index.

    model: None for the default answerer, whose answers are the archive's own sentences; `provider:model`, the address
        of a server that speaks as OpenAI's does, or a LangChain chat model, to let that model write. Each sentence that
        it writes is shown only if the paragraphs it cites bear it out; the others stand in `answer.withheld`.
    reranker: None for the order of the index; the folder or hub name of a sentence-transformers CrossEncoder, loaded
        when first used, or any object with such a `predict`, to put the best thirty hits in its own order.
    reader: True for the packaged reader, which is loaded when first used; `small` for the small one of its two
        networks; the path of other weights, or a `Reader`; False or None to do without. Where there is a reranker, it
        takes the place of that part of the reader which tells how well a passage answers.
    Raises ModelError for a model, reranker or reader that cannot be had.
    """

    def __init__(
        self,
        index: NewsIndex,
        model: str | BaseChatModel | None = None,
        reranker: str | os.PathLike[str] | Reranker | None = None,
        reader: ReaderGiven = True,
    ) -> None:
        self.index = index
        self._model = open_model(model) if model is not None else None
        self._reranker = open_reranker(reranker) if reranker is not None else None
        self._reader_given = check_reader(reader)

    @cached_property
    def _reader(self) -> Reader | None:
        """The reader, loaded when first used; None where there is none. Raises ModelError if it cannot be had."""
        return open_reader(self._reader_given, self._reranker)

    def warm_up(self) -> None:
        """Load the reader now and not with the first question. Raises ModelError if the reader cannot be had."""
        if self._reader:
            self._reader.warm_up()

    def ask(
        self,
        question: str,
        history: History = (),
        as_of: Day | None = None,
        since: Day | None = None,
        until: Day | None = None,
        sources: Sequence[str] | str | None = None,
        *,
        literal: bool = False,
        authors: Sequence[str] | str | None = None,
        unread: Collection[Kind] = (),
    ) -> Answer:
        """Answer a question. `history` is what was said before, as (question, answer text) pairs.

        as_of: the day the question is asked from; nothing known to be published later is used. since, until: bounds
        on the day of publication, inclusive; they shut out undated articles. sources: only these publishers.
        literal: read no dates, outlets or authors from the question; unread: not these kinds of them ("dates",
        "recent", "source", "author", "timeline", "coverage"). authors: only articles by these. What the question was
        understood to say, and what of it was given up because it left nothing, stands in `answer.query`.
        Raises QuestionError for a question or date that cannot be used, ModelError if the reranker fails,
        NewsIndexError for trouble with the index.
        """
        *_, last = self.stream(
            question, history, as_of, since, until, sources, literal=literal, authors=authors, unread=unread
        )
        assert last.answer is not None, "the last step carries the answer"
        return last.answer

    def search(
        self,
        question: str,
        k: int = 10,
        as_of: Day | None = None,
        since: Day | None = None,
        until: Day | None = None,
        sources: Sequence[str] | str | None = None,
        *,
        literal: bool = False,
    ) -> list[Hit]:
        """The k best hits, retrieved as `ask` retrieves them, within the same bounds. Raises what `ask` raises."""
        query = self._read(understand(question, (), as_of, since, until, sources), literal=literal)
        reader = self._reader if self._reader_orders else None
        return retrieve(self.index, query, k, self._reranker, reader, again=0).hits  # the words are not wanted

    def stream(
        self,
        question: str,
        history: History = (),
        as_of: Day | None = None,
        since: Day | None = None,
        until: Day | None = None,
        sources: Sequence[str] | str | None = None,
        *,
        literal: bool = False,
        authors: Sequence[str] | str | None = None,
        unread: Collection[Kind] = (),
    ) -> Iterator[Step]:
        """The same as `ask`, step by step; a sentence is given out only when it has passed the gate."""
        history = tidy(history)
        query = understand(question, history, as_of, since, until, sources, authors)
        query = self._read(query, literal=literal, unread=unread)
        yield Step("understood", query=query)
        gate, withheld = Gate(self._reader), list[Withheld]()
        if query.digest:
            lines, refused = yield from digest(self.index, query, gate, withheld)
            yield Step("answer", query=query, answer=answer_of(self.index, query, lines, withheld, refused))
            return
        if not without_courtesy(query.question):
            yield Step("answer", query=query, answer=answer_of(self.index, query, (), (), self._invitation(query)))
            return
        found = self._retrieve(query, _HITS)
        yield Step("found", query=found.query, hits=tuple(found.hits))
        found, evidence, status = self._widen(found, history)
        query = found.query
        yield Step("read", query=query, sentences=len(evidence.candidates))
        sentences = yield from self._by_model(query, found.hits, evidence, gate, history, withheld)
        if sentences is None:
            sentences = yield from self._by_default(query, evidence, status, gate, withheld)
        elif status == "not_found":  # the signs say no, and what the model wrote has passed the gate
            status = "partial"
        yield Step("answer", query=query, answer=self._answer(query, evidence, found.hits, sentences, withheld, status))

    def _by_default(
        self, query: Query, evidence: Evidence, status: str, gate: Gate, withheld: list[Withheld]
    ) -> Generator[Step, None, list[Written]]:
        """The archive's own sentences, each given out when it has passed the gate."""
        chosen, warning = parts_of(self.index, query, evidence, status), warning_for(query, evidence, status)
        sentences: list[Written] = []

        def lead() -> str:
            return how_widely(chosen, evidence.left_out) if query.coverage else warning

        while len(written := list(write(chosen, lead()))) > len(sentences):
            sentence = written[len(sentences)]
            if why := objection(self.index, gate, sentence):
                withheld.append(Withheld(sentence.text, why))
                yield Step("withheld", text=sentence.text, query=query)
                chosen = without(chosen, sentence.parts)
                continue
            sentences.append(sentence)
            yield Step("sentence", text=sentence.text, query=query)
        return sentences

    def _by_model(
        self,
        query: Query,
        hits: Sequence[Hit],
        evidence: Evidence,
        gate: Gate,
        history: History,
        withheld: list[Withheld],
    ) -> Generator[Step, None, list[Written] | None]:
        """What the chat model writes, as far as it passes the gate; None for the default answer in its place."""
        if self._model is None or not evidence.candidates:
            return None
        answering, sentences = ModelAnswer(self.index, self._model, gate), list[Written]()
        trouble = ""
        try:
            for said in answering.sentences(query.text, hits, history):
                if isinstance(said, Withheld):
                    withheld.append(said)
                    yield Step("withheld", text=said.text, query=query)
                    continue
                sentences.append(said)
                yield Step("sentence", text=said.text, query=query)
            trouble = "the chat model broke off" if answering.broke_off and not sentences else ""
        except ModelError as error:
            trouble = str(error)
        if trouble:
            instead = "what it had written stands" if sentences else "this is the default answer instead"
            withheld.append(Withheld("", f"{trouble}; {instead}"))
        return None if trouble and not sentences else sentences

    @property
    def _reader_orders(self) -> bool:
        """Whether a model of the user's own is a part of the reader: the packaged one would be read for nothing."""
        given = self._reader_given
        return given.is_other if isinstance(given, Reader) else bool(given) and self._reranker is not None

    def _retrieve(self, query: Query, k: int) -> Found:
        return retrieve(self.index, query, k, self._reranker, self._reader)

    def _read(self, query: Query, *, literal: bool, unread: Collection[Kind] = ()) -> Query:
        return query if literal else read_words(query, archive_of(self.index), unread=unread)

    def _widen(self, found: Found, history: History) -> tuple[Found, Evidence, str]:
        """What is found, and how well it answers; without filters read from the words where only so it does."""
        evidence, status = self._weigh(found, history)
        first, query = (found, evidence, status), found.query
        while status == "not_found" and (giving_up := widened(query, on_this=True)):
            found = self._retrieve(giving_up, _HITS)
            query = found.query
            evidence, status = self._weigh(found, history)
            if status != "not_found":
                return found, evidence, status
        return first

    def _weigh(self, found: Found, history: History) -> tuple[Evidence, str]:
        query = found.query
        time, timeless = named_time(query.search_text), query.without_time(query.search_text)
        evidence = gather(self.index, timeless, found.hits, found.readings, query.as_of, time)
        if asks_for_more(query.question):
            evidence = evidence.without(" ".join(answer for _, answer in history))
        said = history[-1][1] if history else ""
        evidence = replace(evidence, left_out=named_before(query.text, said, evidence.candidates))
        status = judge(evidence, query.search_text, stale=query.stale is not None)
        if status != "not_found" and is_denied(self._reader, query.search_text, evidence.candidates):
            evidence = replace(evidence, denies=True)
        evidence = evidence.on_a_case(query.search_text)
        # Where what was asked for had to be given up, or is denied, it is an answer to another question.
        doubtful = bool(query.widened or evidence.case or evidence.denies or evidence.leads_with_a_plan)
        doubtful = doubtful or evidence.words_of_another(query.search_text)
        doubtful = doubtful or evidence.of_another_thing(query.search_text)
        doubtful = doubtful or evidence.answered_elsewhere(query.search_text)
        leads = [candidate.stretch.text for candidate in evidence.candidates[:1]]
        doubtful = doubtful or of_no_end(query.search_text, *leads) or leaves_uncounted(query.search_text, *leads)
        return evidence, "partial" if status == "answered" and doubtful else status

    def _would_answer(self, refused: Query, question: str) -> bool:
        """Whether another question is answered without a warning, asked of the same articles."""
        given = Query(question, question, as_of=refused.as_of)
        if not any(part.hard for part in refused.read):  # the caller's own bounds, and not those the words named
            given = replace(given, since=refused.since, until=refused.until, sources=refused.sources)
        found = retrieve(self.index, self._read(given, literal=False), _HITS)  # the reader has no say in this
        return self._weigh(found, ())[1] == "answered"

    def _invitation(self, query: Query) -> str:
        hits = retrieve(self.index, query, _HITS).hits  # nothing is asked that the reader could find in them
        dated = [hit for hit in hits if hit.passage.published]
        newest = sorted(dated, key=lambda hit: hit.passage.published or datetime.min, reverse=True)
        suggestion = question_it_answers(newest, partial(self._would_answer, query))
        return invitation(self.index.status(), suggestion)

    def _answer(
        self,
        query: Query,
        evidence: Evidence,
        hits: Sequence[Hit],
        sentences: Sequence[Written],
        withheld: Sequence[Withheld],
        status: str,
    ) -> Answer:
        if sentences:
            return answer_of(self.index, query, sentences, withheld, status=status)
        text = refusal(
            evidence,
            hits,
            self.index.status(),
            filtered=bool(query.since or query.until or query.sources or query.authors or query.as_of),
            fresh_from=query.fresh_from,
            nothing_stands=self._model is not None and any(w.text for w in withheld),
            suggestion=question_it_answers(hits, partial(self._would_answer, query)),
        )
        return answer_of(self.index, query, (), withheld, text, hits[:_NEAREST_SHOWN])
