"""The rows kept apart, as questions put to a reader."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reader_rows import TOWNS, write_rows

from training.apart import Half, halves, unseen
from training.rows import Claim, Rows, load


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, Rows]:
    return load(write_rows(tmp_path_factory.mktemp("rows")))


@pytest.fixture(scope="module")
def both(rows: tuple[Rows, Rows]) -> tuple[Half, Half]:
    return halves(*rows, 600)


def _read(half: Half) -> set[str]:
    return {choice.texts[0] for choice in (*half.sentences, *half.paragraphs)} | {
        span.text for span in (*half.spans, *half.short)
    }


def test_both_halves_have_rows_of_every_kind_and_share_none(both: tuple[Half, Half]) -> None:
    first, second = both
    assert len(first.sentences) == len(second.sentences) == len(first.short) == len(second.short) == 4
    assert len(first.spans) + len(second.spans) == len(first.paragraphs) + len(second.paragraphs) == 12
    assert not _read(first) & _read(second)
    assert not {c.claim for c in first.claims} & {c.claim for c in second.claims}


def test_nothing_asked_was_read_in_training(rows: tuple[Rows, Rows], both: tuple[Half, Half]) -> None:
    train = rows[0]
    trained = {s for _, s, _ in train.sentences} | {s.text for s in (*train.spans, *train.paragraphs)}
    assert not trained & (_read(both[0]) | _read(both[1]))


def test_the_right_text_is_first_of_at_most_ten_that_differ(rows: tuple[Rows, Rows], both: tuple[Half, Half]) -> None:
    right = {q: s for q, s, _ in rows[1].sentences} | {s.question: s.text for s in rows[1].paragraphs}
    for half in both:
        for choice in (*half.sentences, *half.paragraphs):
            assert choice.texts[0] == right[choice.question]
            assert 2 <= len(set(choice.texts)) == len(choice.texts) <= 10
        assert any(len(choice.texts) == 10 for choice in half.sentences)


def test_other_paragraphs_lack_the_answer_and_the_first_is_the_same_without_it(both: tuple[Half, Half]) -> None:
    for half in both:
        for choice, span in zip(half.paragraphs, half.spans, strict=True):
            assert not [text for text in choice.texts[1:] if span.answer in text]
            assert "The lighthouse is painted red." in choice.texts[1]
            assert choice.texts[1].split()[3] == span.text.split()[3]


def test_claims_have_all_three_labels_and_neither_means_other_evidence(
    rows: tuple[Rows, Rows], both: tuple[Half, Half]
) -> None:
    own = {claim.claim: claim for claim in rows[1].claims}
    for half in both:
        assert {claim.label for claim in half.claims} == {"supports", "refutes", "neither"}
        for claim in half.claims:
            assert (claim.label == "neither") == (claim.evidence != own[claim.claim].evidence)
            assert claim.label in ("neither", own[claim.claim].label)


def test_no_more_rows_than_asked_for_and_the_same_ones_again(rows: tuple[Rows, Rows], both: tuple[Half, Half]) -> None:
    few = halves(*rows, 2)
    assert [len(half.sentences) + len(half.spans) + len(half.short) for half in few] == [6, 6]
    assert halves(*rows, 600) == both


def test_what_training_read_after_all_is_left_out(rows: tuple[Rows, Rows], both: tuple[Half, Half]) -> None:
    train, half = rows[0], both[1]
    assert unseen(half, train) == half
    span, sentence, short = half.spans[0], half.sentences[0].texts[0], half.short[0].text
    longer = replace(span, text=f"{TOWNS[0]} lies here. {sentence.upper()}")
    left = unseen(half, replace(train, paragraphs=[span, longer], spans=[replace(span, text=short)]))
    assert left.spans == half.spans[1:]
    assert left.paragraphs == half.paragraphs[1:]
    assert sentence not in {choice.texts[0] for choice in left.sentences}
    assert short not in {one.text for one in left.short}
    assert left.claims == half.claims


def test_claims_and_evidence_that_training_read_are_left_out(both: tuple[Half, Half]) -> None:
    half = both[1]
    judged = [claim for claim in half.claims if claim.label != "neither"]
    again = Claim(judged[0].claim.upper(), ("Something else.",), "supports")
    shared = Claim("Another claim.", ("A sentence before.", judged[1].evidence[0]), "refutes")
    beside = next(claim for claim in half.claims if claim.label == "neither" and claim.claim != judged[0].claim)
    known = Claim("A third claim.", beside.evidence, "supports")
    left = unseen(half, Rows(claims=[again, shared, known])).claims
    gone = [claim for claim in half.claims if claim not in left]
    assert judged[0] in gone
    assert judged[1] in gone
    assert beside in left  # what looks alike was trained on beside its own claim, and not with this one
    assert {claim.claim for claim in gone if claim.label == "neither"} <= {judged[0].claim}
