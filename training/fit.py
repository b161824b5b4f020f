"""The numbers that turn a network's logits into probabilities, fitted on one half of the rows kept apart."""

from __future__ import annotations

import numpy as np
from torch import nn

from assistant.reader.calibration import Calibration
from assistant.reader.network import LABELS
from assistant.reader.pairs import Pairs
from training.apart import Half
from training.calibrate import fit_line, fit_power, fit_temperature
from training.measuring import best_span, f1, logits_of
from training.rows import joined

# Words count as found where they share more than half with those marked.
FOUND = 0.5


def fittable(half: Half) -> Half:
    """The same half. Raises ValueError if it lacks a kind of row that a calibration is fitted on."""
    lacking = [kind for kind in ("sentences", "spans", "claims") if not getattr(half, kind)]
    if not lacking and not any(len(choice.texts) > 1 for choice in (*half.sentences, *half.paragraphs)):
        lacking = ["sentences that look alike"]
    if lacking:
        raise ValueError(f"too few rows to calibrate with: none of those kept apart are {' or '.join(lacking)}")
    return half


def fit(network: nn.Module, pairs: Pairs, half: Half) -> Calibration:
    """The calibration of a network."""
    choices = [*half.sentences, *half.paragraphs]
    rows = [(choice.question, "", text) for choice in choices for text in choice.texts]
    right = [place == 0 for choice in choices for place in range(len(choice.texts))]
    line = fit_line([logits.answers for logits in logits_of(network, pairs, rows)], right)
    support = logits_of(network, pairs, [(c.claim, "", joined(c.evidence)) for c in half.claims])
    labels = np.array([LABELS.index(claim.label) for claim in half.claims])
    temperature = fit_temperature(np.array([logits.support for logits in support], dtype=float), labels)
    spans = [*half.spans, *half.short]
    found = [best_span(logits) for logits in logits_of(network, pairs, [(s.question, "", s.text) for s in spans])]
    good = [f1(s.text[start:end], s.answer) > FOUND for s, (start, end, _) in zip(spans, found, strict=True)]
    power = fit_power([likely for _, _, likely in found], good)
    return Calibration(line.slope, line.shift, temperature, power)
