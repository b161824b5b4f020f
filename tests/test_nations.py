"""A word for a country's people counts as the country's name, where words are compared."""

from __future__ import annotations

import pytest

from assistant.gate.names import objection
from assistant.gate.types import Cited, Claim
from assistant.nations import country_of
from assistant.words import content_stems, stem, stems


@pytest.mark.parametrize(
    ("people", "country"),
    [
        ("french", "france"),
        ("dutch", "netherlands"),
        ("armenian", "armenia"),
        ("armenians", "armenia"),
        ("ukrainian", "ukraine"),
        ("german", "germany"),
        ("korean", "korea"),
        ("emirati", "emirates"),
        ("british", "britain"),
        ("icelandic", "iceland"),
        ("turkish", "turkey"),
        ("chinese", "china"),
        ("uk", "britain"),
    ],
)
def test_a_people_is_its_country(people: str, country: str) -> None:
    assert stem(people) == stem(country)


def test_other_words_and_other_countries_stay_apart() -> None:
    for word in ("resigned", "kingdom", "states", "man", "polished", "islander", "dominican", "us", "america"):
        assert country_of(word) is None
    apart = "nigerian nigerien indian indonesian austrian australian english british franc emir dominica dominican"
    assert len({stem(word) for word in apart.split()}) == len(apart.split())
    assert stem("polished") == "polish" != stem("polish")
    assert stem("france") != stem("franc")


@pytest.mark.parametrize(
    "text",
    [
        "the US",
        "the U.S.",
        "the U. S. said",
        "the USA",
        "the United States",
        "Americans",
        "american",
        "the us",
        "of the U.S",
    ],
)
def test_america_is_told_in_many_ways(text: str) -> None:
    assert "usa" in content_stems(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tell us of Dr. U. Svensson, said Y. U. Sato, in BUSAN",
        "Latin America, South Americans",
        "THEY TOLD US WHY",
        "of us",
    ],
)
def test_a_pronoun_and_the_rest_of_america_are_not_the_united_states(text: str) -> None:
    assert "usa" not in stems(text)


def test_britain_and_arabia_are_told_in_several_ways() -> None:
    assert stems("the U.K., the UK, the uk") == ["the", "britain"] * 3
    assert stems("ukulele") == ["ukulel"]
    assert stems("the Saudi king") == ["the", "saudi", "arabia", "king"]
    assert stems("the Saudi Arabian king") == stems("the Saudi king")


@pytest.mark.parametrize(
    ("claim", "cited", "stands"),
    [
        ("The French government fell.", "France's government fell.", True),
        ("The US struck.", "American forces struck.", True),
        ("The United States struck.", "U.S. forces struck.", True),
        ("The United States was hurt.", "South American players were hurt.", False),
        ("The US said so.", "Central America said so.", False),
        ("The French government fell.", "The Swiss franc fell, and so did the government.", False),
        ("The United States struck.", "THEY TOLD US WHY THEY STRUCK.", False),
        ("The Indian minister spoke.", "The minister from Indiana spoke.", False),
    ],
)
def test_the_gate_takes_a_people_for_its_country_only(claim: str, cited: str, stands: bool) -> None:
    told = objection(Claim(claim, ()), [Cited(cited)])
    assert (told is None) is stands
