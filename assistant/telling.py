"""What is told: which parts the default answer has, and the answer that the sentences make."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chat import Told
from assistant.choose import Part, choose
from assistant.citing import with_correction
from assistant.compose import Sentence
from assistant.coverage import coverage
from assistant.evidence import Evidence
from assistant.one_subject import OneSubject
from assistant.timeline import timeline
from assistant.types import Answer, Query, Status, Withheld
from vectorstore import Hit, NewsIndex

Written = Sentence | Told


def parts_of(index: NewsIndex, query: Query, evidence: Evidence, status: str) -> list[Part]:
    """The parts of the default answer; none where the archive does not say."""
    if status == "not_found":
        return []
    known, article_of, on_subject = evidence.left_out, index.article, OneSubject(index.encode_texts)
    if query.timeline and (dated := timeline(evidence.candidates, query.search_text, article_of, on_subject)):
        return dated
    if query.coverage and ((outlets := coverage(evidence.candidates, article_of, known)) or known):
        return outlets
    return choose(evidence.candidates, query.without_time(query.text), article_of, on_subject, query.prefer)


def answer_of(
    index: NewsIndex,
    query: Query,
    sentences: Sequence[Written],
    withheld: Sequence[Withheld],
    refused: str = "",
    nearest: Sequence[Hit] = (),
    status: str = "answered",
) -> Answer:
    """The answer that these sentences make; where there are none, a refusal in the words of `refused`."""
    if not sentences:
        return Answer(query.question, query, "not_found", refused, (), tuple(withheld), tuple(nearest))
    by_line = query.timeline or query.coverage or query.digest
    text = ("\n" if by_line else " ").join(sentence.text for sentence in sentences)
    cited = (citation for sentence in sentences for citation in sentence.citations)
    citations = tuple(with_correction(index, citation) for citation in cited)
    # Asked for the news of days after the archive's last, what it has is of other days.
    told: Status = "partial" if status == "partial" or (query.digest and query.stale) else "answered"
    return Answer(query.question, query, told, text, citations, tuple(withheld))
