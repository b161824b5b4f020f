"""What happens on the page when something is asked, taken away from a question, or filtered."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.page.at_hand import AnswersAtHand
from assistant.page.chips import Filters, chips_html, days_of
from assistant.page.escaping import without_direction
from assistant.page.filters import FilterParts, filters_of
from assistant.page.floor import Floor
from assistant.page.head import head_of
from assistant.page.service import Service
from assistant.page.turns import Asked, Turn, Turns, answering, messages, panel
from assistant.types import Kind
from vectorstore.text import without_half_characters

Changes = dict[Any, Any]
_KINDS: dict[str, frozenset[Kind]] = {
    "dates": frozenset({"dates", "recent"}),
    "recent": frozenset({"dates", "recent"}),
    "source": frozenset({"source"}),
    "author": frozenset({"author"}),
    "timeline": frozenset({"timeline", "coverage"}),
    "coverage": frozenset({"timeline", "coverage"}),
}


@dataclass(frozen=True)
class Parts:
    """What is on the page, for the events to act on."""

    header: gr.HTML
    chat: gr.Chatbot
    chips: gr.HTML
    box: gr.Textbox
    send: gr.Button
    new: gr.Button
    read_words: gr.Checkbox
    panel: gr.HTML
    filters: FilterParts
    turns: gr.State
    days: gr.State

    @property
    def asked_with(self) -> list[Any]:
        """What a question is asked with besides its words: the turns, the tick, the four filters."""
        return [self.turns, self.read_words, *self.filters.values]

    @property
    def changed(self) -> list[Any]:
        """What asking changes."""
        return [self.chat, self.panel, self.turns, self.header, self.box, self.chips, self.days]


class Conversation:
    """The events of one page; what each person said is in their own turns, which come in with every event."""

    def __init__(
        self, assistant: Assistant, parts: Parts, service: Service, at_hand: AnswersAtHand, title: str
    ) -> None:
        self._assistant, self._parts, self._service = assistant, parts, service
        self._at_hand, self._title, self._floor = at_hand, title, Floor()

    def respond(
        self,
        question: Any,
        before: Turns,
        read_words: bool,
        since: Any,
        until: Any,
        outlets: Any,
        authors: Any,
        request: gr.Request,
    ) -> Iterator[Changes]:
        """Answer what was typed."""
        filters = filters_of(since, until, outlets, authors)
        typed = without_half_characters(question) if isinstance(question, str) else ""
        turn = Turn(len(before) + 1, typed, Asked(filters, literal=not read_words))
        wished = yield from self._answer(turn, before, {self._parts.box: ""}, request)
        if wished and wished != turn.asked:  # a filter was set meanwhile
            yield from self._answer(replace(turn, asked=wished), before, {}, request, instead_of=turn)

    def again(
        self,
        turns: Turns,
        read_words: bool,
        since: Any,
        until: Any,
        outlets: Any,
        authors: Any,
        request: gr.Request,
    ) -> Iterator[Changes]:
        """Answer the last question anew, where it is to be asked in another way than it was."""
        filters = filters_of(since, until, outlets, authors)
        if not turns:
            yield {self._parts.chips: chips_html(None, filters)}
            return
        *before, last = turns
        asked = replace(last.asked, filters=filters, literal=not read_words)
        if asked == last.asked and not last.anew:
            yield {self._parts.chips: chips_html(last.query, asked.filters)}
            return
        turn = Turn(last.number, last.question, asked)
        yield from self._answer(turn, tuple(before), {}, request, instead_of=last)

    def _answer(
        self, turn: Turn, before: Turns, first: Changes, request: gr.Request, *, instead_of: Turn | None = None
    ) -> Generator[Changes, None, Asked | None]:
        """What the answer changes as it grows; returns how the question is to be asked anew, if that was wished.

        instead_of: the turn whose place it takes, which stays where the question cannot be answered in the new way.
        """
        ticket = self._floor.take(_session(request), turn.asked if instead_of else None)
        if ticket is None:
            yield self._nothing
            return None
        wished = None
        try:
            for changes in self._growing(turn, before, first, request, instead_of):
                if not self._floor.has(ticket):
                    yield self._nothing
                    return None
                yield changes
        finally:
            wished = self._floor.leave(ticket)
        return wished

    @property
    def _nothing(self) -> Changes:
        return {self._parts.chips: gr.skip()}

    def _growing(
        self, turn: Turn, before: Turns, first: Changes, request: gr.Request, instead_of: Turn | None
    ) -> Iterator[Changes]:
        parts, question = self._parts, turn.question
        watch = self._service.watch("page", request)
        for state in answering(self._assistant, turn, before, self._at_hand, watch):
            turn = state
            yield {parts.chat: messages((*before, turn)), **first}
            first = {}  # from now on the box may hold the next question
        if instead_of and instead_of.said and not turn.said:
            chips = chips_html(instead_of.query, turn.asked.filters)
            yield {parts.chat: messages((*before, instead_of)), parts.chips: f"{chips}{turn.reply}"}
            return
        after = (*before, turn)
        kept = {} if turn.said else {parts.box: question}  # to be mended and sent again
        yield {
            parts.chat: messages(after),
            parts.panel: panel(after),
            parts.turns: after,
            parts.header: head_of(self._assistant.index, self._title),
            parts.chips: chips_html(turn.query, turn.asked.filters),
            parts.days: list(turn.days),
            **kept,
        }

    def chip(self, turns: Turns, since: Any, until: Any, outlets: Any, authors: Any, event: gr.EventData) -> Changes:
        """What a click on a chip changes, before the question is asked anew."""
        data = event._data if isinstance(event._data, dict) else {}
        filters, name = filters_of(since, until, outlets, authors), str(data.get("name", ""))
        if isinstance(dropped := data.get("drop"), str):
            return self._without(turns, filters, dropped, name)
        return self._changing(turns, filters, str(data.get("change", "")))

    def _without(self, turns: Turns, filters: Filters, dropped: str, name: str) -> Changes:
        if dropped == "filter-days":
            return self._set(replace(filters, since="", until=""))
        if dropped == "filter-source":
            return self._set(replace(filters, sources=_without_name(filters.sources, name)))
        if dropped == "filter-author":
            return self._set(replace(filters, authors=_without_name(filters.authors, name)))
        if not turns:
            return {self._parts.turns: turns}
        asked = turns[-1].asked
        if dropped == "history":
            asked = replace(asked, alone=True)
        else:
            asked = replace(asked, unread=asked.unread | _KINDS.get(dropped, frozenset()))
        return {self._parts.turns: self._to_be_asked(turns, asked)}

    def _changing(self, turns: Turns, filters: Filters, what: str) -> Changes:
        """Put what was understood where it can be changed."""
        parts, query = self._parts, turns[-1].query if turns else None
        fold = {parts.filters.fold: gr.update(open=True)}
        if query and what == "question":
            return {parts.box: query.text}
        if query and what in ("dates", "recent"):
            since, until = days_of(query)
            return self._set(replace(filters, since=since, until=until)) | fold
        if query and what == "source":
            return self._set(replace(filters, sources=query.sources)) | fold
        if query and what == "author":
            return self._set(replace(filters, authors=query.authors)) | fold
        return fold

    def _to_be_asked(self, turns: Turns, asked: Asked) -> Turns:
        """The turns, the last one to be asked in this way."""
        last = turns[-1]
        return turns if asked == last.asked else (*turns[:-1], replace(last, asked=asked, anew=True))

    def _set(self, filters: Filters) -> Changes:
        parts = self._parts.filters
        return {
            parts.since: filters.since,
            parts.until: filters.until,
            parts.outlets: list(filters.sources),
            parts.authors: list(filters.authors),
        }

    def reset(self, since: Any, until: Any, outlets: Any, authors: Any, request: gr.Request) -> Changes:
        """A new conversation; the filters stay as they were set, and so do their chips."""
        self._floor.clear(_session(request))
        parts, chips = self._parts, chips_html(None, filters_of(since, until, outlets, authors))
        return {
            parts.chat: [],
            parts.panel: panel(()),
            parts.turns: (),
            parts.box: "",
            parts.chips: chips,
            parts.days: [],
        }


def _without_name(names: tuple[str, ...], dropped: str) -> tuple[str, ...]:
    """The names without one, which comes from its chip, where it was written without some signs."""
    return tuple(name for name in names if without_direction(name) != dropped)


def _session(request: gr.Request) -> str:
    return str(getattr(request, "session_hash", ""))
