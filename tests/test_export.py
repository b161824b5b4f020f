"""An answer that is taken away: all that it rests on is in it, and nothing that others wrote does anything."""

from __future__ import annotations

import json
import os
import random
import re
import string
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from makers import article, passage, small_index
from markdown_it import MarkdownIt
from processes import only_object, only_sentence
from typer.testing import CliRunner, Result

from assistant import Answer, Assistant, Citation, Query, Withheld
from assistant.cli import app
from assistant.errors import ExportError
from assistant.export import as_html, as_json, as_markdown, check_export, write_export
from assistant.export_markdown import escaped
from assistant.export_parts import clean, program_version
from assistant.types import Understood
from vectorstore import Copy, Hit, NewsIndex

DAY = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
FERRY = "How many people were injured in the ferry accident?"
MACRON = "What did Macron say about the ferry?"
HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> ![i](http://evil.example/a.png) [x](javascript:alert(3))"
    " [ref]: http://evil.example <http://evil.example> *b* _i_ ~~s~~ `c` ``` | a | b | &lt; &#60; <!-- c -->"
    " http://evil.example www.evil.example \"q\" 'q' \\ \u202e\u2066 \x1b[2J \ud800 \u2028\r\n# h\n\n- li\n1. li\n> q\n"
    "    code\n---\n===\n```\n<div>\n</div></p></body></html>"
)
QUOTE = f"It rained. {HOSTILE}"
CITATION = Citation(
    1,
    "a",
    HOSTILE,
    HOSTILE,
    "javascript:alert(4)",
    datetime(2024, 5, 1, tzinfo=UTC),
    3,
    QUOTE,
    0,
    len(QUOTE),
    (Copy("b", HOSTILE, HOSTILE, "data:text/html,x"), Copy("c", HOSTILE, None, "https://ok.example/<b>\"'`)")),
    0,
    10,
    HOSTILE,
)
HOSTILE_ANSWER = Answer(
    HOSTILE,
    Query(
        HOSTILE, f"u{HOSTILE}", sources=(HOSTILE,), read=(Understood("source", "x", HOSTILE, True),), widened=(HOSTILE,)
    ),
    "partial",
    f"It was said: “{QUOTE}” [1]",
    (CITATION,),
    (Withheld(HOSTILE, HOSTILE),),
    (Hit(passage(HOSTILE, title=HOSTILE, source=HOSTILE, authors=(HOSTILE,), url="vbscript:x"), 1.0),),
)


class _Seen(HTMLParser):
    """The tags of some HTML with their attributes, and its text."""

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

    def links(self) -> list[str | None]:
        return [attributes.get("href") for tag, attributes in self.tags if tag == "a"]


def rendered(markdown: str) -> _Seen:
    return _Seen(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown))


