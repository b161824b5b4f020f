"""How the parts of an answer are worded around, and what each sentence cites."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from makers import answering, candidate, candidates
from newsprint import APART, MAY, as_parts

from assistant.choose import Part, Role
from assistant.compose import write
from assistant.evidence import Candidate


def texts(*chosen: Candidate | Part, warning: str = "") -> list[str]:
    parts = [part if isinstance(part, Part) else as_parts(part)[0] for part in chosen]
    return [sentence.text for sentence in write(parts, warning)]


def test_no_parts_make_no_sentences() -> None:
    assert texts() == []


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "Osterby Post reported: “It rained.” [1]"),
        ({"published": MAY}, "Osterby Post reported on 7 May 2024: “It rained.” [1]"),
        ({"source": None}, "“A new pier”: “It rained.” [1]"),
        ({"source": None, "published": MAY}, "“A new pier”, 7 May 2024: “It rained.” [1]"),
        ({"source": None, "title": ""}, "An article in the archive: “It rained.” [1]"),
    ],
)
def test_who_reported_it_and_when_stands_before_the_quote(fields: dict[str, Any], text: str) -> None:
    assert texts(candidate("It rained.", **fields)) == [text]


def test_marks_run_in_order_and_the_origin_is_told_once() -> None:
    parts = as_parts(
        candidate("It rained.", published=MAY),
        candidate("It snowed.", published=MAY, paragraph=2),
        candidate("It thawed.", article_id="thaw", source="Coast Times", published=MAY),
        candidate("It froze.", article_id="frost", source=None, title="Frost"),
    )
    sentences = list(write(parts))
    assert [s.text for s in sentences] == [
        "Osterby Post reported on 7 May 2024: “It rained.” [1]",
        "The same report: “It snowed.” [2]",
        "Coast Times, 7 May 2024: “It thawed.” [3]",
        "“Frost”: “It froze.” [4]",
    ]
    cited = [citation for sentence in sentences for citation in sentence.citations]
    assert [(c.number, c.article_id, c.paragraph) for c in cited] == [
        (1, "pier", 1),
        (2, "pier", 2),
        (3, "thaw", 1),
        (4, "frost", 1),
    ]


def test_a_warning_stands_once_before_the_first_sentence() -> None:
    chosen = as_parts(
        candidate("It rained.", published=MAY), candidate("It froze.", article_id="frost", source="Coast Times")
    )
    assert texts(*chosen, warning="The archive has no clear answer; closest is") == [
        "The archive has no clear answer; closest is Osterby Post, 7 May 2024: “It rained.” [1]",
        "Coast Times: “It froze.” [2]",
    ]
    (first, _) = write(chosen, "Beware:")
    assert first.told == "Osterby Post, 7 May 2024: “It rained.” [1]"


def test_reports_that_agree_are_named_in_one_sentence_and_each_is_cited() -> None:
    wire, lamp, courier = (
        candidate(f"{n} were hurt.", article_id=source, source=source, published=MAY)
        for n, source in (("Twelve", "Wire"), ("12", "Lamp"), ("A dozen", "Courier [3]"))
    )
    parts = [Part(wire, Role.ANSWER), Part(lamp, Role.AGREES), Part(courier, Role.AGREES)]
    first, second = write(parts)
    assert first.text == "Wire reported on 7 May 2024: “Twelve were hurt.” [1]"
    assert second.text == "The same in Lamp, 7 May 2024 [2]; Courier (3), 7 May 2024 [3]"
    assert [(c.number, c.quote) for c in second.citations] == [(2, "12 were hurt."), (3, "A dozen were hurt.")]
    assert {n: cited.source for n, cited in second.cited.items()} == {2: "Lamp", 3: "Courier [3]"}
    assert (first.quoted, second.quoted) == (["Twelve were hurt."], [])


@pytest.mark.parametrize(
    ("role", "lead"),
    [(Role.EARLIER, "Earlier, Lamp, 7 May 2024:"), (Role.DIFFERS, "Reports differ: Lamp, 7 May 2024:")],
)
def test_another_figure_is_told_as_earlier_or_as_differing(role: Role, lead: str) -> None:
    wire = candidate("Seventeen were hurt.", article_id="wire")
    lamp = candidate("Twelve were hurt.", article_id="lamp", source="Lamp", published=MAY)
    assert texts(Part(wire, Role.ANSWER), Part(lamp, role))[1] == f"{lead} “Twelve were hurt.” [2]"


def test_what_it_leans_on_is_told_as_the_paragraph_before() -> None:
    after, before = candidate("This burnt.", paragraph=2), candidate("A mill stood here.", paragraph=1)
    assert (
        texts(Part(after, Role.ANSWER), Part(before, Role.BEFORE))[1] == "A paragraph before: “A mill stood here.” [2]"
    )


def test_a_citation_is_all_that_is_needed_to_find_the_words() -> None:
    text = f"{APART[0]} {APART[1]}"
    fields: dict[str, Any] = {"url": "https://post.example/pier", "published": MAY, "paragraph": 7}
    (sentence,) = write(as_parts(candidate(text, APART[1], **fields)))
    (citation,) = sentence.citations
    assert text[citation.start : citation.end] == citation.quote == APART[1]
    assert (citation.title, citation.source, citation.url) == (
        "A new pier",
        "Osterby Post",
        "https://post.example/pier",
    )
    assert (citation.published, citation.paragraph) == (MAY, 7)


def test_the_words_that_answer_are_those_of_the_sentence() -> None:
    first, second = candidates(" ".join(APART[:2]))
    (sentence,) = write(as_parts(answering(second, "nine nights'")))
    (citation,) = sentence.citations
    assert citation.answer_words == "nine nights'"
    text = second.hit.passage.paragraph_text
    assert (citation.answer_start, citation.answer_end) == (text.index("nine"), text.index(" debate"))
    assert [s.citations[0].answer_words for s in write(as_parts(first))] == [None]


@pytest.mark.parametrize("place", [(0, 4), (60, 70), (70, 60), (64, 64), (63, 500), (-3, 70)])
def test_words_that_are_not_shown_do_not_answer(place: tuple[int, int]) -> None:
    second = replace(candidates(" ".join(APART[:2]))[1], answer=place)
    assert second.stretch.start == 63
    (sentence,) = write(as_parts(second))
    assert (sentence.citations[0].answer_start, sentence.citations[0].answer_end) == (None, None)
