"""Titles for texts that have none."""

from __future__ import annotations

import random

from training.titles import title_for

AROUND = (
    "The mayor of Quorwick met Ada Lorring on Monday. However, Ada Lorring said that the bridge, which is old and "
    "steep, would be closed. Later Ada Lorring left."
)
QUESTION = "Why did the mayor meet Ada Lorring in Velholm?"


def test_titles_are_none_or_a_name_or_the_first_words() -> None:
    dice = random.Random(2)
    made = [title_for(QUESTION, AROUND, dice) for _ in range(2000)]
    none = made.count("") / len(made)
    assert 0.5 < none < 0.6
    named = made.count("Ada Lorring") / len(made)
    assert 0.28 < named < 0.38
    begun = [title for title in made if title not in ("", "Ada Lorring")]
    assert begun
    for title in begun:
        assert AROUND.startswith(title)
        assert 5 <= len(title.split()) <= 11
        assert title[-1] not in ",.;:"


def test_a_text_without_names_and_too_short_to_cut_has_no_title() -> None:
    dice = random.Random(2)
    assert {title_for("why?", "it rained all day", dice) for _ in range(200)} == {""}


def test_one_draw_decides_so_that_the_same_dice_give_the_same_titles() -> None:
    first, second = random.Random(5), random.Random(5)
    made = [title_for(QUESTION, AROUND, first) for _ in range(50)]
    assert made == [title_for(QUESTION, AROUND, second) for _ in range(50)]
