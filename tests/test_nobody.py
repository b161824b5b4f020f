"""How many were hurt may be answered by "nobody"."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import article, assert_sound, small_index

from assistant import Assistant
from assistant.nobody import nobody
from vectorstore import NewsIndex

HURT = "How many people were hurt in the accident?"


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        (HURT, "Nobody was hurt.", "Nobody"),
        (HURT, "The train derailed but no one was injured.", "no one"),
        (HURT, "None of the passengers was hurt.", "None of the passengers"),
        (HURT, "There were no injuries.", "no"),
        (HURT, "No casualties were reported.", "No"),
        ("How many died in the fire?", "Nobody died, and twelve were hurt.", "Nobody"),
        ("How many people are missing?", "Nobody is missing.", "Nobody"),
        ("What is the death toll?", "There were no deaths.", "no"),
        ("How many people were arrested?", "No arrests were made.", "No"),
        (HURT, "Nobody died, and twelve were hurt.", None),
        (HURT, "Nobody knows how many people were hurt.", None),
        (HURT, "No more people were hurt.", None),
        (HURT, "There was no word on how many were hurt.", None),
        (HURT, "Twelve people were hurt.", None),
        (HURT, "Nobody on the lorry was hurt.", None),
        (HURT, "Fourteen passengers were injured; nobody aboard was hurt badly.", None),
        ("How many passengers were hurt?", "None of the horses was hurt.", None),
        ("How many people were killed?", "There was no warning before the blast that killed 12 people.", None),
        ("How many men were killed in Varn?", "No one has been arrested over the killings of three men.", None),
        ("How many people were killed?", "No child was killed when a bus overturned, but the driver died.", None),
        ("How many people were killed?", "None of the dead has been named.", None),
        ("How many people were killed?", "Nobody was hurt or killed.", "Nobody"),
        ("How many people were killed?", "No lives were lost.", "No"),
        (HURT, "Nobody aboard was seriously hurt.", "Nobody"),
        ("Who was hurt in the accident?", "Nobody was hurt.", None),
        ("How many people live in Osterby?", "Nobody was hurt.", None),
    ],
)
def test_nobody_is_a_number(question: str, sentence: str, words: str | None) -> None:
    found = nobody(question, sentence)
    assert (sentence[slice(*found)] if found else None) == words


def test_that_nobody_was_hurt_is_told(tmp_path: Path, sample_index: NewsIndex) -> None:
    text = "A freight train derailed near Skarra on Tuesday. Nobody was hurt. The line was closed for two days."
    train = article("train", text, title="Train derails", day="2024-09-15", source="Wire")
    others = [article(town, f"The council of {town} met on Monday and agreed on a tax.") for town in ("Olm", "Tolvik")]
    index = small_index(tmp_path / "index", sample_index, train, *others)
    answer = Assistant(index).ask("How many people were hurt when the train derailed near Skarra?")
    assert_sound(answer, index)
    assert answer.citations[0].answer_words == "Nobody"
    index.close()
