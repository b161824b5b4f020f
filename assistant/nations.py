"""The country that a word for its people, or for what is theirs, belongs to: "French" to France."""

from __future__ import annotations

import re
from functools import cache

from countryinfo import CountryInfo

from vectorstore import fold

# Beyond what each country's people are called: other words for them, and places that are no country of that list.
_MORE = {
    "african": "africa", "argentine": "argentina", "asian": "asia", "bosnian": "bosnia", "british": "britain",
    "briton": "britain", "burma": "myanmar", "burmese": "myanmar", "croat": "croatia", "czech": "czechia",
    "dutchman": "netherlands", "ecuadorian": "ecuador", "english": "england", "englishman": "england",
    "european": "europe", "flemish": "belgium", "frenchman": "france", "icelandic": "iceland",
    "irishman": "ireland", "kazakh": "kazakhstan", "kyrgyz": "kyrgyzstan", "serb": "serbia", "scot": "scotland",
    "slovenian": "slovenia", "spaniard": "spain", "swede": "sweden", "tajik": "tajikistan", "turk": "turkey",
    "uk": "britain", "uzbek": "uzbekistan",
}  # fmt: skip
_TELLS_NONE = ("dominican", "island")  # of Dominica, or of the Republic
_BEGINS_ALIKE = 4  # letters that the last word of a longer name has in common with its people's name
_UNITED_STATES = "usa"
# Countries of two words or letters; "us" is a pronoun unless its capitals, or "the", say otherwise, and South Americans
# are no Americans.
# For each, first what stands in whatever is found: to look for that before is several times as fast.
_IN_ONE_WORD = {
    _UNITED_STATES: (
        ("US", "U.", "States", "merica", "he us"),
        re.compile(
            r"\bUnited States(?: of America)?\b|\bUS\b|\b[Tt]he us\b|\bU\.\ ?S(?:\.(?:\ ?A\b\.?)?|\b)"
            r"|(?<!South )(?<!Latin )(?<!Central )(?<!North )(?<!Native )\b(?:Americans?|americans?|America|america)\b"
        ),
    ),
    "Britain": (("U.", "Kingdom", "Great"), re.compile(r"\bUnited Kingdom\b|\bGreat Britain\b|\bU\.\ ?K(?:\.|\b)")),
    "Saudi Arabia": (("Saudi",), re.compile(r"\bSaudis?\b(?! Arabia)")),
}


def in_one_word(text: str) -> str:
    """A text in which countries that are told in several ways ("the U.S.", "American") are told in one."""
    for country, (parts, told) in _IN_ONE_WORD.items():
        if any(part in text for part in parts) and not (country == _UNITED_STATES and _is_in_capitals(text)):
            text = told.sub(country, text)
    return text


def _is_in_capitals(text: str) -> bool:
    return text.isupper() and " " in text.strip()  # "THEY TOLD US", but not "US"


def country_of(word: str) -> str | None:
    """The country that a folded word for it or its people is of, or the last word of its name; None for others."""
    known = _countries()
    return known.get(word) or known.get(word.removesuffix("s"))


def is_country(stem: str) -> bool:
    """Whether what words are compared by, as `assistant.words.stem` gives it, is a country's name."""
    return _countries().get(stem) == stem


@cache
def _countries() -> dict[str, str]:
    known: dict[str, set[str]] = {}
    for country in CountryInfo.all().values():
        name, people = fold(country["name"]).split(), fold(country.get("demonym") or "").split()
        # "South Korea" and "South Korean", "Republic of Macedonia" and "Macedonian"; not "United Kingdom", "British".
        longer = len(people) == 1 and people[0][:_BEGINS_ALIKE] == name[-1][:_BEGINS_ALIKE]
        if longer or (people and len(people) == len(name) and people[:-1] == name[:-1]):
            known.setdefault(people[-1], set()).add(name[-1])
    # The French are of France, and not of Martinique.
    one = {people: min(names, key=lambda name: (name[:2] != people[:2], name)) for people, names in known.items()}
    one = {people: name for people, name in (one | _MORE).items() if not people.startswith(_TELLS_NONE)}
    return one | {name: name for name in one.values()} | {_UNITED_STATES: _UNITED_STATES}
