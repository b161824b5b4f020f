"""From logits to probabilities."""

from __future__ import annotations

import pytest

from assistant.reader.calibration import Calibration, sigmoid


def test_without_numbers_nothing_is_changed() -> None:
    plain = Calibration()
    assert plain.answers(0.0) == 0.5
    assert plain.answers(2.0) == pytest.approx(0.8808, abs=1e-4)
    assert plain.support([0.0, 0.0, 0.0]) == pytest.approx([1 / 3] * 3)
    assert plain.span(0.3) == pytest.approx(0.3)


def test_numbers_do_what_they_are_for() -> None:
    fitted = Calibration(answers_scale=0.5, answers_bias=-1.0, support_temperature=2.0, span_power=0.5)
    assert fitted.answers(2.0) == 0.5
    assert fitted.support([4.0, 0.0, 0.0]) == pytest.approx(Calibration().support([2.0, 0.0, 0.0]))
    assert fitted.span(0.25) == pytest.approx(0.5)


def test_it_comes_back_as_it_was_kept() -> None:
    fitted = Calibration(0.7, -0.1, 1.4, 0.9)
    assert Calibration.from_json(fitted.to_json()) == fitted
    assert Calibration.from_json("{}") == Calibration()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        '{"answers_scale": 0}',
        '{"answers_scale": -1}',
        '{"span_power": NaN}',
        '{"support_temperature": Infinity}',
        '{"answers_bias": "1"}',
        '{"scale": 1}',
    ],
)
def test_what_would_turn_an_order_about_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Calibration.from_json(text)


def test_no_logit_is_too_large() -> None:
    assert (sigmoid(-1e9), sigmoid(1e9)) == (pytest.approx(0.0), 1.0)
    assert Calibration().support([1e6, -1e6, 0.0]) == [1.0, 0.0, 0.0]
