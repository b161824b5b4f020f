"""Several people ask at once, and each gets their own answers: a small run of benchmarks/load.py."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from load import FOLLOW_UP, QUESTIONS, measure, sequences

from assistant import Assistant
from assistant.types import Step
from vectorstore import NewsIndex


def test_each_of_many_people_gets_their_own_answers(sample_assistant: Assistant) -> None:
    outcome = measure(sample_assistant, people=12, questions=2, limit=300)
    assert outcome.trouble == ()
    assert len(outcome.seconds) == 24


def test_no_two_people_ask_the_same() -> None:
    assert len({tuple(plan) for plan in sequences(50, 3)}) == 50
    assert len({tuple(plan) for plan in sequences(12, 2)}) == len(QUESTIONS)
    assert all(plan[-1] == FOLLOW_UP for plan in sequences(50, 3))


class Confused(Assistant):
    """An assistant that gives whoever asks on the page the answer to another question."""

    def stream(self, question: str, *given: Any, **options: Any) -> Iterator[Step]:
        served = current_thread() is not main_thread()
        return super().stream(QUESTIONS[0] if served else question, *given, **options)


def test_somebody_elses_answer_is_noticed(sample_index: NewsIndex) -> None:
    outcome = measure(Confused(sample_index, reader=False), people=2, questions=2, limit=300)
    assert any("expected" in line for line in outcome.trouble)
