"""What becomes HTML: the right words in the right place, and nothing that an article says is ever more than words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from assistant.page.cards import panel_html, sources_html
from assistant.page.escaping import as_sentence, literal, safe_link
from assistant.page.head import header_html, status_line
from assistant.page.messages import READ_WORDS, answer_html, notice_html, question_html, working_html
from assistant.page.steps import Steps
from assistant.types import Answer, Citation, Query, Step, Understood, Withheld
from corpus import Article, Paragraph
from vectorstore import Copy, Hit, IndexStatus, Passage

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> ![i](http://evil.example/a.png) [x](javascript:alert(3))"
    " *b* _i_ `c` $x^2$ $$y$$ \\(z\\) {{value}} ${alert(4)} @children"
    " http://evil.example www.evil.example &lt; \"q\" 'q'\n# h\n\n- li"
)
QUOTE = "The bridge closed on Friday."
PARAGRAPH = f"It was cold. {QUOTE} Nobody was hurt."
ARTICLE = Article(
    id="a1",
    title="Bridge closed",
    paragraphs=(
        Paragraph(1, "Above."),
        Paragraph(3, PARAGRAPH, "What happened"),
        Paragraph(4, "Below."),
        Paragraph(5, "Far below."),
    ),
    source="Courier",
    authors=("Ada Moss", "Bo Lind"),
)
CITATION = Citation(
    1,
    "a1",
    "Bridge closed",
    "Courier",
    "https://courier.example/a?b=1&c=2",
    datetime(2024, 3, 4, tzinfo=UTC),
    3,
    QUOTE,
    13,
    41,
)


class _Seen(HTMLParser):
    """The tags and attributes of some HTML, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def an_answer(text: str = f"Courier reported: “{QUOTE}” [1]", **changes: object) -> Answer:
    answer = Answer(
        "When did the bridge close?",
        Query("When did the bridge close?", "When did the bridge close?"),
        "answered",
        text,
        (CITATION,),
    )
    return replace(answer, **changes)  # type: ignore[arg-type]


def cards(answer: Answer, article: Article | None = ARTICLE) -> _Seen:
    return _Seen(sources_html(2, answer, lambda article_id: article if article_id == "a1" else None))


def test_literal_leaves_no_sign_that_a_parser_could_act_on() -> None:
    written = literal(HOSTILE)
    assert not set(written) & set("<>\"'*_`$\\{}[]()!@.:/\n|~^=+-")
    assert _Seen(written).text == HOSTILE


def test_literal_keeps_letters_of_every_script() -> None:
    assert literal("Øksendal “šeď” 北京") == "Øksendal “šeď” 北京"


@pytest.mark.parametrize("url", ["http://a.example", "https://a.example/x?y=1#z", "HTTPS://A.example"])
def test_web_addresses_are_links(url: str) -> None:
    assert safe_link(url) == url


NO_LINKS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "//a.example",
    "/x",
    "https://",
    "https:///x",
    "ftp://a.example",
)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        *NO_LINKS,
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "https://a.example/ x",
        "https://a.example/\nx",
        "http://[",
    ],
)
def test_anything_else_is_no_link(url: str | None) -> None:
    assert safe_link(url) is None


def test_marks_lead_to_the_sources_of_their_turn() -> None:
    seen = _Seen(answer_html(2, an_answer("One [1]. Two [2]. Three [0001] [" + "9" * 5000 + "]")))
    assert [a["href"] for a in seen.named("a")] == ["#source-2-1"]
    assert "[2]" in seen.text  # a number without a citation is only text
    assert cards(an_answer()).named("section")[0]["id"] == "source-2-1"


def test_a_question_that_was_understood_differently_is_shown_as_understood() -> None:
    query = Query("When did it close?", "When did it close (Merrow Bridge)?")
    assert "Understood as: When did it close (Merrow Bridge)?" in _Seen(answer_html(1, an_answer(query=query))).text
    assert "Understood" not in answer_html(1, an_answer())


