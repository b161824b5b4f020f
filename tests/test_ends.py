"""When something ended is not told by what says that it began."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.ends import of_no_end

WALKED_OUT = "About 2,300 dockers walked out on Monday, halting container traffic."


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("When did the strike end?", WALKED_OUT, True),
        ("When was the strike over?", "The strike began on 13 January.", True),
        ("On what day did the siege stop?", "The siege was laid on Monday.", True),
        ("When did the strike end?", "The strike ended on Friday.", False),
        ("When did the strike end?", "Cranes moved again on Friday after both sides agreed on 5 per cent.", False),
        ("When did the war end?", "Both sides signed a ceasefire on 3 May.", False),
        ("When does rationing end?", "Water is rationed until 1 October.", False),
        ("When did the strike begin?", WALKED_OUT, False),
        ("Why did the strike end?", WALKED_OUT, False),
        ("When did the weekend market open?", WALKED_OUT, False),
    ],
)
def test_an_end_has_words_of_its_own(question: str, sentence: str, expected: bool) -> None:
    assert of_no_end(question, sentence) is expected


def test_the_day_it_began_is_no_sure_answer_to_when_it_ended(sample_assistant: Assistant) -> None:
    assert sample_assistant.ask("When did the dockers' strike end?").status == "partial"
