"""The gate's door, and the rules behind it, one by one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant import Reader
from assistant.gate import Checked, Cited, Gate
from assistant.gate.marks import claim_of, marks_of, sentences_of, without_marks

DAM = Cited(
    "The repair of the Gaula dam will cost 84 million crowns, twice what was planned, Energy Minister Ola Brandt"
    " told parliament on Monday. Work is due to end in November. Brandt denied that the ministry had been warned in"
    " 2021.",
    "Dam repair to cost twice as much",
    "Norrland Herald",
    datetime(2024, 9, 3, tzinfo=UTC),
    article="Brandt has a deputy, Siv Moen.",
)
FERRY = Cited(
    "Twelve people were hurt and 48 taken off when the ferry Ylva hit the quay. Nobody died.", "Ferry", "Wire"
)
PARAGRAPHS = {1: DAM, 2: FERRY}
RULES = Gate()


# --- marks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "marks"),
    [
        ("It rained [1].", [1]),
        ("It rained. [2][1]", [2, 1]),
        ("It rained [1, 2] and snowed [2].", [1, 2]),
        ("It rained [1-3].", [1, 2, 3]),
        ("He said “see [3]” [1].", [1]),
        ("It rained [1] in 2024 (2).", [1]),
        ("It rained [1-999999999].", [1, 999999999]),
        ("It rained.", []),
    ],
)
def test_marks_are_the_numbers_in_brackets_outside_of_quotations(sentence: str, marks: list[int]) -> None:
    assert marks_of(sentence) == marks


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained [1]. It snowed [2].", ["It rained [1].", "It snowed [2]."]),
        ("It rained. [1] It snowed. [2][3]", ["It rained. [1]", "It snowed. [2][3]"]),
        ("It rained [1]\nIt snowed [2]", ["It rained [1]", "It snowed [2]"]),
        ("Nothing", ["Nothing"]),
        ("", []),
    ],
)
def test_a_sentence_keeps_the_marks_that_follow_it(text: str, sentences: list[str]) -> None:
    assert list(sentences_of(text)) == sentences


def test_marks_go_and_quotations_stay() -> None:
    assert without_marks("She said “no [2] , never” [1], twice [2].") == "She said “no [2] , never”, twice."
    claim = claim_of("She said “no”, and Brandt said yes [1].", ["Brandt said yes"])
    assert claim.quotes == ("Brandt said yes", "no")
    assert claim.text == "She said “”, and “”."


# --- the door --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("The dam costs 84 million crowns.", "it cites nothing"),
        ("The dam costs 84 million crowns [3].", "it cites [3], which is no paragraph that was found"),
        ("The dam costs 84 million crowns [1][9].", "it cites [9], which is no paragraph that was found"),
        ("The dam costs 84 million crowns [1] [", "it has a mark that is cut off or of another kind"),
        ("The dam costs 84 million crowns [1", "it has a mark that is cut off or of another kind"),
        ("The dam costs 84 million crowns 【1†source】.", "it has a mark that is cut off or of another kind"),
    ],
)
def test_what_has_no_mark_that_leads_somewhere_is_withheld(sentence: str, why: str) -> None:
    assert RULES.objection(sentence, PARAGRAPHS) == why


def test_each_sentence_of_a_text_is_checked_by_itself() -> None:
    text = "The repair will cost 84 million crowns [1]. Forty people were hurt [2]. It was raining."
    checked = RULES.check(text, PARAGRAPHS)
    assert [(c.text, c.marks, c.passed) for c in checked] == [
        ("The repair will cost 84 million crowns [1].", (1,), True),
        ("Forty people were hurt [2].", (2,), False),
        ("It was raining.", (), False),
    ]
    assert checked[0] == Checked("The repair will cost 84 million crowns [1].", (1,), None)


@pytest.mark.parametrize(
    "sentence",
    [
        "The repair of the Gaula dam will cost 84m crowns, Ola Brandt said on 2 September 2024 [1].",
        "Norrland Herald reported on 3 September 2024: “Work is due to end in November.” [1]",
        "Brandt said the repair would cost “84 million crowns, twice what was planned,” [1]",
        "The repair will cost “84 million crowns … twice what was planned” [1].",
        "Minister Brandt denies that the ministry was warned [1].",
        "In the ferry accident 12 people were hurt [2], and the dam will cost 84,000,000 crowns [1].",
        "The same in Norrland Herald, 3 September 2024 [1]; Wire [2]",
    ],
)
def test_what_the_paragraphs_bear_out_passes(sentence: str) -> None:
    assert RULES.objection(sentence, PARAGRAPHS) is None


# --- the rules -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("Brandt said the repair would cost “83 million crowns” [1].", "it quotes “83 million crowns”"),
        ("Brandt called it “twice what was wanted” [1].", "it quotes “twice what was wanted”"),
        ("“Work is due to end” and “in October” [1].", "it quotes “in October”"),
        ("The repair will cost 48 million crowns [1].", "it says “48 million”, which is not a figure of what it cites"),
        ("The repair will cost 84 billion crowns [1].", "it says “84 billion”, which is not a figure"),
        ("The repair will cost 84 per cent [1].", "it says “84 per cent”, which is not a figure"),
        ("Twelve were taken off and 48 people hurt [2].", "it says “twelve” of what has another figure"),
        ("Brandt spoke on 5 September 2024 [1].", "it says “5 september 2024”"),
        ("Work ends in December [1].", None),
        ("The ministry was warned in 2019 [1].", "it says “2019”"),
        ("Energy Minister Ola Berg told parliament [1].", "it names “Energy Minister Ola Berg”"),
        ("The repair of the Orkla dam will cost 84 million crowns [1].", "it names “Orkla”"),
        ("Siv Moen told parliament of the repair [1].", "it names “Siv Moen”"),
        ("Brandt said the ministry had been warned [1].", "what it cites says the opposite of it"),
        ("One person died when the ferry hit the quay [2].", "it says “one”"),
        ("People died on the ferry Ylva [2].", None),
        ("Work ended in November [1].", "what it cites tells it as planned or possible, not as done"),
        ("It is the largest repair of a dam [1].", "it says “largest”"),
    ],
)
def test_what_they_do_not_is_withheld_and_the_reason_told(sentence: str, part: str | None) -> None:
    why = RULES.objection(sentence, PARAGRAPHS)
    if part is None:  # beyond what rules of words can see
        assert why is None or why.startswith(("it ", "what it cites"))
    else:
        assert why is not None
        assert part in why


@pytest.mark.parametrize(
    ("paragraph", "claim", "passes"),
    [
        ("Mayor Vold accused Havnbygg of fraud.", "Havnbygg committed fraud [1].", False),
        ("Mayor Vold accused Havnbygg of fraud.", "Vold accuses Havnbygg of fraud [1].", True),
        ("Mayor Vold accused Havnbygg of fraud.", "Havnbygg accused Vold of fraud [1].", False),
        ("Havnbygg was accused by Mayor Vold of fraud.", "Vold accused Havnbygg of fraud [1].", True),
        ("“We lost,” said Petra Holm. Erik Sand left.", "Erik Sand said “We lost” [1].", False),
        ("“We lost,” said Petra Holm. Erik Sand left.", "Petra Holm said “We lost” [1].", True),
        ("Petra Holm is the leader. “We lost,” she said.", "Petra Holm said “We lost” [1].", True),
        ("Jan Vrba thinks prices will drop.", "Prices will drop [1].", False),
        ("Shares in Krone rose 19 per cent, those in Ost fell 3.", "Shares in Ost fell 3 per cent [1].", True),
        ("Shares in Krone rose 19 per cent, those in Ost fell 3.", "Shares in Ost rose 3 per cent [1].", False),
        ("The union called off its strike.", "The union started its strike [1].", False),
        ("The board voted 9 to 4.", "The board voted by nine votes to four [1].", True),
        ("The board voted 9 to 4.", "The board voted 4 to 9 [1].", False),
        ("A French firm won.", "A firm from France won [1].", True),
        ("A Turkish firm won.", "The firm from Turkey won [1].", True),
        ("An Austrian firm won.", "The firm from Australia won [1].", False),
        ("The United Nations met.", "The UN met [1].", True),
        ("Two of the members resigned.", "All of the members resigned [1].", False),
        ("The ferry didn't sail.", "The ferry sailed [1].", False),
        ("The ferry sailed, but nobody cheered.", "The ferry sailed [1].", True),
        ("He did not resign but apologised.", "He apologised [1].", True),
    ],
)
def test_pairs_that_look_alike(paragraph: str, claim: str, passes: bool) -> None:
    assert (RULES.objection(claim, {1: Cited(paragraph)}) is None) is passes


def test_the_reader_withholds_what_no_rule_sees() -> None:
    claim = "The repair was delayed by floods [1]."
    assert RULES.objection(claim, PARAGRAPHS) is None
    assert Gate(Reader.load()).objection(claim, PARAGRAPHS) == "what it cites does not say so"
    assert Gate(Reader.load()).objection("The repair of the dam will cost 84 million crowns [1].", PARAGRAPHS) is None


@pytest.mark.parametrize("text", ["", " ", "[1]", "… [1]", "“” [1]", "a" * 30_000 + " [1]", "\x00 [1]", "😀 [1]"])
def test_odd_sentences_are_judged_without_a_fault(text: str) -> None:
    for checked in Gate(Reader.load()).check(text, {1: FERRY, 2: Cited("")}):
        assert checked.why is None or checked.why
