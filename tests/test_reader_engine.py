"""The network run on many pairs: the same for each pair, whatever is read with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import SAMPLES

from assistant.reader.calibration import sigmoid
from assistant.reader.engine import Engine
from assistant.reader.pairs import Pair, Pairs
from assistant.reader.weights import load_weights, packaged_folder
from corpus import read_articles

QUESTION = "How many people were injured in the ferry accident?"
TEXTS = [(QUESTION, a.title, p.text) for a in read_articles(SAMPLES) for p in a.paragraphs][:40]


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    wanted = [*TEXTS, (QUESTION, "", "quay " * 400), ("Who?", "", "Mara."), ("Who?", "", "")]
    return [pair for windows in Pairs(packaged_folder()).of_all(wanted) for pair in windows]


@pytest.fixture(scope="module", params=[True, False], ids=["fast", "float32"])
def engine(request: pytest.FixtureRequest, reader_weights: Path) -> Engine:
    return Engine(load_weights(reader_weights)[0], fast=request.param)


def test_each_pair_has_its_own_logits_in_the_order_given(engine: Engine, pairs: list[Pair]) -> None:
    found = engine.logits(pairs)
    assert [logits.span.shape for logits in found] == [(len(pair.ids), 2) for pair in pairs]
    assert {len(logits.support) for logits in found} == {3}
    assert engine.logits([]) == []


def test_they_do_not_depend_on_what_is_read_with_a_pair(engine: Engine, pairs: list[Pair]) -> None:
    found = engine.logits(pairs)
    backwards = engine.logits(pairs[::-1])[::-1]
    alone = [engine.logits([pair])[0] for pair in pairs]
    for logits, other, one in zip(found, backwards, alone, strict=True):
        for again in (other, one):
            assert sigmoid(again.answers) == pytest.approx(sigmoid(logits.answers), abs=0.01)
            # A few roundings of bfloat16, which some processors do otherwise for batches of other sizes.
            assert again.support == pytest.approx(logits.support, abs=0.05)
            assert again.span == pytest.approx(logits.span, abs=0.05)


def test_the_fast_ones_are_close_to_those_of_float32(reader_weights: Path, pairs: list[Pair]) -> None:
    exact = Engine(load_weights(reader_weights)[0], fast=False)
    fast = Engine(load_weights(reader_weights)[0])
    assert exact.kind == "fp32"
    differences = [
        abs(sigmoid(one.answers) - sigmoid(other.answers))
        for one, other in zip(fast.logits(pairs), exact.logits(pairs), strict=True)
    ]
    assert max(differences) < 0.1  # the untrained head's weights are made large, and so are the errors
    assert float(np.mean(differences)) < 0.02


def test_the_logits_are_those_of_the_network(reader_weights: Path, pairs: list[Pair]) -> None:
    network, _ = load_weights(reader_weights)
    pair = pairs[0]
    ids = torch.tensor([pair.ids])
    types = torch.tensor([[int(place >= pair.second) for place in range(len(pair.ids))]])
    with torch.inference_mode():
        answers, support, span = network.eval()(ids, types, torch.ones_like(ids))
    found = Engine(network, fast=False).logits(pairs)[0]
    assert found.answers == pytest.approx(float(answers[0]), abs=1e-3)
    assert found.support == pytest.approx(support[0].tolist(), abs=1e-3)
    assert found.span == pytest.approx(span[0].numpy(), abs=1e-3)


def test_bfloat16_is_for_processors_that_know_it(reader_weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network, _ = load_weights(reader_weights)
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx2": True})
    assert Engine(network).kind == "fp32"
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": True})
    assert Engine(network).kind == "bf16"
