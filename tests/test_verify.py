"""The gate: a sentence that is wrong in any way is not let through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from makers import article, small_index

from assistant import Citation
from assistant.verify import objection
from vectorstore import NewsIndex

FIRST = "“It rained,” said Åsa Rød. The pier [7] was closed."
QUOTE = "The pier [7] was closed."
START = FIRST.index(QUOTE)
CITATION = Citation(1, "pier", "Pier", None, None, None, 1, QUOTE, START, START + len(QUOTE))
SENTENCE = f"Osterby Post reported: “{QUOTE}” [1]"
GONE = "the paragraph it cites is no longer in the archive"
MARKS = "its marks are not those of its citations"
CHANGED = "its quote is not, letter for letter, in the paragraph it cites"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex) -> Iterator[NewsIndex]:
    pier = article("pier", FIRST, "The pier was opened again.")
    index = small_index(tmp_path_factory.mktemp("verify") / "index", sample_index, pier)
    yield index
    index.close()


def test_a_sentence_that_is_right_passes(index: NewsIndex) -> None:
    assert objection(index, SENTENCE, [CITATION]) is None


def test_a_sentence_with_two_right_citations_passes(index: NewsIndex) -> None:
    other = replace(CITATION, number=2, paragraph=2, quote="The pier", start=0, end=8)
    assert objection(index, f"{SENTENCE} “The pier” [2]", [CITATION, other]) is None
    assert objection(index, f"{SENTENCE} “The pier” [2]", [CITATION, replace(other, end=9)]) == CHANGED


@pytest.mark.parametrize(
    ("text", "changes", "why"),
    [
        (f"“{QUOTE}”", {}, MARKS),
        (f"“{QUOTE}” [2]", {}, MARKS),
        (f"“{QUOTE}” [1] [2]", {}, MARKS),
        (f"“{QUOTE}” [1][1]", {}, MARKS),
        (f"“{QUOTE}” [7]", {}, MARKS),
        (f"“A title [3]”: “{QUOTE}” [1]", {}, MARKS),
        (SENTENCE, {"number": 2}, MARKS),
        (SENTENCE, {"article_id": "bridge"}, GONE),
        (SENTENCE, {"paragraph": 3}, GONE),
        (SENTENCE, {"paragraph": 0}, GONE),
        (SENTENCE, {"paragraph": 2}, CHANGED),
        (SENTENCE, {"start": START - 1}, CHANGED),
        (SENTENCE, {"end": START + len(QUOTE) - 1}, CHANGED),
        (SENTENCE, {"end": START + len(QUOTE) + 1}, CHANGED),
        (SENTENCE, {"start": START - len(FIRST)}, CHANGED),
        (SENTENCE, {"start": START + 1, "end": START}, CHANGED),
        ("“The pier [7] was clozed.” [1]", {"quote": "The pier [7] was clozed."}, CHANGED),
        ("“the pier [7] was closed.” [1]", {"quote": "the pier [7] was closed."}, CHANGED),
        ("“The pier [7]  was closed.” [1]", {"quote": "The pier [7]  was closed."}, CHANGED),
        ("Nothing. [1]", {"quote": "", "end": START}, CHANGED),
        ("Nothing. [1]", {"quote": " ", "start": START - 1, "end": START}, CHANGED),
        ("The pier was never closed. [1]", {}, "it does not show the quote it cites"),
    ],
)
def test_a_sentence_that_is_wrong_is_objected_to(
    index: NewsIndex, text: str, changes: dict[str, Any], why: str
) -> None:
    assert objection(index, text, [replace(CITATION, **changes)]) == why


def test_a_sentence_that_cites_nothing_is_objected_to(index: NewsIndex) -> None:
    assert objection(index, "The pier was closed.", []) == "it cites nothing"


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
    assert objection(index, SENTENCE, [CITATION]) is None
    index.update([article("pier", *now)])
    assert objection(index, SENTENCE, [CITATION]) == why
    index.rebuild([article("bridge", FIRST)])
    assert objection(index, SENTENCE, [CITATION]) == GONE
    index.close()
