"""Answers at hand by a token, and kept ones by their link: nobody gets at another's, and what changed since is said."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from makers import article, passage, small_index
from markup import HOSTILE, Seen

from assistant.kept import KeptAnswers
from assistant.page.at_hand import AnswersAtHand, AtHand
from assistant.page.desk import Desk
from assistant.page.opened import opened_turn
from assistant.types import Answer, Citation, Query
from vectorstore import Hit, NewsIndex

TEXT = "The pier was closed on Tuesday after divers came."
QUOTE = "The pier was closed on Tuesday"
PIER = article("pier", TEXT, title="A pier", source="Osterby Post", day="2024-05-02")
CITATION = Citation(1, "pier", "A pier", "Osterby Post", None, PIER.published, 1, QUOTE, 0, len(QUOTE))
ANSWER = Answer("Why?", Query("Why?", "Why?"), "answered", f"“{QUOTE}” [1]", (CITATION,))
ASKED = datetime(2024, 5, 3, 12, tzinfo=UTC)
LATER = datetime.now(UTC) + timedelta(days=1)
NOT_THERE = "There is no kept answer at this address."


@pytest.fixture
def index(tmp_path: Path, sample_index: NewsIndex) -> Iterator[NewsIndex]:
    made = small_index(tmp_path / "index", sample_index, PIER)
    yield made
    made.close()


def hit(paragraph: int, article_id: str = "pier", text: str = "Words.") -> Hit:
    return Hit(passage(text, article_id=article_id, paragraph=paragraph), 1.0)


def numbered(number: int) -> Answer:
    return replace(ANSWER, question=str(number))


# --- at hand ---------------------------------------------------------------------------------------


def test_an_answer_is_had_by_its_token_as_it_was_put() -> None:
    answers = AnswersAtHand()
    token = answers.put(ANSWER, [hit(2)], ASKED)
    assert answers.get(token) == AtHand(ANSWER, (hit(2),), ASKED)
    now = answers.get(answers.put(ANSWER))
    assert now is not None
    assert now.hits == ()
    assert abs(datetime.now(UTC) - now.asked_at) < timedelta(minutes=1)


def test_a_token_tells_nothing_and_is_given_once() -> None:
    answers = AnswersAtHand()
    tokens = [answers.put(ANSWER) for _ in range(500)]
    assert len(set(tokens)) == 500
    assert {len(token) for token in tokens} == {16}
    assert not any(left in right for left, right in zip(tokens, AnswersAtHand()._answers, strict=False))


@pytest.mark.parametrize("token", [None, "", "x", 0, 1.5, True, [], {}, b"x", object(), "\ud800", "x" * 1_000_000])
def test_what_is_no_token_has_no_answer(token: object) -> None:
    answers = AnswersAtHand()
    answers.put(ANSWER)
    assert answers.get(token) is None
    assert AnswersAtHand().get(answers.put(ANSWER)) is None  # another page's


def test_only_the_last_ones_are_at_hand() -> None:
    answers = AnswersAtHand(most=3)
    tokens = [answers.put(numbered(n)) for n in range(5)]
    had = [answers.get(token) for token in tokens]
    assert [one and one.answer.question for one in had] == [None, None, "2", "3", "4"]


def test_a_thousand_are_at_hand_by_themselves() -> None:
    answers = AnswersAtHand()
    tokens = [answers.put(ANSWER) for _ in range(1001)]
    assert [answers.get(token) is None for token in tokens].count(True) == 1


def test_threads_lose_nothing() -> None:
    answers = AnswersAtHand(most=400)
    with ThreadPoolExecutor(8) as pool:
        tokens = list(pool.map(lambda n: answers.put(numbered(n)), range(400)))
    had = [answers.get(token) for token in tokens]
    assert [one and one.answer.question for one in had] == [str(n) for n in range(400)]


def test_what_was_consulted_is_read_once_and_not_cited() -> None:
    hits = (hit(1), hit(2, text="First."), hit(3), hit(2, text="Second."), hit(1, "bank"))
    assert AtHand(ANSWER, hits).consulted == (hit(2, text="First."), hit(3), hit(1, "bank"))
    assert AtHand(replace(ANSWER, citations=()), hits).consulted[0] == hit(1)
    assert AtHand(ANSWER).consulted == ()


# --- kept ------------------------------------------------------------------------------------------


def test_a_kept_answer_opens_as_it_was_given_with_all_that_can_be_done_with_one(index: NewsIndex) -> None:
    id_, at_hand = KeptAnswers(index.folder).keep(ANSWER, ASKED), AnswersAtHand()
    turn = opened_turn(index, at_hand, id_)
    assert (turn.number, turn.question, turn.said) == (1, ANSWER.question, ANSWER.text)
    assert Seen(turn.reply).texts("div", "answer") == [ANSWER.text]
    sources = Seen(turn.sources)
    assert sources.texts("mark") == [QUOTE]
    (token,) = [part["data-token"] for part in sources.named("div") if "data-token" in part]
    had = at_hand.get(token)
    assert had is not None
    assert (had.answer, had.asked_at, had.hits) == (ANSWER, ASKED, ())
    assert Desk(index, at_hand).export({"token": token, "kind": "md"})["name"] == "answer-2024-05-03-120000.md"


def test_it_says_when_it_was_given_and_whether_its_sources_stand(
    index: NewsIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = KeptAnswers(index.folder).keep(ANSWER, LATER)
    (said,) = Seen(opened_turn(index, AnswersAtHand(), fresh).reply).texts("div", "notice")
    assert said.startswith("Answered on ")
    assert said.endswith(", and kept. Its sources stand as they did.")
    index.update([article("pier", "The pier is open.", title="A pier", day="2024-05-02")])
    old = KeptAnswers(index.folder).keep(ANSWER, ASKED)
    notices = Seen(opened_turn(index, AnswersAtHand(), old).reply).texts("div", "notice")
    assert notices[0] == "Answered on 3 May 2024, and kept."
    assert notices[1] == "Source [1], “A pier”, was changed and does not say this any more."
    assert notices[2].startswith("The archive was last updated on ")
    assert len(notices) == 3


@pytest.mark.parametrize(
    "id_",
    [
        "",
        "A" * 12,
        "../../secret",
        "..%2F..%2Fetc",
        "/etc/passwd0",
        "....//....//",
        "AAAAAAAAAAAA\n",
        "A" * 11 + "\x00",
        "A" * 11 + "\ud800",
        "A" * 1_000_000,
        "<script>alert(1)</script>",
        "con.json.txt",
        "*" * 12,
    ],
    ids=lambda id_: repr(id_)[:20],
)
def test_what_is_no_id_of_a_kept_answer_opens_none(index: NewsIndex, id_: str) -> None:
    KeptAnswers(index.folder).keep(ANSWER)
    (index.folder / "secret000000.json").write_text("{}")
    turn = opened_turn(index, AnswersAtHand(), id_)
    assert Seen(turn.reply).texts("div", "notice") == [NOT_THERE]
    assert (turn.question, turn.said, turn.sources) == ("", "", "")


@pytest.mark.parametrize("id_", [None, 5, {}, ["A" * 12]])
def test_an_id_of_another_kind_is_a_sentence(index: NewsIndex, id_: object) -> None:
    turn = opened_turn(index, AnswersAtHand(), id_)  # type: ignore[arg-type]
    assert Seen(turn.reply).text.startswith("Something went wrong")
    assert turn.said == ""


@pytest.mark.parametrize("damage", [b"", b"{", b"null", b"[" * 100_000, b'{"format": 1}', b"\xff"])
def test_a_damaged_file_is_a_sentence(index: NewsIndex, damage: bytes) -> None:
    id_ = KeptAnswers(index.folder).keep(ANSWER)
    (index.folder / "answers" / f"{id_}.json").write_bytes(damage)
    turn = opened_turn(index, AnswersAtHand(), id_)
    assert " cannot be read (" in Seen(turn.reply).texts("div", "notice")[0]
    assert (turn.said, turn.sources) == ("", "")


def test_nothing_in_a_kept_answer_is_more_than_words(index: NewsIndex) -> None:
    hostile = replace(CITATION, title=HOSTILE, source=HOSTILE, quote=HOSTILE, url="javascript:alert(1)", end=5)
    answer = Answer(HOSTILE, Query(HOSTILE, f"{HOSTILE}?"), "answered", f"{HOSTILE} [1]", (hostile,))
    turn = opened_turn(index, AnswersAtHand(), KeptAnswers(index.folder).keep(answer, ASKED))
    seen = Seen(f"{turn.reply}{turn.sources}")
    assert not seen.kinds & {"script", "img", "iframe", "style"}
    assert not [name for name in seen.attributes if name.startswith("on")]
    assert {a["href"] for a in seen.named("a")} == {"#source-1-1"}
    assert f"“{HOSTILE}”, is not known to the archive with these words." in seen.texts("div", "notice")[1]
