"""From a question as typed to a Query: checked, made to stand alone, its bounds in time settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.courtesy import without_courtesy
from assistant.errors import QuestionError
from assistant.followup import History, stand_alone
from assistant.types import Query
from vectorstore import parse_day
from vectorstore.dates import Day

LONGEST_QUESTION = 2000


def understand(
    question: str,
    history: History = (),
    as_of: Day | None = None,
    since: Day | None = None,
    until: Day | None = None,
    sources: Sequence[str] | str | None = None,
    authors: Sequence[str] | str | None = None,
) -> Query:
    """Raises QuestionError, with one sentence for a person, for a question or a date that cannot be used."""
    if not isinstance(question, str):
        raise QuestionError("the question must be text")
    typed = " ".join(question.encode("utf-8", "replace").decode().split())  # a terminal may hand over half a character
    if not any(character.isalnum() for character in typed):
        raise QuestionError("the question is empty: type a few words")
    if len(typed) > LONGEST_QUESTION:
        raise QuestionError(f"the question is {len(typed):,} characters long; the limit is {LONGEST_QUESTION:,}")
    bounds = check_bounds(since, until, as_of)
    since_, until_, as_of_ = bounds
    asked = without_courtesy(typed) or typed
    return Query(typed, stand_alone(asked, history), since_, until_, _named(sources), _named(authors), as_of_)


def _named(given: Sequence[str] | str | None) -> tuple[str, ...]:
    return tuple(name for name in ([given] if isinstance(given, str) else given or ()) if name.strip())


def check_bounds(
    since: Day | None, until: Day | None, as_of: Day | None
) -> tuple[datetime | None, datetime | None, datetime | None]:
    """The same three as aware datetimes, the last two at the end of their day. Raises QuestionError for any misuse."""
    try:
        bounds = parse_day(since), parse_day(until, end=True), parse_day(as_of, end=True)
    except ValueError as error:
        raise QuestionError(str(error)) from error
    _check_order(*bounds)
    return bounds


def _check_order(since: datetime | None, until: datetime | None, as_of: datetime | None) -> None:
    last = min((bound for bound in (until, as_of) if bound), default=None)
    if since and last and since > last:
        raise QuestionError(f"no day is both after {since:%Y-%m-%d} and before {last:%Y-%m-%d}: change the dates")
