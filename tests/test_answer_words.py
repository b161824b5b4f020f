"""Where the words that answer stand in the text of an answer, and that nothing else is shown in bold."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import replace

import pytest
from makers import candidate
from newsprint import as_parts
from typer.testing import CliRunner

from assistant import Answer, Assistant, Query
from assistant.answer_words import places
from assistant.cli import app
from assistant.compose import write
from assistant.evidence import Candidate
from assistant.page.cards import sources_html
from assistant.page.escaping import literal
from assistant.page.messages import answer_html
from assistant.printing import answer_in_bold, answer_lines, printable
from assistant.types import Citation
from corpus import Article, Paragraph
from vectorstore import NewsIndex

TEXT = "It was cold. The bridge closed on Friday. Nobody was hurt."
QUOTE = "The bridge closed on Friday."


def said(text: str, words: str | None, sentence: str | None = None, **fields: object) -> Candidate:
    """A candidate in whose paragraph these words answer, the last there are."""
    made = candidate(text, sentence, **fields)  # type: ignore[arg-type]
    if words is None:
        return made
    start = text.rindex(words)
    return replace(made, answer=(start, start + len(words)))


def answer_of(*chosen: Candidate) -> Answer:
    sentences = list(write(as_parts(*chosen)))
    text = " ".join(sentence.text for sentence in sentences)
    return Answer("Why?", Query("Why?", "Why?"), "answered", text, tuple(c for s in sentences for c in s.citations))


def words_at(answer: Answer) -> list[str]:
    return [answer.text[start:end] for start, end in places(answer)]


def in_strong(html: str) -> list[str]:
    return re.findall(r"<strong>(.*?)</strong>", html, re.DOTALL)


def sources_of(answer: Answer, text: str = TEXT) -> str:
    article = Article("pier", "A new pier", (Paragraph(1, text),))
    return sources_html(1, answer, lambda _: article)


SCRIPTS = [
    ("Storm 🌊 hit 🇳🇴 at noon 👩‍👩‍👧, they said 🎉.", "at noon 👩‍👩‍👧"),
    ("أغلق الجسر يوم الجمعة بعد العاصفة.", "يوم الجمعة"),
    ("הגשר נסגר ב-3 במאי בגלל הסערה.", "ב-3 במאי"),
    ("大桥于周五关闭。", "周五"),
    ("The list:\nAda Moss,\nBo Lind\nand others were hurt.", "Ada Moss,\nBo Lind"),
    ("Profit rose <b>5%</b> & \"more\" *than* $x$ 'ever' `now`.", '<b>5%</b> & "more" *than* $x$'),
    ("He typed <script>alert(1)</script> twice.", "<script>alert(1)</script>"),
]


@pytest.mark.parametrize(("text", "words"), SCRIPTS, ids=range(len(SCRIPTS)))
def test_the_words_are_found_and_written_letter_for_letter_in_every_script(text: str, words: str) -> None:
    answer = answer_of(said(text, words))
    assert words_at(answer) == [words]
    assert in_strong(answer_html(1, answer)) == [literal(words)]
    card = sources_of(answer, text)
    (marked,) = re.findall(r"<mark>(.*?)</mark>", card, re.DOTALL)
    assert in_strong(card) == in_strong(marked) == [literal(words)]
    assert re.sub("</?strong>", "", marked) == literal(text)
    assert not {"<script>", "<b>"} & set(re.findall(r"<\w+>", answer_html(1, answer) + card))


def test_nothing_but_the_words_changes_on_the_page() -> None:
    known, unknown = answer_of(said(TEXT, "on Friday", QUOTE)), answer_of(said(TEXT, None, QUOTE))
    assert known.text == unknown.text
    for shown, plain in (
        (answer_html(1, known), answer_html(1, unknown)),
        (sources_of(known), sources_of(unknown)),
    ):
        assert "<strong>" not in plain
        assert shown.count("<strong>on Friday</strong>") == 1
        assert re.sub("</?strong>", "", shown) == plain


def test_the_words_are_bold_where_the_paragraph_is_gone_too() -> None:
    card = sources_html(1, answer_of(said(TEXT, "on Friday", QUOTE)), lambda _: None)
    assert "<mark>The bridge closed <strong>on Friday</strong>&#46;</mark>" in card


def test_each_sentence_has_words_of_its_own_also_where_they_are_the_same() -> None:
    one = said("Friday came. It closed on Friday.", "Friday", article_id="a")
    other = said("Friday came. It closed on Friday.", "Friday", article_id="b", source="Friday Post")
    none = said("Friday came. It closed on Friday.", None, article_id="c")
    answer = answer_of(one, none, other)
    assert words_at(answer) == ["Friday", "Friday"]
    for (start, end), mark in zip(places(answer), ("[1]", "[3]"), strict=True):
        assert answer.text[end:].startswith(f".” {mark}")
        assert start == end - 6
    assert len(in_strong(answer_html(1, answer))) == 2


def test_a_title_that_says_the_same_is_not_bold() -> None:
    answer = answer_of(said("It rained.", "rained", source=None, title="It rained."))
    assert answer.text == "“It rained.”: “It rained.” [1]"
    assert places(answer) == [(18, 24)]


@pytest.mark.parametrize(
    "text",
    ["Another text. [1]", f"{QUOTE} Nothing cites it.", f"[1] {QUOTE}", f"Something. [1] {QUOTE} [2]", ""],
)
def test_a_quote_that_is_not_in_its_sentence_makes_nothing_bold(text: str) -> None:
    answer = replace(answer_of(said(TEXT, "on Friday", QUOTE)), text=text)
    assert places(answer) == []
    assert "<strong>" not in answer_html(1, answer)


@pytest.mark.parametrize("place", [(0, 20), (35, 50), (20, 20), (30, 20), (0, len(TEXT)), (500, 510)])
def test_words_that_are_not_all_in_the_quote_are_not_bold(place: tuple[int, int]) -> None:
    answer = answer_of(said(TEXT, None, QUOTE))
    beyond = replace(answer.citations[0], answer_start=place[0], answer_end=place[1])
    answer = replace(answer, citations=(beyond,))
    assert places(answer) == []
    assert "<strong>" not in answer_html(1, answer) + sources_of(answer)


def test_all_of_a_quote_may_answer() -> None:
    answer = answer_of(said(TEXT, QUOTE, QUOTE))
    assert words_at(answer) == [QUOTE]
    assert f"<mark><strong>{literal(QUOTE)}</strong></mark>" in sources_of(answer)


def test_marks_are_links_still() -> None:
    shown = answer_html(3, answer_of(said(TEXT, "on Friday", QUOTE), said("It froze.", "froze", article_id="b")))
    assert re.findall(r'href="(#source-3-\d)"', shown) == ["#source-3-1", "#source-3-2"]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> _Terminal:
    """A terminal that knows bold, narrow, so that an answer which is folded would be noticed."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "20")
    return _Terminal()


