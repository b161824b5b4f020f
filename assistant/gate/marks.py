"""A text with [n] marks taken apart: its sentences, their marks, their quotations, and the words that are their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.gate.types import Claim
from assistant.sentences import split_sentences

# A model may write [1], [1, 2], [1-3] and [1][2]; what is left of a mark when it is cut off is one too.
MARK = re.compile(r"\[\s*\d+(?:\s*[,;&–-]\s*\d+)*\s*\]")
_MARK_AND_SPACE = re.compile(rf"\s*{MARK.pattern}")
_ODD_MARK = re.compile(r"\[\s*(?:\d+[\d\s,;&–-]*)?$|\[\s*[^\]\d][^\]]{0,20}\d+\s*\]|【[^】]*】")
_MARKS_AFTER = re.compile(rf"\s*(?:{MARK.pattern}\s*)+[.!?]?")
_LINE_OF_MARKS = re.compile(rf"\s*\n\s*((?:{MARK.pattern}\s*)+)(?=\n|$)")
_QUOTED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"|«([^«»]*)»|„([^„“”]*)[“”]|(?<![\w’'])[‘']([^‘’']{12,})[’'](?!\w)")


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a text, each with the marks that follow it."""
    held = ""
    # A mark on a line of its own belongs to the sentence before.
    for piece in re.split(r"\n+", _LINE_OF_MARKS.sub(r" \1", text)):
        position = 0
        for stretch in split_sentences(piece):
            sentence = piece[position : stretch.end].strip()
            position = stretch.end
            after = _MARKS_AFTER.match(piece, position)
            opens = _MARKS_AFTER.match(sentence)
            if held and opens:  # the splitter gave the marks to the sentence that follows
                held += " " + opens[0].strip()
                sentence = sentence[opens.end() :].strip()
            if held:
                yield held
            held = sentence
            if after:
                held += " " + after[0].strip()
                position = after.end()
        rest = piece[position:].strip()
        if rest:
            held = f"{held} {rest}".strip()
        if held:
            yield held
        held = ""


def marks_of(sentence: str) -> list[int]:
    """The numbers of a sentence's marks, each once, in order; none of those that stand in a quotation."""
    numbers: dict[int, None] = {}
    for mark in MARK.finditer(_QUOTED.sub("“”", sentence)):
        for first, last in re.findall(r"(\d+)(?:\s*[–-]\s*(\d+))?", mark[0]):
            reach = range(int(first), int(last or first) + 1)
            numbers |= dict.fromkeys(reach if len(reach) <= 20 else (int(first), int(last)))
    return list(numbers)


def has_odd_mark(sentence: str) -> bool:
    """Whether something in it looks like a mark, and is none."""
    return _ODD_MARK.search(_QUOTED.sub("“”", sentence)) is not None


def without_marks(sentence: str) -> str:
    """The sentence without its marks; what it quotes stays as it is."""
    parts: list[str] = []
    position = 0
    for quote in _QUOTED.finditer(sentence):
        parts += [_MARK_AND_SPACE.sub("", sentence[position : quote.start()]), quote[0]]
        position = quote.end()
    parts.append(_MARK_AND_SPACE.sub("", sentence[position:]))
    return "".join(parts).strip()


def claim_of(sentence: str, quoted: Sequence[str] = ()) -> Claim:
    """What a sentence says in its own words, and what it quotes.

    quoted: what is known to be quoted, if it has no quotation marks around it, or some of its own in it.
    """
    quotes = [quote for quote in quoted if quote in sentence]
    for quote in quotes:
        sentence = sentence.replace(quote, "“”")
    bare = without_marks(sentence)
    quotes += [next(part for part in match.groups() if part is not None) for match in _QUOTED.finditer(bare)]
    return Claim(_QUOTED.sub("“”", bare), tuple(quote for quote in quotes if quote.strip(" “”")))