def test_what_was_read_from_the_words_and_what_was_given_up_is_shown_as_words() -> None:
    read = (
        Understood("source", "in it", f"Courier {HOSTILE}", hard=True),
        Understood("dates", "then", "2022", hard=True),
    )
    query = Query("q", "q", read=read, widened=("Nothing by Ada Moss; searched without the author.",))
    shown = answer_html(1, an_answer(query=query))
    assert "Understood: Courier <script>" in _Seen(shown).text
    assert f"· 2022. To search for the words as typed, untick “{READ_WORDS}”." in _Seen(shown).text
    assert "Nothing by Ada Moss; searched without the author." in _Seen(shown).text
    assert "<script>" not in shown


def test_a_card_shows_where_the_quote_stands() -> None:
    source = sources_html(2, an_answer(), lambda _: ARTICLE)
    seen = _Seen(source)
    assert f"<mark>{literal(QUOTE)}</mark>" in source
    for shown in (
        "Bridge closed",
        "Courier",
        "4 March 2024",
        "by Ada Moss, Bo Lind",
        "paragraph 3",
        "What happened",
        "Above.",
        PARAGRAPH,
        "Below.",
    ):
        assert shown in seen.text
    assert "Far below." not in seen.text
    link = seen.named("a")[0]
    assert (link["href"], link["target"], link["rel"]) == (CITATION.url, "_blank", "noopener noreferrer nofollow")


@pytest.mark.parametrize(
    "article", [None, replace(ARTICLE, paragraphs=()), replace(ARTICLE, paragraphs=(Paragraph(3, "Rewritten since."),))]
)
def test_the_quote_is_shown_alone_where_its_paragraph_is_gone(article: Article | None) -> None:
    seen = cards(an_answer(), article)
    assert QUOTE in seen.text
    assert "no longer has this paragraph" in seen.text
    assert "Rewritten" not in seen.text


COPIES = (
    Copy("p", "Bridge shut", "Harbour Post", "https://post.example/a", datetime(2024, 3, 5, tzinfo=UTC)),
    Copy("h", HOSTILE, HOSTILE, "javascript:alert(4)"),
    Copy("t", "A title", None, None),
)


def test_the_other_outlets_are_named_under_a_source_and_linked_where_that_is_safe() -> None:
    seen = cards(an_answer(citations=(replace(CITATION, copies=COPIES),)))
    assert seen.text.endswith(f"Also in Harbour Post, 5 March 2024; {HOSTILE}; A title")
    assert [link["href"] for link in seen.named("a")] == [CITATION.url, "https://post.example/a"]
    assert seen.named("script") == []
    near = Hit(Passage("a1", 1, "Above.", 0, 6, "Above.", "Bridge closed"), 1.0, copies=COPIES[:1])
    refusal = cards(an_answer("No.", status="not_found", citations=(), nearest=(near,)))
    assert refusal.text.endswith("Also in Harbour Post, 5 March 2024")
    assert "Also in" not in cards(an_answer()).text


def test_a_refusal_shows_the_nearest_as_no_answer() -> None:
    passage = Passage("a1", 3, PARAGRAPH, 0, len(PARAGRAPH), PARAGRAPH, "Bridge closed")
    seen = cards(an_answer("The archive does not say.", status="not_found", citations=(), nearest=(Hit(passage, 1.0),)))
    assert "Nearest in the archive (not an answer)" in seen.text
    assert PARAGRAPH in seen.text
    assert not seen.named("mark")


def test_what_was_withheld_is_folded_with_its_reason() -> None:
    seen = cards(
        an_answer(withheld=(Withheld("Ten died.", "no source says so"), Withheld("", "the model is not there")))
    )
    assert "open" not in seen.named("details")[0]
    assert "Ten died. No source says so." in seen.text
    assert "The model is not there." in seen.text


def test_an_answer_without_sources_says_so() -> None:
    assert "no sources" in cards(an_answer("The archive does not say.", status="not_found", citations=())).text


def test_only_the_newest_turn_is_open_and_first() -> None:
    seen = _Seen(panel_html([(1, "First?", "<p>one</p>"), (2, "Second?", "<p>two</p>")]))
    assert [(fold["id"], "open" in fold) for fold in seen.named("details")] == [("turn-2", True), ("turn-1", False)]
    assert "appear here" in panel_html([])


