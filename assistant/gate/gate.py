"""The door: a sentence with marks and the paragraphs they stand for in, an objection or none out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.gate import days, instructions, names, numbers, polarity, quotations, relations, speakers, supported
from assistant.gate.assertions import asserts
from assistant.gate.marks import claim_of, has_odd_mark, marks_of, sentences_of
from assistant.gate.types import Checked, Cited, Claim
from assistant.reader import Reader

_Rule = Callable[[Claim, Sequence[Cited]], str | None]
_OF_WORDS: tuple[_Rule, ...] = (quotations.objection, days.objection, numbers.objection, names.objection)
_OF_MEANING: tuple[_Rule, ...] = (
    instructions.objection,
    speakers.objection,
    polarity.objection,
    relations.objection,
)


class Gate:
    """Lets through what the cited paragraphs bear out, and says of the rest why not.

    reader: says beside the rules whether a paragraph supports a sentence; None to go by the rules alone.
    Works on any text with [n] marks, whoever wrote it. It compares with the paragraphs as they are given, and trusts
    that they stand where they are said to.
    """

    def __init__(self, reader: Reader | None = None) -> None:
        self._reader = reader

    def check(self, text: str, cited: Mapping[int, Cited]) -> list[Checked]:
        """Each sentence of a text, with its marks and why it must not be shown, or None.

        cited: the paragraph that each number stands for.
        """
        return [
            Checked(sentence, tuple(marks_of(sentence)), self.objection(sentence, cited))
            for sentence in sentences_of(text)
        ]

    def objection(self, sentence: str, cited: Mapping[int, Cited], quoted: Sequence[str] = ()) -> str | None:
        """Why one sentence must not be shown, or None if it may.

        quoted: stretches of it that are quotations even without quotation marks around them.
        """
        bare = sentence
        for quote in quoted:
            bare = bare.replace(quote, "“”")
        marks = marks_of(bare)
        if has_odd_mark(bare):
            return "it has a mark that is cut off or of another kind"
        if not marks:
            return "it cites nothing"
        unknown = [mark for mark in marks if mark not in cited]
        if unknown:
            return f"it cites [{unknown[0]}], which is no paragraph that was found"
        claim, paragraphs = claim_of(sentence, quoted), [cited[mark] for mark in marks]
        if why := _first(_OF_WORDS, claim, paragraphs):
            return why
        if why := instructions.to_a_machine(claim):
            return why
        if not asserts(claim, paragraphs):
            return None
        why = _first(_OF_MEANING, claim, paragraphs)
        return why or (supported.objection(self._reader, claim, paragraphs) if self._reader else None)


def _first(rules: Sequence[_Rule], claim: Claim, cited: Sequence[Cited]) -> str | None:
    return next((why for rule in rules if (why := rule(claim, cited))), None)
