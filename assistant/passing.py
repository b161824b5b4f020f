"""Whether a sentence that was put together may be shown: its citations stand, and it passes the gate."""

from __future__ import annotations

from assistant.compose import Sentence
from assistant.gate import Gate
from assistant.verify import misplaced
from vectorstore import NewsIndex


def objection(index: NewsIndex, gate: Gate, sentence: Sentence) -> str | None:
    """Why a sentence must not be shown, or None."""
    misplacements = (misplaced(index, citation) for citation in sentence.citations)
    return next(filter(None, misplacements), None) or gate.objection(sentence.told, sentence.cited, sentence.quoted)
