"""Probabilities that mean what they say."""

from __future__ import annotations

import numpy as np
import pytest

from training.calibrate import fit_line, fit_power, fit_temperature, reliability

MANY = 20_000


@pytest.fixture
def dice() -> np.random.Generator:
    return np.random.default_rng(5)


def _sigmoid(logits: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-logits))


@pytest.mark.parametrize(("slope", "shift"), [(1.0, 0.0), (0.5, -1.0), (2.0, 0.7)])
def test_the_line_is_found_again(dice: np.random.Generator, slope: float, shift: float) -> None:
    logits = dice.normal(0, 2, MANY)
    line = fit_line(logits.tolist(), (dice.random(MANY) < _sigmoid(slope * logits + shift)).tolist())
    assert (line.slope, line.shift) == (pytest.approx(slope, rel=0.06), pytest.approx(shift, abs=0.06))


def test_a_line_never_turns_the_order_about(dice: np.random.Generator) -> None:
    logits = dice.normal(0, 2, MANY)
    line = fit_line(logits.tolist(), (dice.random(MANY) < 0.2 * _sigmoid(-logits) + 0.1).tolist())
    assert 0 < line.slope < 0.01
    assert _sigmoid(np.array(line.shift)) == pytest.approx(0.2, abs=0.01)


@pytest.mark.parametrize("right", [[], [True, True], [False, False]])
def test_a_line_needs_both_right_and_wrong(right: list[bool]) -> None:
    with pytest.raises(ValueError, match="right and readings that are wrong"):
        fit_line([0.5] * len(right), right)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.5])
def test_the_temperature_is_found_again(dice: np.random.Generator, temperature: float) -> None:
    logits = dice.normal(0, 3, (MANY, 3))
    labels = (logits / temperature + dice.gumbel(size=logits.shape)).argmax(1)
    assert fit_temperature(logits, labels) == pytest.approx(temperature, rel=0.06)


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_power_is_found_again(dice: np.random.Generator, power: float) -> None:
    said = dice.random(MANY)
    assert fit_power(said.tolist(), (dice.random(MANY) < said**power).tolist()) == pytest.approx(power, rel=0.06)


def test_probabilities_of_nought_and_one_do_no_harm() -> None:
    assert 0.05 <= fit_power([0.0, 1.0, 0.5], [True, False, True]) <= 4.0


def test_true_probabilities_have_next_to_no_error(dice: np.random.Generator) -> None:
    said = dice.random(MANY)
    found = reliability(said.tolist(), (dice.random(MANY) < said).tolist())
    assert found.error < 0.02
    assert found.said == pytest.approx([0.05 + 0.1 * n for n in range(10)], abs=0.01)
    assert found.seen == pytest.approx(found.said, abs=0.05)
    assert sum(found.counts) == MANY


def test_overconfidence_is_measured() -> None:
    found = reliability([0.95] * 10, [True] * 6 + [False] * 4)
    assert (found.said, found.seen, found.counts) == (pytest.approx((0.95,)), pytest.approx((0.6,)), (10,))
    assert found.error == pytest.approx(0.35)


def test_the_error_is_weighted_by_count_and_one_is_in_the_last_bin() -> None:
    found = reliability([1.0, 0.92, 0.04, 0.0], [True, True, True, False])
    assert found.counts == (2, 2)
    assert found.error == pytest.approx(0.5 * (0.5 - 0.02) + 0.5 * 0.04)


def test_nothing_to_compare_is_refused() -> None:
    with pytest.raises(ValueError, match="no probabilities"):
        reliability([], [])
