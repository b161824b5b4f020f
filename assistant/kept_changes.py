"""What has become of an earlier answer: what the archive says of its sources now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.dates import day
from assistant.kept import KeptAnswer
from assistant.resolve import Resolved, resolve
from assistant.types import Citation
from corpus import Article
from corpus.changes import correction_notes
from vectorstore import Hit, NewsIndex

What = Literal["superseded", "moved", "corrected", "withdrawn", "removed", "embargoed", "unknown", "updated"]


@dataclass(frozen=True)
class ChangeSince:
    """One thing that is no longer as it was when an answer was given.

    what: `superseded` if the article does not say the quote any more; `moved` if it says it in another paragraph;
    `corrected` if it now says of itself that something was; `withdrawn`, `removed` or `embargoed` if it is not told of
    any more; `unknown` if the archive does not know that it ever said so; `updated` if the archive has been.
    number: of the citation; None for a paragraph that a refusal named as nearest, and for `updated`.
    sentence: the same for a person.
    """

    what: What
    number: int | None
    sentence: str


def changes_since(index: NewsIndex, kept: KeptAnswer) -> list[ChangeSince]:
    """What has changed since an answer was given, citation by citation; last, whether the archive was updated at all.

    An empty list: every quote stands as it did, and nothing has come in since. Raises vectorstore.NewsIndexError for
    an index that cannot be read.
    """
    found: list[ChangeSince] = []
    for citation in kept.answer.citations:
        found += _of_citation(index, citation, f"Source [{citation.number}], “{citation.title}”,", citation.number)
    for hit in kept.answer.nearest:
        found += _of_citation(index, _as_citation(hit), f"The nearest that was found, “{hit.passage.title}”,", None)
    updated = index.status().last_updated
    # The index knows the second of its last update: one within the second of the answer may have come after it.
    if updated and updated >= kept.asked_at.replace(microsecond=0):
        when = day(updated.astimezone())
        sentence = f"The archive was last updated on {when}, after this answer was given: ask again."
        found.append(ChangeSince("updated", None, sentence))
    return found


def _of_citation(index: NewsIndex, citation: Citation, name: str, number: int | None) -> list[ChangeSince]:
    resolved = resolve(index, citation)
    article = index.article(citation.article_id)
    changed = _standing(resolved, article, citation)
    found = [ChangeSince(changed[0], number, f"{name} {changed[1]}")] if changed else []
    notes = " ".join(correction_notes(article.paragraphs)) if article and number is not None else ""
    if notes and notes != citation.correction:
        found.append(ChangeSince("corrected", number, f"{name} now says of itself: {notes}"))
    return found


def _standing(resolved: Resolved, article: Article | None, citation: Citation) -> tuple[What, str] | None:
    """What became of the quote, and the end of the sentence about it; None if it stands where it did."""
    if resolved.standing == "withdrawn":
        return "withdrawn", f"was withdrawn: {resolved.why}{'' if str(resolved.why).endswith('.') else '.'}"
    if resolved.standing == "removed":
        return "removed", "is not in the archive any more."
    if resolved.standing == "unknown":
        return "unknown", "is not known to the archive with these words."
    if article is None:
        return "embargoed", "is under an embargo and not told of at present."
    if resolved.standing == "current":
        return None
    place = next((p.position for p in article.paragraphs if citation.quote in p.text), None)
    if place is not None:
        return "moved", f"still says this, now in paragraph {place}."
    return "superseded", "was changed and does not say this any more."


def _as_citation(hit: Hit) -> Citation:
    p = hit.passage
    return Citation(0, p.article_id, p.title, p.source, p.url, p.published, p.paragraph, p.text, p.start, p.end)
