"""An answer that was kept, opened by its permanent link: as it was given, and what has changed since."""

from __future__ import annotations

from dataclasses import replace

from assistant.dates import day
from assistant.export_parts import facts
from assistant.kept import KeptAnswer, KeptAnswers
from assistant.kept_changes import changes_since
from assistant.page.at_hand import AnswersAtHand, AtHand
from assistant.page.escaping import literal
from assistant.page.messages import notice_html
from assistant.page.trouble import in_plain_words
from assistant.page.turns import Turn, told
from vectorstore import NewsIndex

_BOUNDS = ("Searched only", "As of")  # what it was asked within, which no chip tells of here


def opened_turn(index: NewsIndex, at_hand: AnswersAtHand, id_: str) -> Turn:
    """The kept answer of an id as the first turn of a conversation; a sentence where it cannot be had."""
    try:
        kept = KeptAnswers(index.folder).get(id_)
        if kept is None:
            return Turn(1, "", reply=notice_html("There is no kept answer at this address."))
        given = AtHand(kept.answer, (), kept.asked_at)
        turn = told(index, Turn(1, kept.answer.question), given, at_hand.put(kept.answer, (), kept.asked_at))
        return replace(turn, reply=f"{_since(index, kept)}{turn.reply}")
    except Exception as error:
        return Turn(1, "", reply=notice_html(in_plain_words(error)))


def _since(index: NewsIndex, kept: KeptAnswer) -> str:
    changes = changes_since(index, kept)
    said = f"Answered on {day(kept.asked_at.astimezone())}, and kept."
    lines = [said, *(change.sentence for change in changes)] if changes else [f"{said} Its sources stand as they did."]
    lines += [f"{label}: {words}." for label, words in facts(kept.answer, None) if label in _BOUNDS]
    return "".join(f'<div class="notice">{literal(line)}</div>' for line in lines)
