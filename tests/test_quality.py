"""What every answer on the sample archive is, and how good they are: floors that may be raised, not lowered unseen.

The questions take a minute or more: all that looks at the answers is in this file, which one process runs.
"""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from floors import FLOORS_FILE, Figure, digests, measure, read_floors, update
from makers import AskedQuestion, all_sample_questions, assert_sound

from assistant import Assistant
from vectorstore import NewsIndex


@pytest.fixture(scope="module")
def asked(sample_assistant: Assistant) -> tuple[AskedQuestion, ...]:
    return all_sample_questions(sample_assistant)


@pytest.fixture(scope="module")
def figures(sample_assistant: Assistant) -> dict[str, Figure]:
    return measure(sample_assistant)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copy(FLOORS_FILE, tmp_path / "floors.json"))


def with_floor(file: Path, name: str, floor: float) -> bytes:
    kept = read_floors(file)
    kept["floors"].setdefault(name, {})["floor"] = floor
    file.write_text(json.dumps(kept), encoding="utf-8")
    return file.read_bytes()


def floors_in(file: Path) -> dict[str, Any]:
    return {name: kept["floor"] for name, kept in read_floors(file)["floors"].items()}


def test_the_floors_belong_to_this_archive_and_these_questions() -> None:
    assert read_floors()["data"] == digests(), (
        "the sample articles or their questions have changed: measure anew with  python tests/floors.py --update"
    )


def test_questions_are_enough_of_both_kinds(asked: tuple[AskedQuestion, ...]) -> None:
    assert len([a for a in asked if a.answers is None]) >= 25
    assert len([a for a in asked if a.answers]) >= 50
    assert len({a.question for a in asked}) == len(asked)


@pytest.mark.parametrize("name", read_floors()["floors"])
def test_no_figure_is_under_its_floor(name: str, figures: dict[str, Figure]) -> None:
    assert figures[name].value >= floors_in(FLOORS_FILE)[name], figures[name].missed


def test_every_figure_has_a_floor_just_under_what_was_measured(figures: dict[str, Figure]) -> None:
    kept = read_floors()["floors"]
    assert kept.keys() == figures.keys()
    for name, figure in figures.items():
        assert kept[name]["questions"] == figure.questions
        assert 0 <= kept[name]["measured"] - kept[name]["floor"] <= 1 / figure.questions + 0.0015


def test_an_update_raises_floors_and_lowers_none(copy: Path, figures: dict[str, Figure]) -> None:
    name = "retrieval: mrr"
    with_floor(copy, name, 0.1)
    assert update(copy, figures, allow_lower=False) == 0
    assert floors_in(copy)[name] == figures[name].floor > 0.1
    within = round(figures[name].value - 0.001, 3)
    with_floor(copy, name, within)
    assert update(copy, figures, allow_lower=False) == 0
    assert floors_in(copy)[name] == within
    assert read_floors(copy)["data"] == digests()


@pytest.mark.parametrize("name", ["retrieval: hit@4", "answers: correct", "answers: no longer measured"])
def test_lowering_a_floor_takes_a_word(
    name: str, copy: Path, figures: dict[str, Figure], capsys: pytest.CaptureFixture[str]
) -> None:
    before = with_floor(copy, name, 0.999)
    assert update(copy, figures, allow_lower=False) == 1
    (sentence,) = capsys.readouterr().err.splitlines()
    assert sentence.startswith(f"floors: this would lower {name!r}")
    assert "--allow-lower" in sentence
    assert copy.read_bytes() == before
    assert update(copy, figures, allow_lower=True) == 0
    assert floors_in(copy) == {known: figure.floor for known, figure in figures.items()}


def test_every_quote_is_exact(asked: tuple[AskedQuestion, ...], sample_index: NewsIndex) -> None:
    citations = [citation for a in asked for citation in a.answer.citations]
    assert len(citations) > 50
    for citation in citations:
        article = sample_index.article(citation.article_id)
        assert article is not None
        texts = {p.position: p.text for p in article.paragraphs}
        assert texts[citation.paragraph][citation.start : citation.end] == citation.quote != ""


def test_every_answer_on_the_sample_archive_is_sound(sample_assistant: Assistant, sample_index: NewsIndex) -> None:
    for asked in all_sample_questions(sample_assistant):
        assert_sound(asked.answer, sample_index)
        assert asked.answer.question == asked.answer.query.text == asked.question
        assert asked.answer.withheld == ()


def test_answers_are_short(sample_assistant: Assistant) -> None:
    answers = [asked.answer for asked in all_sample_questions(sample_assistant)]
    lengths = [len(answer.text.split()) for answer in answers]
    assert sum(lengths) / len(lengths) < 60
    assert max(lengths) < 130
    assert max(len(c.quote.split()) for answer in answers for c in answer.citations) < 150


def test_no_paragraph_is_quoted_twice_in_the_same_place(sample_assistant: Assistant) -> None:
    for asked in all_sample_questions(sample_assistant):
        cited = sorted((c.article_id, c.paragraph, c.start, c.end) for c in asked.answer.citations)
        for left, right in pairwise(cited):
            assert left[:2] != right[:2] or left[3] <= right[2]


def test_every_refusal_says_so_and_shows_the_nearest(sample_assistant: Assistant) -> None:
    refused = [a.answer for a in all_sample_questions(sample_assistant) if a.answer.status == "not_found"]
    assert len(refused) > 20
    for answer in refused:
        assert answer.text.startswith("The archive does not say.")
        assert answer.text.endswith("It holds 43 articles, from 5 October 2020 to 19 June 2025.")
        assert answer.citations == ()
        assert 1 <= len(answer.nearest) <= 3
        assert answer.nearest[0].passage.title in answer.text


def test_every_status_is_met_and_a_partial_answer_says_so(sample_assistant: Assistant) -> None:
    answers = [asked.answer for asked in all_sample_questions(sample_assistant)]
    assert {answer.status for answer in answers} == {"answered", "partial", "not_found"}
    for answer in answers:
        warned = answer.text.startswith(("The archive has no clear answer", "The archive does not bear out"))
        assert warned is (answer.status == "partial")
