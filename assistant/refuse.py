"""When the archive does not say, and what to tell the person then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.asking import QUANTITIES, kind_of
from assistant.dates import day
from assistant.evidence import Candidate, Evidence
from assistant.leading import no_sure_end, no_sure_holder
from assistant.offices import next_asked, office_asked
from assistant.speech import speaker_asked
from assistant.types import Query
from assistant.verify import without_marks
from assistant.words import shortened
from vectorstore import Hit, IndexStatus, Passage

# Round numbers, chosen on three sets of questions together: docs/answers.md names them and says how well they hold.
_ENOUGH = 1.0
_SURE = 1.2
# With so much of the reader's say added: what is enough too, and what it takes where these days are asked about and the
# archive ended before them.
_LIKELY_COUNTS = 0.3
_ENOUGH_WITH_READER, _ENOUGH_OF_THESE_DAYS = 1.1, 1.25
_SPOKEN = 0.15


def judge(evidence: Evidence, question: str, *, stale: bool = False) -> str:
    """ "answered", "partial" or "not_found", by how well the best sentence and its surroundings meet the question.

    stale: whether it asks about these days, and the archive ended before them.
    """
    if not evidence.candidates:
        return "not_found"
    if evidence.candidates[0].held:  # the office, what it is of and a name, side by side
        unsure = evidence.unknown_names or no_sure_holder(question, evidence.candidates)
        return "partial" if unsure else "answered"
    strength = support(evidence, question)
    if not _is_enough(strength, evidence.likeliest, stale=stale):
        return "not_found"
    unsure = evidence.unknown_names or not _plainest(evidence).timely or strength < _SURE
    nobody = bool(next_asked(question)) and not evidence.candidates[0].answer
    lacking = nobody or office_asked(question) or evidence.lacks_what_was_asked(question)
    lacking = lacking or evidence.found_nowhere(question) or no_sure_end(question, evidence.candidates)
    return "partial" if unsure or lacking else "answered"


def _is_enough(strength: float, likeliest: float | None, *, stale: bool) -> bool:
    if likeliest is None:
        return strength >= _ENOUGH
    both = strength + _LIKELY_COUNTS * likeliest
    return both >= _ENOUGH_OF_THESE_DAYS if stale else strength >= _ENOUGH or both >= _ENOUGH_WITH_READER


def support(evidence: Evidence, question: str) -> float:
    """How well the archive meets the question, about 0 to 1.8.

    A sum of four signs (the question's words in the best sentence, and around it; the meaning of that sentence, and
    of the nearest passage), less a little for each name, figure or time that was asked for and is not there, and a
    little more for the words of the speaker asked about, who need not repeat the question.
    """
    best = _plainest(evidence)
    missing = len(evidence.unknown_names) + (not best.timely) + (kind_of(question) in QUANTITIES and not best.offers)
    spoken = _SPOKEN if best.offers and speaker_asked(question) else 0.0
    return best.words / 3 + (best.around + best.meaning + evidence.closeness) / 2 + spoken - missing / 10


def _plainest(evidence: Evidence) -> Candidate:
    """The best sentence by words and meaning: what the reader says of it tells nothing more of whether there is any."""
    return max(evidence.candidates, key=lambda candidate: candidate.plain)


def refusal(
    evidence: Evidence,
    hits: Sequence[Hit],
    status: IndexStatus,
    *,
    filtered: bool,
    fresh_from: datetime | None = None,
    nothing_stands: bool = False,
    suggestion: str | None = None,
) -> str:
    """The words of a refusal: that the archive does not say, what is nearest, and how far it reaches.

    filtered: whether the dates or sources asked for shut articles out. fresh_from: the day from which on articles
    could tell, for a question about these days. nothing_stands: whether a chat model wrote something, none of which the
    archive bears out. suggestion: a question that the archive answers.
    """
    parts = ["The archive does not say."]
    if nothing_stands:
        parts = ["Nothing that the chat model wrote is borne out by what it cites."]
    if evidence.left_out:
        parts = ["No other outlet in the archive tells of it."]
    if fresh_from:
        since = f"published since {day(fresh_from)}"
        parts.append(f"Nothing {since} tells of it." if hits else f"It has nothing {since}.")
    if evidence.unknown_names:
        quoted = " or ".join(f"“{name}”" for name in evidence.unknown_names)
        parts.append(f"Nothing it has on this mentions {quoted}.")
    if hits:
        parts.append(without_marks(f"The nearest it has is {_titled(hits[0].passage)}."))
    elif filtered and status.articles and not fresh_from:
        parts.append("No article passes the dates or sources asked for.")
    if suggestion:
        parts.append(without_marks(f"It can answer “{suggestion}”."))
    parts.append(reach(status))
    return " ".join(parts)


def invitation(status: IndexStatus, suggestion: str | None) -> str:
    """What is told where nothing was asked, but hello or thanks was said. suggestion: as in `refusal`."""
    parts = ["Ask about the news in this archive; every sentence of an answer names the paragraph it is from."]
    if suggestion:
        parts.append(without_marks(f"It can answer “{suggestion}”."))
    return " ".join([*parts, reach(status)])


def warning_for(query: Query, evidence: Evidence, status: str) -> str:
    """What stands before an answer that there is reason to doubt."""
    if evidence.denies:
        return "The archive does not bear out what the question takes for granted; closest in it is"
    if evidence.case == "cleared":
        return "In the archive the accused was cleared; closest is"
    if evidence.case == "accused":
        return "The archive tells only of an accusation; closest is"
    if evidence.only_planned:
        return "The archive tells of it only as planned; closest is"
    if query.stale:
        return f"The archive ends on {day(query.stale)}; closest in it is"
    return "The archive has no clear answer; closest is" if status == "partial" else ""


def _titled(passage: Passage) -> str:
    title = shortened(passage.title) if passage.title else shortened(passage.text, 60)
    origin = ", ".join(p for p in (passage.source, day(passage.published) if passage.published else None) if p)
    return f"“{title}”{f' ({origin})' if origin else ''}"


def reach(status: IndexStatus) -> str:
    """How many articles the archive holds, and from when to when."""
    told = status.articles - status.embargoed
    if not told:
        return "It holds no articles yet."
    count = f"It holds {told:,} article{'' if told == 1 else 's'}"
    if not status.first_published or not status.last_published:
        return f"{count}, undated."
    first, last = day(status.first_published), day(status.last_published)
    return f"{count}, from {first} to {last}." if first != last else f"{count}, of {first}."
