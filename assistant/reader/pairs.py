"""A question and a text as the tokens that the reader reads: [CLS] question [SEP] title [SEP] text [SEP]."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Tokens of one reading; a longer text is read in windows that overlap.
LONGEST = 256
LONGEST_QUESTION = 64
_LONGEST_TITLE = 32
_OVERLAP = 48
_CLS, _SEP = 101, 102


@dataclass(frozen=True)
class Pair:
    """One reading.

    ids: token ids. second: place of the first token after the question. text: place of the text's first token.
    offsets: (start, end) in characters of the text, one for each of its tokens.
    """

    ids: list[int]
    second: int
    text: int
    offsets: list[tuple[int, int]]


class Pairs:
    """Makes pairs. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = _open_tokenizer(folder)

    def windows(self, question: str, title: str, text: str) -> Iterator[Pair]:
        """The pairs that hold all of a text, in order: one, unless it is long."""
        return next(self.of_all([(question, title, text)]))

    def of_all(self, wanted: Sequence[tuple[str, str, str]]) -> Iterator[Iterator[Pair]]:
        """The windows of each (question, title, text)."""
        distinct = list(dict.fromkeys(part for row in wanted for part in row))
        encoded = self._tokenizer.encode_batch(distinct, add_special_tokens=False) if distinct else []
        known = dict(zip(distinct, encoded, strict=True))
        for question, title, text in wanted:
            yield _windows(known[question], known[title], known[text])


def _windows(question: Any, title: Any, text: Any) -> Iterator[Pair]:
    head = [_CLS, *question.ids[:LONGEST_QUESTION], _SEP]
    second = len(head)
    if title.ids:
        head += [*title.ids[:_LONGEST_TITLE], _SEP]
    room = LONGEST - len(head) - 1
    ids, offsets = text.ids, text.offsets
    start = 0
    while True:
        stop = start + room
        yield Pair([*head, *ids[start:stop], _SEP], second, len(head), list(offsets[start:stop]))
        if stop >= len(ids):
            return
        start = stop - _OVERLAP


def _open_tokenizer(folder: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
