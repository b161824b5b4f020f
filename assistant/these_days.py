"""Questions about these days ("this week", "yesterday"): what was published long before cannot answer them."""

from __future__ import annotations

import re
from datetime import date

from assistant.when import TO_COME, back
from assistant.written_dates import YEAR

# How far back a report may be, in days. A week is often spoken of when it is over, and a report takes a day or two.
_DAYS = {"day": 14, "week": 14, "last": 21, "month": 45}
_THESE_DAYS = re.compile(
    r"""\b(?P<month>this\ month)\b
        |\b(?P<last>last\ week|(?:in|over|during|within)\ the\ (?:last|past)\ week)\b(?!\ of\b)
        |\b(?P<week>this\ (?:past\ )?week(?:end)?|(?:this\ )?past\ week)\b
        |\b(?P<day>today(?!['’]s\ (?!news|headlines|paper))|tonight|yesterday|last\ night
            |this\ (?:morning|afternoon|evening)|earlier\ today)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# What somebody has resolved lies ahead; that they have does not: "The board announced it will do what this week?"
_RESOLVED = re.compile(
    r"\b(announced|decided|agreed|promised|pledged|vowed) (that )?(it|he|she|they) (will|(is|are) going to)\b",
    re.IGNORECASE,
)


def these_days(text: str, today: date) -> tuple[date, str] | None:
    """The first day on which a report of the time asked for may have been published, and the words that name it.

    None where the question names no such time, another besides, or one to come, of which older reports may tell.
    """
    match = _THESE_DAYS.search(text)
    if not match or TO_COME.search(_RESOLVED.sub(" ", text)) or re.search(YEAR, text):
        return None
    kind = next(kind for kind, words in match.groupdict().items() if words)
    return back(today, _DAYS[kind]), match[0]
