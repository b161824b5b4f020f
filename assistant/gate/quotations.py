"""Quotations stand letter for letter in the paragraph, or are none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.gate.types import Cited, Claim
from assistant.words import shortened

_SIGNS = (
    dict.fromkeys(map(ord, "“”„«»"), '"') | dict.fromkeys(map(ord, "‘’‚"), "'") | dict.fromkeys(map(ord, "–—‑"), "-")
)


def objection(claim: Claim, cited: Sequence[Cited]) -> str | None:
    """Why the quotations must not be shown: one of them is not in the paragraphs, letter for letter.

    Quotation marks, dashes and white space may be of another kind; a comma or full stop may stand at the end, as
    printers put it inside; and an ellipsis may leave words out.
    """
    for quote in claim.quotes:
        pieces = [piece for piece in re.split(r"\s*(?:…|\.\.\.|\[…\])\s*", quote) if re.search(r"\w", piece)]
        if not any(_stand_in_order(pieces, f"{one.text} | {one.around}") for one in cited):
            return f"it quotes “{shortened(quote, 60)}”, which is not in what it cites"
    return None


def _stand_in_order(pieces: Sequence[str], text: str) -> bool:
    text, position = _plain(text), 0
    for piece in pieces:
        bare = _plain(piece).strip(" .,;:")
        found = re.compile(rf"(?<!\w){re.escape(bare)}(?!\w)").search(text, position)
        if not found:
            return False
        position = found.end()
    return True


def _plain(text: str) -> str:
    """The text with one kind of quotation mark, dash and white space; what looks like a mark is told as `(2)`."""
    return " ".join(re.sub(r"\[(\d+)\]", r"(\1)", text.translate(_SIGNS)).split())
