"""From logits at tokens to words of the text."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.reader.calibration import Calibration
from assistant.reader.pairs import Pair, Pairs
from assistant.reader.spans import MOST_SPANS, likeliest, spans_of
from assistant.reader.weights import packaged_folder

TEXT = "The ferry Amber hit the pier at Osterby. Twelve people were injured, Zoe\u0308 Lind said."


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    return Pairs(packaged_folder())


def flat(pair: Pair, none: float = 0.0) -> NDArray[np.float32]:
    """Logits that say nothing but how likely it is that there is no answer."""
    logits = np.zeros((len(pair.ids), 2), dtype=np.float32)
    logits[0] = none
    return logits


def marked(pair: Pair, text: str, *wanted: str) -> NDArray[np.float32]:
    """Logits that are sure of the words, of the first more than of the others."""
    logits = flat(pair)
    for rank, words in enumerate(wanted):
        start = text.index(words)
        inside = [n for n, (s, e) in enumerate(pair.offsets) if s < start + len(words) and e > start]
        logits[pair.text + inside[0], 0] = logits[pair.text + inside[-1], 1] = 9.0 - rank
    return logits


def test_the_words_that_are_marked_are_found(pairs: Pairs) -> None:
    (pair,) = pairs.windows("How many?", "A title", TEXT)
    found = spans_of(TEXT, [(pair, marked(pair, TEXT, "Twelve people", "Osterby"))], Calibration())
    assert [span.text for span in found[:2]] == ["Twelve people", "Osterby"]
    assert len(found) == MOST_SPANS
    assert all(TEXT[span.start : span.end] == span.text for span in found)


def test_a_span_is_as_likely_as_start_times_end_among_tokens_and_none(pairs: Pairs) -> None:
    (pair,) = pairs.windows("How many?", "", "Twelve")
    (span,) = spans_of("Twelve", [(pair, flat(pair, none=np.log(3)))], Calibration())
    assert span.probability == pytest.approx(1 / 16)
    (span,) = spans_of("Twelve", [(pair, flat(pair, none=np.log(3)))], Calibration(span_power=0.5))
    assert span.probability == pytest.approx(1 / 4)


def test_the_likeliest_are_those_that_counting_all_finds(pairs: Pairs) -> None:
    (pair,) = pairs.windows("How many?", "", TEXT)
    logits = np.random.default_rng(3).standard_normal((len(pair.ids), 2)).astype(np.float32) * 3
    places = [0, *range(pair.text, len(pair.ids) - 1)]
    raised = np.exp(logits[places])
    start, end = (raised / raised.sum(axis=0)).T[:, 1:]
    every = sorted(
        ((start[i] * end[j], i, j) for i in range(len(start)) for j in range(i, min(len(start), i + 30))), reverse=True
    )
    kept: list[tuple[float, int, int]] = []
    for likely, i, j in every:
        if len(kept) < MOST_SPANS and not any(i <= last and first <= j for _, first, last in kept):
            kept.append((likely, i, j))
    found = likeliest(pair, logits)
    assert [(i, j) for i, j, _ in found] == [(i, j) for _, i, j in kept]
    assert [likely for _, _, likely in found] == pytest.approx([likely for likely, _, _ in kept])


def test_words_are_never_cut(pairs: Pairs) -> None:
    (pair,) = pairs.windows("Where?", "", TEXT)
    part = next(n for n, (s, e) in enumerate(pair.offsets) if TEXT[s:e] != "Osterby" and TEXT[s:e] in "Osterby")
    logits = flat(pair)
    logits[pair.text + part] = 9.0
    assert spans_of(TEXT, [(pair, logits)], Calibration())[0].text == "Osterby"
    accented = spans_of(TEXT, [(pair, marked(pair, TEXT, "Zoe"))], Calibration())
    assert accented[0].text == "Zoe\u0308"


def test_words_of_languages_without_spaces_are_not_run_together(pairs: Pairs) -> None:
    text = "事故で東京の人が負傷"
    (pair,) = pairs.windows("Where?", "", text)
    assert spans_of(text, [(pair, marked(pair, text, "東京"))], Calibration())[0].text == "東京"


def test_of_windows_that_overlap_a_span_is_told_once(pairs: Pairs) -> None:
    text = " ".join(f"word{n}" for n in range(200)) + " Osterby at last."
    windows = list(pairs.windows("Where?", "", text))
    assert len(windows) > 1
    logits = [flat(pair, none=5.0) for pair in windows]
    logits[-1] = marked(windows[-1], text, "Osterby")
    found = spans_of(text, zip(windows, logits, strict=True), Calibration())
    assert found[0].text == "Osterby"
    edges = sorted((span.start, span.end) for span in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(edges))


def test_a_text_without_tokens_has_no_spans(pairs: Pairs) -> None:
    (pair,) = pairs.windows("Where?", "", "")
    assert spans_of("", [(pair, flat(pair))], Calibration()) == ()
    assert spans_of("", [], Calibration()) == ()
