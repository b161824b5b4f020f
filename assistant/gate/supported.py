"""What the reader says: whether a claim follows from the paragraphs it cites."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.gate.types import Cited, Claim
from assistant.reader import Reader
from assistant.sentences import split_sentences
from assistant.words import content_stems

# Chosen on claims and evidence kept apart from training; docs/answers.md says how well they hold.
_REFUTED, _UNSUPPORTED = 0.9, 0.9
# Share of a claim's words in the paragraphs from which on the reader's doubt alone does not withhold it.
_LITERAL = 0.8


def objection(reader: Reader, claim: Claim, cited: Sequence[Cited]) -> str | None:
    """Why a sentence in its own words must not be shown: the reader finds it refuted, or nothing that supports it."""
    if claim.quotes or not content_stems(claim.text):
        return None
    sentences = [stretch.text for one in cited for stretch in split_sentences(one.text)]
    said = reader.support(claim.text, sentences)
    if said.label == "refutes" and said.probability >= _REFUTED:
        return "what it cites says otherwise"
    if said.label == "neither" and said.probability >= _UNSUPPORTED and _literal(claim, cited) < _LITERAL:
        return "what it cites does not say so"
    return None


def _literal(claim: Claim, cited: Sequence[Cited]) -> float:
    wanted = set(content_stems(claim.text))
    there = set(content_stems(" ".join(f"{one.text} {one.around}" for one in cited)))
    return len(wanted & there) / len(wanted)
