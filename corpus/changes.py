"""What changed from one version of an article to the next, and what its publisher says was corrected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from corpus.types import Paragraph

# How newsrooms say that something was wrong. Each opens its paragraph or sentence, so that a report about corrections
# elsewhere is none.
_NOTE = re.compile(
    r"""[\W_]*(?:
        (?:editor['’]?s?['’]?\ )?(?:corrections?|clarifications?|corrected|clarified|corrects|amendment)\b
            (?:\ (?:and|&)\ clarifications?|,?\ [^.:]{0,40})?\s*[:—–-]
        |\(?(?:corrects|corrected)\ (?:to|that|the|in|spelling|day|date|name|figure|headline|paragraph|attribution)\b
        |(?:an?\ )?(?:earlier|previous)\ versions?\ of\ this\ (?:article|story|report|piece|page|headline)\b
        |this\ (?:article|story|report|piece|page|headline)\ (?:was|has\ been|is)\ (?:\w+\ )?
            (?:corrected|amended|updated\ to\ correct|clarified)\b
        |editor['’]?s['’]?\ note\s*:
        )""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_SAME = 0.5  # share of letters in common from which two paragraphs are one that was changed


@dataclass(frozen=True)
class Change:
    """One paragraph that is not as it was. before, after: None where there is none."""

    kind: Literal["added", "removed", "changed"]
    before: Paragraph | None
    after: Paragraph | None


def correction_notes(paragraphs: Iterable[Paragraph]) -> list[str]:
    """The paragraphs, or the ends of paragraphs, that say what was corrected, in order."""
    starts = ((paragraph, note_start(paragraph.text)) for paragraph in paragraphs)
    return [paragraph.text[start:] for paragraph, start in starts if start is not None]


def note_start(text: str) -> int | None:
    """Where in a paragraph a note on what was corrected begins; None where there is none."""
    begins = [0, *(space.end() for space in _SENTENCE_END.finditer(text))]
    return next((start for start in begins if _NOTE.match(text, start)), None)


def changes(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> list[Change]:
    """What makes the second version of the first, paragraph by paragraph, in the order of the second."""
    old, new = [p.text for p in before], [p.text for p in after]
    found: list[Change] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found += _replaced(before[i:j], after[k:m])
    return found


def _replaced(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> list[Change]:
    """Paragraphs that stand in the place of others: each changed, added or removed."""
    found: list[Change] = []
    left = list(before)
    for paragraph in after:
        like = next((n for n, old in enumerate(left) if _is_like(old.text, paragraph.text)), None)
        if like is None:
            found.append(Change("added", None, paragraph))
            continue
        found += [Change("removed", old, None) for old in left[:like]]
        found.append(Change("changed", left[like], paragraph))
        left = left[like + 1 :]
    return found + [Change("removed", old, None) for old in left]


def _is_like(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, old.split(), new.split(), autojunk=False)
    return matcher.real_quick_ratio() >= _SAME and matcher.ratio() >= _SAME
