"""From a model's sentences to those of an answer: what passed the gate, its marks numbered anew, its citations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.chat.drafting import CUT_OFF, WENT_ON, Draft, Drafted, bearing
from assistant.chat.reading import PATIENT, Patience
from assistant.citing import citation_of, cited_of
from assistant.gate import Cited, Gate
from assistant.types import Citation, Withheld
from assistant.verify import misplaced
from assistant.verify import without_marks as harmless
from corpus.changes import note_start
from vectorstore import Hit, NewsIndex

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_PARAGRAPHS_SHOWN = 8


@dataclass(frozen=True)
class Told:
    """A sentence of an answer that a model wrote. citations: those that no sentence before has."""

    text: str
    citations: tuple[Citation, ...]


class ModelAnswer:
    """What a chat model says to a question from the paragraphs found, verified.

    declined: whether it says that they do not answer. broke_off: whether it was cut off, or went on without an end.
    Both are known when all has been read.
    """

    def __init__(self, index: NewsIndex, model: BaseChatModel, gate: Gate, patience: Patience = PATIENT) -> None:
        self._index, self._model, self._gate, self._patience = index, model, gate, patience
        self._citations: dict[tuple[str, int, int], Citation] = {}
        self.declined = False
        self.broke_off = False

    def sentences(
        self, question: str, hits: Sequence[Hit], history: Sequence[tuple[str, str]] = ()
    ) -> Iterator[Told | Withheld]:
        """The sentences as they pass, and those that do not, in the order they were written. Raises ModelError."""
        different = {hit.passage.key: hit for hit in hits if note_start(hit.passage.paragraph_text) != 0}
        shown = list(different.values())[:_PARAGRAPHS_SHOWN]
        paragraphs = [(number, self._cited(hit)) for number, hit in enumerate(shown, 1)]
        draft = Draft(self._model, paragraphs, self._gate, self._patience)
        for drafted in draft.sentences(question, history):
            if drafted.why:
                self.broke_off |= drafted.why in (CUT_OFF, WENT_ON)
                yield Withheld(drafted.text, drafted.why)
            else:
                yield self._told(drafted, shown, dict(paragraphs))
        self.declined = draft.declined

    def _cited(self, hit: Hit) -> Cited:
        passage = hit.passage
        article = self._index.article(passage.article_id)
        whole = "\n".join(paragraph.text for paragraph in article.paragraphs) if article else ""
        return cited_of(passage, whole)

    def _told(self, drafted: Drafted, shown: Sequence[Hit], paragraphs: dict[int, Cited]) -> Told | Withheld:
        before = len(self._citations)
        cited = [self._citation(drafted, shown[mark - 1], paragraphs[mark]) for mark in drafted.marks]
        new = tuple(citation for citation in cited if citation.number > before)
        why = next((why for citation in new if (why := misplaced(self._index, citation))), None)
        if why:
            for citation in new:
                del self._citations[citation.article_id, citation.paragraph, citation.start]
            return Withheld(drafted.text, why)
        marks = "".join(f"[{number}]" for number in dict.fromkeys(citation.number for citation in cited))
        return Told(f"{harmless(drafted.text)} {marks}", new)

    def _citation(self, drafted: Drafted, hit: Hit, cited: Cited) -> Citation:
        passage, stretch = hit.passage, bearing(drafted.text, cited)
        key = passage.article_id, passage.paragraph, stretch.start
        if key not in self._citations:
            self._citations[key] = citation_of(len(self._citations) + 1, hit, stretch)
        return self._citations[key]
