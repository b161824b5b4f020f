"""Whether an office stands beside what it is asked to be one of, and not beside another place, firm or body."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.nations import in_one_word, is_country
from assistant.offices import OWNS, Office
from assistant.words import content_stems, names, stem, stems
from vectorstore import fold

_PARTS_OF_A_PLACE = frozenset(
    """north south east west northern southern eastern western central new latin equatorial upper lower""".split()
)
_CAPITALS_BEFORE = re.compile(r"(?:(?<![\w’'-])(?:[dlo]['’])?[^\W\d_a-z][\w.’'-]* )+$")
_NEAR = 120  # characters before an office


def in_one_piece(name: str, around: str) -> bool:
    """Whether a name stands in a text; "France" also as "French", but "American Airlines" not as "US airlines"."""
    *first, last = in_one_word(name).split()
    if is_country(stem(fold(last))) and not any(is_country(stem(fold(word))) for word in first):
        return f" {' '.join(stems(name))} " in f" {' '.join(stems(around))} "
    return fold(name) in fold(around)


def in_longer_names(office: Office, around: str) -> bool:
    """Whether what it is an office of only begins longer names: "Merrow" that of a bridge."""
    words = re.findall(r"[\w'’-]+|[^\w\s]", around)
    own = {"pm"} | {stem(word) for noun in office.called for word in noun.split()} | office.of | office.kind
    for asked in office.of:
        places = [place for place, word in enumerate(words) if stem(word.lower()) == asked]
        followed = [words[place + 1] if place + 1 < len(words) else "" for place in places if words[place][0].isupper()]
        longer = [word for word in followed if word[:1].isupper() and stem(word.lower()) not in own]
        if places and len(longer) == len(places):
            return True
    return False


def of_another_place(office: Office, before: str) -> bool:
    """Whether the capitalised words before an office name another place: "North Korean", "New York" for York."""
    run = _CAPITALS_BEFORE.search(before[-_NEAR:])
    told = names(run[0]) if run else []
    if not office.of | office.kind or not told:
        return False
    beside = set(content_stems(run[0] if run else ""))
    if any(beside & set(content_stems(name)) and not set(content_stems(name)) <= beside for name in office.named):
        return True  # "Irish President" for Northern Ireland
    words, asked = told[-1].split(), office.of | office.kind
    last = max((place for place, word in enumerate(words) if set(content_stems(word)) & asked), default=0)
    if run and run[0] == before and words[0] == "New":  # "New Boeing CEO"; a New York that opens a sentence is lost
        words[0] = ""
    others = [word for word in words[:last] if content_stems(word) and not set(content_stems(word)) <= asked]
    of_a_place = bool(last) and set(content_stems(words[last])) <= office.of | set(filter(is_country, asked))
    return any(of_a_place or word.lower() in _PARTS_OF_A_PLACE for word in others)


def of_something_else(asked: frozenset[str], of: str) -> bool:
    """Whether what an office is of only begins with what is asked: "the French bank", "Merrow's bank"."""
    words = of.split()
    for word, after in pairwise(words):
        told = set(content_stems(word))
        if told and told <= asked and not set(content_stems(after)) <= asked:
            of_a_people = fold(OWNS.sub("", word)) not in (*told, "us", "u.s.", "uk", "u.k.")
            if OWNS.search(word) or names(after) or (of_a_people and any(map(is_country, told))):
                return True
    return False


def others_named(sentence: str, name: str) -> list[str]:
    """What else a sentence names, that the office could be one of."""
    return [other for other in names(sentence.replace(name, "it")) if not _a_beginning(sentence, other)]


def _a_beginning(sentence: str, name: str) -> bool:
    """Whether a word is capital only because a sentence or a quotation begins with it."""
    place = sentence.find(name)
    return " " not in name and (place == 0 or sentence[:place].rstrip()[-1:] in "“\"'‘.:!?")
