"""Sentences put together to texts that are read at once."""

from __future__ import annotations

from itertools import pairwise

import pytest

from assistant.reader.evidence import together
from assistant.reader.pairs import Pairs
from assistant.reader.weights import packaged_folder

CLAIM = "The pier was closed on Friday."


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    return Pairs(packaged_folder())


def test_few_sentences_are_one_text(pairs: Pairs) -> None:
    assert together(pairs, CLAIM, ["The pier was closed.", "It rained."]) == ["The pier was closed. It rained."]
    assert together(pairs, CLAIM, []) == []


def test_many_are_several_texts_of_whole_sentences(pairs: Pairs) -> None:
    sentences = [f"Sentence {n} says that Osterby's pier was closed." for n in range(90)]
    texts = together(pairs, CLAIM, sentences)
    assert len(texts) > 3
    for text in texts:
        assert len(list(pairs.windows(CLAIM, "", text))) == 1
        assert text.startswith("Sentence ")
        assert text.endswith("was closed.")
    held = [[s for s in sentences if s in text] for text in texts]
    assert [s for n, some in enumerate(held) for s in some[n > 0 :]] == sentences
    assert all(some[-1] == following[0] for some, following in pairwise(held))


def test_a_sentence_that_is_too_long_stands_alone(pairs: Pairs) -> None:
    long = "quay " * 400
    texts = together(pairs, CLAIM, ["It rained.", long, "It snowed."])
    assert texts == ["It rained.", long, "It snowed."]
