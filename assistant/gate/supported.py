"""What the reader says: whether a claim follows from the paragraphs it cites."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.gate.days import without_dates
from assistant.gate.types import Cited, Claim
from assistant.reader import Reader
from assistant.sentences import split_sentences
from assistant.words import content_stems


def objection(reader: Reader, claim: Claim, cited: Sequence[Cited]) -> str | None:
    """Why a sentence in its own words must not be shown: nothing of what it cites supports it, by the reader's say.

    Enough is that the paragraphs together do, or one of their sentences. Days are left out of the question: rules
    compare them, and the reader does not know when a paragraph was published.
    """
    if claim.quotes or len(content_stems(claim.text)) < 2:
        return None
    text = " ".join(without_dates(claim.text).split())
    sentences = [stretch.text for one in cited for stretch in split_sentences(one.text)]
    together = reader.support(text, sentences)
    if together.label == "supports":
        return None
    if any(reader.support(text, [sentence]).label == "supports" for sentence in sentences):
        return None
    return "what it cites says otherwise" if together.label == "refutes" else "what it cites does not say so"
