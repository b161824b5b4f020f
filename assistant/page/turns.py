"""The turns of a conversation: a question, how its answer came about, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.assistant import Assistant
from assistant.page.cards import panel_html, sources_html
from assistant.page.messages import answer_html, notice_html, question_html, working_html
from assistant.page.service import Watch
from assistant.page.trouble import in_plain_words
from assistant.types import Answer, Step
from corpus import Article
from vectorstore import NewsIndexError


@dataclass(frozen=True)
class Turn:
    """One question of a conversation and what came of it.

    Its HTML is kept, so that old sources stay as they were cited.
    said: the answer's text, which later questions may lean on; empty where there was no answer.
    """

    number: int
    question: str
    reply: str = ""
    said: str = ""
    sources: str = ""


Turns = tuple[Turn, ...]


def answering(assistant: Assistant, turn: Turn, before: Turns, *, literal: bool, watch: Watch) -> Iterator[Turn]:
    """The turn as it grows: first what is being done, then the sentences, last the whole reply with its sources.

    watch: what the steps of the answer pass through; see `Service.watch`.
    """
    steps, sentences = ["Searching …"], list[str]()
    yield _in_the_making(turn, steps, sentences)
    try:
        said = [(t.question, t.said) for t in before if t.said]
        for step in watch(turn.question, assistant.stream(turn.question, said, literal=literal)):
            if step.answer:
                yield _answered(assistant, turn, step.answer)
            else:
                _note(step, steps, sentences)
                yield _in_the_making(turn, steps, sentences)
    except Exception as error:
        yield Turn(turn.number, turn.question, reply=notice_html(in_plain_words(error)))


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


def _note(step: Step, steps: list[str], sentences: list[str]) -> None:
    if step.kind == "understood" and step.query and step.query.text != step.query.question:
        steps.insert(0, f"Understood as: {step.query.text}")
    elif step.kind == "found":
        steps[-1] = f"Found {len(step.hits)} passages. Reading …"
    elif step.kind == "sentence":
        sentences.append(step.text)


def _in_the_making(turn: Turn, steps: Sequence[str], sentences: Sequence[str]) -> Turn:
    return Turn(turn.number, turn.question, reply=working_html(steps, sentences))


def _answered(assistant: Assistant, turn: Turn, answer: Answer) -> Turn:
    sources = sources_html(turn.number, answer, lambda article_id: _article(assistant, article_id))
    return Turn(turn.number, turn.question, answer_html(turn.number, answer), answer.text, sources)


def _article(assistant: Assistant, article_id: str) -> Article | None:
    """The cited article; None if the index cannot be read just now, since the quote itself is already at hand."""
    try:
        return assistant.index.article(article_id)
    except NewsIndexError:
        return None
