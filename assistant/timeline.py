"""A story told in order of time: the sentence of each report that says most of it, by day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.agreement import repeats
from assistant.choose import ArticleOf, Part, Role
from assistant.evidence import Candidate
from assistant.leading import published_at
from assistant.one_subject import OnSubject, any_subject
from assistant.quoting import leans_back, readable
from assistant.sentences import Stretch, split_sentences
from assistant.words import content_stems, stems
from corpus import Article, Paragraph

_ASKS = re.compile(
    r"""^\W*(?:(?:please|can\ you|could\ you)\ )?(?:
        how\ (?:did|does|has|have|is)\ (?P<a>.+?)\ (?:story\ |affair\ |case\ |saga\ )?
            (?:unfold(?:ed|ing)?|develop(?:ed|ing)?(?:\ over\ time)?|evolved?|come\ about|play(?:ed)?\ out)
        |(?:(?:give|show|tell|make|write)\ (?:me\ )?)?(?:an?\ |the\ )?
            (?:time\ ?line|chronology|sequence\ of\ events|history)\ (?:of|for|in|on|around|about|with)\ (?P<b>.+?)
        |what\ (?:has\ )?happened\ (?:with|to|in|around|about)\ (?P<c>.+?)
            \ (?:over\ time|from\ (?:the\ )?(?:start|beginning).*|step\ by\ step|since\ the\ (?:start|beginning))
        )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_MOST = 8
_WORDS = 30  # of each quotation
# How much of the subject, against the report that has most of it, a report must have to belong to the story.
ON_THE_SUBJECT = 0.75
_OPENS, _LEANS = 0.3, 0.5  # the first paragraph says what is new; what leans on the sentence before says little alone
# Where a report says what is new, if not in its first lines those are a byline, a caption or a place.
_FIRST_PARAGRAPHS, _FEWEST_WORDS = 3, 8


def subject_of_timeline(question: str) -> str | None:
    """What the question wants told in order of time ("How did the strike unfold?"), or None if it wants no timeline."""
    match = _ASKS.match(question)
    return next((part.strip() for part in match.groups() if part), None) if match else None


def timeline(
    candidates: Sequence[Candidate],
    subject: str = "",
    article_of: ArticleOf = lambda _: None,
    on_subject: OnSubject = any_subject,
) -> list[Part]:
    """At most eight sentences of as many dated reports on the subject, the earliest first; none of fewer than two.

    candidates: the sentences found for the subject. article_of: the article of an id: what it opens with says what
    happened that day, where a sentence in which more of the subject's words stand may look back or only comment on it.
    on_subject: whether two candidates are of reports on one subject; only those on what most are on are told.
    """
    dated = [c for c in candidates if c.hit.passage.published]
    about = {c.hit.passage.article_id: _about(subject, c, article_of(c.hit.passage.article_id)) for c in dated}
    most, most_about = max((c.around for c in dated), default=0.0), max(about.values(), default=0.0)
    best: dict[str, Candidate] = {}
    for candidate in sorted(dated, key=tells, reverse=True):
        id_ = candidate.hit.passage.article_id
        on_it = candidate.around >= ON_THE_SUBJECT * most and (about[id_] or not most_about)
        if id_ in best or not (on_it or (about[id_] and about[id_] >= ON_THE_SUBJECT * most_about)):
            continue
        told = opening(candidate, article_of(id_))
        if not any(repeats(told, other) for other in best.values()):
            best[id_] = told
    chosen = sorted(_of_one_story(list(best.values()), on_subject)[:_MOST], key=published_at)
    return [Part(readable(c, _WORDS), Role.DATED) for c in chosen] if len(chosen) > 1 else []


def _of_one_story(reports: Sequence[Candidate], on_subject: OnSubject) -> list[Candidate]:
    """The reports on the subject of the one that most of them share it with, in their order."""
    shared = [[other for other in reports if on_subject(report, other)] for report in reports]
    return max(shared, key=len, default=[])


def opening(candidate: Candidate, article: Article | None) -> Candidate:
    """The first sentence of the candidate's article that tells of what its title does, or the candidate itself."""
    titled = set(content_stems(article.title)) if article else set()
    for paragraph in article.paragraphs[:_FIRST_PARAGRAPHS] if article else ():
        first = split_sentences(paragraph.text)[0]
        if titled & set(stems(first.text)) and len(first.text.split()) >= _FEWEST_WORDS:
            return _placed(candidate, paragraph, first)
    return candidate


def _placed(candidate: Candidate, paragraph: Paragraph, stretch: Stretch) -> Candidate:
    passage, text = candidate.hit.passage, paragraph.text
    if (paragraph.position, stretch) == (passage.paragraph, candidate.stretch):
        return candidate
    if paragraph.position != passage.paragraph:
        place = replace(passage, paragraph=paragraph.position, paragraph_text=text, text=text, start=0, end=len(text))
        candidate = replace(candidate, hit=replace(candidate.hit, passage=place, copies=()))
    return replace(candidate, stretch=stretch, answer=None)


def _about(subject: str, candidate: Candidate, article: Article | None) -> float:
    """How much of the subject stands in an article's title and opening: what it is about, and does not only mention."""
    told = {*stems(candidate.hit.passage.title), *stems(opening(candidate, article).stretch.text)} if article else set()
    asked = content_stems(subject)
    return sum(stem in told for stem in asked) / len(asked) if asked else 0.0


def tells(candidate: Candidate) -> float:
    """How much a sentence tells of the subject by itself."""
    opens = _OPENS if candidate.hit.passage.paragraph == 1 else 0.0
    return candidate.plain + opens - (_LEANS if leans_back(candidate.stretch.text) else 0.0)
