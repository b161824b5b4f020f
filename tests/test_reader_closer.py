"""Words that answer, by several readings of their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.reader.calibration import Calibration
from assistant.reader.closer import Place, closer, places_to_reread
from assistant.reader.pairs import Pairs
from assistant.reader.types import Span
from assistant.reader.weights import packaged_folder

if TYPE_CHECKING:
    from assistant.reader.closer import Windows

TEXT = "The ferry hit the pier. Twelve people were injured. The pier was closed on Monday. Nobody died."


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    return Pairs(packaged_folder())


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words, 0.5)


def reading(pairs: Pairs, place: Place, **marked: float) -> tuple[Place, Windows]:
    """Of a stretch of the text: each marked word begins and ends the answer with this logit, all else with nought."""
    part = TEXT[place[0] : place[1]]
    (pair,) = pairs.windows("Who?", "", part)
    logits = np.zeros((len(pair.ids), 2), dtype=np.float32)
    for word, value in marked.items():
        logits[pair.text + [part[s:e] for s, e in pair.offsets].index(word)] = value
    return place, [(pair, logits)]


def test_sentences_with_likely_words_are_read_again_alone_and_between_their_neighbours() -> None:
    alone, around = places_to_reread(TEXT, [span("Twelve"), span("people"), span("Nobody")])
    assert [TEXT[s:e] for s, e in alone] == ["Twelve people were injured.", "Nobody died."]
    assert [TEXT[s:e] for s, e in around] == [TEXT[: TEXT.index(" Nobody")], TEXT[TEXT.index("The pier was") :]]


def test_words_across_two_sentences_bring_both() -> None:
    alone, _ = places_to_reread(TEXT, [span("injured. The")])
    assert [TEXT[s:e] for s, e in alone] == ["Twelve people were injured.", "The pier was closed on Monday."]


def test_a_single_sentence_and_a_text_without_likely_words_are_not_read_again() -> None:
    assert places_to_reread("Twelve people were injured.", [Span(0, 6, "Twelve", 0.5)]) == ([], [])
    assert places_to_reread(TEXT, []) == ([], [])


def test_a_token_is_as_likely_as_the_geometric_mean_of_the_readings(pairs: Pairs) -> None:
    whole = reading(pairs, (0, len(TEXT)), Twelve=9.0)
    place = (TEXT.index("Twelve"), TEXT.index("Twelve") + len("Twelve people were injured."))
    alone = reading(pairs, place, Twelve=2.0)
    (best, *_) = closer(TEXT, [[whole], [alone]], Calibration())
    assert (best.text, TEXT[best.start : best.end]) == ("Twelve", "Twelve")
    raised = [np.exp(9) / (np.exp(9) + len(whole[1][0][0].offsets)), np.exp(2) / (np.exp(2) + 5)]
    assert best.probability == pytest.approx(raised[0] * raised[1], rel=1e-3)


def test_what_only_one_reading_is_sure_of_gives_way_to_what_both_say(pairs: Pairs) -> None:
    whole = reading(pairs, (0, len(TEXT)), Monday=9.0, people=8.5)
    first, last = TEXT.index("Twelve"), TEXT.index(" Nobody")
    assert closer(TEXT, [[whole]], Calibration())[0].text == "Monday"
    assert closer(TEXT, [[whole], [reading(pairs, (first, last), people=9.0)]], Calibration())[0].text == "people"


def test_words_of_a_sentence_not_read_again_are_unlikely(pairs: Pairs) -> None:
    whole = reading(pairs, (0, len(TEXT)), Nobody=9.0, people=8.5)
    place = (TEXT.index("Twelve"), TEXT.index("Twelve") + len("Twelve people were injured."))
    found = closer(TEXT, [[whole], [reading(pairs, place, people=9.0)]], Calibration())
    assert found[0].text == "people"
    assert all(one.end <= other.start or other.end <= one.start for one in found for other in found if one != other)
