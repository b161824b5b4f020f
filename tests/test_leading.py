"""Which sentence leads an answer to who holds an office."""

from __future__ import annotations

from pathlib import Path

from makers import article, assert_sound, small_index

from assistant import Answer, Assistant
from vectorstore import NewsIndex

FIRST = article(
    "first",
    "Transport Minister Bo Lund promised on Monday that the pier would be mended.",
    title="Minister promises a new pier",
    day="2024-03-04",
    source="Osterby Post",
)
NEXT = article(
    "next",
    "Transport Minister Ada Holm opened the pier on Friday.",
    title="Pier opened",
    day="2024-08-30",
    source="Osterby Post",
)
LOOKS_BACK = article(
    "back",
    "The election was about the pier and the resignation in May of Transport Minister Bo Lund.",
    title="Votes are counted in Osterby",
    day="2024-09-22",
    source="Merrow Wire",
)


def ask(folder: Path, like: NewsIndex, question: str) -> Answer:
    index = small_index(folder, like, FIRST, NEXT, LOOKS_BACK)
    answer = Assistant(index).ask(question)
    assert_sound(answer, index)
    index.close()
    return answer


def test_who_holds_an_office_now_is_who_came_last_and_who_held_it_before_is_told_as_earlier(
    tmp_path: Path, sample_index: NewsIndex
) -> None:
    answer = ask(tmp_path / "index", sample_index, "Who is the transport minister?")
    assert answer.status == "answered"
    lead = answer.citations[0]
    assert lead.article_id == "next"
    assert lead.answer_in_quote is not None
    assert lead.quote[slice(*lead.answer_in_quote)] == "Ada Holm"
    earlier = [c.article_id for c in answer.citations if c.role == "earlier"]
    assert "first" in earlier
    assert "Earlier, Osterby Post, 4 March 2024:" in answer.text


def test_who_held_it_may_be_any_of_them(tmp_path: Path, sample_index: NewsIndex) -> None:
    answer = ask(tmp_path / "index", sample_index, "Who was transport minister before Holm?")
    assert "Bo Lund" in answer.citations[0].quote
    assert not [c for c in answer.citations if c.role == "earlier"]


def test_two_mayors_are_not_one_after_the_other(sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask("Who is the mayor?")
    assert "Earlier" not in answer.text


def test_an_office_of_something_the_archive_does_not_put_it_beside_is_no_sure_answer(
    sample_assistant: Assistant,
) -> None:
    assert sample_assistant.ask("Who is the mayor of Merrow?").status != "answered"
    assert sample_assistant.ask("Who is the director of the Met Office?").status == "not_found"


def test_a_captain_is_found_in_a_report_whose_title_names_the_ship(sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask("Who was the captain of the Maren Thule?")
    assert answer.status == "answered"
    assert "Arnfinn Øksendal" in answer.citations[0].quote


def test_where_no_name_stands_beside_the_office_the_answer_is_never_sure(
    tmp_path: Path, sample_index: NewsIndex
) -> None:
    text = "The president of the Osterby cycling club was late for the meeting of the Osterby cycling club on Monday."
    index = small_index(tmp_path / "index", sample_index, article("club", text, title="Osterby cycling club meets"))
    answer = Assistant(index).ask("Who is the president of the Osterby cycling club?")
    assert answer.status in ("partial", "not_found")
    index.close()


def test_who_has_left_is_no_sure_answer_to_who_holds_it(tmp_path: Path, sample_index: NewsIndex) -> None:
    gone = article(
        "gone", "Osterby mourns: Ada Holm resigned as minister on Monday.", title="Minister gone", day="2024-10-01"
    )
    index = small_index(tmp_path / "index", sample_index, NEXT, gone)
    assert Assistant(index).ask("Who is the transport minister?").status == "partial"
    index.close()


def test_who_holds_an_office_again_is_told_by_the_newest_report_and_not_for_sure(
    tmp_path: Path, sample_index: NewsIndex
) -> None:
    again = article("again", "Transport Minister Bo Lund opened a road.", title="Road opened", day="2025-01-10")
    index = small_index(tmp_path / "index", sample_index, FIRST, NEXT, again)
    answer = Assistant(index).ask("Who is the transport minister?")
    assert answer.status == "partial"
    assert answer.citations[0].article_id == "again"
    index.close()
