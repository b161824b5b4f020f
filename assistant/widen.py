"""Giving up, one by one, what was only read from the words of a question, where it leaves nothing."""

from __future__ import annotations

from dataclasses import replace

from assistant.types import Kind, Query, Understood

_ORDER: tuple[Kind, ...] = ("author", "dates", "source")
_CALLED = {"author": "the author", "dates": "the dates", "source": "the outlet"}


def widened(query: Query, *, on_this: bool = False) -> Query | None:
    """The query without the least certain of its filters, and a sentence that says so; None if it has none.

    on_this: there are articles that pass the filters, but what was asked stands in none of them.
    Only what was read from the words is given up, never what the caller asked for.
    """
    hard = {part.kind: part for part in query.read if part.hard}
    kind = next((kind for kind in _ORDER if kind in hard), None)
    if kind is None:
        return None
    sentence = f"Nothing {'on this ' if on_this else ''}{_described(hard)}; searched without {_CALLED[kind]}."
    kept = tuple(part for part in query.read if part.kind != kind or not part.hard)
    query = replace(query, read=kept, widened=(*query.widened, sentence))
    if kind == "dates":
        return replace(query, since=None, until=None)
    return replace(query, sources=()) if kind == "source" else replace(query, authors=())


def _described(hard: dict[Kind, Understood]) -> str:
    """The filters in words: `by Mara Lind in the Vellmark Courier (3–9 May 2022)`."""
    parts = [hard["author"].label] if "author" in hard else []
    parts += [f"from {hard['source'].label}"] if "source" in hard else []
    dates = hard["dates"].label if "dates" in hard else ""
    if not parts:
        return f"published {dates}" if dates.startswith(("since", "until")) else f"published in {dates}"
    return " ".join(parts) + (f" ({dates})" if dates else "")
