"""An accusation is not told as what was done, and an acquittal leads before it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from makers import answering, article, assert_sound, candidate, small_index

from assistant import Assistant
from assistant.agreement import agrees
from assistant.cleared import accused_in, case_of, clears, convicts, only_accused
from vectorstore import NewsIndex

WHO = "Who killed Per Lund?"
DENIED = "Anders Holt denied killing his partner Per Lund when the trial opened."
ACQUITTED = "A court in Korvik acquitted Anders Holt of the murder of Per Lund on Tuesday."


@pytest.mark.parametrize(
    "sentence",
    [
        ACQUITTED,
        "Anders Holt was acquitted on Tuesday.",
        "Holt was found not guilty of murder.",
        "Prosecutors dropped the murder charges against Anders Holt.",
        "The case against Anders Holt was dropped.",
        "There was no evidence that Holt killed anybody, the court said.",
        "Anders Holt was wrongly convicted, the court said.",
        "Holt's conviction for manslaughter has been quashed.",
    ],
)
def test_who_was_cleared_is_told_by_words_for_that(sentence: str) -> None:
    assert clears(WHO, candidate(sentence), ["Anders Holt"])


@pytest.mark.parametrize(
    "sentence",
    [
        DENIED,
        "Anders Holt pleaded not guilty to murder.",
        "Anders Holt was not acquitted.",
        "A court acquitted Bo Falk of the murder.",
        "A court acquitted Anders Holt of stealing a boat.",
        "Anders Holt was convicted of the murder.",
        "Bo Falk was acquitted but Anders Holt was convicted of the murder.",
        "Anders Holt cleaned the boat.",
        "Jan Holt was acquitted of the murder.",
        "Prosecutors refused to drop the charges against Anders Holt, accused of the murder.",
        "Anders Holt has not been cleared of the murder.",
        "Anders Holt hopes to be acquitted of the murder.",
        "Anders Holt stabbed a man, cleared the fence and fled.",
        "The court overturned the acquittal of Anders Holt and convicted him of the murder.",
        "Anders Holt, cleared of fraud in 2020, was found guilty of murder.",
        "Bo Falk set it on fire, a court ruled, jailing him. His brother Jan Holt was acquitted.",
    ],
)
def test_other_sentences_clear_nobody(sentence: str) -> None:
    assert not clears(WHO, candidate(sentence), ["Anders Holt"])


@pytest.mark.parametrize(
    "question",
    [
        "Who was acquitted of the murder of Per Lund?",
        "When was Anders Holt cleared of killing Per Lund?",
        "Who was arrested for killing Per Lund?",
        "Who was the partner of Per Lund?",
        "Who stabilised the economy of Burnley?",
        "Who forgot Robbie Hackett?",
    ],
)
def test_of_the_case_itself_or_of_no_misdeed_nothing_is_said(question: str) -> None:
    lead = answering(candidate(ACQUITTED), "Anders Holt")
    assert accused_in(question, lead) == []
    assert case_of(question, [lead]) == ""


@pytest.mark.parametrize(
    ("question", "people"),
    [
        (WHO, ["Anders Holt"]),
        ("Did Anders Holt kill Per Lund?", ["Anders Holt"]),
        ("Why did Anders Holt kill Per Lund?", ["Anders Holt"]),
        ("Who has killed Per Lund?", ["Anders Holt"]),
        ("Which man killed Per Lund?", ["Anders Holt"]),
        ("Was Per Lund killed?", []),
        ("Why was Per Lund killed?", []),
        ("Who was killed?", []),
        ("Who did Anders Holt kill?", []),
        ("What did Anders Holt steal?", []),
    ],
)
def test_who_is_accused_stands_in_the_answer_or_before_the_deed(question: str, people: list[str]) -> None:
    assert accused_in(question, answering(candidate(ACQUITTED), "Anders Holt")) == people


@pytest.mark.parametrize(
    ("sentence", "accused"),
    [
        (DENIED, True),
        (ACQUITTED, True),
        ("Anders Holt was arrested on suspicion of killing Per Lund.", True),
        ("Anders Holt has been charged with the murder.", True),
        ("Anders Holt killed Per Lund with an oar, the court found.", False),
        ("Anders Holt, who had denied it, was convicted of killing Per Lund.", False),
        ("Anders Holt admitted killing Per Lund.", False),
        ("Anders Holt, who had denied it, was sentenced to life for murdering Per Lund.", False),
        ("Anders Holt, who was arrested in May, was jailed for the murder.", False),
        ("Anders Holt, a fisherman, is on trial over it.", True),
        ("Per Lund, 40, was allegedly killed by Anders Holt.", True),
        ("Anders Holt killed Per Lund, who had been accused of theft by a neighbour in May.", False),
        ("Anders Holt killed Per Lund while the police denied any danger.", False),
    ],
)
def test_an_accusation_is_told_from_what_was_found(sentence: str, accused: bool) -> None:
    assert only_accused(WHO, answering(candidate(sentence), "Anders Holt")) is accused


@pytest.mark.parametrize(
    ("question", "sentence", "convicted"),
    [
        (WHO, "Anders Holt was found guilty of murdering Per Lund.", True),
        (WHO, "Bo Falk was jailed for the murder of Per Lund.", True),
        (WHO, "Bo Falk was jailed for the murder of Ida Quist.", False),
        (WHO, "Anders Holt was wrongly convicted of murdering Per Lund.", False),
        (WHO, "Anders Holt was convicted of stealing the boat of Per Lund.", False),
        ("Did Anders Holt kill Per Lund?", "Anders Holt was found guilty of murdering Per Lund.", True),
        ("Did Anders Holt kill Per Lund?", "Bo Falk was found guilty of murdering Per Lund.", False),
    ],
)
def test_who_was_convicted_is_told_by_words_for_that(question: str, sentence: str, convicted: bool) -> None:
    assert convicts(question, candidate(sentence), ["Anders Holt"]) is convicted


def test_of_two_in_one_sentence_each_has_their_own_verdict() -> None:
    both = candidate("A court cleared Sela Marr of stealing the mask but jailed Otto Brand for four years.")
    assert clears("Did Sela Marr steal the mask?", both, ["Sela Marr"])
    assert convicts("Did Otto Brand steal the mask?", both, ["Otto Brand"])
    assert not clears("Who stole the mask?", both, ["Sela Marr"])
    assert convicts("Who stole the mask?", both, ["Sela Marr"])


def test_who_denies_a_deed_and_who_is_acquitted_of_it_is_no_agreement() -> None:
    one, other = answering(candidate(DENIED), "Anders Holt"), answering(candidate(ACQUITTED), "Anders Holt")
    assert not agrees(one, other, WHO)


@pytest.fixture(scope="module")
def courts(tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex) -> Iterator[Assistant]:
    index = small_index(
        tmp_path_factory.mktemp("courts") / "index",
        sample_index,
        article("trial", DENIED, title="Trial opens", day="2024-04-01", source="Wire"),
        article("verdict", ACQUITTED, title="Acquitted", day="2024-04-21", source="Lamp"),
        article(
            "arrest",
            "Police arrested the Skarra club treasurer, Emil Dahl, on suspicion of stealing 80,000 crowns.",
            title="Treasurer arrested",
            day="2024-01-15",
            source="Wire",
        ),
        article(
            "fire",
            "Police arrested Ida Falk on suspicion of setting fire to the Ostrel boathouse.",
            title="Boathouse burns",
            day="2024-02-01",
            source="Wire",
        ),
        article(
            "convicted",
            "Ida Falk was convicted on Friday of setting fire to the Ostrel boathouse.",
            title="Boathouse verdict",
            day="2024-05-01",
            source="Lamp",
        ),
    )
    yield Assistant(index)
    index.close()


@pytest.mark.parametrize("question", [WHO, "Did Anders Holt kill Per Lund?", "Why did Anders Holt kill Per Lund?"])
def test_an_acquittal_leads_and_nobody_is_named_as_who_did_it(courts: Assistant, question: str) -> None:
    answer = courts.ask(question)
    assert_sound(answer, courts.index)
    assert answer.status == "partial"
    assert answer.text.startswith("In the archive the accused was cleared; closest is Lamp, 21 April 2024:")
    assert "The same in" not in answer.text
    assert all(citation.answer_words != "Anders Holt" for citation in answer.citations)


@pytest.mark.parametrize(
    "question", ["Who set fire to the Ostrel boathouse?", "Did Ida Falk set fire to the Ostrel boathouse?"]
)
def test_a_conviction_leads_before_the_arrest(courts: Assistant, question: str) -> None:
    answer = courts.ask(question)
    assert_sound(answer, courts.index)
    assert answer.citations[0].article_id == "convicted"
    assert "accusation" not in answer.text


def test_a_suspicion_is_told_as_one(courts: Assistant) -> None:
    answer = courts.ask("Who stole 80,000 crowns from the Skarra club?")
    assert_sound(answer, courts.index)
    assert answer.status == "partial"
    assert answer.text.startswith("The archive tells only of an accusation; closest is Wire, 15 January 2024:")
    assert courts.ask("Who was arrested for stealing 80,000 crowns?").status == "answered"
