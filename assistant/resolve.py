"""Where the words of a citation stand now: an answer may be older than the archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.types import Citation
from vectorstore import NewsIndex, Version

Standing = Literal["current", "superseded", "withdrawn", "removed", "unknown"]


@dataclass(frozen=True)
class Resolved:
    """What has become of a citation.

    standing: `current` if the article still says it there; `superseded` if a later version does not; `withdrawn` or
    `removed` if the article is no longer there; `unknown` if no version ever said it.
    version: the last one that says it, None if none does. why: the reason of a withdrawal.
    """

    standing: Standing
    version: Version | None = None
    why: str | None = None


def resolve(index: NewsIndex, citation: Citation) -> Resolved:
    """Look a citation of an earlier answer up in every version of its article."""
    versions = index.history(citation.article_id)
    saying = [version for version in versions if _says(version, citation)]
    if not saying:
        return Resolved("unknown")
    last = versions[-1]
    taken_back = saying[-1].withdrawn or last.withdrawn
    if taken_back and saying[-1].replaced:
        return Resolved("withdrawn", saying[-1], taken_back)
    if last.replaced:
        return Resolved("removed", saying[-1])
    return Resolved("current" if saying[-1] is last else "superseded", saying[-1])


def _says(version: Version, citation: Citation) -> bool:
    return any(
        p.position == citation.paragraph and p.text[citation.start : citation.end] == citation.quote
        for p in version.paragraphs
    )