@pytest.mark.parametrize(("text", "words"), SCRIPTS, ids=range(len(SCRIPTS)))
def test_a_terminal_shows_the_words_in_bold_on_the_same_line(
    terminal: _Terminal, monkeypatch: pytest.MonkeyPatch, text: str, words: str
) -> None:
    answer = answer_of(said(text, words), said("Pay [b]rose[/b] by 5 :smile: today.", ":smile:", article_id="b"))
    monkeypatch.setattr(sys, "stdout", terminal)
    line = answer_in_bold(answer)
    assert re.findall("\x1b\\[1m(.*?)\x1b\\[0m", line) == [printable(words), ":smile:"]
    assert re.sub("\x1b\\[[01]m", "", line) == printable(answer.text) == printable(answer_lines(answer)[0])


def test_an_article_cannot_steer_a_terminal_by_the_words_that_answer(
    terminal: _Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", terminal)
    words = "\x1b[2J\x07red\x9b31m\u202e"
    line = answer_in_bold(answer_of(said(f"It was {words} here.", words)))
    assert re.findall("\x1b.{0,3}", line) == ["\x1b[1m", "\x1b[0m"]
    assert not set(line) & {"\x07", "\x9b", "\u202e"}


def test_ask_prints_bold_on_a_terminal_only(terminal: _Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = answer_of(said(TEXT, "on Friday", QUOTE))
    monkeypatch.setattr("assistant.cli.open_assistant", lambda *_: Answering(answer))
    piped = CliRunner().invoke(app, ["ask", "Why?"], catch_exceptions=False).stdout
    assert piped.splitlines() == answer_lines(answer)
    monkeypatch.setattr(sys, "stdout", terminal)
    app(["ask", "Why?"], standalone_mode=False)
    assert "closed \x1b[1mon Friday\x1b[0m.”" in terminal.getvalue()
    assert re.sub("\x1b\\[[01]m", "", terminal.getvalue()) == piped
    app(["ask", "Why?", "--json"], standalone_mode=False)
    assert terminal.getvalue().count("\x1b") == 2


class Answering:
    """An assistant that has one answer."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def ask(self, *_: object, **__: object) -> Answer:
        return self.answer


def test_an_answer_without_known_words_has_none_anywhere(sample_index: NewsIndex) -> None:
    answer = Assistant(sample_index, reader=False).ask("How many people were injured in the ferry accident?")
    assert [c.answer_words for c in answer.citations] == [None] * len(answer.citations) != []
    assert places(answer) == []
    refusal = Answer("Why?", Query("Why?", "Why?"), "not_found", "The archive does not say.")
    assert places(refusal) == []
    assert isinstance(answer.citations[0], Citation)
