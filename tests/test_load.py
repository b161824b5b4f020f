"""Several people ask at once, and each gets their own answers: a small run of benchmarks/load.py."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from load import FOLLOW_UP, QUESTIONS, measure, sequences

from assistant import Assistant


def test_each_of_many_people_gets_their_own_answers(sample_assistant: Assistant) -> None:
    outcome = measure(sample_assistant, people=12, questions=2, limit=300)
    assert outcome.trouble == ()
    assert len(outcome.seconds) == 24


def test_no_two_people_ask_the_same() -> None:
    assert len({tuple(plan) for plan in sequences(50, 3)}) == 50
    assert len({tuple(plan) for plan in sequences(12, 2)}) == len(QUESTIONS)
    assert all(plan[-1] == FOLLOW_UP for plan in sequences(50, 3))


class Confused(Assistant):
    """An assistant that gives everybody, once it is asked by many, the answer to its first question."""

    def stream(self, question, *given, **options):  # type: ignore[no-untyped-def]
        first = self.__dict__.setdefault("first", question)
        calls = self.__dict__["calls"] = self.__dict__.get("calls", 0) + 1
        yield from super().stream(first if calls > len(QUESTIONS) + 4 else question, *given, **options)


def test_somebody_elses_answer_is_noticed(sample_assistant: Assistant) -> None:
    outcome = measure(Confused(sample_assistant.index, reader=False), people=2, questions=2, limit=300)
    assert any("expected" in line for line in outcome.trouble)
