"""Groups of examples: what answers, and what only looks so."""

from __future__ import annotations

import pytest
from reader_rows import TOWNS, mill, paragraph, write_rows

from training.groups import Group, Maker, without_answer
from training.rows import Claim, Rows, Span, load


@pytest.fixture(scope="module")
def train(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    return load(write_rows(tmp_path_factory.mktemp("rows")))[0]


def _answers_stand_where_they_are_said_to(groups: list[Group], spans: list[Span]) -> None:
    assert len(groups) == len(spans)
    for group, span in zip(groups, spans, strict=True):
        right = group[0]
        assert (right.label, right.question) == (1, span.question)
        assert right.text[right.start : right.end] == span.answer


def test_negatives_never_hold_the_answer_nor_words_that_answer(train: Rows) -> None:
    groups = Maker(train, 1).of_sentences(train.spans, negatives=3)
    _answers_stand_where_they_are_said_to(groups, train.spans)
    wrong = [
        (span, e) for group, span in zip(groups, train.spans, strict=True) for e in group[1:] if e.text != span.text
    ]
    assert len(wrong) > 2 * len(train.spans)
    for span, example in wrong:
        assert span.answer.lower() not in example.text.lower()
        assert (example.label, example.start, example.end, example.question) == (0, -1, -1, span.question)


def test_the_right_sentence_in_other_letters_is_no_negative() -> None:
    right = "Ada Lorring built the old mill of Quorwick in 1784."
    others = [f"The old mill of {town} burnt down in 1790." for town in TOWNS[1:4]]
    rows = Rows(sentences=[("Who built the old mill of Quorwick?", text, -1) for text in [right, *others]])
    rows.sentences.append(("who built the old mill of quorwick?", right.lower(), -1))
    spans = [Span("Who built the old mill of Quorwick?", text, "", -1, "labelled") for text in (right, right.lower())]
    for group in Maker(rows, 1).of_sentences(spans * 4, negatives=4):
        wrong = [e.text for e in group[1:] if e.question == group[0].question]
        assert sorted(wrong) == sorted(others)


def test_a_right_sentence_is_asked_something_else_as_well(train: Rows) -> None:
    groups = Maker(train, 1).of_sentences(train.spans, negatives=0)
    exchanged = [group[1] for group in groups if len(group) > 1]
    assert exchanged
    assert all(e.label == 0 and e.question != group[0].question for group in groups for e in group[1:])


def test_without_negatives_and_without_a_known_answer(train: Rows) -> None:
    unknown = Span("Who built the old mill?", "Nobody knows.", "", -1, "labelled")
    ((right, *_),) = Maker(train, 1).of_sentences([unknown], negatives=2)
    assert (right.label, right.start, right.end) == (1, -1, -1)


def test_the_same_seed_makes_the_same_groups_and_another_one_others(train: Rows) -> None:
    def made(seed: int) -> list[list[Group]]:
        maker = Maker(train, seed)
        widened = maker.widened([(Span(q, s, s[4:12], 4, "labelled"), p) for q, s, p in train.sentences])
        return [
            maker.of_sentences(train.spans, 2),
            widened,
            maker.of_paragraphs(train.paragraphs),
            maker.of_claims(train.claims, 0.5),
        ]

    assert made(3) == made(3)
    assert all(one != other for one, other in zip(made(3), made(4), strict=True))


def test_widened_sentences_keep_their_answers_in_place(train: Rows) -> None:
    rows = [(q, s, place) for q, s, place in train.sentences if place >= 0]
    answers = {mill(town)["sentence"]: mill(town)["answer"] for town in TOWNS}
    spans = [Span(q, s, answers[s], s.index(answers[s]), "labelled") for q, s, _ in rows]
    groups = Maker(train, 1).widened([(span, place) for span, (_, _, place) in zip(spans, rows, strict=True)])
    _answers_stand_where_they_are_said_to(groups, spans)
    assert any(group[0].text != span.text for group, span in zip(groups, spans, strict=True))
    kinds = set()
    for group, span in zip(groups, spans, strict=True):
        assert span.text in group[0].text
        assert len(group) <= 2
        for example in group[1:]:
            assert example.label == 0
            assert span.answer.lower() not in example.text.lower()
            kinds.add(all(part in group[0].text for part in example.text.split(". ")))
    assert kinds == {True, False}  # its own neighbours without it, and a look-alike among its own


def test_a_sentence_of_unknown_place_is_left_alone(train: Rows) -> None:
    ((alone, *_),) = Maker(train, 1).widened([(Span("Who?", "Mara came.", "Mara", 0, "labelled"), -1)])
    assert (alone.text, alone.start, alone.end) == ("Mara came.", 0, 4)


def test_paragraphs_come_with_one_that_does_not_answer(train: Rows) -> None:
    groups = Maker(train, 1).of_paragraphs(train.paragraphs * 3)
    _answers_stand_where_they_are_said_to(groups, train.paragraphs * 3)
    kinds = set()
    for group, span in zip(groups, train.paragraphs * 3, strict=True):
        (wrong,) = group[1:]
        assert wrong.label == 0
        if wrong.text == without_answer(span):
            kinds.add("cut")
        elif wrong.question != span.question:
            kinds.add("exchanged")
        else:
            assert span.answer.lower() not in wrong.text.lower()
            kinds.add("another")
    assert kinds == {"cut", "exchanged", "another"}


def test_a_sentence_is_found_among_others_that_look_alike(train: Rows) -> None:
    groups = Maker(train, 1).among_others(train.spans, most=3)
    _answers_stand_where_they_are_said_to(groups, train.spans)
    places = set()
    for group, span in zip(groups, train.spans, strict=True):
        right, wrong = group
        before, after = right.text.split(span.text)
        places.add((bool(before), bool(after)))
        assert wrong.text.split() == [*before.split(), *after.split()]
        assert span.answer.lower() not in wrong.text.lower()
        assert (wrong.label, wrong.question, wrong.title) == (0, span.question, right.title)
    assert places == {(True, False), (False, True), (True, True)}


def test_without_answer_drops_every_sentence_that_holds_it() -> None:
    row = paragraph(TOWNS[0])
    span = Span(row["question"], row["context"] + " All 20 BOATS were new.", row["answer"], row["start"], "squad")
    assert without_answer(span) == (
        "The harbour of Quorwick freezes in January. Fishermen from Quorwick sell herring on the quay. "
        "The lighthouse is painted red."
    )


def test_without_answer_is_empty_where_nothing_is_left_or_nothing_can_be_cut() -> None:
    assert without_answer(Span("Who?", "Mara came.", "Mara", 0, "squad")) == ""
    assert without_answer(Span("Who?", "Mara came. Piet left.", "Mara came. Piet", 0, "squad")) == ""


def test_claims_have_their_label_and_some_are_put_beside_evidence_of_others(train: Rows) -> None:
    groups = Maker(train, 1).of_claims(train.claims, neither=1.0)
    own = {claim.claim: claim for claim in train.claims}
    labels = [example.label for (example,) in groups]
    assert labels.count(2) == len(train.claims)
    for (example,) in groups:
        claim = own[example.question]
        assert (example.label == 2) == (example.text != claim.evidence[0])
        assert example.label == 2 or ("supports", "refutes")[example.label] == claim.label
    assert len(Maker(train, 1).of_claims(train.claims, neither=0.0)) == len(train.claims)


def test_evidence_that_shares_a_sentence_with_a_claims_own_is_not_taken_for_neither() -> None:
    intro = "The Quor Bridge is a stone bridge over the river Vel, built in 1784."
    other = "The Quor Bridge Inn stands at the bridge over the river Vel."
    rows = [
        Claim("The Quor Bridge crosses the river Vel.", (intro,), "supports"),
        Claim("The Quor Bridge is made of wood.", ("It was mended in 1900.", intro.replace("1784", "1785")), "refutes"),
        Claim("The Quor Bridge has an inn.", (other,), "supports"),
        Claim("the Quor Bridge has an inn", ("Travellers slept at the Quor Bridge Inn.",), "supports"),
    ]
    beside: dict[str, set[str]] = {}
    for _ in range(6):
        for (example,) in Maker(Rows(claims=rows), _).of_claims(rows, neither=1.0):
            if example.label == 2:
                beside.setdefault(example.question, set()).add(example.text)
    inn = {other, "Travellers slept at the Quor Bridge Inn."}
    assert beside[rows[0].claim] == beside[rows[1].claim] == inn
    assert beside[rows[2].claim] == {intro, "It was mended in 1900. " + intro.replace("1784", "1785")}


def test_sentences_of_evidence_are_shuffled_but_all_there(train: Rows) -> None:
    claim = Claim("It is so.", tuple("One here.|Two here.|Three here.|Four here.".split("|")), "supports")
    groups = Maker(Rows(claims=[claim]), 1).of_claims([claim] * 12, neither=1.0)
    texts = {example.text for (example,) in groups}
    assert len(texts) > 3
    assert {tuple(sorted(text.split(". "))) for text in (text.rstrip(".") for text in texts)} == {
        ("Four here", "One here", "Three here", "Two here")
    }
    assert Maker(Rows(), 1).of_claims([], neither=0.5) == []
