"""What can be done with an answer that is on the page: read the article, take it away, keep it, say what is wrong."""

from __future__ import annotations

from typing import Any, get_args

from assistant.errors import AssistantError
from assistant.export import as_json
from assistant.export_html import as_html
from assistant.export_markdown import as_markdown
from assistant.feedback import FeedbackKind, give_feedback
from assistant.kept import KeptAnswers
from assistant.page.article_view import article_html
from assistant.page.at_hand import AnswersAtHand, AtHand
from assistant.page.trouble import in_plain_words
from assistant.resolve import resolve
from assistant.types import Citation
from corpus import Article
from vectorstore import NewsIndex
from vectorstore.text import without_half_characters

_GONE = "This answer is no longer at hand: ask the question again."
_NO_ARTICLE = "The archive no longer has this article."
_EMBARGO = "This article is under an embargo and not told of at present."

Given = dict[str, Any]


class Desk:
    """Each method takes what the browser sent, which may be anything, and returns what it is to show.

    `{"trouble": sentence}` where it could not be done.
    """

    def __init__(self, index: NewsIndex, at_hand: AnswersAtHand) -> None:
        self._index = index
        self._at_hand = at_hand

    def article(self, given: Any) -> Given:
        """The article of a citation (`token`, `number`), or of a paragraph that was read (`token`, `article`, …)."""
        return self._done(given, self._article)

    def export(self, given: Any) -> Given:
        """The answer (`token`) as a file of one `kind`: md, html or json."""
        return self._done(given, self._export)

    def keep(self, given: Any) -> Given:
        """Keep the answer (`token`) for a permanent link; tells its `id`."""
        return self._done(given, lambda had, _: {"id": KeptAnswers(self._index.folder).keep(had.answer, had.asked_at)})

    def judge(self, given: Any, user: str | None = None) -> Given:
        """Take down what a reader says of the answer (`token`, `kind`), or of a citation (`number`), with a `note`."""
        return self._done(given, lambda had, said: self._judge(had, said, user))

    def _done(self, given: Any, do: Any) -> Given:
        if not isinstance(given, dict):
            return {"trouble": _GONE}
        had = self._at_hand.get(given.get("token"))
        if had is None:
            return {"trouble": _GONE}
        try:
            done: Given = do(had, given)
        except Exception as error:
            return {"trouble": in_plain_words(error)}
        return done

    def _article(self, had: AtHand, given: Given) -> Given:
        citation = _citation(had, given.get("number"))
        named = citation.article_id if citation else given.get("article")
        if not isinstance(named, str):
            return {"trouble": _NO_ARTICLE}
        named = without_half_characters(named)
        cited = [c for c in had.answer.citations if c.article_id == named]
        standing = resolve(self._index, citation) if citation else None
        versions = self._index.history(named)
        article = self._index.article(named)
        if article is None and versions and not versions[-1].replaced:  # it is there, but hidden
            return {"trouble": _EMBARGO if cited else _NO_ARTICLE}
        if article is None and citation and standing and standing.version:
            article = _as_it_was(citation, standing.version.paragraphs)
        if article is None:
            return {"trouble": _NO_ARTICLE}
        read = {hit.passage.paragraph for hit in had.consulted if hit.passage.article_id == named}
        copies = self._index.copies_of([named]).get(named, ())
        html = article_html(article, cited, read, versions, copies, standing)
        return {"html": html, "numbers": [c.number for c in had.answer.citations]}

    def _export(self, had: AtHand, given: Given) -> Given:
        kind = given.get("kind")
        if kind == "json":
            text = as_json(had.answer, had.asked_at)
        elif kind == "html":
            text = as_html(had.answer, had.asked_at, self._index.article)
        elif kind == "md":
            text = as_markdown(had.answer, had.asked_at, self._index.article)
        else:
            return {"trouble": "An answer can be taken away as md, html or json."}
        return {"name": f"answer-{had.asked_at:%Y-%m-%d-%H%M%S}.{kind}", "text": text}

    def _judge(self, had: AtHand, given: Given, user: str | None) -> Given:
        kind: Any = given.get("kind")
        note, number = given.get("note"), given.get("number")
        if kind not in get_args(FeedbackKind):
            raise AssistantError("an answer is good or bad, or a citation wrong")
        text = note if isinstance(note, str) else ""
        number = number if kind == "wrong_citation" and isinstance(number, int) else None
        give_feedback(self._index.folder, kind, had.answer, number=number, note=text, user=user)
        return {"told": f"Thank you: {_said(kind, number)} is written down for the editors."}


def _said(kind: FeedbackKind, number: int | None) -> str:
    """What a reader said, as it is said back: a second press must not look as if nothing had come of it."""
    return f"what you say of source {number}" if kind == "wrong_citation" else f"that the answer is {kind}"


def _citation(had: AtHand, number: object) -> Citation | None:
    return next((c for c in had.answer.citations if c.number == number), None)


def _as_it_was(citation: Citation, paragraphs: Any) -> Article:
    """An article that is no longer there, as far as its citation and its last version know it."""
    return Article(
        id=citation.article_id,
        title=citation.title,
        paragraphs=paragraphs,
        source=citation.source,
        url=citation.url,
        published=citation.published,
    )
