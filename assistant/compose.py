"""From candidates to an answer: which sentences, in which order, and how they are worded around."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.asking import figures
from assistant.dates import day
from assistant.evidence import Candidate
from assistant.sentences import Stretch, split_sentences
from assistant.types import Citation
from assistant.verify import MARK, without_marks
from assistant.words import content_stems, shortened
from corpus import Article
from vectorstore import Passage

_LONGEST_QUOTE_WORDS = 50
_LONGEST_QUOTE = 1000  # characters, for text without spaces
_WORTH_ADDING = 0.65  # share of the best score that a further sentence must reach
_STRETCHED = 1.5  # how far a second sentence may go beyond the words wanted, where the first is long
_REPEATS = 0.6  # share of common words from which a sentence says nothing new
_LEANS_BACK = re.compile(
    r"^[“\"'‘]?(he|she|it|they|this|that|these|those|his|her|their|but|and|however|meanwhile|instead)\b", re.IGNORECASE
)

ArticleOf = Callable[[str], Article | None]


@dataclass(frozen=True)
class Sentence:
    """One sentence of an answer, with the citation its mark stands for."""

    text: str
    citation: Citation


def choose(
    candidates: Sequence[Candidate], words_wanted: int, article_of: ArticleOf = lambda _: None
) -> list[Candidate]:
    """The few candidates that make the answer, best first, in about so many words, nothing said twice.

    article_of: the article of an id, to bring along what the best sentence leans on in the paragraph before.
    """
    chosen: list[Candidate] = []
    used = 0
    for candidate in _with_lead_in(candidates, article_of):
        # The words that answer make the first sentence stand out; what gives it context needs none.
        best = chosen[0] if chosen else candidate
        if candidate.score < _WORTH_ADDING * best.score and candidate.plain < _WORTH_ADDING * best.plain:
            break
        candidate = _readable(candidate)
        size = len(candidate.stretch.text.split()) + 6
        room = words_wanted if len(chosen) > 1 else _STRETCHED * words_wanted
        if any(_same(candidate, other) for other in chosen) or (chosen and used + size > room):
            continue
        chosen.append(candidate)
        used += size
        if used >= words_wanted:
            break
    return _join_neighbours(chosen)


def _with_lead_in(candidates: Sequence[Candidate], article_of: ArticleOf) -> Iterator[Candidate]:
    for number, candidate in enumerate(candidates):
        yield candidate
        article = article_of(candidate.hit.passage.article_id) if number == 0 else None
        lead_in = _lead_in(candidate, article) if article else None
        if lead_in:
            yield lead_in


def _lead_in(candidate: Candidate, article: Article) -> Candidate | None:
    """The end of the paragraph before, where a paragraph's first sentence ("This includes …") leans on it."""
    passage, stretch = candidate.hit.passage, candidate.stretch
    opens = stretch.start == split_sentences(passage.paragraph_text)[0].start
    if not (opens and _LEANS_BACK.match(stretch.text)):
        return None
    for before, paragraph in pairwise(article.paragraphs):
        if paragraph.position == passage.paragraph and before.section == paragraph.section:
            last = split_sentences(before.text)[-1]
            text = before.text
            place = replace(passage, paragraph=before.position, paragraph_text=text, text=text, start=0, end=len(text))
            hit = replace(candidate.hit, passage=place, copies=())
            return replace(candidate, hit=hit, stretch=last, answer=None)
    return None


def presented(chosen: Sequence[Candidate]) -> list[Candidate]:
    """The candidates as they are shown, in the order given: readable by themselves, nothing said twice."""
    shown: list[Candidate] = []
    for candidate in map(_readable, chosen):
        if not any(_same(candidate, other) for other in shown):
            shown.append(candidate)
    return _join_neighbours(shown)


def write(chosen: Sequence[Candidate], warning: str = "") -> list[Sentence]:
    """Put the chosen candidates into words: who reported it and when, the quote, its mark.

    warning: what stands before the first of them, if there is reason to doubt that it answers.
    """
    sentences: list[Sentence] = []
    before: Passage | None = None
    for number, candidate in enumerate(chosen, 1):
        passage, stretch = candidate.hit.passage, candidate.stretch
        answer_start, answer_end = _shown_answer(candidate, stretch) or (None, None)
        citation = Citation(
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
            copies=candidate.hit.copies,
            answer_start=answer_start,
            answer_end=answer_end,
        )
        lead = without_marks(_lead(passage, before, warning if number == 1 else ""))
        sentences.append(Sentence(f"{lead} {_quoted(candidate)} [{number}]", citation))
        before = passage
    return sentences


def _readable(candidate: Candidate) -> Candidate:
    """A sentence that leans on the one before is shown with it; one too long is cut to the stretch that tells most."""
    sentences = split_sentences(candidate.hit.passage.paragraph_text)
    place = sentences.index(candidate.stretch) if candidate.stretch in sentences else 0
    stretch = candidate.stretch
    if place and _LEANS_BACK.match(stretch.text):
        joined = _between(candidate, sentences[place - 1].start, stretch.end)
        if len(joined.text.split()) <= _LONGEST_QUOTE_WORDS:
            stretch = joined
    return replace(candidate, stretch=_shortened(candidate, _without_own_marks(candidate, stretch)))


def _without_own_marks(candidate: Candidate, stretch: Stretch) -> Stretch:
    """The longest part between what looks like a mark of an answer, as an article's footnotes do: `said.[1] He …`."""
    edges = [stretch.start]
    for mark in MARK.finditer(candidate.hit.passage.paragraph_text, stretch.start, stretch.end):
        edges += [mark.start(), mark.end()]
    if len(edges) == 1:
        return stretch
    edges.append(stretch.end)
    start, end = max(zip(edges[::2], edges[1::2], strict=True), key=lambda part: part[1] - part[0])
    text = candidate.hit.passage.paragraph_text[start:end]
    start += len(text) - len(text.lstrip())
    return _between(candidate, start, start + len(text.strip()))


