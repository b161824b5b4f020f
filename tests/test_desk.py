"""What is done with an answer on the page: only by its own token, whatever a browser may send, and as it was given."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from makers import article, passage, small_index
from markup import HOSTILE, Seen

from assistant import kept as kept_module
from assistant.export import as_html, as_json, as_markdown
from assistant.feedback import read_feedback
from assistant.kept import KeptAnswers
from assistant.page.at_hand import AnswersAtHand
from assistant.page.desk import Desk
from assistant.types import Answer, Citation, Query
from corpus import Article
from vectorstore import Hit, NewsIndex

BEFORE, TEXT, AFTER = (
    "It was cold on the quay.",
    "The pier was closed on Tuesday after divers came.",
    "Nobody was hurt.",
)
QUOTE = "The pier was closed on Tuesday"
PIER = article("pier", BEFORE, TEXT, AFTER, title="A pier", source="Osterby Post", authors=("Ada Moss",))
NASTY = article("nasty", HOSTILE, title=HOSTILE, source=HOSTILE, authors=(HOSTILE,), url="javascript:alert(1)")
ASKED = datetime(2024, 5, 1, 12, 30, 5, tzinfo=UTC)
GONE = {"trouble": "This answer is no longer at hand: ask the question again."}
NO_ARTICLE = {"trouble": "The archive no longer has this article."}
EMBARGO = {"trouble": "This article is under an embargo and not told of at present."}
NO_NUMBERS: list[Any] = [None, "1", "", 0, -1, 3, 10**30, 1.5, float("nan"), [], [1], {}, {"number": 1}, "\ud800"]


def cites(number: int, cited: Article, paragraph: int, quote: str) -> Citation:
    start = cited.paragraphs[paragraph - 1].text.index(quote)
    there = cited.title, cited.source, cited.url, cited.published
    return Citation(number, cited.id, *there, paragraph, quote, start, start + len(quote))


ANSWER = Answer(
    "Why was the pier closed?",
    Query("Why was the pier closed?", "Why was the pier closed?"),
    "answered",
    f"“{QUOTE}” [1] “alert” [2]",
    (cites(1, PIER, 2, QUOTE), cites(2, NASTY, 1, HOSTILE)),
)
READ = tuple(Hit(passage(p.text, article_id="pier", paragraph=p.position), 1.0) for p in PIER.paragraphs[:2])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex) -> Iterator[NewsIndex]:
    """An index in whose folder nothing is changed."""
    made = small_index(tmp_path_factory.mktemp("desk") / "index", sample_index, PIER, NASTY)
    names = {file.name for file in made.folder.iterdir()}
    yield made
    assert {file.name for file in made.folder.iterdir()} == names
    made.close()


@pytest.fixture
def own(tmp_path: Path, sample_index: NewsIndex) -> Iterator[NewsIndex]:
    """An index of one test's own."""
    made = small_index(tmp_path / "index", sample_index, PIER, NASTY)
    yield made
    made.close()


@pytest.fixture
def at_hand() -> AnswersAtHand:
    return AnswersAtHand()


@pytest.fixture
def token(at_hand: AnswersAtHand) -> str:
    return at_hand.put(ANSWER, READ, ASKED)


@pytest.fixture
def desk(index: NewsIndex, at_hand: AnswersAtHand) -> Desk:
    return Desk(index, at_hand)


@pytest.fixture
def own_desk(own: NewsIndex, at_hand: AnswersAtHand) -> Desk:
    return Desk(own, at_hand)


@pytest.mark.parametrize("what", ["article", "export", "keep", "judge"])
def test_nothing_is_done_without_a_token_of_ours(own_desk: Desk, token: str, own: NewsIndex, what: str) -> None:
    rest = {"number": 1, "article": "pier", "kind": "good" if what == "judge" else "md"}
    tokens = [None, "", "x", f"{token} ", f"{token}\x00", token[:-1], token.swapcase(), token.encode(), [token], {}, 1]
    tokens += [{"token": token}, True, "../" * 50, "\ud800", "x" * 1_000_000]
    for given in [None, 5, "x", token, [], [token], (token,), {}, rest, *(rest | {"token": wrong} for wrong in tokens)]:
        assert getattr(own_desk, what)(given) == GONE
    assert "trouble" not in getattr(own_desk, what)(rest | {"token": token})
    assert (own.folder / "answers").exists() is (what == "keep")


# --- the article -----------------------------------------------------------------------------------


