"""The calibration of a network."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reader_rows import write_rows

from training.apart import Half, halves
from training.fit import fit, fittable
from training.rows import load
from training.train import ready


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Half:
    return halves(*load(write_rows(tmp_path_factory.mktemp("rows"))), 600)[0]


def test_even_an_untrained_network_gets_a_calibration_that_is_the_same_each_time(half: Half) -> None:
    network, pairs = ready(3)
    network.float()
    found = fit(network, pairs, half)
    assert min(found.answers_scale, found.support_temperature, found.span_power) > 0
    assert found == fit(network, pairs, half)


@pytest.mark.parametrize("kind", ["sentences", "spans", "claims"])
def test_a_half_without_a_kind_of_row_is_refused(half: Half, kind: str) -> None:
    assert fittable(half) is half
    with pytest.raises(ValueError, match=f"none of those kept apart are {kind}"):
        fittable(replace(half, **{kind: ()}))


def test_texts_without_rivals_are_refused(half: Half) -> None:
    alone = tuple(replace(choice, texts=choice.texts[:1]) for choice in half.sentences)
    with pytest.raises(ValueError, match="look alike"):
        fittable(replace(half, sentences=alone, paragraphs=()))