def _shortened(candidate: Candidate, stretch: Stretch) -> Stretch:
    """At most so many words of a long sentence, those that answer among them where they are known.

    From one clause's start to another's end where that can be had.
    """
    tokens = [(m.start() + stretch.start, m.end() + stretch.start) for m in re.finditer(r"\S+", stretch.text)]
    text = candidate.hit.passage.paragraph_text
    if len(tokens) <= _LONGEST_QUOTE_WORDS + 10:
        return _between(candidate, stretch.start, min(stretch.end, stretch.start + _LONGEST_QUOTE))
    first = _first_shown(text, tokens, candidate.answer)
    shown = tokens[first : first + _LONGEST_QUOTE_WORDS]
    clause_ends = [n for n, (_, end) in enumerate(shown) if text[end - 1] in ",;:—–.!?”"]
    last = clause_ends[-1] if clause_ends and clause_ends[-1] > _LONGEST_QUOTE_WORDS // 2 else len(shown) - 1
    if candidate.answer and shown[last][1] < candidate.answer[1] <= shown[-1][1]:
        last = len(shown) - 1
    return _between(candidate, shown[0][0], min(shown[last][1], shown[0][0] + _LONGEST_QUOTE))


def _first_shown(text: str, tokens: Sequence[tuple[int, int]], answer: tuple[int, int] | None) -> int:
    """The first word to show of a sentence that is too long: its own, unless what answers would be cut off."""
    if answer is None or answer[1] <= tokens[_LONGEST_QUOTE_WORDS - 1][1]:
        return 0
    begins = next((n for n, (_, end) in enumerate(tokens) if end > answer[0]), 0)
    ends = next((n for n, (_, end) in enumerate(tokens) if end >= answer[1]), len(tokens) - 1)
    earliest = max(0, ends - _LONGEST_QUOTE_WORDS + 1)
    clauses = [n for n in range(earliest, begins + 1) if n and text[tokens[n - 1][1] - 1] in ",;:—–"]
    return clauses[0] if clauses else min(begins, earliest + _LONGEST_QUOTE_WORDS // 2)


def _between(candidate: Candidate, start: int, end: int) -> Stretch:
    return Stretch(start, end, candidate.hit.passage.paragraph_text[start:end])


def _shown_answer(candidate: Candidate, stretch: Stretch) -> tuple[int, int] | None:
    """The words that answer, if all of them are in the stretch that is shown."""
    answer = candidate.answer
    return answer if answer and stretch.start <= answer[0] < answer[1] <= stretch.end else None


def _same(left: Candidate, right: Candidate) -> bool:
    """Whether two stretches overlap in one paragraph, or say nearly the same, with the same figures, in two."""
    if (
        left.hit.passage.key == right.hit.passage.key
        and left.stretch.start < right.stretch.end
        and right.stretch.start < left.stretch.end
    ):
        return True
    if figures(left.stretch.text) != figures(right.stretch.text):
        return False  # reports that disagree are both told
    a, b = set(content_stems(left.stretch.text)), set(content_stems(right.stretch.text))
    return len(a & b) >= _REPEATS * max(1, min(len(a), len(b)))


def _join_neighbours(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Stretches of one paragraph with only white space between them become one quote.

    The words that answer are those of the better one, where they are shown.
    """
    result: list[Candidate] = []
    for candidate in chosen:
        for place, other in enumerate(result):
            first, second = sorted((candidate, other), key=lambda c: c.stretch.start)
            if candidate.hit.passage.key != other.hit.passage.key:
                continue
            if not first.hit.passage.paragraph_text[first.stretch.end : second.stretch.start].strip():
                joined = _between(other, first.stretch.start, second.stretch.end)
                answer = _shown_answer(other, joined) or _shown_answer(candidate, joined)
                result[place] = replace(other, stretch=joined, answer=answer)
                break
        else:
            result.append(candidate)
    return result


def _lead(passage: Passage, before: Passage | None, warning: str) -> str:
    """Who reported it and when; shorter from the second sentence on."""
    when = day(passage.published) if passage.published else ""
    if before and before.article_id == passage.article_id:
        return "A paragraph before:" if passage.paragraph == before.paragraph - 1 else "The same report:"
    if before:
        return f"{_origin(passage, when)}:"
    if warning:
        return f"{warning} {_origin(passage, when)}:"
    if passage.source:
        return f"{passage.source} reported{f' on {when}' if when else ''}:"
    return f"{_titled(passage)}{f', {when}' if when else ''}:"


def _origin(passage: Passage, when: str) -> str:
    return ", ".join(part for part in (passage.source or _titled(passage), when) if part)


def _titled(passage: Passage) -> str:
    return f"“{shortened(passage.title)}”" if passage.title else "An article in the archive"


def _quoted(candidate: Candidate) -> str:
    """The words in quotation marks, unless they hold some of their own; an ellipsis where a sentence is cut."""
    stretch, text = candidate.stretch, candidate.hit.passage.paragraph_text
    opens = any(stretch.start == sentence.start for sentence in split_sentences(text))
    begun = "" if opens or text[: stretch.start].rstrip().endswith("]") else "… "
    cut = "" if not text[stretch.end :].strip() or re.search(r"[.!?…][”\"'’)\]]*$", stretch.text) else " …"
    if re.search(r"[“”\"«»„]", stretch.text):
        return f"{begun}{stretch.text}{cut}"
    return f"{begun}“{stretch.text}”{cut}"
