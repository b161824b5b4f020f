"""Who will hold an office next is not who holds it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from makers import article, assert_sound, small_index

from assistant import Assistant
from assistant.holders import holds_it_still
from assistant.offices import next_asked
from vectorstore import NewsIndex

NEXT = "Who will be the next police chief of Tolvik?"


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        (NEXT, "chief"),
        ("Who is the next mayor of Osterby?", "mayor"),
        ("Who's the incoming director of the museum?", "director"),
        ("Who is going to be the new captain?", "captain"),
        ("Who will become mayor?", "mayor"),
        ("Who'll be the new mayor?", "mayor"),
        ("Who will be the next bishop of Olm?", "bishop"),
        ("Who is to be the future head of the board?", "head"),
    ],
)
def test_a_question_for_the_next_holder_names_the_office(question: str, noun: str) -> None:
    office = next_asked(question)
    assert office is not None
    assert noun in office.called
    assert (office.of, office.named) == (frozenset(), ())


@pytest.mark.parametrize(
    "question",
    [
        "Who is the police chief of Tolvik?",
        "Who was the next mayor?",
        "Who will be the captain in the final?",
        "Who will be the winner?",
        "Who will be at the fair?",
        "When will the next mayor be elected?",
        "Who is next to the mayor?",
    ],
)
def test_other_questions_ask_for_no_next_holder(question: str) -> None:
    assert next_asked(question) is None


@pytest.mark.parametrize(
    ("name", "sentence", "still"),
    [
        ("Dora Venn", "Tolvik police chief Dora Venn will retire in December.", True),
        ("Venn", "The police chief, Dora Venn, spoke on Friday.", True),
        ("Bo Falk", "Tolvik police chief Dora Venn will retire and Bo Falk follows her.", False),
        ("Dora Venn", "Dora Venn will be the next police chief.", False),
        ("Dora Venn", "Dora Venn became police chief on Monday.", False),
        ("Dora Venn", "Dora Venn was appointed police chief on Monday.", False),
        ("Dora Venn", "Deputy police chief Dora Venn spoke on Friday.", False),
        ("Dora Venn", "Mayor Dora Venn spoke on Friday.", False),
    ],
)
def test_who_holds_it_still_is_not_next(name: str, sentence: str, still: bool) -> None:
    office = next_asked(NEXT)
    assert office is not None
    assert holds_it_still(office, name, sentence, sentence) is still


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex) -> Iterator[Assistant]:
    index = small_index(
        tmp_path_factory.mktemp("town") / "index",
        sample_index,
        article(
            "retires",
            "Tolvik police chief Dora Venn will retire in December after nine years.",
            "The city council will interview three candidates in November.",
            title="Tolvik police chief to retire",
            day="2024-09-02",
            source="Wire",
        ),
        article(
            "museum",
            "Ines Marlow will be the next director of the Harsund Museum, the board said on Tuesday.",
            title="Marlow to lead museum",
            day="2024-03-03",
            source="Wire",
        ),
        article(
            "boats",
            "The Harsund Museum is showing forty boats this spring, its director Karl Oden said.",
            title="Museum shows boats",
            day="2024-04-03",
            source="Wire",
        ),
    )
    yield Assistant(index)
    index.close()


def test_where_only_who_holds_it_is_known_that_is_no_clear_answer(town: Assistant) -> None:
    answer = town.ask(NEXT)
    assert_sound(answer, town.index)
    assert answer.status == "partial"
    assert all(citation.answer_words != "Dora Venn" for citation in answer.citations)


@pytest.mark.parametrize("asked", ["Who will be the next", "Who is the next", "Who will be the"])
def test_who_is_named_as_the_next_one_leads(town: Assistant, asked: str) -> None:
    answer = town.ask(f"{asked} director of the Harsund Museum?")
    assert_sound(answer, town.index)
    assert (answer.status, answer.citations[0].article_id) == ("answered", "museum")
    assert answer.citations[0].answer_words == "Ines Marlow"
