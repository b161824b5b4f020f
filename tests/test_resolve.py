"""What has become of the words that an earlier answer cites, and what their report says was corrected."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from makers import article, assert_sound, small_index

from assistant import Assistant, Citation, resolve
from assistant.page.cards import sources_html
from assistant.printing import answer_lines
from vectorstore import NewsIndex

PIER = "The pier at Osterby was closed on Tuesday after divers found shipworm in its oak piles."
NOTE = "Correction: an earlier version of this article said that divers had found rot."
OTHER = article("bank", "Harsund Kredit opened a branch in the customs house.")
WHY = "Why was the pier at Osterby closed?"


@pytest.fixture
def index(tmp_path: Path, sample_index: NewsIndex) -> Iterator[NewsIndex]:
    made = small_index(tmp_path / "index", sample_index, article("pier", PIER), OTHER)
    yield made
    made.close()


def cited(index: NewsIndex) -> Citation:
    answer = Assistant(index).ask(WHY)
    assert_sound(answer, index)
    return answer.citations[0]


def test_words_that_stand_are_current(index: NewsIndex) -> None:
    found = resolve(index, cited(index))
    assert found.standing == "current"
    assert found.version is not None
    assert found.version.number == 1


def test_words_of_an_older_version_are_superseded_and_still_there(index: NewsIndex) -> None:
    citation = cited(index)
    index.update([article("pier", PIER.replace("shipworm", "rot"))])
    found = resolve(index, citation)
    assert found.standing == "superseded"
    assert found.version is not None
    assert found.version.paragraphs[0].text[citation.start : citation.end] == citation.quote


def test_words_that_came_back_are_current(index: NewsIndex) -> None:
    citation = cited(index)
    index.update([article("pier", PIER.replace("shipworm", "rot"))])
    index.update([article("pier", PIER, NOTE)])
    assert resolve(index, citation).standing == "current"


def test_words_of_what_was_taken_back_or_left_out(index: NewsIndex) -> None:
    citation = cited(index)
    index.rebuild([OTHER])
    assert resolve(index, citation).standing == "removed"
    index.update([article("pier", PIER)])
    index.withdraw(["pier"], "it was rot")
    found = resolve(index, citation)
    assert (found.standing, found.why) == ("withdrawn", "it was rot")


def test_words_that_nobody_ever_wrote_are_unknown(index: NewsIndex) -> None:
    invented = Citation(1, "pier", "T", None, None, None, 1, "Wizards closed it.", 0, 18)
    assert resolve(index, invented).standing == "unknown"
    assert resolve(index, Citation(1, "nobody", "T", None, None, None, 1, "x", 0, 1)).standing == "unknown"


def test_what_a_report_says_was_corrected_stands_beside_its_citation(index: NewsIndex) -> None:
    index.update([article("pier", PIER, NOTE)])
    answer = Assistant(index).ask(WHY)
    assert_sound(answer, index)
    assert answer.citations[0].correction == NOTE
    assert f"   corrected: {NOTE}" in answer_lines(answer)
    assert NOTE in unescape(sources_html(1, answer, index.article))
    assert answer.to_dict()["citations"][0]["correction"] == NOTE


def test_what_a_correction_says_was_wrong_is_no_answer(tmp_path: Path, sample_index: NewsIndex) -> None:
    crane = article(
        "crane",
        "A harbour crane fell onto the quay at Vik on Monday morning, injuring four dockers, the port authority said.",
        "Correction: an earlier version of this article said that five dockers were injured.",
        source="Gazette",
    )
    index = small_index(tmp_path / "crane", sample_index, crane)
    answer = Assistant(index).ask("How many dockers were injured?")
    assert_sound(answer, index)
    assert "four dockers" in answer.text
    assert "five" not in answer.text
    assert [c.correction for c in answer.citations] == [crane.paragraphs[1].text]
    index.close()
