"""A chat model's free prose, sentence by sentence: each is checked before anybody sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.chat.prompts import NOT_THERE, messages
from assistant.chat.reading import PATIENT, Patience, words_of
from assistant.errors import ModelError
from assistant.gate import Cited, Gate
from assistant.gate.marks import claim_of, marks_of, sentences_of, without_marks
from assistant.sentences import Stretch, split_sentences
from assistant.words import content_stems
from vectorstore import content_words

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_MOST_SENTENCES, _MOST_CHARACTERS = 12, 4_000
CUT_OFF, WENT_ON = "it is cut off", "the chat model went on and on, and the rest was not read"
SAID_AGAIN = "it was said already"
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|$)", re.DOTALL | re.IGNORECASE)
_THOUGHT_BEGUN = re.compile(r"<[a-z/]{0,9}$", re.IGNORECASE)
# Some servers leave out the mark that opens a thought.
_THOUGHT_CLOSED = re.compile(r"^.*</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_ORNAMENT = re.compile(
    r"""^[ \t]*(?:[-*•]|\d{1,2}[.)]|\#{1,6})[ \t]+|\*\*|__|`
        |^[ \t]*(?:(?:here|this)\ is\ |here's\ )?(?:the\ |my\ )?(?:short\ |final\ )?answer(?:\ is)?:""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
# A list of sources at the end says nothing that the marks do not.
_SOURCES = re.compile(r"^\W*(?:sources|references|citations)\W*[:\n].*", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_A_WORD = re.compile(r"[^\W\d_]{2}")
_ENDED = re.compile(r"(?:[.!?…][”\"'’)]*|\])$")

Numbered = Sequence[tuple[int, Cited]]


@dataclass(frozen=True)
class Drafted:
    """A sentence of a model. text: without its marks. why: it must not be shown; None if it may."""

    text: str
    marks: tuple[int, ...]
    why: str | None


class Draft:
    """One reply of a model, read through the gate.

    declined: whether the model said that the paragraphs do not answer; known when all has been read.
    """

    def __init__(self, model: BaseChatModel, paragraphs: Numbered, gate: Gate, patience: Patience = PATIENT) -> None:
        self._model, self._paragraphs, self._gate, self._patience = model, paragraphs, gate, patience
        self._said: set[tuple[str, ...]] = set()
        self.declined = False

    def sentences(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Iterator[Drafted]:
        """The sentences as they are complete, those that must not be shown among them.

        Raises ModelError if the model cannot be asked, breaks off, is too slow or says nothing.
        """
        written, told = "", 0
        for piece in words_of(self._model, messages(question, self._paragraphs, history), self._patience):
            written += piece
            thought = _THOUGHT_CLOSED.match(_THOUGHT.sub("", written))
            if thought:  # what was taken for the reply until now was not
                written, told = _THOUGHT.sub("", written)[thought.end() :], 0
            complete = _complete(written)
            for sentence in complete[told:]:
                yield from self._checked(sentence)
            told = max(told, len(complete))
            if self.declined:
                return
            if told >= _MOST_SENTENCES or len(_THOUGHT.sub("", written)) > _MOST_CHARACTERS:
                yield Drafted("", (), WENT_ON)
                return
        text = _tidied(written, ended=True)
        if not _A_WORD.search(text):
            raise ModelError("the chat model said nothing")
        for sentence in list(sentences_of(text))[told:]:
            if not _ENDED.search(sentence) and not _declines(sentence):
                yield Drafted(without_marks(sentence), tuple(marks_of(sentence)), CUT_OFF)
            else:
                yield from self._checked(sentence)

    def _checked(self, sentence: str) -> Iterator[Drafted]:
        if _declines(sentence):
            self.declined = True
        elif _A_WORD.search(sentence):
            words = tuple(content_words(without_marks(sentence)))
            why = SAID_AGAIN if words in self._said else self._gate.objection(sentence, dict(self._paragraphs))
            if why is None:
                self._said.add(words)
            yield Drafted(without_marks(sentence), tuple(marks_of(sentence)), why)


def bearing(sentence: str, cited: Cited) -> Stretch:
    """The sentence of a paragraph that bears a claim out: the one it quotes from, or has most of its words."""
    claim = claim_of(sentence)
    wanted = set(content_stems(claim.text))

    def worth(stretch: Stretch) -> tuple[int, int]:
        quoted = sum(quote.strip(" .,") in stretch.text for quote in claim.quotes)
        return quoted, len(wanted & set(content_stems(stretch.text)))

    return max(split_sentences(cited.text), key=worth)


def _complete(written: str) -> list[str]:
    """The sentences after which another one has begun."""
    sentences = list(sentences_of(_tidied(written, ended=False)))
    while sentences and not _A_WORD.search(without_marks(sentences[-1])):
        sentences.pop()
    return sentences[:-1]


def _tidied(written: str, *, ended: bool) -> str:
    """What was written, without thoughts, bullets and headings; while it goes on, without what may become one."""
    text = _THOUGHT.sub(" ", written)
    if not ended:
        text = _THOUGHT_BEGUN.sub("", text)
    return _ORNAMENT.sub("", _SOURCES.sub("", text)).strip()


def _declines(sentence: str) -> bool:
    return re.sub(r"[^A-Z ]", "", sentence.upper()).strip() in (NOT_THERE, f"ANSWER {NOT_THERE}")