def test_an_answer_in_the_making_shows_steps_and_sentences() -> None:
    steps = Steps()
    assert _Seen(working_html(steps, [])).text == "Understanding …"
    steps.note(Step("understood", query=Query("q", "q")))
    assert _Seen(working_html(steps, [])).text == "Understood (0.0 s)Searching …"
    assert _Seen(working_html(steps, ["One. [1]", "Two. [2]"])).text.startswith("One. [1] Two. [2]Understood")
    assert not _Seen(working_html(steps, ["One. [1]"])).named("a")


def test_a_long_question_is_shortened() -> None:
    assert len(_Seen(question_html("why " * 10_000)).text) < 310


@pytest.mark.parametrize(
    ("said", "sentence"), [("no index: make one", "No index: make one."), ("Why?", "Why?"), ("", ".")]
)
def test_messages_become_sentences(said: str, sentence: str) -> None:
    assert as_sentence(said) == sentence


def test_the_status_line_tells_how_much_from_when_and_how_fresh() -> None:
    first, last, updated = (
        datetime(2024, 1, 2, tzinfo=UTC),
        datetime(2025, 6, 19, tzinfo=UTC),
        datetime(2026, 1, 1, 12, tzinfo=UTC),
    )
    status = IndexStatus("x", 1234, 5000, (("A", 1000), ("B", 234)), first, last, updated, "m", 1)
    assert status_line(status).startswith(
        "1,234 articles from 2 outlets, 2 January 2024 to 19 June 2025 · Last updated "
    )
    assert f"{updated.astimezone():%H:%M}" in status_line(status)
    assert (
        status_line(replace(status, articles=1, sources=(), last_published=first, last_updated=None))
        == "1 article, 2 January 2024"
    )
    assert "empty" in status_line(replace(status, articles=0))


def test_nothing_an_article_says_is_more_than_words() -> None:
    paragraph = f"Before {HOSTILE} after"
    citation = replace(
        CITATION, title=HOSTILE, source=HOSTILE, url="javascript:alert(1)", quote=HOSTILE, start=7, end=7 + len(HOSTILE)
    )
    article = replace(
        ARTICLE,
        title=HOSTILE,
        authors=(HOSTILE,),
        paragraphs=(Paragraph(2, HOSTILE), Paragraph(3, paragraph, HOSTILE), Paragraph(4, HOSTILE)),
    )
    passage = Passage(
        "a1",
        3,
        HOSTILE,
        0,
        len(HOSTILE),
        HOSTILE,
        HOSTILE,
        HOSTILE,
        HOSTILE,
        'https://x.example/"><script>',
        None,
        (HOSTILE,),
    )
    answer = an_answer(
        f"{HOSTILE} [1]", citations=(citation,), nearest=(Hit(passage, 1.0),), withheld=(Withheld(HOSTILE, HOSTILE),)
    )
    answer = replace(answer, query=Query("q", HOSTILE))
    shown = [
        answer_html(1, answer),
        panel_html([(1, HOSTILE, sources_html(1, answer, lambda _: article))]),
        header_html(HOSTILE, HOSTILE),
        question_html(HOSTILE),
        notice_html(HOSTILE),
        working_html(Steps(), [HOSTILE]),
    ]
    seen = _Seen("".join(shown))
    assert {tag for tag, _ in seen.tags} <= {
        "a",
        "bdi",
        "details",
        "div",
        "h1",
        "h2",
        "h3",
        "li",
        "mark",
        "p",
        "q",
        "section",
        "span",
        "summary",
        "ul",
    }
    names = {name for _, attributes in seen.tags for name in attributes}
    assert names <= {"aria-label", "class", "data-number", "dir", "href", "id", "open", "rel", "tabindex", "target"}
    assert {a["href"] for a in seen.named("a")} == {"#source-1-1", 'https://x.example/"><script>'}
    assert seen.text.count(HOSTILE) >= 15


def test_the_direction_of_what_follows_cannot_be_turned() -> None:
    assert literal("Post\u202e\u2066 of Osterby") == "Post of Osterby"
