"""One entry of a feed or sitemap, whatever the format it came in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.web_page import fragment_blocks

_WHOLE = 600  # characters of text; a teaser has fewer
_GOES_ON = re.compile(
    r"(…|\.\.\.|\[\s*(…|\.\.\.)\s*\]"
    r"|\b(read|see|view|show)( the)?( full| whole| rest of the)? (more|story|article|post)"
    r"|\b(continue|keep) reading|\bread on)[\s.»›→>\])]*$",
    re.IGNORECASE,
)
_APPEARED_FIRST = re.compile(r"\bThe post\b[^\n]{1,300}\b(appeared first|first appeared) on\b[^\n]{1,200}$")


@dataclass(frozen=True)
class Entry:
    """An article as a feed or sitemap names it. `published` and `updated` are ISO times, `content` is HTML.

    source: the publication, which is the feed's title where the entry does not say.
    """

    url: str
    id: str = ""
    title: str = ""
    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    content: str | None = None
    summary: str = ""
    source: str | None = None


def is_whole(entry: Entry) -> bool:
    """Whether the entry holds the whole article, so that its page need not be fetched."""
    if not entry.content or len(entry.content) < _WHOLE:
        return False
    try:
        text = "\n".join(block.text for block in fragment_blocks(entry.content))
    except (ValueError, RecursionError):
        return False
    ending = _APPEARED_FIRST.sub("", text[-_WHOLE:]).rstrip()
    return len(text) >= _WHOLE and not _GOES_ON.search(ending[-100:])
