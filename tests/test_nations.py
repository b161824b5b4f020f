"""A word for a country's people counts as the country's name, where words are compared."""

from __future__ import annotations

import pytest

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
    ],
)
def test_a_people_is_its_country(people: str, country: str) -> None:
    assert stem(people) == stem(country)


def test_other_words_and_other_countries_stay_apart() -> None:
    for word in ("resigned", "kingdom", "states", "niger", "man", "polished"):
        assert country_of(word) == word
    assert len({stem(word) for word in ("nigerian", "nigerien", "indian", "indonesian", "austrian", "australian")}) == 6
    assert stem("british") != stem("united")
    assert stem("polished") == "polish" != stem("polish")


@pytest.mark.parametrize("text", ["the US", "the U.S.", "the U. S. said", "the USA", "the United States", "Americans"])
def test_america_is_told_by_capitals(text: str) -> None:
    assert "america" in content_stems(text)


def test_a_pronoun_is_no_country() -> None:
    assert stems("Tell us of Dr. U. Svensson, said Y. U. Sato, in BUSAN") == stems(
        "tell us of dr. u. svensson, said y. u. sato, in busan"
    )
    assert "britain" in stems("in the U.K., as it was")
    assert "britain" not in stems("ukulele")