def test_an_article_is_opened_by_its_citation_with_what_was_read_of_it(desk: Desk, token: str) -> None:
    given = desk.article({"token": token, "number": 1})
    seen = Seen(given["html"])
    assert given["numbers"] == [1, 2]
    assert seen.texts("h3") == ["A pier"]
    assert seen.texts("mark") == [QUOTE]
    kinds = {p["data-at"]: p.get("class") for p in seen.named("p") if "data-at" in p}
    assert kinds == {"1": "consulted", "2": "cited", "3": None}
    assert desk.article({"token": token, "article": "pier", "paragraph": "1"}) == given
    assert desk.article({"token": token, "number": 1, "article": "nasty"}) == given  # a number goes first
    assert desk.article({"token": token, "number": 99, "article": "pier"}) == given


@pytest.mark.parametrize("number", NO_NUMBERS, ids=repr)
def test_a_number_that_no_citation_has_opens_nothing(desk: Desk, token: str, number: Any) -> None:
    assert desk.article({"token": token, "number": number}) == NO_ARTICLE


@pytest.mark.parametrize(
    "named",
    ["", "nonesuch", "../index/pier", "/etc/passwd", "pier\x00", "PIER", "\ud800", HOSTILE, "x" * 1_000_000, 5, {}, []],
    ids=lambda named: repr(named)[:20],
)
def test_what_is_no_article_opens_nothing(desk: Desk, token: str, named: Any, caplog: pytest.LogCaptureFixture) -> None:
    assert desk.article({"token": token, "article": named}) == NO_ARTICLE
    assert not caplog.records


def test_nothing_in_an_article_is_more_than_words(own_desk: Desk, token: str, own: NewsIndex) -> None:
    changed = replace(NASTY, title=f"{HOSTILE}!", paragraphs=(replace(NASTY.paragraphs[0], text=f"{HOSTILE}."),))
    for _ in range(2):  # as it is now, and with what it said before
        seen = Seen(own_desk.article({"token": token, "number": 2})["html"])
        allowed = {"h3", "bdi", "p", "div", "span", "mark", "details", "summary", "ol", "li", "ins", "del"}
        assert seen.kinds <= allowed
        assert seen.attributes <= {"class", "dir", "data-at", "data-cited", "tabindex", "role", "aria-label"}
        assert seen.text.count(HOSTILE) >= 4
        own.update([changed])
    assert seen.named("del")


def test_what_was_cited_is_shown_as_it_was_where_the_article_says_something_else_now(
    own_desk: Desk, token: str, own: NewsIndex
) -> None:
    own.update([article("pier", BEFORE, "The pier is open.", title="A pier, mended")])
    seen = Seen(own_desk.article({"token": token, "number": 1})["html"])
    assert seen.texts("mark") == [QUOTE]
    assert seen.texts("h3") == ["A pier"]
    (notice,) = seen.texts("p", "notice")
    assert notice.endswith("a later version no longer says what was quoted.")
    by_name = Seen(own_desk.article({"token": token, "article": "pier"})["html"])
    assert by_name.texts("h3") == ["A pier, mended"]
    assert by_name.texts("mark") == []


@pytest.mark.parametrize("number", [1, 2])
def test_a_withdrawn_article_is_shown_as_it_was_with_the_reason(
    own_desk: Desk, token: str, own: NewsIndex, number: int
) -> None:
    own.withdraw(["pier", "nasty"], HOSTILE)
    seen = Seen(own_desk.article({"token": token, "number": number})["html"])
    assert seen.texts("mark") == [QUOTE if number == 1 else HOSTILE]
    assert any("it was withdrawn since: <script>" in notice for notice in seen.texts("p", "notice"))
    assert own_desk.article({"token": token, "article": "pier"}) == NO_ARTICLE  # no citation says what is to be shown


def test_an_article_that_a_rebuild_left_out_is_shown_as_it_was(own_desk: Desk, token: str, own: NewsIndex) -> None:
    own.rebuild([NASTY])
    seen = Seen(own_desk.article({"token": token, "number": 1})["html"])
    assert seen.texts("mark") == [QUOTE]
    assert seen.texts("p", "notice")[0].endswith("it is no longer in the archive.")


@pytest.mark.parametrize("text", [TEXT, "The pier is open."], ids=["the same", "another"])
def test_nothing_is_shown_of_an_article_that_came_under_an_embargo(
    own_desk: Desk, token: str, own: NewsIndex, text: str
) -> None:
    own.update([article("pier", "The secret.", text, title="A pier", embargo=datetime.now(UTC) + timedelta(days=1))])
    assert own_desk.article({"token": token, "number": 1}) == EMBARGO
    assert own_desk.article({"token": token, "article": "pier"}) == EMBARGO
    own.update([article("hidden", "Nobody knows.", embargo=datetime.now(UTC) + timedelta(days=1))])
    assert own_desk.article({"token": token, "article": "hidden"}) == NO_ARTICLE  # whose ids are not for guessing


# --- taken away and kept ---------------------------------------------------------------------------


