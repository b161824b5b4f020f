"""What an article says to a machine that may read it is no evidence of anything."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.gate.types import Cited, Claim

_TO_A_MACHINE = re.compile(
    r"""\b(?:ignore|disregard|forget|override)\b[^.!?]{0,40}\b(?:instructions?|prompts?|rules|guidelines|context)\b
        |\b(?:system|developer)\ (?:prompt|message)\b
        |\byou\ are\ (?:now\ )?(?:an?\ )?(?:AI|assistant|chatbot|language\ model)\b
        |\b(?:answer|reply|respond|print)\ (?:only|exactly)\b
        |<\|\w{1,30}\|?>|<\w{1,30}\|>|\[/?INST\]|\#{3}\ ?\w+:""",
    re.IGNORECASE | re.VERBOSE,
)

_SPEAKS = "what it cites speaks to a machine, and not to readers"


def objection(claim: Claim, cited: Sequence[Cited]) -> str | None:
    """Why it must not be shown: it says too little to be checked, or rests on words addressed to a machine."""
    if not claim.quotes and len(claim.text.split()) < 2:
        return "it says too little to be checked"
    return _SPEAKS if any(_TO_A_MACHINE.search(one.text) for one in cited) else None


def to_a_machine(claim: Claim) -> str | None:
    """Why a quotation must not be shown, whatever stands around it: it speaks to a machine itself."""
    return _SPEAKS if any(_TO_A_MACHINE.search(quote) for quote in claim.quotes) else None
