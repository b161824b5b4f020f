"""How an answer came about, step by step: what was done, how much, and how long it took."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.page.escaping import count, literal
from assistant.types import Answer, Step

_NEXT = {"understood": "Searching", "found": "Reading", "read": "Composing", "sentence": "Composing and verifying"}


@dataclass
class Steps:
    """The steps of one answer as they happen; times are seconds on this machine's clock."""

    begun: float = field(default_factory=time.perf_counter)
    done: list[tuple[str, str, float]] = field(default_factory=list)
    doing: str = "Understanding"
    sentences: int = 0
    withheld: int = 0
    _last: float = 0.0

    def note(self, step: Step) -> None:
        """Take in a step."""
        if step.kind == "sentence":
            self.sentences += 1
        elif step.kind == "withheld":
            self.withheld += 1
        elif step.kind == "answer" and step.answer:
            self._finish("Composed and verified", _outcome(step.answer, self))
        elif step.kind == "understood":
            self._finish("Understood", "")
        elif step.kind == "found":
            articles = len({hit.passage.article_id for hit in step.hits})
            found = f"{count(len(step.hits), 'passage')} of {count(articles, 'article')}" if step.hits else "nothing"
            self._finish("Searched", found)
        else:
            self._finish("Read", count(step.sentences, "sentence"))
        self.doing = _NEXT.get(step.kind, self.doing)

    @property
    def seconds(self) -> float:
        """How long it took until the last step."""
        return self._last

    def _finish(self, what: str, much: str) -> None:
        now = time.perf_counter() - self.begun
        self.done.append((what, much, now - self._last))
        self._last = now

    def lines(self) -> Iterable[str]:
        """A line a step: `Searched: 30 passages of 12 articles (0.2 s)`."""
        for what, much, seconds in self.done:
            yield f"{what}{f': {much}' if much else ''} ({seconds:.1f} s)"


def working_steps_html(steps: Steps) -> str:
    """What has been done so far, and what is being done."""
    lines = [*steps.lines(), f"{steps.doing} …"]
    return "".join(f'<div class="step">{literal(line)}</div>' for line in lines)


def steps_html(steps: Steps) -> str:
    """The same once all is done, folded."""
    items = "".join(f"<li>{literal(line)}</li>" for line in steps.lines())
    summary = f"How it came about: {count(len(steps.done), 'step')}, {steps.seconds:.1f} s"
    return f'<details class="steps"><summary>{literal(summary)}</summary><ol>{items}</ol></details>'


def _outcome(answer: Answer, steps: Steps) -> str:
    withheld = f", {steps.withheld} withheld" if steps.withheld else ""
    if answer.status == "not_found":
        return f"no sentence that answers{withheld}"
    return f"{count(steps.sentences, 'sentence')} passed{withheld}"
