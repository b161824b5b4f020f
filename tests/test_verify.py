"""A citation that does not stand where it says is found out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from makers import article, small_index

from assistant import Citation
from assistant.verify import misplaced, without_marks
from vectorstore import NewsIndex

FIRST = "“It rained,” said Åsa Rød. The pier [7] was closed."
QUOTE = "The pier [7] was closed."
START = FIRST.index(QUOTE)
CITATION = Citation(1, "pier", "Pier", None, None, None, 1, QUOTE, START, START + len(QUOTE))
GONE = "the paragraph it cites is no longer in the archive"
CHANGED = "its quote is not, letter for letter, in the paragraph it cites"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex) -> Iterator[NewsIndex]:
    pier = article("pier", FIRST, "The pier was opened again.")
    index = small_index(tmp_path_factory.mktemp("verify") / "index", sample_index, pier)
    yield index
    index.close()


def test_a_citation_that_is_right_passes(index: NewsIndex) -> None:
    assert misplaced(index, CITATION) is None
    assert misplaced(index, replace(CITATION, number=2, paragraph=2, quote="The pier", start=0, end=8)) is None


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"article_id": "bridge"}, GONE),
        ({"paragraph": 3}, GONE),
        ({"paragraph": 0}, GONE),
        ({"paragraph": 2}, CHANGED),
        ({"start": START - 1}, CHANGED),
        ({"end": START + len(QUOTE) - 1}, CHANGED),
        ({"end": START + len(QUOTE) + 1}, CHANGED),
        ({"start": START - len(FIRST)}, CHANGED),
        ({"start": START + 1, "end": START}, CHANGED),
        ({"quote": "The pier [7] was clozed."}, CHANGED),
        ({"quote": "the pier [7] was closed."}, CHANGED),
        ({"quote": "The pier [7]  was closed."}, CHANGED),
        ({"quote": "", "end": START}, CHANGED),
        ({"quote": " ", "start": START - 1, "end": START}, CHANGED),
    ],
)
def test_a_citation_that_is_wrong_is_objected_to(index: NewsIndex, changes: dict[str, Any], why: str) -> None:
    assert misplaced(index, replace(CITATION, **changes)) == why


def test_marks_of_others_become_no_marks() -> None:
    assert without_marks("The pier [2], again [x] [12]") == "The pier (2), again [x] (12)"


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (("The pier [7] was closed, then opened.", "The pier was opened again."), CHANGED),
        ((f"It stormed. {QUOTE}", "The pier was opened again."), CHANGED),
        ((FIRST.replace("é", "e").replace("Å", "A"), "Other."), None),
    ],
)
def test_an_article_that_has_changed_is_looked_up_anew(
    tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex, now: tuple[str, ...], why: str | None
) -> None:
    index = small_index(tmp_path_factory.mktemp("changed") / "index", sample_index, article("pier", FIRST))
    assert misplaced(index, CITATION) is None
    index.update([article("pier", *now)])
    assert misplaced(index, CITATION) == why
    index.rebuild([article("bridge", FIRST)])
    assert misplaced(index, CITATION) == GONE
    index.close()
