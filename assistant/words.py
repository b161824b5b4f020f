"""Words as the assistant compares them: folded, stemmed, a people's name as its country's."""

from __future__ import annotations

import re

import vectorstore
from assistant.nations import country_of, in_one_word
from vectorstore import content_words, words

_NAME = re.compile(r"\b[^\W\d_a-z][\w’'-]*(?:[ \-–][^\W\d_a-z][\w’'-]*)*")
_NOT_NAMES = frozenset(
    """what when where which who whom whose why how did does do is are was were will would could can should has have
    had had the a an in on at of for to from by with and or but if as after before during since until i it he she
    they we you tell give name list explain describe show monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december""".split()
)


def stem(word: str) -> str:
    """The stem of a folded word; of a word for a country's people, the country's name."""
    return country_of(word) or vectorstore.stem(word)


def stems(text: str) -> list[str]:
    """The stems of all words of a text, in order."""
    return [stem(word) for word in words(in_one_word(text))]


def content_stems(text: str) -> list[str]:
    """The stems of the words that carry a text's subject, each once, in order."""
    return list(dict.fromkeys(stem(word) for word in content_words(in_one_word(text))))


def names(text: str) -> list[str]:
    """Runs of capitalised words that are likely names, in order, without question words that merely open a sentence."""
    found = []
    for match in _NAME.finditer(text):
        parts = match[0].split()
        while parts and (parts[0].lower() in _NOT_NAMES or parts[0][0].islower()):
            parts.pop(0)
        if parts:
            found.append(re.sub(r"['’]s$", "", " ".join(parts)))
    return list(dict.fromkeys(found))


def shortened(text: str, longest: int = 160) -> str:
    """At most so many characters of a text, with an ellipsis where it is cut."""
    return text if len(text) <= longest else f"{text[:longest].rstrip()} …"
