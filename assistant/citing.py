"""A hit and a stretch of its paragraph made into a citation, and into what the gate compares with."""

from __future__ import annotations

from dataclasses import replace

from assistant.gate import Cited
from assistant.sentences import Stretch
from assistant.types import Citation
from corpus.changes import correction_notes
from vectorstore import Hit, NewsIndex, Passage


def citation_of(number: int, hit: Hit, stretch: Stretch, answer: tuple[int, int] | None = None) -> Citation:
    """The citation that a mark stands for. answer: the words that answer, in characters of the paragraph."""
    passage = hit.passage
    answer_start, answer_end = answer or (None, None)
    return Citation(
        number=number,
        article_id=passage.article_id,
        title=passage.title,
        source=passage.source,
        url=passage.url,
        published=passage.published,
        paragraph=passage.paragraph,
        quote=stretch.text,
        start=stretch.start,
        end=stretch.end,
        copies=hit.copies,
        answer_start=answer_start,
        answer_end=answer_end,
    )


def with_correction(index: NewsIndex, citation: Citation) -> Citation:
    """The citation with what its article says was corrected, if it says so."""
    article = index.article(citation.article_id)
    notes = correction_notes(article.paragraphs) if article else []
    return replace(citation, correction=" ".join(notes)) if notes else citation


def cited_of(passage: Passage, article: str = "") -> Cited:
    """The paragraph of a passage, for the gate. article: the text of its article, where known."""
    return Cited(
        passage.paragraph_text, passage.title, passage.source, passage.published, passage.section, article=article
    )
