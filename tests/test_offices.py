"""Which office a question asks the holder of, and whom a sentence names for it."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.holders import has_left, holder, same_person
from assistant.offices import Office, office_asked


def asked(question: str) -> Office:
    office = office_asked(question)
    assert office is not None
    return office


def named(question: str, sentence: str, around: str = "") -> str | None:
    place = holder(asked(question), sentence, around or sentence)
    return sentence[slice(*place)] if place else None


@pytest.mark.parametrize(
    ("question", "noun", "kind", "of"),
    [
        ("Who is the director of the museum?", "director", set(), {"museum"}),
        ("who's the transport minister", "minister", {"transport"}, set()),
        ("Who is the port's director?", "director", set(), {"port"}),
        ("Who is Osterby's fire chief now?", "chief", {"fire"}, {"osterbi"}),
        ("Who was the captain of the Gull?", "captain", set(), {"gull"}),
        ("Who heads the accident board?", "head", set(), {"accid", "board"}),
        ("Who chaired the inquiry?", "chair", set(), {"inquiri"}),
        ("Who led the union?", "leader", set(), {"union"}),
        ("Who is the new mayor?", "mayor", set(), set()),
        ("Who is the CEO of the port?", "chief executive", set(), {"port"}),
        ("And who was the captain (people injured ferry accident)?", "captain", set(), set()),
        ("Who was the port's chief executive officer?", "ceo", set(), {"port"}),
        ("Who is the executive of the port?", "executive", set(), {"port"}),
        ("Who is the Vellmark PM?", "premier", {"vellmark"}, set()),
    ],
)
def test_an_office_is_told_by_the_words_of_a_question(question: str, noun: str, kind: set[str], of: set[str]) -> None:
    office = asked(question)
    assert noun in office.called
    assert (office.kind, office.of) == (kind, of)


@pytest.mark.parametrize(
    "question",
    [
        "Who won the cup?",
        "Who is Ada Holm?",
        "Who said that the mayor was late?",
        "What is the mayor's name for it?",
        "Who is to blame for the director's absence?",
        "When was the director appointed?",
        "Who is the director of the film?",
        "Who is the director of “The Pier”?",
        "Who heads?",
        "Who is the former mayor of Osterby?",
        "Who was the first director of the museum?",
        "",
    ],
)
def test_other_questions_ask_for_none(question: str) -> None:
    assert office_asked(question) is None


@pytest.mark.parametrize(
    ("question", "now"),
    [
        ("Who is the mayor?", True),
        ("Who runs the port?", True),
        ("Who was the mayor?", False),
        ("Who ran the port?", False),
        ("Who headed the board?", False),
        ("Who is the mayor before Holm?", False),
    ],
)
def test_who_holds_an_office_is_not_who_held_it(question: str, now: bool) -> None:
    assert asked(question).now is now


@pytest.mark.parametrize(
    ("question", "sentence", "name"),
    [
        ("Who is the mayor of Osterby?", "Mayor Ada Holm of Osterby opened the pier.", "Ada Holm"),
        ("Who is the museum's director?", "Museum director Ada Holm was pleased.", "Ada Holm"),
        ("Who is the director of the museum?", "The museum's director, Dr Ada Holm, was pleased.", "Ada Holm"),
        ("Who is the head of the board?", "“No,” said the head of the safety board, Ada Holm.", "Ada Holm"),
        ("Who heads the board?", "“No,” said Ada Holm, who heads the board.", "Ada Holm"),
        ("Who is the head of the board?", "“No,” said Ada Holm, who heads the board.", "Ada Holm"),
        ("Who leads the League?", "Ada Holm, leader of the League, resigned.", "Ada Holm"),
        ("Who chairs the union?", "Ada Holm, the union's chairwoman, said so.", "Ada Holm"),
        ("Who is the premier of Vellmark?", "Ada Holm was elected premier of Vellmark.", "Ada Holm"),
        ("Who is the health minister?", "Ada Holm, a doctor, becomes minister of health.", "Ada Holm"),
        ("Who is the mayor?", "It was late, announced Mayor Ada van der Holm-Åse.", "Ada van der Holm-Åse"),
        ("Who is the premier?", "It ended nine years of Premier Ada Holm's League.", "Ada Holm"),
        ("Who was premier before Holm?", "Premier Ada Holm followed Premier Bo Lund.", "Bo Lund"),
        ("Who was the minister?", "Former minister Ada Holm was late.", "Ada Holm"),
        ("Who is the transport minister?", "Acting Transport Minister Ada Holm was late.", "Ada Holm"),
        ("Who is the museum's director?", "The director of the museum is Ada Holm.", "Ada Holm"),
        ("Who is the museum's director?", "The museum has appointed Ada Holm as its director.", "Ada Holm"),
        ("Who is the museum's director?", "Museum director A. B. Holm left.", "A. B. Holm"),
        ("Who is the museum's director?", "Museum director Ada d'Arcy left.", "Ada d'Arcy"),
        ("Who is the museum's director?", "Museum director Ada Holm Monday refused to say.", "Ada Holm"),
        ("Who is the chief executive of Merrow Bank?", "Merrow Bank chief executive Ada Holm said so.", "Ada Holm"),
        ("Who is the CEO of Merrow Bank?", "Merrow Bank's chief executive, Ada Holm, said so.", "Ada Holm"),
        ("Who is Merrow Bank's chief executive?", "Ada Holm, CEO of Merrow Bank, said so.", "Ada Holm"),
        ("Who runs Merrow Bank?", "Ada Holm, chief executive officer of Merrow Bank, said so.", "Ada Holm"),
        ("Who is the PM of Vellmark?", "Vellmark's Prime Minister Ada Holm was late.", "Ada Holm"),
        ("Who is the mayor of Osterby?", "Osterby Mayor Ada Holm was late.", "Ada Holm"),
        ("Who is the president of France?", "French President Ada Holm was late.", "Ada Holm"),
        ("Who is the US president?", "American President Ada Holm was late.", "Ada Holm"),
        ("Who is the Russian ambassador to Turkey?", "The Russian ambassador to Turkey, Ada Holm, spoke.", "Ada Holm"),
        ("Who is the deputy mayor?", "Deputy Mayor Ada Holm spoke.", "Ada Holm"),
        ("Who is the PM of Canada?", "Canadian PM Ada Holm spoke.", "Ada Holm"),
        ("who is the uk prime minister?", "UK Prime Minister Ada Holm said so.", "Ada Holm"),
        ("who is the us president", "US President Ada Holm said so.", "Ada Holm"),
        ("Who is the president of the U.S.?", "U.S. President Ada Holm said so.", "Ada Holm"),
        ("Who is the president of South Korea?", "South Korean President Ada Holm said so.", "Ada Holm"),
        ("Who is the mayor of Osterby?", "Ada Holm was re-elected mayor of Osterby.", "Ada Holm"),
        ("Who is the CEO of Merrow Air?", "Merrow Air chief Ada Holm said so.", "Ada Holm"),
        ("Who is the CEO of Merrow Air?", "New Merrow Air CEO Ada Holm said so.", "Ada Holm"),
        ("Who is the CEO of Merrow Air?", "On Monday Merrow Air CEO Ada Holm said so.", "Ada Holm"),
        ("Who is the transport minister?", "Vellmark Transport Minister Ada Holm was late.", "Ada Holm"),
        ("Who leads France?", "French President Ada Holm was late.", "Ada Holm"),
        ("Who leads Merrow Air?", "Merrow Air's chief executive, Ada Holm, was late.", "Ada Holm"),
        ("Who is Vellmark's prime minister?", "Ada Holm was elected premier of Vellmark.", "Ada Holm"),
        ("Who is Merrow's foreign minister?", "Merrow's foreign minister, Ada Holm, said so.", "Ada Holm"),
        ("Who is the mayor of Osterby?", "The mayor of Osterby, Ms Ada Holm, was late.", "Ada Holm"),
        ("Who is the mayor?", "In the town, Mayor Holm was late.", "Holm"),
    ],
)
def test_a_name_beside_the_office_is_its_holder(question: str, sentence: str, name: str) -> None:
    assert named(question, sentence) == name


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who is the mayor of Osterby?", "Mayor Ada Holm opened the pier."),  # of which town?
        ("Who is the director of the museum?", "The port's director, Ada Holm, went to the museum."),
        ("Who is the director of the museum?", "The director of the port, Ada Holm, went to the museum."),
        ("Who is the transport minister?", "Health Minister Ada Holm spoke of transport."),
        ("Who is the minister?", "Former minister Ada Holm was late."),
        ("Who is the minister?", "Deputy minister Ada Holm was late."),
        ("Who is the deputy minister?", "Transport Minister Ada Holm was late, her deputy was not."),
        ("Who was the captain of the Gull?", "The Gull struck the quay when the captain braked."),
        ("Who is the mayor?", "The mayor was late on Monday."),
        ("Who was premier before Holm?", "Premier Ada Holm was late."),
        ("Who is the mayor of Osterby?", "Ada Holm was not elected mayor of Osterby."),
        ("Who is the mayor of Osterby?", "Ada Holm will be mayor of Osterby if her list wins."),
        ("Who is the mayor of Osterby?", "Ada Holm, not the mayor of Osterby, opened the pool."),
        ("Who is the mayor of Osterby?", "Ada Holm, who challenged the mayor of Osterby, lost."),
        ("Who is the mayor of Osterby?", "Ada Holm was mayor of Osterby from 1990 to 1998."),
        ("Who is the mayor of Osterby?", "Ada Holm, mayor of Osterby until 2019, has died."),
        ("Who is the mayor of Osterby?", "Retired Osterby mayor Ada Holm recalled the storm."),
        ("Who is the mayor of Osterby?", "Mayor Ada Holm of Harsund visited Osterby."),
        ("Who is the mayor of Osterby?", "According to the mayor, Parliament will vote on the road to Osterby."),
        ("Who is the foreign minister?", "Foreign Minister Ada Holm of Sudland arrived."),
        ("Who leads the Alliance?", "The Coastal Union leads the Alliance by nine points."),
        ("Who is the president of France?", "President Ada Holm arrived in France."),
        ("Who is the president of France?", "German President Ada Holm met the French."),
        ("Who is the mayor of Port Ansel?", "Ansel mayor Ada Holm visited the port."),
        ("Who is the mayor of Osterby?", "Ada Holm, mayor-elect of Osterby, was late."),
        ("Who is the director of the museum?", "Museum founding director Ada Holm was late."),
        ("Who is the health minister?", "A doctor who never sat in the Assembly, becomes minister of health."),
        ("Who is the transport minister?", "The transport minister, Ada Holm's brother, was late."),
        ("Who runs the ferry?", "Ada Holm ran the ferry aground."),
        ("Who is the director of the museum?", "The museum's finance director, Ada Holm, was late."),
        ("Who is the director of the museum?", "“Ada Holm is no director of the museum,” it said."),
        ("Who chairs the union?", "The union has one chair for two people."),
        ("Who is the CEO of Merrow Air?", "Merrow Air CEO Resigns After Crash"),
        ("Who is the president of France?", "French President Visits Berlin Today"),
        ("Who is the mayor of Osterby?", "The Osterby Mayor Trophy went to Bo Lund."),
        ("Who is the mayor of Osterby?", "Osterby Mayor Elect Ada Holm was late."),
        ("Who is the president of South Korea?", "North Korean President Ada Holm met him in South Korea."),
        ("Who is the president of Sudan?", "South Sudanese President Ada Holm was late."),
        ("Who is the president of Sudan?", "South Sudan's President Ada Holm was late."),
        ("Who is the mayor of York?", "They met New York Mayor Ada Holm."),
        ("Who is the governor of Virginia?", "In May West Virginia Governor Ada Holm was late."),
        ("Who is the US president?", "Latin American President Ada Holm was late."),
        ("Who is the president of Northern Ireland?", "Irish President Ada Holm said so in Northern Ireland."),
        ("Who is the president of France?", "Bo Lund, president of the French football federation, was late."),
        ("Who is the US president?", "Ada Holm, president of the American Medical Association, was late."),
        ("Who is the US president?", "Ada Holm, president of the US Chamber of Commerce, was late."),
        ("Who leads France?", "Bo Lund, chief executive of the French bank, was late."),
        ("Who leads France?", "Bo Lund, chairman of the French football federation, was late."),
        ("Who leads Germany?", "German chief executive Bo Lund was late."),
        ("Who is the CEO of American Airlines?", "US Airlines CEO Bo Lund was late."),
        ("Who is the chief executive of British Gas?", "Bo Lund, chief executive of a UK gas supplier, was late."),
        ("Who is the CEO of Merrow Air?", "Merrow Air has no chief executive, Ada Holm said."),
        ("Who is the CEO of Merrow Air?", "The union met Merrow Air's chief executive, Bo Lund said."),
        ("Who is the CEO of Merrow Air?", "Merrow Air wants a new chief executive, Sky Radio reported."),
        ("Who is the CEO of Merrow Air?", "Merrow Air's next chief executive, Bo Lund, starts in May."),
        ("Who is the CEO of Merrow Air?", "One-time Merrow Air CEO Bo Lund was late."),
        ("Who is the CEO of Merrow Air?", "Bo Lund, once chief executive of Merrow Air, was late."),
        ("Who is the CEO of Merrow Air?", "Bo Lund, the Merrow Air CEO who was fired in 2019, was late."),
        ("Who is the CEO of Merrow Air?", "Ada Holm, chief executive of Merrow Air's cargo arm, was late."),
        ("Who is the mayor of Osterby?", "Bo Lund, aide to the Osterby mayor, was late."),
        ("Who is the mayor of Osterby?", "Bo Lund, the League's candidate for mayor of Osterby, was late."),
        ("Who is the defence minister of North Korea?", "His defence minister, Bo Lund, spoke of North Korea."),
        ("Who is the French economy minister?", "He came with his economy minister, Bo Lund, to the French coast."),
        ("Who is the health minister?", "Former health minister Bo Lund was cleared."),
        ("Who is the Russian ambassador to Turkey?", "Olm's minister met the Russian ambassador, Bo Lund, in Turkey."),
        ("Who is the PM of Canada?", "At 5 PM Ada Holm left Canada."),
    ],
)
def test_a_name_that_is_not_the_holders_is_none(question: str, sentence: str) -> None:
    assert named(question, sentence) is None


def test_what_the_office_is_of_may_stand_around_the_sentence_but_not_in_a_longer_name() -> None:
    question, sentence = "Who is the mayor of Merrow?", "Mayor Ada Holm opened it."
    assert named(question, sentence, "A pier for Merrow. " + sentence) == "Ada Holm"
    assert named(question, sentence, "The Merrow Bridge is open. " + sentence) is None


def test_where_the_sentence_names_something_else_it_may_be_an_office_of_that() -> None:
    question, sentence = "Who is the mayor of Osterby?", "Mayor Ada Holm came from Harsund by train."
    assert named(question, sentence, "A pool for Osterby. " + sentence) is None


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Ada Holm", "Holm", True),
        ("Ada Holm", "Ada Maria Holm", True),
        ("Ada Holm", "Bo Holm", False),
        ("Ada Holm", "Ada Lund", False),
        ("Ada Holm", "", False),
    ],
)
def test_a_surname_alone_is_the_same_person_and_another_forename_is_not(name: str, other: str, same: bool) -> None:
    assert same_person(name, other) is same
    assert same_person(other, name) is same


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("Ada Holm resigned on Monday.", True),
        ("Holm, who stepped down in May, was late.", True),
        ("The vote was about the resignation in May of Minister Ada Holm.", True),
        ("Mayor Holm has since died.", True),
        ("Bo Lund resigned on Monday.", False),
        ("Mayor Ada Holm said that three people had died.", False),
        ("Ada Holm accepted the resignation of Minister Bo Lund.", False),
        ("Ada Holm opened the pool.", False),
    ],
)
def test_who_left_an_office_is_told_by_words_for_that(sentence: str, left: bool) -> None:
    assert has_left("Ada Holm", sentence) is left


def test_a_long_sentence_is_come_to_an_end_with() -> None:
    sentence = "Ada Holm, " * 400 + "mayor of " * 400 + "A " * 5_000
    holder(asked("Who heads the board of Osterby?"), sentence, sentence + " board Osterby")
    holder(asked("Who is the mayor of Osterby?"), sentence, sentence + " Osterby")


def test_the_companys_is_of_whatever_the_paragraph_tells_of() -> None:
    sentence = "“Fine,” said Ada Holm, the company's chief executive."
    around = f"Merrow Air cancels flights. {sentence}"
    assert named("Who is the CEO of Merrow Air?", sentence, around) == "Ada Holm"
    assert named("Who is the CEO of Olm Rail?", sentence, around) is None


def test_what_is_no_name_is_not_shown_as_who_holds_an_office(sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask("Who leads the Vellmark Dockers' Union?")
    assert answer.status != "answered"
    assert [c.answer_words for c in answer.citations if c.answer_words and c.answer_words.islower()] == []
