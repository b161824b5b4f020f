"""The country that a word for its people, or for what is theirs, belongs to: "French" to France."""

from __future__ import annotations

from functools import cache

from countryinfo import CountryInfo

from vectorstore import fold

# Beyond what each country's people are called: other words for them, and places that are no country of that list.
_MORE = {
    "african": "africa", "american": "america", "argentine": "argentina", "asian": "asia", "bosnian": "bosnia",
    "british": "britain", "briton": "britain", "croat": "croatia", "czech": "czechia", "dutchman": "netherlands",
    "ecuadorian": "ecuador", "english": "england", "englishman": "england", "european": "europe", "flemish": "belgium",
    "frenchman": "france", "icelandic": "iceland", "irishman": "ireland", "kazakh": "kazakhstan",
    "kyrgyz": "kyrgyzstan", "saudi": "arabia", "scot": "scotland", "serb": "serbia", "slovenian": "slovenia",
    "spaniard": "spain", "swede": "sweden", "tajik": "tajikistan", "turk": "turkey", "uzbek": "uzbekistan",
}  # fmt: skip
_BEGINS_ALIKE = 4  # letters that the last word of a longer name has in common with its people's name


def country_of(word: str) -> str:
    """The country's name, or the last word of it, for a folded word for its people; any other word as it is."""
    known = _countries()
    return known.get(word) or known.get(word.removesuffix("s"), word)


@cache
def _countries() -> dict[str, str]:
    known: dict[str, str] = {}
    for country in CountryInfo.all().values():
        name, people = fold(country["name"]).split(), fold(country.get("demonym") or "").split()
        # "South Korea" and "South Korean", "United Arab Emirates" and "Emirati"; not "United Kingdom", "British".
        if len(people) == len(name) and people[:-1] == name[:-1]:
            known.setdefault(people[-1], name[-1])
        elif len(people) == 1 and people[0][:_BEGINS_ALIKE] == name[-1][:_BEGINS_ALIKE]:
            known.setdefault(people[0], name[-1])
    return known | _MORE
