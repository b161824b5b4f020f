"""Reports of one event are told apart from those of another that counts the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from makers import answering, article, assert_sound, candidate, small_index
from newsprint import MAY

from assistant import Assistant
from assistant.evidence import Candidate
from assistant.same_event import of_another_thing, one_event
from vectorstore import NewsIndex

QUESTION = "How many people were hurt in the Tolvik ferry crash?"
BEST = "Twelve people were hurt when a ferry struck the quay at Tolvik."


def report(text: str, title: str, figure: str | None = None) -> Candidate:
    made = replace(candidate(text, article_id=text, title=title, published=MAY), around=1.0)
    return answering(made, figure or text.split()[0])


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Seventeen people were hurt in the crash, the hospital said.", "Tolvik ferry: 17 hurt"),
        ("Seventeen people were hurt in the crash at Tolvik.", "Ferry toll rises"),
        ("Seventeen people are being treated in Harsund.", "Ferry crash at Tolvik: 17 hurt"),
    ],
)
def test_a_report_that_names_what_is_asked_about_is_of_one_event(text: str, title: str) -> None:
    assert one_event(report(BEST, "Ferry crash at Tolvik"), report(text, title), QUESTION)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Thirty people were hurt when a bus left the road near Harsund.", "Bus crash near Harsund"),
        ("Thirty people were hurt in a bus crash at Tolvik.", "Bus crash at Tolvik"),
        ("Thirty people were hurt when a ferry ran aground off Harsund. Tolvik saw one.", "Ferry crash off Harsund"),
    ],
)
def test_another_thing_or_place_is_another_event(text: str, title: str) -> None:
    sentence = text.split(". ")[0].rstrip(".") + "."
    other = replace(report(text, title), stretch=candidate(text, sentence).stretch)
    assert not one_event(report(BEST, "Ferry crash at Tolvik"), other, QUESTION)


def test_a_country_and_its_people_are_one_place() -> None:
    best = report("Forty people died in floods in Turkey.", "Floods kill 40")
    other = report("Sixty people have died in the floods.", "Turkish floods: toll rises")
    assert one_event(best, other, "How many people died in the floods in Turkey?")


@pytest.mark.parametrize(
    ("question", "sentence", "another"),
    [
        ("How many people were on board the bus?", "The rescue boat had a crew of six on board.", True),
        ("How many people were on the bus?", "Six people were on board the boat that went to the bus.", True),
        ("How many people were on board the bus?", "A bus with 23 people on board fell into the fjord.", False),
        ("How many people were on board the bus?", "Some 23 people were aboard the school bus.", False),
        ("How many people were on board the Maren Thule?", "The ferry had 164 passengers on board.", False),
        ("How many people were hurt in the crash?", "Six people on board the boat were hurt.", False),
    ],
)
def test_who_is_on_board_of_something_else(question: str, sentence: str, another: bool) -> None:
    assert of_another_thing(question, sentence) is another


FERRY = article(
    "ferry",
    "Twelve people were hurt when a ferry struck the quay at Tolvik on Saturday, police said.",
    title="Ferry crash at Tolvik hurts 12",
    day="2024-11-16",
    source="Wire",
)
AGAIN = article(
    "again",
    "Seventeen people were hurt when a ferry struck the quay at Tolvik on Saturday, the hospital said on Monday.",
    title="Ferry crash at Tolvik: 17 hurt",
    day="2024-11-18",
    source="Echo",
)
OTHER = article(
    "other",
    "Thirty people were hurt when a ferry ran aground off Harsund on Monday, police said. It was the second ferry crash"
    " in a month after the one at Tolvik.",
    title="Ferry crash off Harsund hurts 30",
    day="2024-11-25",
    source="Lamp",
)


def test_an_accident_elsewhere_supersedes_nothing_and_a_later_count_does(
    tmp_path: Path, sample_index: NewsIndex
) -> None:
    index = small_index(tmp_path / "index", sample_index, FERRY, OTHER)
    answer = Assistant(index).ask(QUESTION)
    assert_sound(answer, index)
    assert answer.citations[0].article_id == "ferry"
    assert "Earlier" not in answer.text
    assert "Reports differ" not in answer.text
    index.update([FERRY, OTHER, AGAIN])
    answer = Assistant(index).ask(QUESTION)
    assert answer.citations[0].article_id == "again"
    assert "Earlier, Wire, 16 November 2024" in answer.text
    index.close()


def test_the_crew_of_a_rescue_boat_is_not_told_as_who_was_on_the_bus(tmp_path: Path, sample_index: NewsIndex) -> None:
    bus = article("bus", "A bus with passengers on board fell into the fjord near Harsund on Monday.", source="Lamp")
    boat = article("boat", "Six people were on board the rescue boat when it set out for the bus.", source="Wire")
    rain = article("rain", "Heavy rain fell on the coast, and people were told to stay at home.", source="Wire")
    index = small_index(tmp_path / "index", sample_index, bus, boat, rain)
    answer = Assistant(index).ask("How many people were on board the bus?")
    assert_sound(answer, index)
    assert answer.status == "partial"
    assert Assistant(index).ask("How many people were on board the rescue boat?").status == "answered"
    index.close()
