"""Follow-up questions made to stand alone, from the conversation so far, without a model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.asking import named_time
from assistant.courtesy import without_courtesy
from assistant.coverage import subject_of_coverage
from assistant.errors import QuestionError
from assistant.offices import office_asked
from assistant.timeline import subject_of_timeline
from assistant.words import content_stems, names, stem
from vectorstore import content_words

History = Sequence[tuple[str, str]]

_PERSON = re.compile(r"\b(he|she|him|his|her|hers)\b", re.IGNORECASE)
# "How many are there in Olm?" names its own place.
_THING = re.compile(
    r"\b(it|its|they|them|their|this|that|these|those|there(?! (?:in|on|at|near)\b)|then|the same)\b", re.IGNORECASE
)
_CONTINUES = re.compile(
    r"^\s*(and|but|so|what about|how about|tell me more|more|go on|what else|anything else)\b", re.IGNORECASE
)
_BARE = re.compile(r"^\s*(why|when|where|who|how)\b", re.IGNORECASE)
_MORE = re.compile(r"\b(next|else|more|further|go on|continue|after that)\b", re.IGNORECASE)
_HER_AS_OBJECT = re.compile(
    r"\bher(?=\s*(?:$|[?.!,]|\b(?:about|to|for|in|on|at|by|and|or|when|that|a|an|the|any)\b))", re.IGNORECASE
)
# Bounded, and never begun inside a word: an answer may be a page of names.
_NAME = r"(?<![\w’'-])([^\W\d_a-z][\w’'-]{1,40}(?: [^\W\d_a-z][\w’'-]{1,40}){0,5})"
_LONGEST_ANSWER = 8_000  # characters of an answer in which who spoke is sought
_SAID = r"(?:said|says|told|added|noted|stressed|warned)"
_SPEAKER = re.compile(rf"\b(?:{_SAID}|according to)\s+{_NAME}|{_NAME}\s+{_SAID}\b")
_OF_A_THING = re.compile(rf"\b(?:the|in|at|near) {_NAME}")  # the Merrow Bridge, in Port Ansel
# "And in Greece?" after "How many people were hurt in Armenia?": the same of another place, body or time.
_PLACE = r"(?:the )?(?:[^\W\d_a-z][\w’'-]{0,40}|\d{4})(?: (?:[^\W\d_a-z][\w’'-]{0,40}|\d{4})){0,4}"
_OF_ANOTHER = re.compile(
    rf"^\W*(?:[Aa]nd|[Bb]ut|[Ww]hat about|[Hh]ow about) (?P<how>of|in|for|at|from|on) (?P<name>{_PLACE})\W*$"
)
_FILLERS = frozenset(stem(w) for w in "continue go come came thing".split())
_FEW_WORDS = 3
_LONGEST_TOPIC = 12


def tidy(history: Iterable[Sequence[str | None]] | None) -> History:
    """The history with "" for what is missing, such as the answer to a question that could not be asked.

    What was said out of courtesy is left out: "When was that?" after thanks asks of what went before them.
    Raises QuestionError if it is not pairs of question and answer text.
    """
    try:
        pairs = [(question or "", answer or "") for question, answer in history or ()]
    except (TypeError, ValueError):
        pairs = [(0, 0)]  # type: ignore[list-item]
    if not all(isinstance(part, str) for pair in pairs for part in pair):
        raise QuestionError("the history must be pairs of question and answer text")
    asked = [(question, without_courtesy(question), answer) for question, answer in pairs]
    return [(rest, answer) for question, rest, answer in asked if rest or not question]


def stand_alone(question: str, history: History) -> str:
    """The question with its pronouns resolved and its missing subject added, or unchanged if it needs neither.

    A person's pronoun becomes the person last asked about (else the last who spoke in the answer); a
    question with few words of its own gets those of the question before, in parentheses.
    """
    if not history or not _leans_on_history(question):
        return question
    if other := _of_another(question, history):
        return other
    resolved = question
    person = _last_person(history)
    if person:
        resolved = _HER_AS_OBJECT.sub(person, resolved)
        resolved = _PERSON.sub(lambda m: f"{person}’s" if m[1].lower() in ("his", "her", "hers") else person, resolved)
    topic = _topic(history, resolved)
    if topic and (subject := _subject(question)) and _THING.fullmatch(subject):  # "How widely was it reported?"
        return re.sub(rf"\b{subject}\b", f"the {topic}", question, count=1)
    if topic and len(_own_words(question)) < _FEW_WORDS:
        resolved = f"{resolved.rstrip(' ?.!')} ({topic})?"
    return resolved


def _of_another(question: str, history: History) -> str | None:
    """The question before with the place or time of this one in the place of its own; None where it has none there."""
    asked = _OF_ANOTHER.match(question)
    before = next((earlier for earlier, _ in reversed(history) if _own_words(earlier)), "")
    if not asked or not before:
        return None
    place = re.compile(rf"(?<= {asked['how']} ){_PLACE}")
    places = [found for found in place.finditer(before) if _is_time(found[0]) == _is_time(asked["name"])]
    if len(places) != 1:
        return None
    return f"{before[: places[0].start()]}{asked['name']}{before[places[0].end() :]}"


def _is_time(place: str) -> bool:
    time = named_time(f"in {place}")
    return bool(time.years or time.months)


def asks_for_more(question: str) -> bool:
    """Whether the question wants what has not been said yet ("What did he say next?", "Tell me more")."""
    return bool(_MORE.search(question)) and len(_own_words(question)) < _FEW_WORDS


def _leans_on_history(question: str) -> bool:
    if _PERSON.search(question) and not names(question):
        return True
    office = office_asked(question)
    if office and office.named:  # "And who is the mayor of Osterby?"
        return False
    own = len(_own_words(question))
    if own < _FEW_WORDS and (_CONTINUES.match(question) or _THING.search(question) or _MORE.search(question)):
        return True
    return own <= 1 and bool(_BARE.match(question)) and not names(question)  # "Who paid?", but not "Who is Ibsen?"


def _own_words(question: str) -> list[str]:
    """The stems that say what the question is about, without those that only ask to go on."""
    return [word for word in content_stems(question) if word not in _FILLERS]


def _last_person(history: History) -> str | None:
    """The first name in the latest question that has a person's, else the last speaker its answer names."""
    for question, answer in reversed(history):
        asked = names(_OF_A_THING.sub(" ", question))
        if asked:
            return asked[0]
        spoken = [before or after for before, after in _SPEAKER.findall(answer[-_LONGEST_ANSWER:])]
        if spoken:
            return str(spoken[-1])
    return None


def _subject(question: str) -> str | None:
    """What a question wants a timeline or the outlets of, without the words that only ask for those."""
    return subject_of_timeline(question) or subject_of_coverage(question)


def _topic(history: History, question: str) -> str:
    """The words of the latest question that had a subject of its own, less what the new one says already."""
    present = set(content_stems(question)) | _FILLERS
    for asked, _ in reversed(history):
        earlier = _subject(asked) or asked
        if _own_words(earlier):
            kept = [
                word
                for word in re.findall(r"[\w’'-]+", earlier)
                if set(content_stems(word)) - present and content_words(word)
            ]
            return " ".join(kept[:_LONGEST_TOPIC])
    return ""
