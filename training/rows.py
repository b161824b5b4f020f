"""The rows that the reader is trained on, and those kept apart to measure and calibrate it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Shares of the evidence of claims, and of the texts of questions, that no training sees.
_CLAIMS_APART, _TEXTS_APART = 0.06, 0.04

_FILES = ("sentences.jsonl", "spans.jsonl", "claims.jsonl")


@dataclass(frozen=True)
class Example:
    """One reading and what is right about it.

    label: for a question, 1 if the text answers and 0 if not; for a claim, the place of its label in `LABELS`.
    start, end: the words that answer, in characters of the text; both -1 where they are not known.
    """

    question: str
    title: str
    text: str
    label: int
    start: int = -1
    end: int = -1


@dataclass(frozen=True)
class Span:
    """A question, a text that answers it, and the words that do."""

    question: str
    text: str
    answer: str
    start: int
    source: str


@dataclass(frozen=True)
class Claim:
    """A claim and the sentences that support or refute it."""

    claim: str
    evidence: tuple[str, ...]
    label: str


@dataclass
class Rows:
    """All rows of one kind of use.

    sentences: (question, sentence, place in the order of the source or -1 where that order means nothing).
    """

    sentences: list[tuple[str, str, int]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    paragraphs: list[Span] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def load(folder: Path) -> tuple[Rows, Rows]:
    """The rows to train on and the rows kept apart.

    A text goes to one side by its own hash; paragraphs of XQuAD are all kept apart, and with them every single
    sentence of a paragraph that is. Raises OSError for a file that is missing, ValueError for a line that is no row.
    """
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise FileNotFoundError(f"no rows to train on in {folder}: it lacks {' and '.join(missing)}")
    train, apart = Rows(), Rows()
    for row in _read(folder / "spans.jsonl", question=str, context=str, answer=str, start=int, **{"from": str}):
        span = Span(row["question"], row["context"], row["answer"], row["start"], row["from"])
        long = not row["from"].startswith("qamr")
        held = row["from"] == "xquad-en" or is_apart(row["context"], _TEXTS_APART)
        rows = apart if held else train
        (rows.paragraphs if long else rows.spans).append(span)
    contexts = "\n".join({letters(span.text) for span in apart.paragraphs})
    for place, row in enumerate(_read(folder / "sentences.jsonl", question=str, sentence=str, **{"from": str})):
        held = is_apart(row["sentence"], _TEXTS_APART) or letters(row["sentence"]) in contexts
        in_order = place if row["from"] != "squad-train" else -1
        (apart if held else train).sentences.append((row["question"], row["sentence"], in_order))
    for row in _read(folder / "claims.jsonl", claim=str, evidence=list, label=str):
        claim = Claim(row["claim"], tuple(row["evidence"]), row["label"])
        held = is_apart(claim.evidence[0], _CLAIMS_APART)
        (apart if held else train).claims.append(claim)
    return train, apart


def joined(evidence: Sequence[str]) -> str:
    """The sentences of a piece of evidence as one text."""
    return " ".join(evidence)


def _read(path: Path, **fields: type) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
            except ValueError as error:
                raise ValueError(f"line {number} of {path} is no JSON") from error
            fit = isinstance(row, dict) and all(type(row.get(name)) is kind for name, kind in fields.items())
            if not fit or row.get("evidence") == []:
                raise ValueError(f"line {number} of {path} is no row: it needs {', '.join(fields)}")
            yield row


def letters(text: str) -> str:
    """What makes a text the same one: its letters and digits, in lower case."""
    return re.sub(r"\W+", "", text.lower())


def is_apart(text: str, share: float, salt: str = "") -> bool:
    """By the text's own hash, so that a text is always on one side, whatever else is added or left out.

    salt: another one for another division that has nothing to do with the first.
    """
    return int.from_bytes(hashlib.sha256((salt + letters(text)).encode()).digest()[:4]) < share * 2**32
