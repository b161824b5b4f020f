"""The weights that are shipped: what they make of news that nobody trained them on."""

from __future__ import annotations

import pytest

from assistant import Reader
from assistant.reader.weights import SHIPPED

# A question, the sentence that answers it, the words that do, and sentences that nearly do.
QUESTIONS = [
    (
        "How many people were injured in the ferry accident?",
        "Twelve people were injured when the ferry Amber struck the pier, the police said.",
        "Twelve",
        ["The ferry Amber carries four hundred people a day.", "Three people were injured in a fire on Monday."],
    ),
    (
        "When will the Merrow Bridge reopen?",
        "The Merrow Bridge will reopen on 14 May, the council said.",
        "14 May",
        ["The Merrow Bridge was closed on 2 March.", "The road to Tarnholm will reopen in June."],
    ),
    (
        "Who is the new mayor of Osterby?",
        "Mara Lind was sworn in as mayor of Osterby on Tuesday.",
        "Mara Lind",
        ["The mayor of Tarnholm, Jon Vik, resigned on Tuesday.", "Osterby elects its mayor every four years."],
    ),
    (
        "Why was the school closed?",
        "The school was closed because mould was found in its roof.",
        "mould",
        ["The school has two hundred pupils.", "The school was closed on Monday."],
    ),
    (
        "How much will the new library cost?",
        "The new library will cost 4.5 million crowns, according to the budget.",
        "4.5 million",
        ["The new library will be built by the harbour.", "The swimming hall cost 9 million crowns."],
    ),
    (
        "Where did the plane land?",
        "The plane landed safely in Lindesund after one engine failed.",
        "Lindesund",
        ["The plane took off an hour late.", "The airline owns nine planes."],
    ),
    (
        "Which company won the contract for the tram?",
        "Norling Rail won the contract to build the tram.",
        "Norling Rail",
        ["The tram will have eleven stops.", "The council voted for the tram in April."],
    ),
    (
        "What did the council ban?",
        "The council banned fireworks in the old town.",
        "fireworks",
        ["The council meets on Thursdays.", "The council discussed the price of parking."],
    ),
    (
        "How old was the painter when she died?",
        "The painter Ada Holm died on Sunday at the age of 91.",
        "91",
        ["Ada Holm painted more than 300 pictures.", "The painter's house is 200 years old."],
    ),
    (
        "Who scored the winning goal?",
        "Eli Brandt scored the winning goal in the last minute.",
        "Eli Brandt",
        ["The match was watched by 9,000 people.", "The goalkeeper Tom Rask was sent off."],
    ),
]
CLAIMS = [
    ("Twelve people were injured.", "Twelve people were injured when the ferry struck the pier.", "supports"),
    ("The bridge will reopen in May.", "The bridge will reopen on 14 May, the council said.", "supports"),
    ("Mara Lind is the mayor of Osterby.", "Mara Lind was sworn in as mayor of Osterby on Tuesday.", "supports"),
    ("Twenty people were injured.", "Twelve people were injured when the ferry struck the pier.", "refutes"),
    ("Nobody was injured.", "Twelve people were injured when the ferry struck the pier.", "refutes"),
    ("The council approved the plan.", "The council did not approve the plan.", "refutes"),
    ("The council approved the plan.", "The painter Ada Holm died on Sunday.", "neither"),
    ("The library cost 9 million crowns.", "The match was watched by 9,000 people.", "neither"),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def test_the_file_is_small() -> None:
    assert SHIPPED.stat().st_size <= 25_000_000


def test_it_is_loaded_once(reader: Reader) -> None:
    assert Reader.load()._engine is reader._engine


def test_what_answers_is_told_from_what_nearly_does(reader: Reader) -> None:
    wrong = []
    for question, right, _, others in QUESTIONS:
        first, *rest = reader.answers(question, [("", text) for text in (right, *others)])
        # Calibrated where one text in ten answers, so that twice as likely as that says something.
        if first < 0.2 or first <= max(rest):
            wrong.append((question, first, rest))
    assert len(wrong) <= 1, wrong


def test_the_words_that_answer_are_found(reader: Reader) -> None:
    found = [(reader.span(question, right), words) for question, right, words, _ in QUESTIONS]
    wrong = [(span, words) for span, words in found if span is None or words not in span.text or len(span.text) > 40]
    assert len(wrong) <= 1, wrong


def test_what_a_sentence_says_of_a_claim(reader: Reader) -> None:
    found = [(claim, reader.support(claim, [sentence]), label) for claim, sentence, label in CLAIMS]
    wrong = [row for row in found if row[1].label != row[2]]
    assert len(wrong) <= 2, wrong


def test_a_text_of_something_else_has_no_words_that_answer(reader: Reader) -> None:
    assert reader.span("Who is the new mayor of Osterby?", "The match was watched by many, in the rain.") is None


def test_no_answer_depends_on_the_texts_beside_it(reader: Reader) -> None:
    rows = [("", text) for _, right, _, others in QUESTIONS for text in (right, *others)]
    question = QUESTIONS[0][0]
    alone = [reader.answers(question, [row])[0] for row in rows]
    assert reader.answers(question, rows) == pytest.approx(alone, abs=0.01)