def test_an_answer_is_taken_away_in_each_format(desk: Desk, token: str, index: NewsIndex) -> None:
    texts = {
        "md": as_markdown(ANSWER, ASKED, index.article),
        "html": as_html(ANSWER, ASKED, index.article),
        "json": as_json(ANSWER, ASKED),
    }
    for kind, text in texts.items():
        given = desk.export({"token": token, "kind": kind})
        assert given == {"name": f"answer-2024-05-01-123005.{kind}", "text": text}
    assert "Ada Moss" in texts["md"]
    assert json.loads(texts["json"])["citations"][0]["quote"] == QUOTE


@pytest.mark.parametrize(
    "kind", [None, "", "MD", "pdf", "md/../../x", ".md", "md\n", [], ["md"], {}, {"md": 1}, 1, True]
)
def test_there_is_no_other_format(desk: Desk, token: str, kind: Any) -> None:
    trouble = {"trouble": "An answer can be taken away as md, html or json."}
    assert desk.export({"token": token, "kind": kind, "name": "../x.md"}) == trouble


def test_an_answer_is_kept_as_it_was_given_and_when(own_desk: Desk, token: str, own: NewsIndex) -> None:
    given = [own_desk.keep({"token": token, "id": "../../x", "answer": "another"}) for _ in range(2)]
    assert len({one["id"] for one in given}) == 2
    for one in given:
        assert re.fullmatch(r"[A-Za-z0-9_-]{12}", one["id"])
        kept = KeptAnswers(own.folder).get(one["id"])
        assert kept is not None
        assert (kept.answer, kept.asked_at) == (ANSWER, ASKED)


def test_what_cannot_be_done_is_one_sentence(
    own_desk: Desk, token: str, own: NewsIndex, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(kept_module, "MOST_ANSWERS", 0)
    assert re.fullmatch(
        r"The answer cannot be kept: .+ holds 0 already, .+\.", own_desk.keep({"token": token})["trouble"]
    )
    assert not caplog.records

    def broken(_: str) -> None:
        raise RuntimeError("a password")

    monkeypatch.setattr(own, "history", broken)
    with caplog.at_level(logging.ERROR):
        trouble = own_desk.article({"token": token, "number": 1})["trouble"]
    assert trouble == "Something went wrong while answering: the terminal that runs this page says what."
    assert "a password" in caplog.text


# --- what readers say ------------------------------------------------------------------------------


def test_what_a_reader_says_is_taken_down(own_desk: Desk, token: str, own: NewsIndex) -> None:
    def said(*given: str | None, **judged: object) -> str:
        told = own_desk.judge({"token": token, **judged}, *given)["told"]
        return str(told).removeprefix("Thank you: ").removesuffix(" is written down for the editors.")

    note = f" {HOSTILE}\x00\ud800\u202e\n"
    assert said(kind="good", number=1) == "that the answer is good"  # a number that does not matter
    assert said("mara", kind="bad", note=note, user="eve") == "that the answer is bad"
    assert said(kind="wrong_citation", number=2, note={"a": 1}) == "what you say of source 2"
    good, bad, wrong = read_feedback(own.folder).entries
    assert (good.kind, good.citation, good.note, good.user) == ("good", None, "", None)
    assert (bad.kind, bad.note, bad.user) == ("bad", note.strip(), "mara")
    assert (wrong.kind, wrong.note) == ("wrong_citation", "")
    assert wrong.citation is not None
    assert (wrong.citation.number, wrong.citation.quote) == (2, HOSTILE)


@pytest.mark.parametrize("kind", [None, "", "great", "GOOD", "good ", ["good"], {"good": 1}, 1, HOSTILE])
def test_there_is_nothing_else_to_say(desk: Desk, token: str, index: NewsIndex, kind: Any) -> None:
    trouble = {"trouble": "An answer is good or bad, or a citation wrong."}
    assert desk.judge({"token": token, "kind": kind}) == trouble
    assert read_feedback(index.folder).entries == ()


@pytest.mark.parametrize("number", NO_NUMBERS, ids=repr)
def test_only_a_citation_that_is_there_is_wrong(desk: Desk, token: str, index: NewsIndex, number: Any) -> None:
    trouble = desk.judge({"token": token, "kind": "wrong_citation", "number": number})["trouble"]
    assert re.fullmatch(r"The answer has no citation \[.*\]: name one of its marks\.", trouble)
    assert read_feedback(index.folder).entries == ()


@pytest.mark.parametrize("length", [2_001, 5_000_000])
def test_an_enormous_note_is_refused_in_a_sentence(desk: Desk, token: str, index: NewsIndex, length: int) -> None:
    trouble = desk.judge({"token": token, "kind": "bad", "note": "x" * length})["trouble"]
    assert trouble == f"The note is {length:,} characters long; the limit is 2,000."
    assert read_feedback(index.folder).entries == ()