def cli(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_an_export_holds_what_the_answer_rests_on(form: str, sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask(FERRY)
    article_of = sample_assistant.index.article
    write, look = (as_html, _Seen) if form == "html" else (as_markdown, rendered)
    seen = look(write(answer, DAY, article_of))
    assert FERRY in seen.text
    assert "26 November 2026" in seen.text
    assert clean(answer.text) in seen.text
    assert "Answered" in seen.text
    assert len(answer.citations) >= 2
    for c in answer.citations:
        assert c.source
        assert c.url in seen.links()
        for told in (f"[{c.number}]", c.title, c.source, f"paragraph {c.paragraph}", clean(c.quote)):
            assert told in seen.text
        cited = article_of(c.article_id)
        assert cited is not None
        for author in cited.authors:
            assert author in seen.text
    assert any(article_of(c.article_id).authors for c in answer.citations)  # type: ignore[union-attr]
    assert f"news-assistant {program_version()}" in seen.text


def test_marks_lead_to_the_sources_within_the_document_and_the_words_that_answer_are_bold(
    sample_assistant: Assistant,
) -> None:
    answer = sample_assistant.ask(FERRY)
    document = as_html(answer)
    seen = _Seen(document)
    ids = [attributes["id"] for _, attributes in seen.tags if "id" in attributes]
    marks = [a["href"] for tag, a in seen.tags if tag == "a" and a.get("class") == "mark"]
    assert ids == [f"source-{c.number}" for c in answer.citations]
    assert marks == [f"#{id_}" for id_ in ids]
    words = [c.answer_words for c in answer.citations if c.answer_words]
    assert words
    assert re.findall("<strong>(.*?)</strong>", document) == words


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_refusal_names_the_nearest_and_says_that_they_are_no_answer(form: str, sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask(MACRON)
    assert answer.status == "not_found"
    seen = _Seen(as_html(answer)) if form == "html" else rendered(as_markdown(answer))
    assert "The archive does not say." in seen.text
    assert "not an answer" in seen.text
    assert "Sources" not in seen.text
    assert "Asked on" not in seen.text
    for hit in answer.nearest:
        assert clean(hit.passage.text) in seen.text


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_what_was_understood_searched_and_given_up_is_told(form: str) -> None:
    query = Query(
        "And then?",
        "And what of the pier?",
        since=datetime(2024, 5, 1, tzinfo=UTC),
        until=datetime(2024, 5, 31, 23, 59, tzinfo=UTC),
        sources=("Courier",),
        authors=("Mara Lind",),
        as_of=datetime(2024, 6, 1, tzinfo=UTC),
        read=(Understood("dates", "May", "May 2024", True),),
        widened=("nothing from the Courier was found, so all outlets were searched",),
    )
    answer = Answer("And then?", query, "not_found", "The archive does not say.", withheld=(Withheld("", "no model"),))
    text = (_Seen(as_html(answer)) if form == "html" else rendered(as_markdown(answer))).text
    for told in (
        "And what of the pier?",
        "May 2024 · Courier · by Mara Lind",
        "1 June 2024; nothing known to be later was used",
        "Nothing from the Courier was found, so all outlets were searched.",
        "No model.",
    ):
        assert told in text


def test_a_timeline_keeps_its_lines() -> None:
    query = Query("How did it unfold?", "How did it unfold?")
    citations = tuple(replace(CITATION, number=n, quote=f"Q{n}.", answer_start=None, answer_end=None) for n in (1, 2))
    answer = Answer("How did it unfold?", query, "answered", "1 May: “Q1.” [1]\n2. June: “Q2.” [2]", citations)
    assert "<p>1 May: “Q1.” [1]</p>\n<p>2. June: “Q2.” [2]</p>" in MarkdownIt().render(as_markdown(answer))
    assert as_html(answer).count('<p dir="auto">') == 2 + 2  # two lines, two corrections


def test_hostile_text_is_read_letter_for_letter_in_markdown() -> None:
    seen = rendered(as_markdown(HOSTILE_ANSWER, DAY))
    assert {tag for tag, _ in seen.tags} <= set("h1 h2 ul li p strong blockquote a hr".split())
    assert seen.links() == ["https://ok.example/%3Cb%3E%22'%60)"]
    # The question, what was understood, read, searched for and given up; title, outlet, quote, in the answer too; the
    # correction and the copies; what was withheld and why; and the nearest with title, outlet, author and words.
    assert seen.text.count(clean(HOSTILE)) == 18
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b\ud800]", as_markdown(HOSTILE_ANSWER, DAY))
    assert [tag for tag, _ in seen.tags].count("h1") == 1


def test_hostile_text_is_read_letter_for_letter_in_html() -> None:
    document = as_html(HOSTILE_ANSWER, DAY)
    seen = _Seen(document)
    assert {tag for tag, _ in seen.tags} <= set(
        "html head meta title style body main footer h1 h2 h3 dl dt dd ul li".split()
        + "div p a strong article bdi blockquote q".split()
    )
    assert seen.links() == ["#source-1", "https://ok.example/<b>\"'`)"]
    assert not any(name.startswith("on") for _, attributes in seen.tags for name in attributes)
    assert seen.text.count(clean(HOSTILE)) == 18 + 1  # and the title of the document
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b\ud800]", seen.text)
    document.encode("utf-8")


def test_a_document_loads_nothing_and_runs_nothing() -> None:
    document = as_html(HOSTILE_ANSWER, DAY)
    seen = _Seen(document)
    (policy,) = [a["content"] for tag, a in seen.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    assert not [a for _, a in seen.tags if {"src", "srcset", "data", "action", "style"} & a.keys()]
    assert "url(" not in document.partition("</style>")[0]
    assert "@import" not in document


def test_any_line_is_read_letter_for_letter_wherever_markdown_has_it() -> None:
    draw = random.Random(7)
    signs = string.punctuation * 2 + "a1 2\n\t.) " + "www.x http://x "
    for _ in range(400):
        text = "".join(draw.choice(signs) for _ in range(draw.randint(1, 14)))
        for before in ("", "- ", "> ", "# ", "a b: "):
            seen = rendered(f"{before}{escaped(text)}")
            assert " ".join(seen.text.split()) == f"{before if before == 'a b: ' else ''}{clean(text)}".strip(), repr(
                text
            )
            assert {tag for tag, _ in seen.tags} <= {"p", "ul", "li", "blockquote", "h1"}, repr(text)


def test_json_is_the_answer_and_when_it_was_asked_and_what_made_it(sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask(FERRY)
    more = {"asked_at": DAY.isoformat(), "program": {"name": "news-assistant", "version": program_version()}}
    assert json.loads(as_json(answer, DAY)) == answer.to_dict() | more
    assert json.loads(as_json(answer))["asked_at"] is None


def test_json_of_hostile_text_can_be_written_and_steers_nothing() -> None:
    text = as_json(HOSTILE_ANSWER)
    assert json.loads(text)["question"] == HOSTILE
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b\ud800]", text)
    text.encode("utf-8")


def test_a_file_is_written_in_the_format_of_its_ending(tmp_path: Path) -> None:
    answer = HOSTILE_ANSWER
    for name, expected in {
        "a.md": as_markdown(answer, DAY),
        "a.HTML": as_html(answer, DAY),
        "a.json": as_json(answer, DAY),
    }.items():
        assert write_export(tmp_path / name, answer, DAY) == tmp_path / name
        assert (tmp_path / name).read_bytes() == expected.encode()


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "dangling.md").symlink_to(tmp_path / "nowhere.md")
    for name, why in {
        "notes.md": "is there already and was left as it is",
        "folder.md": "is a folder: name a file in it",
        "dangling.md": "is there already",
        "answer.pdf": r"let its name end with \.md, \.html or \.json",
        "answer": r"let its name end with \.md",
        "none/answer.md": "there is no folder",
    }.items():
        with pytest.raises(ExportError, match=why):
            write_export(tmp_path / name, HOSTILE_ANSWER)
    assert (tmp_path / "notes.md").read_text() == "mine"
    assert sorted(os.listdir(tmp_path)) == ["dangling.md", "folder.md", "notes.md"]
    assert check_export(tmp_path / "new.md") == tmp_path / "new.md"


def test_ask_writes_the_answer_to_a_file(tmp_path: Path, sample_index_folder: Path) -> None:
    file = tmp_path / "ferry.md"
    result = cli("ask", FERRY, "--index", sample_index_folder, "--export", file)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith(f"\n\nWritten to {file}\n")
    assert "Seventeen people were injured" in rendered(file.read_text(encoding="utf-8")).text
    again = cli("ask", FERRY, "--index", sample_index_folder, "--export", file)
    assert (again.exit_code, again.stdout) == (2, "")
    assert "is there already" in only_sentence(again.stderr)


def test_ask_with_json_prints_one_object_and_writes_a_refusal_too(tmp_path: Path, sample_index_folder: Path) -> None:
    file = tmp_path / "macron.html"
    result = cli("ask", MACRON, "--json", "--index", sample_index_folder, "--export", file)
    assert result.exit_code == 1
    assert only_object(result.stdout)["status"] == "not_found"
    assert "does not say" in _Seen(file.read_text(encoding="utf-8")).text


def test_an_export_that_cannot_be_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    result = cli("ask", FERRY, "--index", tmp_path / "none", "--export", tmp_path / "answer.docx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "let its name end with .md, .html or .json" in only_sentence(result.stderr)


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"cannot be written \(File name too long\)"):
        write_export(tmp_path / f"{'a' * 300}.md", HOSTILE_ANSWER)


def test_a_hostile_article_is_exported_as_words(tmp_path: Path, sample_index: NewsIndex) -> None:
    title = "Pier <b>closed</b> [here](javascript:alert(1))"
    text = "The pier at Osterby was closed on Tuesday after divers found <img src=x> shipworm in its *oak* piles."
    index = small_index(tmp_path / "index", sample_index, article("pier", text, title=title, url="https://p.example/"))
    answer = Assistant(index).ask("Why was the pier at Osterby closed?")
    assert answer.citations
    for seen in (rendered(as_markdown(answer, DAY, index.article)), _Seen(as_html(answer, DAY, index.article))):
        assert not {"img", "b", "em"} & {tag for tag, _ in seen.tags}
        assert title in seen.text
        assert {link for link in seen.links() if not str(link).startswith("#")} == {"https://p.example/"}
    index.close()
