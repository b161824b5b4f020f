"""Whether a sentence says anything itself, or only who reported what it quotes, and when."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.gate.days import without_dates
from assistant.gate.types import Cited, Claim
from vectorstore import content_words, fold, words

_OF_REPORTING = frozenset(
    """according add added adds also another archive article broadcast differ earlier later media news newspaper outlet
    outlets paragraph paper print printed prints publish published publishes quote quoted quotes report reported
    reporting reports same say said says state stated states told website wrote writes""".split()
)


def asserts(claim: Claim, cited: Sequence[Cited]) -> bool:
    """Whether words are left beside days, outlets, titles and verbs of reporting."""
    beside = {word for one in cited for word in words(one.around)}
    left = [word for word in content_words(without_dates(fold(claim.text))) if not word.isdigit()]
    return any(word not in beside and word not in _OF_REPORTING for word in left)
