"""Who is asked for as the one who reports, and who is only asked about."""

from __future__ import annotations

import pytest

from assistant.names import find_author, find_source, may_name_an_author

SOURCES = (
    "Vellmark Courier|Radio Vellmark|Evening Lamp|Lindreth Weekly|Merrow Wire|Reuters|CNN|Daily Mirror|Time|The Sun"
    "|Express|The Independent|Metro|AP|usatoday.com|BBC|Süddeutsche Zeitung"
).split("|")
AUTHORS = ('Dezső "Dez" Hollenbeck', "Dezső Hollenbeck", "Tilda Wærenskjold", "Mara Lind", "Ann Smith", "Bob Smith")


@pytest.mark.parametrize(
    ("question", "source", "rest"),
    [
        ("What did the Courier report about the bridge?", "Vellmark Courier", "What | about the bridge?"),
        ("What did the Vellmark Courier say about it?", "Vellmark Courier", "What | about it?"),
        ("what did the vellmark courier say about it?", "Vellmark Courier", "what | about it?"),
        ("According to the Courier, who won?", "Vellmark Courier", "| who won?"),
        ("Who won, according to Radio Vellmark?", "Radio Vellmark", "Who won, |?"),
        ("What was in the Courier about it?", "Vellmark Courier", "What was | about it?"),
        ("Summarise the Courier's coverage of it", "Vellmark Courier", "Summarise | of it"),
        ("What did the Sun say about the mayor?", "The Sun", "What | about the mayor?"),
        ("Did Time report it?", "Time", "| it?"),
        ("Articles from Reuters about it", "Reuters", "Articles | about it"),
        ("what did reuters report?", "Reuters", "what |?"),
        ("What did USA Today report?", "usatoday.com", "What |?"),
        ("What did Suddeutsche Zeitung report?", "Süddeutsche Zeitung", "What |?"),
        ("Reuters reported that it sank. Did it?", "Reuters", "| it sank. Did it?"),
        ("Latest from the Lamp on the bridge", "Evening Lamp", "Latest | on the bridge"),
        ("Who did the Courier say won?", "Vellmark Courier", "Who | won?"),
    ],
)
def test_an_outlet_is_read_where_it_reports(question: str, source: str, rest: str) -> None:
    named = find_source(question, SOURCES)
    assert named is not None
    assert named.names == (source,)
    assert f"{question[: named.start]}|{question[named.end :]}" == rest


def test_two_outlets_may_be_named_together() -> None:
    named = find_source("What did the Courier and the Lamp report?", SOURCES)
    assert named is not None
    assert named.names == ("Vellmark Courier", "Evening Lamp")


@pytest.mark.parametrize(
    "question",
    [
        "What happened at the BBC?",
        "What did the BBC announce?",
        "Why did CNN cut jobs?",
        "According to the Courier's editor, who won?",
        "What did outlets other than the Courier report?",
        "What was not in the Courier?",
        "Who holds shares in Reuters?",
        "what did the courier say about the parcel?",
        "What time did the sun rise?",
        "Did the sun report anything?",
        "What did time tell?",
        "What happened in the Mirror?",
        "What happened in Time Square?",
        "Why are Metro stations closed?",
        "Is Lind independent?",
        "Did the express train stop?",
        "What did Vellmark say?",
        "Which courier reported the theft?",
        "What did the Herald report?",
        "",
    ],
)
def test_an_outlet_that_is_only_spoken_of_is_not_read(question: str) -> None:
    assert find_source(question, SOURCES) is None


def test_a_short_name_that_two_outlets_share_means_neither() -> None:
    assert find_source("What did the Courier report?", ["Vellmark Courier", "Tidewater Courier"]) is None


@pytest.mark.parametrize("source", ["The", "...", ".com", "www.com", "", "(", "The Times"])
def test_odd_names_of_outlets_do_no_harm(source: str) -> None:
    assert find_source("What did the The report (about it)?", [source]) is None


@pytest.mark.parametrize(
    ("question", "author"),
    [
        ("articles by Mara Lind about the bridge", "Mara Lind"),
        ("by Mara Lind", "Mara Lind"),
        ("What was written about the bridge by Mara Lind?", "Mara Lind"),
        ("anything about the ferry by tilda waerenskjold", "Tilda Wærenskjold"),
        ("What did Mara Lind write about schools?", "Mara Lind"),
        ("According to Lind's article, who won?", "Mara Lind"),
        ("Lind reported that he resigned. When?", "Mara Lind"),
        ("stories by Ann Smith", "Ann Smith"),
    ],
)
def test_an_author_is_read_where_one_writes(question: str, author: str) -> None:
    assert may_name_an_author(question)
    named = find_author(question, AUTHORS)
    assert named is not None
    assert named.names == (author,)


def test_an_author_written_in_two_ways_is_one() -> None:
    named = find_author("articles by Hollenbeck", AUTHORS)
    assert named is not None
    assert named.names == AUTHORS[:2]


@pytest.mark.parametrize(
    "question",
    [
        "What did Mara Lind say?",
        "Who is Mara Lind?",
        "Who was hit by Mara Lind?",
        "What is in the statement by Mara Lind?",
        "The report was criticised by Mara Lind, why?",
        "How many were hurt according to Mara Lind?",
        "stories by lind",
        "articles by Smith",
        "articles by Jane Doe",
    ],
)
def test_a_person_who_is_only_spoken_of_is_no_author(question: str) -> None:
    assert find_author(question, AUTHORS) is None
