"""Lines for a terminal: where else a paragraph stands."""

from __future__ import annotations

from dataclasses import replace

from makers import passage

from assistant import Answer, Citation, Query
from assistant.printing import answer_lines, hit_lines, report_to_dict
from vectorstore import Copy, Hit, UpdateReport

COPIES = (
    Copy("c", "Pier opens", "The Courier"),
    Copy("p", "A pier", "Harbour Post"),
    Copy("q", "A pier again", "Harbour Post"),
    Copy("o", "Pier open", "Osterby Post"),
    Copy("n", "No outlet"),
)
ALSO = "   also in The Courier, Harbour Post, “Pier open”, “No outlet”"


def test_a_hit_names_other_outlets_once_and_other_articles_by_title() -> None:
    hit = Hit(passage("It rained."), 1.0)
    assert hit_lines([replace(hit, copies=COPIES)])[2:] == [ALSO]
    assert len(hit_lines([hit])) == 2


def test_a_citation_names_them_too() -> None:
    citation = Citation(1, "pier", "A new pier", "Osterby Post", None, None, 1, "It rained.", 0, 10, COPIES)
    answer = Answer("Why?", Query("Why?", "Why?"), "answered", "“It rained.” [1]", (citation,))
    assert answer_lines(answer)[-1] == ALSO


def test_a_report_counts_copies_where_there_are_any() -> None:
    assert str(UpdateReport(added=3, copies=1)).endswith(", 0 skipped, 1 copy of another report")
    assert str(UpdateReport(added=3, copies=2)).endswith(", 0 skipped, 2 copies of another report")
    assert str(UpdateReport(added=3)).endswith(", 0 skipped")
    assert report_to_dict(UpdateReport(copies=2))["copies"] == 2
