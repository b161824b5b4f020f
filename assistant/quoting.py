"""Which words of a paragraph are shown for a sentence chosen from it, and how they are set in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import Candidate
from assistant.sentences import Stretch, split_sentences
from assistant.verify import MARK

# A sentence of up to so many words more than may be shown is shown whole: a cut would save less than it costs.
_SPARED = 5
_LONGEST_QUOTE = 1000  # characters, for text without spaces
_LEANS_BACK = re.compile(
    r"^[“\"'‘]?(he|she|it|they|this|that|these|those|his|her|their|but|and|however|meanwhile|instead)\b", re.IGNORECASE
)

_NOTHING_BUT_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")


def leans_back(text: str) -> bool:
    """Whether a sentence leans on the one before it: "He added …", or a quotation that does not say whose it is."""
    return _LEANS_BACK.match(text) is not None or _NOTHING_BUT_QUOTED.fullmatch(text) is not None


def readable(candidate: Candidate, most_words: int) -> Candidate:
    """A sentence that leans on the one before is shown with it; one too long is cut to the stretch that tells most.

    most_words: how many words may be shown; what answers stays among them where it is known.
    """
    sentences = split_sentences(candidate.hit.passage.paragraph_text)
    place = sentences.index(candidate.stretch) if candidate.stretch in sentences else 0
    stretch = candidate.stretch
    if place and leans_back(stretch.text):
        joined = between(candidate, sentences[place - 1].start, stretch.end)
        if len(joined.text.split()) <= most_words + _SPARED:
            stretch = joined
    return replace(candidate, stretch=_shortened(candidate, _without_own_marks(candidate, stretch), most_words))


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
    return between(candidate, start, start + len(text.strip()))


def _shortened(candidate: Candidate, stretch: Stretch, most: int) -> Stretch:
    """At most so many words of a long sentence, those that answer among them where they are known.

    From one clause's start to another's end where that can be had.
    """
    tokens = [(m.start() + stretch.start, m.end() + stretch.start) for m in re.finditer(r"\S+", stretch.text)]
    text = candidate.hit.passage.paragraph_text
    if len(tokens) <= most + _SPARED:
        return between(candidate, stretch.start, min(stretch.end, stretch.start + _LONGEST_QUOTE))
    first = _first_shown(text, tokens, candidate.answer, most)
    shown = tokens[first : first + most]
    clause_ends = [n for n, (_, end) in enumerate(shown) if text[end - 1] in ",;:—–.!?”"]
    last = clause_ends[-1] if clause_ends and clause_ends[-1] > most // 2 else len(shown) - 1
    if candidate.answer and shown[last][1] < candidate.answer[1] <= shown[-1][1]:
        last = len(shown) - 1
    return between(candidate, shown[0][0], min(shown[last][1], shown[0][0] + _LONGEST_QUOTE))


def _first_shown(text: str, tokens: Sequence[tuple[int, int]], answer: tuple[int, int] | None, most: int) -> int:
    """The first word to show of a sentence that is too long: its own, unless what answers would be cut off."""
    if answer is None or answer[1] <= tokens[most - 1][1]:
        return 0
    begins = next((n for n, (_, end) in enumerate(tokens) if end > answer[0]), 0)
    ends = next((n for n, (_, end) in enumerate(tokens) if end >= answer[1]), len(tokens) - 1)
    earliest = max(0, ends - most + 1)
    clauses = [n for n in range(earliest, begins + 1) if n and text[tokens[n - 1][1] - 1] in ",;:—–"]
    return clauses[0] if clauses else min(begins, earliest + most // 2)


def between(candidate: Candidate, start: int, end: int) -> Stretch:
    """A stretch of the candidate's paragraph."""
    return Stretch(start, end, candidate.hit.passage.paragraph_text[start:end])


def shown_answer(candidate: Candidate, stretch: Stretch) -> tuple[int, int] | None:
    """The words that answer, if all of them are in the stretch that is shown."""
    answer = candidate.answer
    return answer if answer and stretch.start <= answer[0] < answer[1] <= stretch.end else None


def quoted(candidate: Candidate) -> str:
    """The words in quotation marks, unless they hold some of their own; an ellipsis where a sentence is cut."""
    stretch, text = candidate.stretch, candidate.hit.passage.paragraph_text
    opens = any(stretch.start == sentence.start for sentence in split_sentences(text))
    begun = "" if opens or text[: stretch.start].rstrip().endswith("]") else "… "
    cut = "" if not text[stretch.end :].strip() or re.search(r"[.!?…][”\"'’)\]]*$", stretch.text) else " …"
    if re.search(r"[“”\"«»„]", stretch.text):
        return f"{begun}{stretch.text}{cut}"
    return f"{begun}“{stretch.text}”{cut}"
