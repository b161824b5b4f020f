"""The turns of a conversation: a question, how its answer came about, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from assistant.assistant import Assistant
from assistant.page.at_hand import AnswersAtHand, AtHand
from assistant.page.cards import panel_html, sources_html
from assistant.page.chips import Filters
from assistant.page.coverage_plot import cited_days
from assistant.page.messages import answer_html, notice_html, question_html, working_html
from assistant.page.service import Watch
from assistant.page.steps import Steps
from assistant.page.trouble import in_plain_words
from assistant.types import Kind, Query
from corpus import Article
from vectorstore import Hit, NewsIndex, NewsIndexError


@dataclass(frozen=True)
class Asked:
    """How a question is asked.

    literal: read nothing from its words; unread: not these kinds of things. alone: it leans on no question before it.
    """

    filters: Filters = field(default_factory=Filters)
    literal: bool = False
    unread: frozenset[Kind] = frozenset()
    alone: bool = False


@dataclass(frozen=True)
class Turn:
    """One question of a conversation and what came of it.

    Its HTML is kept, so that old sources stay as they were cited.
    said: the answer's text, which later questions may lean on; empty where there was no answer.
    days: those on which the articles cited were published, as ISO days. query: the question as it was understood.
    anew: whether it is answered, but to be asked anew, as `asked` has it now.
    """

    number: int
    question: str
    asked: Asked = field(default_factory=Asked)
    reply: str = ""
    said: str = ""
    sources: str = ""
    query: Query | None = None
    days: tuple[str, ...] = ()
    anew: bool = False


Turns = tuple[Turn, ...]


def answering(assistant: Assistant, turn: Turn, before: Turns, at_hand: AnswersAtHand, watch: Watch) -> Iterator[Turn]:
    """The turn as it grows: first what is being done, then the sentences, last the whole reply with its sources.

    at_hand: where the answer is put. watch: what the steps of the answer pass through; see `Service.watch`.
    """
    steps, sentences, hits = Steps(), list[str](), tuple[Hit, ...]()
    yield replace(turn, reply=working_html(steps, sentences))
    asked, filters = turn.asked, turn.asked.filters
    said = [] if asked.alone else [(t.question, t.said) for t in before if t.said]
    try:
        stream = assistant.stream(
            turn.question,
            said,
            since=filters.since or None,
            until=filters.until or None,
            sources=filters.sources or None,
            authors=filters.authors or None,
            literal=asked.literal,
            unread=asked.unread,
        )
        for step in watch(turn.question, stream):
            steps.note(step)
            hits = step.hits or hits
            if step.answer:
                token = at_hand.put(step.answer, hits)
                yield told(assistant.index, turn, AtHand(step.answer, hits), token, steps)
            else:
                sentences += [step.text] if step.kind == "sentence" else []
                yield replace(turn, reply=working_html(steps, sentences))
    except Exception as error:
        yield replace(turn, reply=notice_html(in_plain_words(error)))


def told(index: NewsIndex, turn: Turn, given: AtHand, token: str, steps: Steps | None = None) -> Turn:
    """The turn with its answer and what that rests on."""
    answer = given.answer
    sources = sources_html(turn.number, answer, lambda id_: _article(index, id_), token, given.consulted)
    return replace(
        turn,
        reply=answer_html(turn.number, answer, steps),
        said=answer.text,
        sources=sources,
        query=answer.query,
        days=tuple(day.isoformat() for day in cited_days(answer)),
    )


def messages(turns: Turns) -> list[dict[str, str]]:
    """The conversation as messages of the chat."""
    messages = []
    for turn in turns:
        if turn.question.strip():
            messages.append({"role": "user", "content": question_html(turn.question)})
        messages.append({"role": "assistant", "content": turn.reply})
    return messages


def panel(turns: Turns) -> str:
    """The panel of sources of the whole conversation."""
    return panel_html((turn.number, turn.question, turn.sources) for turn in turns if turn.sources)


def _article(index: NewsIndex, article_id: str) -> Article | None:
    """The cited article; None if the index cannot be read just now, since the quote itself is already at hand."""
    try:
        return index.article(article_id)
    except NewsIndexError:
        return None
