"""When something ended is not told by what says that it began."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from makers import answering, candidate, evidence
from newsprint import MAY

from assistant import Assistant
from assistant.ends import of_no_end, tells_a_beginning
from assistant.leading import lead_of, no_sure_end

WALKED_OUT = "About 2,300 dockers walked out on Monday, halting container traffic."


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("When did the strike end?", WALKED_OUT, True),
        ("When was the strike over?", "The strike began on 13 January.", True),
        ("On what day did the siege stop?", "The siege was laid on Monday.", True),
        ("When did the strike end?", "The strike ended on Friday.", False),
        ("When did the strike of the dockers end in Tolvik?", WALKED_OUT, True),
        ("When has the siege ended?", "The siege was laid on Monday.", True),
        ("When did Ada Holm take over as mayor?", "Ada Holm became mayor on 3 May.", False),
        ("When did over 50 people die in the fire?", "The fire killed 53 people on 3 May.", False),
        ("When did the dispute over the port begin?", "It began on 3 May.", False),
        ("When did the bus stop on the quay flood?", "It was under water on 3 May.", False),
        ("When did the dead end street flood?", "It was under water on 3 May.", False),
        ("When did the West End reopen?", "On 3 May.", False),
        ("When did the strike end?", "The walkout began over pay.", True),
        ("When did the strike end?", "The strike was over on Friday.", False),
        ("When did the blackout end?", "Power was restored on Friday.", False),
        ("When did the strike end?", "The union says its strike fund can last for six weeks.", True),
        ("When did the strike end?", "Its last day was Friday.", False),
        ("When did the strike end?", "Cranes moved again on Friday after both sides agreed on 5 per cent.", False),
        ("When did the war end?", "Both sides signed a ceasefire on 3 May.", False),
        ("When does rationing end?", "Water is rationed until 1 October.", False),
        ("When did the strike begin?", WALKED_OUT, False),
        ("Why did the strike end?", WALKED_OUT, False),
        ("When did the weekend market open?", WALKED_OUT, False),
    ],
)
def test_an_end_has_words_of_its_own(question: str, sentence: str, expected: bool) -> None:
    assert of_no_end(question, sentence) is expected


def test_a_day_on_which_it_began_is_not_its_end() -> None:
    before = "They returned to work on Saturday, ending a strike that began on "
    assert tells_a_beginning("When did the airport strike end?", before)
    assert not tells_a_beginning("When did the airport strike begin?", before)
    assert not tells_a_beginning("When did the airport strike end?", "They returned to work on ")
    assert not tells_a_beginning("When did the strike end?", "The strike, which began in May and ended on ")


def test_what_may_be_the_end_leads_and_is_no_sure_answer(sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask("When did the dockers' strike end?")
    assert answer.citations[0].quote.startswith("The first shift went in at 6 a.m. on Wednesday, after members")
    assert answer.status == "partial"


def test_a_later_report_leads_only_where_the_reader_may_find_the_end_in_it() -> None:
    question = "When did the strike of the dockers end?"
    began = answering(candidate("About 2,300 dockers walked out on Monday.", score=2.0, published=MAY), "Monday")
    told = candidate("The first shift went in on Wednesday after both sides agreed.", score=0.8, published=MAY)
    told = replace(told, offers=True, around=0.2, words=0.2, likely=0.4)
    later = replace(told, hit=candidate(told.stretch.text, published=MAY + timedelta(16)).hit)
    assert lead_of(question, [began, later]) is later
    assert no_sure_end(question, [later, replace(began, around=0.9)])
    for other in (told, replace(later, likely=0.2), replace(later, words=0.0), replace(later, offers=False)):
        assert lead_of(question, [began, other]) is began
    assert not no_sure_end(question, [began, later])


def test_a_report_of_the_end_leads_before_one_of_the_beginning() -> None:
    question = "When does the rationing end?"
    began = answering(candidate("Water is rationed from Monday, 12 May.", published=MAY), "Monday")
    ended = candidate("From Monday, 16 June, all may use it again.", score=0.7, published=MAY + timedelta(35))
    ended = replace(ended, offers=True)
    assert lead_of(question, [began, ended]) is ended
    assert not evidence(ended, began).answered_elsewhere(question)
    assert lead_of("When does the rationing begin?", [began, ended]) is began
    assert evidence(ended, began).answered_elsewhere("When does the rationing begin?")
    weak, old = replace(ended, words=0.2), candidate("It ended on Monday.", published=MAY - timedelta(300))
    assert lead_of(question, [began, weak]) is began
    assert lead_of(question, [began, replace(old, offers=True)]) is began


def test_the_end_of_the_rationing_is_told(sample_assistant: Assistant) -> None:
    assert "16 June" in sample_assistant.ask("When does water rationing end?").citations[0].quote
