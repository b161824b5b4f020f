"""The messages of the chat as HTML: questions, answers in the making and whole, and what went wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answer_words import places
from assistant.page.cards import source_id
from assistant.page.escaping import in_bold, literal, shortened_question
from assistant.page.figures import differences_html, timeline_html
from assistant.page.steps import Steps, steps_html, working_steps_html
from assistant.types import Answer, what_was_read

_MARK = re.compile(r"(\[[0-9]{1,3}\])")
READ_WORDS = "Read dates and names from what I type"


def question_html(question: str) -> str:
    """What the person typed, as their message in the chat."""
    return f'<div class="question" dir="auto">{literal(shortened_question(question))}</div>'


def notice_html(sentence: str) -> str:
    """What went wrong, in one sentence, as a message in the chat."""
    return f'<div class="notice">{literal(sentence)}</div>'


def working_html(steps: Steps, sentences: Iterable[str]) -> str:
    """An answer in the making: what was done and is being done, and its sentences so far.

    Marks lead nowhere yet, so they are no links.
    """
    said = " ".join(sentences)
    shown = f'<div class="answer" dir="auto">{literal(said)}</div>' if said else ""
    return f"{shown}{working_steps_html(steps)}"


def answer_html(turn: int, answer: Answer, steps: Steps | None = None) -> str:
    """The whole answer as a message in the chat, its marks linked to the sources of this turn.

    The words that answer are bold. A story told by days becomes a timeline; a table tells on what reports differ.
    steps: how the answer came about, folded below it.
    """
    kind = "refusal" if answer.status == "not_found" else "answer"
    marks = {f"[{citation.number}]": source_id(turn, citation.number) for citation in answer.citations}

    def linked(text: str) -> str:
        return "".join(
            f'<a class="mark" href="#{marks[part]}">{literal(part)}</a>' if part in marks else literal(part)
            for part in _MARK.split(text)
        )

    text = timeline_html(answer, [linked(mark) for mark in marks]) or in_bold(answer.text, places(answer), linked)
    shown = f'<div class="{kind}" dir="auto">{text}</div>{differences_html(answer)}'
    return f"{shown}{_understood(answer)}{steps_html(steps) if steps else ''}"


def _understood(answer: Answer) -> str:
    """What was made of the question, where that is more than its words, and what of it had to be given up."""
    query = answer.query
    lines = [f"Understood as: {shortened_question(query.text)}"] if query.text != query.question else []
    lines += query.widened
    if query.read:
        lines.append(f"Understood: {what_was_read(query)}. To search for the words as typed, untick “{READ_WORDS}”.")
    return "".join(f'<div class="understood" dir="auto">{literal(line)}</div>' for line in lines)
