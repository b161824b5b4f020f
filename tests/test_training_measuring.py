"""How good a reader is."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from assistant.reader.pairs import Pair
from training.measuring import Logits, best_span, exact, f1, likeliest_words, logits_of
from training.train import ready


@pytest.mark.parametrize(
    ("found", "gold", "score"),
    [
        ("Ada Lorring", "Ada Lorring", 1.0),
        ("the old Mill.", "Old mill", 1.0),
        ("Ada", "Ada Lorring", 2 / 3),
        ("in the year 1784", "1784", 0.5),
        ("mill mill", "mill", 2 / 3),
        ("Piet", "Ada", 0.0),
        ("", "", 1.0),
        ("", "Ada", 0.0),
        ("the", "a", 1.0),
    ],
)
def test_shared_words_are_counted_by_the_rule_of_squad(found: str, gold: str, score: float) -> None:
    assert f1(found, gold) == pytest.approx(score)
    assert f1(gold, found) == pytest.approx(score)


@pytest.mark.parametrize(
    ("found", "gold", "same"),
    [
        ("The Queen!", "queen", True),
        ("  an  old   mill", "old mill", True),
        ("theatre", "atre", False),
        ("1,784", "1784", True),
        ("old mill", "mill old", False),
    ],
)
def test_case_articles_and_punctuation_do_not_count(found: str, gold: str, same: bool) -> None:
    assert exact(found, gold) is same


TEXT = "one two three four"
OFFSETS = [(0, 3), (4, 7), (8, 13), (14, 18)]


def _logits(start: list[float], end: list[float], words: int = 4) -> Logits:
    """Of [CLS] question [SEP] text [SEP]."""
    pair = Pair([101, 9, 102, *[7] * words, 102], 3, 3, OFFSETS[:words] or [])
    span = np.array([start, end], dtype=np.float32).T
    return Logits(pair, 0.0, np.zeros(3, dtype=np.float32), span)


def test_the_likeliest_words_are_found_with_how_likely_they_are() -> None:
    start = [0.0, 99.0, 99.0, 0.0, 9.0, 0.0, 0.0, 99.0]  # question and separators are no part of the text
    end = [0.0, 99.0, 99.0, 0.0, 0.0, 9.0, 0.0, 99.0]
    first, last, likely = best_span(_logits(start, end))
    assert TEXT[first:last] == "two three"
    assert likely == pytest.approx((np.exp(9) / (np.exp(9) + 4)) ** 2, rel=1e-4)


def test_an_end_before_its_start_is_no_span() -> None:
    first, last, likely = best_span(_logits([0, 0, 0, 0, 0, 0, 6, 0], [0, 0, 0, 6, 0, 0, 0, 0]))
    assert first < last
    assert likely < 0.05


def test_words_are_unlikely_where_the_first_token_stands_for_none() -> None:
    assert best_span(_logits([9, 0, 0, 0, 0, 0, 0, 0], [9, 0, 0, 0, 0, 0, 0, 0]))[2] < 1e-6


def test_of_a_text_known_to_answer_the_likeliest_words_are_found_all_the_same() -> None:
    logits = _logits([9, 0, 0, 0, 5, 0, 0, 0], [9, 0, 0, 0, 0, 5, 0, 0])
    first, last, likely = likeliest_words(logits)
    assert TEXT[first:last] == "two three"
    assert likely == pytest.approx((np.exp(5) / (np.exp(5) + 3)) ** 2, rel=1e-3)
    assert logits.span[0, 0] == 9


def test_a_text_without_tokens_has_no_words() -> None:
    assert best_span(_logits([0, 0, 0, 0], [0, 0, 0, 0], words=0)) == (0, 0, 0.0)


def test_each_reading_gets_its_own_logits_in_the_order_given() -> None:
    network, pairs = ready(3)
    network.float()
    wanted = [("Who?", "", "Piet came. " * n) for n in (9, 1, 5)] + [
        ("Who?", "Mills", "Ada left."),
        ("Who?", "", "x " * 700),
    ]
    together = logits_of(network, pairs, wanted)
    for row, found in zip(wanted, together, strict=True):
        (alone,) = logits_of(network, pairs, [row])
        assert found.pair == alone.pair == next(pairs.windows(*row))
        assert found.span.shape == (len(found.pair.ids), 2)
        assert found.answers == pytest.approx(alone.answers, abs=1e-4)
        assert found.support == pytest.approx(alone.support, abs=1e-4)
        assert np.allclose(found.span, alone.span, atol=1e-4)
    assert logits_of(network, pairs, []) == []
    assert torch.is_grad_enabled()
