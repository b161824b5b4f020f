"""How the page is served: to whom, how much each may ask, what is written down, and what may be changed from it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from assistant.errors import AssistantError, TooManyQuestionsError
from assistant.page.journal import Journal, Visitor
from assistant.page.limits import Window, network_of
from assistant.page.users import UserFile
from assistant.types import Step
from vectorstore import NewsIndexError

Watch = Callable[[str, Iterator[Step]], Iterator[Step]]
_MINUTE = 60.0


@dataclass(frozen=True)
class Service:
    """How the page is served. By itself: to one person at this machine, who may do everything.

    users: who may log in; None for no login. questions: how many each may ask in a minute. notes: how many answers each
    may keep or judge in a minute. at_once: how many are
    answered at a time; waiting: how many may wait for that. allow_changes: whether the index may be changed from the
    page. behind_proxy: whether to believe what requests say of having come through a proxy. root_path: the sub-path
    under which the proxy serves the page. host_names: the names by which it is known besides this machine's own.
    """

    users: UserFile | None = None
    questions: Window = field(default_factory=lambda: Window(0, _MINUTE))
    notes: Window = field(default_factory=lambda: Window(0, _MINUTE))
    journal: Journal = field(default_factory=Journal)
    at_once: int = 4
    waiting: int = 200
    allow_changes: bool = True
    behind_proxy: bool = False
    root_path: str = ""
    host_names: tuple[str, ...] = ()

    def watch(self, door: str, request: Any) -> Watch:
        """What the steps of an answer are to be passed through: `watch(question, steps)` gives the same steps.

        request: Gradio's, None outside of it. Where too much has been asked, it raises TooManyQuestionsError before
        the first step is taken. What came of the question is written down.
        """
        return _Watching(self, door, visitor_of(request))

    def admit(self, visitor: Visitor, door: str) -> None:
        """Count one question. Raises TooManyQuestionsError, which says how long to wait, where it is one too many."""
        if wait := self.questions.take(_counted_as(visitor)):
            self.journal.write("refused_by_limit", visitor, door=door, wait=wait)
            many = f"{self.questions.limit} question{'s' if self.questions.limit > 1 else ''} a minute"
            raise TooManyQuestionsError(
                f"no more than {many} can be asked here: ask again in {wait} second{'s' if wait > 1 else ''}"
            )

    def note(self, visitor: Visitor, event: str) -> None:
        """Count one answer kept or judged, and write it down. Raises TooManyQuestionsError where it is one too many."""
        if wait := self.notes.take(_counted_as(visitor)):
            self.journal.write("refused_by_limit", visitor, door=event, wait=wait)
            raise TooManyQuestionsError(f"that was done too often: try again in {wait} second{'s' if wait > 1 else ''}")
        self.journal.write(event, visitor, door="page")


def per_minute(many: int) -> Window:
    """The limit of so many a minute; 0 is none."""
    return Window(many, _MINUTE)


def _counted_as(visitor: Visitor) -> str:
    return f"user {visitor.user}" if visitor.user else f"at {network_of(visitor.address)}"


def visitor_of(request: Any) -> Visitor:
    """Who sent one of Gradio's requests."""
    client = getattr(request, "client", None)
    return Visitor(getattr(request, "username", None), getattr(client, "host", None) or "")


@dataclass(frozen=True)
class _Watching:
    """Counts a question, lets its steps through, and writes down what came of it."""

    service: Service
    door: str
    visitor: Visitor

    def __call__(self, question: str, steps: Iterator[Step]) -> Iterator[Step]:
        """The same steps. Raises what they raise, and TooManyQuestionsError."""
        self.service.admit(self.visitor, self.door)
        noted = _Noted(time.perf_counter())
        try:
            for step in steps:
                noted.note(step)
                yield step
        except GeneratorExit:  # the person left, or began anew
            noted.status = noted.status or "left"
            raise
        except (AssistantError, NewsIndexError) as error:
            noted.status, noted.error = "error", type(error).__name__
            raise
        except Exception as error:
            noted.status, noted.error = "defect", type(error).__name__
            raise
        finally:
            said = question if self.service.journal.questions else None
            event = "error" if noted.error else "asked"
            self.service.journal.write(event, self.visitor, door=self.door, **noted.told(), question=said)


@dataclass
class _Noted:
    """What is written down of one question."""

    begun: float
    seconds: dict[str, float] = field(default_factory=dict)
    passages: int | None = None
    withheld: int | None = None
    status: str = ""
    error: str | None = None

    def note(self, step: Step) -> None:
        """The time of the first step of each kind, and what the step brought."""
        self.seconds.setdefault(step.kind, self._now())
        if step.kind == "found":
            self.passages = len(step.hits)
        if step.answer:
            self.status, self.withheld = step.answer.status, len(step.answer.withheld)

    def told(self) -> dict[str, Any]:
        """As the journal has it; seconds are counted from the beginning."""
        seconds = {**self.seconds, "all": self._now()}
        return {
            "status": self.status or None,  # a search has none
            "error": self.error,
            "seconds": seconds,
            "passages": self.passages,
            "withheld": self.withheld,
        }

    def _now(self) -> float:
        return round(time.perf_counter() - self.begun, 3)
