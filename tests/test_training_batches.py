"""From examples to tensors."""

from __future__ import annotations

import random

import pytest
import torch

from assistant.reader.pairs import LONGEST, Pairs
from training.batches import Reading, batches, read, tensors
from training.rows import Example
from vectorstore.embedder import packaged_weights

TEXT = "The café's owner, Zdeňka Příbramová, sold 1,250.5 tonnes of herring (all of it) in Quorwick."


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    return Pairs(packaged_weights())


def _example(text: str, answer: str, title: str = "Fish") -> Example:
    start = text.index(answer)
    return Example("Who sold what?", title, text, 1, start, start + len(answer))


def _words(reading: Reading, text: str) -> str:
    first, last = reading.start - reading.pair.text, reading.end - reading.pair.text
    return text[reading.pair.offsets[first][0] : reading.pair.offsets[last][1]]


@pytest.mark.parametrize("answer", ["The", "Zdeňka Příbramová", "1,250.5 tonnes", "all of it", "Quorwick.", TEXT])
@pytest.mark.parametrize("title", ["", "Fish"])
def test_the_places_of_an_answer_lead_back_to_its_words(pairs: Pairs, answer: str, title: str) -> None:
    (((reading,),)) = read(pairs, [[_example(TEXT, answer, title)]])
    assert _words(reading, TEXT) == answer
    assert reading.label == 1


def test_of_a_long_text_the_window_with_the_answer_is_read(pairs: Pairs) -> None:
    text = "Herring is a fish that many like. " * 120 + "Piet Sandvoort sold it. " + "Nobody else did. " * 60
    ((reading,),) = read(pairs, [[_example(text, "Piet Sandvoort")]])
    assert _words(reading, text) == "Piet Sandvoort"
    assert len(reading.pair.ids) <= LONGEST
    assert reading.pair.offsets[0][0] > 0
    assert reading.start >= reading.pair.text


def test_what_does_not_answer_points_at_the_first_token_and_what_is_unknown_at_nothing(pairs: Pairs) -> None:
    examples = [Example("Who?", "", TEXT, 0), Example("Who?", "", TEXT, 1), Example("Who?", "", "herring " * 700, 0)]
    ((wrong, unknown, long),) = read(pairs, [examples])
    assert (wrong.start, wrong.end) == (long.start, long.end) == (0, 0)
    assert (unknown.start, unknown.end) == (-1, -1)
    assert long.pair.offsets[0][0] == 0


def test_an_answer_that_no_window_holds_whole_is_unknown(pairs: Pairs) -> None:
    text = "herring " * 700
    ((reading,),) = read(pairs, [[Example("Who?", "", text, 1, 0, len(text) - 1)]])
    assert (reading.start, reading.end) == (-1, -1)


def test_padding_is_masked_and_a_span_may_only_be_in_the_text(pairs: Pairs) -> None:
    groups = read(pairs, [[_example(TEXT, "Quorwick"), Example("Who?", "", "Piet.", 0)], [_example(TEXT, "The", "")]])
    batch = tensors(groups)
    assert batch.groups == ((0, 2), (2, 3))
    assert batch.labels.tolist() == [1, 0, 1]
    assert batch.starts.tolist() == [r.start for group in groups for r in group]
    assert batch.ends.tolist() == [r.end for group in groups for r in group]
    for row, reading in enumerate(r for group in groups for r in group):
        size, pair = len(reading.pair.ids), reading.pair
        assert batch.ids[row, :size].tolist() == pair.ids
        assert not batch.ids[row, size:].any()
        assert batch.mask[row].tolist() == [1] * size + [0] * (batch.ids.shape[1] - size)
        assert batch.types[row].tolist() == [int(pair.second <= n < size) for n in range(batch.ids.shape[1])]
        opened = torch.nonzero(batch.open[row]).flatten().tolist()
        assert opened == [0, *range(pair.text, pair.text + len(pair.offsets))]


def test_batches_hold_every_group_once_and_about_so_many_tokens(pairs: Pairs) -> None:
    dice = random.Random(3)
    groups = [
        [Example(f"Question {n}?", "", "herring " * dice.randint(1, 90), 0) for _ in range(dice.randint(1, 4))]
        for n in range(150)
    ]
    readings = read(pairs, groups)
    made = batches(readings, random.Random(1), tokens=1000)
    assert sorted(id(group) for step in made for group in step) == sorted(map(id, readings))
    assert len(made) > 10
    for step in made:
        rows = sum(map(len, step))
        widths = [max(len(r.pair.ids) for r in group) for group in step]
        assert rows * max(widths) <= 1000 + 3 * rows  # lengths are compared with a little noise
        assert max(widths) - min(widths) < 60
    again = batches(readings, random.Random(1), tokens=1000)
    assert [[id(group) for group in step] for step in again] == [[id(group) for group in step] for step in made]


def test_a_group_too_large_for_a_step_is_a_step_of_its_own(pairs: Pairs) -> None:
    readings = read(pairs, [[Example("Who?", "", TEXT, 0)] * 5, [Example("Who?", "", TEXT, 0)]])
    assert [len(step) for step in batches(readings, random.Random(1), tokens=10)] == [1, 1]
    assert batches([], random.Random(1)) == []
