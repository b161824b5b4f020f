"""What changed from one version to the next, and what was corrected."""

from __future__ import annotations

import pytest

from corpus import Paragraph
from corpus.changes import changes, correction_notes


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(n, text) for n, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Correction: the pier is 40 metres long.", "Correction: the pier is 40 metres long."),
        ("CORRECTION, 4 May 2024: It rained.", "CORRECTION, 4 May 2024: It rained."),
        ("Corrections and clarifications: It rained.", "Corrections and clarifications: It rained."),
        ("(Corrects spelling of name in third paragraph)", "(Corrects spelling of name in third paragraph)"),
        ("It rained. An earlier version of this article said snow.", "An earlier version of this article said snow."),
        ("• This article was amended on 4 May 2024. It had said 14.", "This article was amended on 4 May 2024. It had"),
        ("This story has been corrected to say that it rained.", "This story has been corrected to say"),
        ("Editor's note: the mayor has since resigned.", "Editor's note: the mayor has since resigned."),
        ("Clarification: the dog is a wolf.", "Clarification: the dog is a wolf."),
    ],
)
def test_what_a_newsroom_corrects_is_found(text: str, note: str) -> None:
    (found,) = correction_notes(paragraphs("It rained all day.", text))
    assert found.lstrip("• ").startswith(note)


@pytest.mark.parametrize(
    "text",
    [
        "The market saw a correction: shares fell by a tenth.",
        "Corrections officers walked out on Monday.",
        "He corrected the mayor twice.",
        "The minister said an earlier version of this law had failed.",
        "This story begins in Osterby.",
    ],
)
def test_a_report_about_corrections_is_none(text: str) -> None:
    assert correction_notes(paragraphs(text)) == []


def test_paragraphs_are_changed_added_and_removed() -> None:
    before = paragraphs("Twelve people were hurt on the ferry.", "It rained.", "Nobody knows why it sank.")
    after = paragraphs("Seventeen people were hurt on the ferry.", "Nobody knows why it sank.", "The owner is silent.")
    found = changes(before, after)
    assert [(c.kind, c.before and c.before.position, c.after and c.after.position) for c in found] == [
        ("changed", 1, 1),
        ("removed", 2, None),
        ("added", None, 3),
    ]


def test_what_stayed_is_no_change() -> None:
    assert changes(paragraphs("It rained."), paragraphs("It rained.")) == []
    assert [c.kind for c in changes([], paragraphs("a", "b"))] == ["added", "added"]
    assert [c.kind for c in changes(paragraphs("a", "b"), [])] == ["removed", "removed"]


def test_a_paragraph_moved_down_is_found_again() -> None:
    first, second = "Twelve people were hurt on the ferry.", "Nobody knows yet why it ran into the quay."
    found = changes(paragraphs(first, second), paragraphs("It is raining again.", first, f"{second} Police ask."))
    assert [(c.kind, c.after and c.after.position) for c in found] == [("added", 1), ("changed", 3)]
