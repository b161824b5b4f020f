"""Which article is meant by an id or an address."""

from __future__ import annotations

from textwrap import shorten

from assistant.errors import RequestError
from corpus.web import canonical
from vectorstore import NewsIndex

_LONGEST_NAME = 2000  # no id or address is longer; what is, is not looked for


def article_id(index: NewsIndex, named: str, *, embargoed_too: bool = True) -> str:
    """The id of the article that has this id or address, or once had it.

    embargoed_too: also of one that must not be told of yet.
    Raises RequestError, naming what is nearest, if there is none.
    """
    found = _found(index, named) if len(named) <= _LONGEST_NAME else None
    if found is None or not (embargoed_too or _may_be_told(index, found)):
        raise RequestError(f"no article has the id or address {shorten(named, 200)}{_nearest(index, named)}")
    return found


def _found(index: NewsIndex, named: str) -> str | None:
    if index.history(named):
        return named
    if named.startswith(("http://", "https://")) and (ids := index.find(canonical(named)) or index.find(named)):
        return ids[0]
    return None


def _may_be_told(index: NewsIndex, id_: str) -> bool:
    """Whether an article is not held back by an embargo: then its last version would stand, and yet be hidden."""
    return index.article(id_) is not None or index.history(id_)[-1].replaced is not None


def _nearest(index: NewsIndex, named: str) -> str:
    hits = index.search(named[:_LONGEST_NAME], k=3) if index.status().articles else []
    nearest = ", ".join(dict.fromkeys(f"{hit.passage.article_id} (“{hit.passage.title}”)" for hit in hits))
    return f"; nearest: {nearest}" if nearest else ""
