"""The rows that are trained on and those kept apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from reader_rows import TOWNS, write_rows

from training.rows import Rows, is_apart, joined, load


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_rows(tmp_path_factory.mktemp("rows"))


def _texts(rows: Rows) -> set[str]:
    spans = {span.text for span in (*rows.spans, *rows.paragraphs)}
    return spans | {s for _, s, _ in rows.sentences} | {c.evidence[0] for c in rows.claims}


def test_no_text_is_on_both_sides(folder: Path) -> None:
    train, apart = load(folder)
    assert _texts(train)
    assert _texts(apart)
    assert not _texts(train) & _texts(apart)


def test_every_row_is_on_one_side_and_single_sentences_are_no_paragraphs(folder: Path) -> None:
    train, apart = load(folder)
    assert (len(train.sentences), len(apart.sentences)) == (24, 8)
    assert (len(train.spans), len(apart.spans)) == (24, 8)
    assert (len(train.paragraphs), len(apart.paragraphs)) == (10, 12)
    assert (len(train.claims), len(apart.claims)) == (16, 16)
    assert all(s.text[s.start :].startswith(s.answer) for s in (*train.spans, *train.paragraphs, *apart.paragraphs))


def test_paragraphs_of_xquad_are_all_kept_apart(folder: Path) -> None:
    train, apart = load(folder)
    assert sum(span.source == "xquad-en" for span in apart.paragraphs) == 6
    assert not [span for span in train.paragraphs if span.source == "xquad-en"]


def test_a_sentence_of_a_paragraph_kept_apart_is_kept_apart_as_well(tmp_path: Path) -> None:
    folder = write_rows(tmp_path)
    sentence = f"Fishermen from {TOWNS[-1]} sell herring on the quay."
    assert not is_apart(sentence, 0.04)
    with (folder / "sentences.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(f'{{"question": "Who sells herring?", "sentence": "{sentence}", "from": "squad-dev"}}\n')
    train, apart = load(folder)
    assert sentence in {s for _, s, _ in apart.sentences} - {s for _, s, _ in train.sentences}


def test_the_place_of_a_sentence_is_known_where_the_source_is_in_order(folder: Path) -> None:
    train, apart = load(folder)
    places = sorted(place for _, _, place in (*train.sentences, *apart.sentences))
    assert places == [-1] * 16 + list(range(1, 32, 2))


def test_the_division_is_by_the_hash_of_the_letters_and_never_changes() -> None:
    assert [town for town in TOWNS[:60] if is_apart(town, 0.04)] == ["Bexwick", "Heskwick"]
    assert is_apart("Was it  HERE?", 0.3) == is_apart("was it here", 0.3)
    share = sum(is_apart(town, 0.25) for town in TOWNS) / len(TOWNS)
    assert share == pytest.approx(0.25, abs=0.05)
    salted = [is_apart(town, 0.5, "half") for town in TOWNS if is_apart(town, 0.5)]
    assert sum(salted) / len(salted) == pytest.approx(0.5, abs=0.08)
    assert not is_apart("anything", 0.0)
    assert is_apart("anything", 1.0)


def test_a_folder_without_rows_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"it lacks sentences\.jsonl and spans\.jsonl and claims\.jsonl"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("sentences", "{broken"),
        ("sentences", '{"question": "Who?"}'),
        ("spans", '{"question": "Who?", "context": "Mara.", "answer": "Mara", "start": "0", "from": "xquad-en"}'),
        ("claims", '{"claim": "It is.", "evidence": [], "label": "supports"}'),
        ("claims", '["It is."]'),
    ],
)
def test_a_line_that_is_no_row_is_named(tmp_path: Path, name: str, line: str) -> None:
    path = write_rows(tmp_path) / f"{name}.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"line 1 of .*{name}\.jsonl is no"):
        load(tmp_path)


def test_evidence_is_read_as_one_text() -> None:
    assert joined(("It rained.", "It froze.")) == "It rained. It froze."
