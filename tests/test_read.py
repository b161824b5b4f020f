"""Reading articles: every format, and everything that is wrong with a file."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus import Article, read_articles
from corpus.files import MAX_ARTICLE_BYTES

BODY = [
    "The council met on Tuesday evening in Osterby.",
    "It voted nine to four for the new pier.",
    "Work is to start in May.",
]
FRONT = '---\ntitle: "A new pier"\nsource: Osterby Post\npublished: 2024-05-07T20:15:00+02:00\nauthors: [Åsa Rød]\nurl: https://post.example/pier\n---\n'
PAGE = f"""<!doctype html><html lang="en"><head><title>A new pier | Osterby Post</title>
<meta property="og:title" content="A new pier"><meta property="og:site_name" content="Osterby Post">
<meta property="article:published_time" content="2024-05-07T20:15:00+02:00"><meta name="author" content="Åsa Rød">
<link rel="canonical" href="https://post.example/pier"></head><body><nav><a href="/">Home</a></nav>
<article><h1>A new pier</h1>
<p>{BODY[0]} The meeting had been put off twice since the winter, when the chamber was flooded.</p>
<p>{BODY[1]} The four who voted against it asked where the money would come from, and had had no reply.</p>
<h2>Building</h2>
<p>{BODY[2]} The contractor expects to need two summers, since nothing can be driven into the seabed in autumn.</p>
</article><footer>© Osterby Post</footer></body></html>"""


def record(**changes: object) -> dict[str, object]:
    return {
        "id": "pier",
        "title": "A new pier",
        "source": "Osterby Post",
        "date": "2024-05-07",
        "text": "\n\n".join(BODY),
    } | changes


def texts(article: Article) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


WRITERS: dict[str, Callable[[], str]] = {
    "a.txt": lambda: "A new pier\n\n" + "\n\n".join(BODY),
    "a.md": lambda: FRONT + "\n" + "\n\n".join(BODY),
    "a.json": lambda: json.dumps(record()),
    "list.json": lambda: json.dumps([record()]),
    "object.json": lambda: json.dumps({"count": 1, "articles": [record()]}),
    "a.jsonl": lambda: json.dumps(record()) + "\n\n",
    "a.csv": lambda: 'id,title,text,source,date\npier,A new pier,"' + "\n\n".join(BODY) + '",Osterby Post,2024-05-07\n',
    "semicolons.csv": lambda: (
        'id;title;text;source;date\npier;A new pier;"' + "\n\n".join(BODY) + '";Osterby Post;2024-05-07\n'
    ),
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzipped"])
@pytest.mark.parametrize("name", WRITERS)
def test_every_format_gives_the_same_article(tmp_path: Path, name: str, packed: bool) -> None:
    data = WRITERS[name]().encode()
    path = tmp_path / (name + ".gz" if packed else name)
    path.write_bytes(gzip.compress(data) if packed else data)
    stream = read_articles(tmp_path)
    (article,) = stream
    assert article.title == "A new pier"
    assert texts(article) == BODY
    assert [p.position for p in article.paragraphs] == [1, 2, 3]
    assert stream.skipped == []
    assert stream.fraction == 1.0
    if not name.endswith(".txt"):
        assert article.source == "Osterby Post"
        assert article.published is not None
        assert article.published.tzinfo is not None
        assert article.published.date().isoformat() == "2024-05-07"


def test_a_web_page_keeps_its_metadata_and_sections(tmp_path: Path) -> None:
    (tmp_path / "pier.html").write_text(PAGE, encoding="utf-8")
    (article,) = read_articles(tmp_path)
    assert (article.title, article.source, article.url) == ("A new pier", "Osterby Post", "https://post.example/pier")
    assert article.authors == ("Åsa Rød",)
    assert article.published == datetime.fromisoformat("2024-05-07T20:15:00+02:00")
    assert [p.section for p in article.paragraphs] == [None, None, "Building"]
    assert article.paragraphs[1].text.startswith(BODY[1])
    assert not any("Home" in text or "©" in text for text in texts(article))


def test_front_matter_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        FRONT + "\nPara one with a [link](https://x.example) and *stress*.\n\n## Part\n\nPara two.\n", encoding="utf-8"
    )
    (article,) = read_articles(tmp_path)
    assert article.id == article.url == "https://post.example/pier"
    assert article.authors == ("Åsa Rød",)
    assert texts(article) == ["Para one with a link and stress.", "Para two."]
    assert article.paragraphs[1].section == "Part"


@pytest.mark.parametrize("name", ["content", "text", "body", "maintext", "articleBody", "paragraphs"])
def test_names_of_the_text(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"title": "T", name: "One sentence. Another."}))
    (article,) = read_articles(tmp_path)
    assert texts(article) == ["One sentence. Another."]


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("headline", "H", "title", "H"),
        ("link", "https://a.example/1", "url", "https://a.example/1"),
        ("url", "javascript:alert(1)", "url", None),
        *[(name, "Post", "source", "Post") for name in ("source", "publisher", "outlet", "site")],
        ("publisher", {"@type": "Organization", "name": "Post"}, "source", "Post"),
        ("authors", ["A B", "C D"], "authors", ("A B", "C D")),
        ("author", {"name": "A B"}, "authors", ("A B",)),
        ("author", [{"name": "A B"}, {"name": "C D"}], "authors", ("A B", "C D")),
        ("byline", "By A B and C D", "authors", ("A B", "C D")),
        *[
            (name, "2024-05-07", "published", datetime(2024, 5, 7, tzinfo=UTC))
            for name in ("publish_date", "published", "published_at", "date", "date_publish", "datePublished")
        ],
        ("date", None, "published", None),
        ("date", "soon", "published", None),
    ],
)
def test_names_of_the_other_fields(tmp_path: Path, name: str, value: object, field: str, expected: object) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": "One sentence.", name: value}))
    (article,) = read_articles(tmp_path)
    assert getattr(article, field) == expected


def test_a_list_of_paragraphs_keeps_its_numbering_and_words(tmp_path: Path) -> None:
    given = ["Short line", "", "READ MORE: not for us to judge", "A soft\u00adhyphen stays."]
    (tmp_path / "a.json").write_text(json.dumps({"id": "p", "title": "Short line", "paragraphs": given}))
    (article,) = read_articles(tmp_path)
    assert [(p.position, p.text) for p in article.paragraphs] == [(1, given[0]), (3, given[2]), (4, given[3])]


def test_text_in_html_is_read_as_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        json.dumps({"title": "T", "content": "<p>First &amp; <b>bold</b>.</p><h2>Part</h2><p>Second.</p>"})
    )
    (article,) = read_articles(tmp_path)
    assert texts(article) == ["First & bold.", "Second."]
    assert article.paragraphs[1].section == "Part"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("﻿A café opened.".encode(), "A café opened."),
        ("He said “no” — twice.".encode("cp1252"), "He said “no” — twice."),
        ("A café opened.".encode("utf-16"), "A café opened."),
        ("A co\u00adop\u00aderative.".encode(), "A cooperative."),
    ],
    ids=["byte order mark", "Windows-1252", "UTF-16", "soft hyphens"],
)
def test_encodings(tmp_path: Path, data: bytes, expected: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (article,) = read_articles(tmp_path)
    assert texts(article) == [expected]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("binary.txt", bytes(range(256)) * 8, "binary"),
        ("noise.txt", b"\x01\x02\x03\x04 text \x05\x06", "binary"),
        ("empty.txt", b"", "empty"),
        ("blank.md", b" \n\n ", "empty"),
        ("heading.md", b"# Only a title\n", "no text"),
        ("bad.json", b'{"title": ', "not valid JSON"),
        ("number.json", b"3", "not an article"),
        ("untold.json", b'{"title": "T"}', "no text field"),
        ("wordless.json", b'{"title": "T", "text": {"a": 1}}', "not text"),
        ("bad.jsonl", b"{oops\n", "not valid JSON"),
        ("text.csv", b"name,price\nbread,3\n", "no text column"),
        ("broken.txt.gz", b"\x1f\x8b\x08\x00nonsense", "gzip"),
        ("notgz.json.gz", b"plain", "gzip"),
        ("bare.html", b"<html><body></body></html>", "no article text"),
        ("front.md", b"---\ntitle: [\n---\ntext\n", "front matter"),
        ("deep.json", b'{"text":' + b"[" * 100_000, "JSON"),
    ],
)
def test_bad_files_are_named_with_their_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text("A good title\n\nOne good sentence. And another.")
    stream = read_articles(tmp_path)
    assert [a.title for a in stream] == ["A good title"]
    (skipped,) = stream.skipped
    assert name in skipped.what
    assert reason in skipped.why
    assert "\n" not in skipped.why


def test_bad_lines_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines = [
        json.dumps(record(id="a")),
        "{bad",
        '"a string"',
        json.dumps({"id": "c", "text": ""}),
        json.dumps(record(id="d")),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    stream = read_articles(tmp_path)
    assert [a.id for a in stream] == ["a", "d"]
    assert [s.what.rsplit(" ", 1)[1] for s in stream.skipped] == ["2", "3", "4"]


def test_an_endless_line_is_skipped_without_being_held(tmp_path: Path) -> None:
    with open(tmp_path / "a.jsonl", "wb") as file:
        file.write(b'{"text": "' + b"x" * (MAX_ARTICLE_BYTES + 10) + b'"}\n')
        file.write(json.dumps(record()).encode())
    stream = read_articles(tmp_path)
    assert [a.id for a in stream] == ["pier"]
    assert "too long" in stream.skipped[0].why


@pytest.mark.parametrize("name", ["big.txt", "big.txt.gz", "big.html", "big.md"])
def test_one_article_may_not_be_endless(tmp_path: Path, name: str) -> None:
    data = b"word " * (MAX_ARTICLE_BYTES // 4)
    (tmp_path / name).write_bytes(gzip.compress(data, 1) if name.endswith("gz") else data)
    stream = read_articles(tmp_path)
    assert list(stream) == []
    assert "too large" in stream.skipped[0].why


@pytest.mark.parametrize("path", ["nowhere", "https://news.example/a.html", "picture.png"])
def test_paths_that_cannot_be_read(tmp_path: Path, path: str) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    given = path if path.startswith("http") else str(tmp_path / path)
    stream = read_articles([given])
    assert list(stream) == []
    assert stream.skipped[0].what == given


def test_folders_are_read_in_a_fixed_order_and_strangers_named(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a/one.txt", ".hidden/no.txt", "a/.no.txt", "a/photo.jpg", "b/more.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Title of {name[0]}\n\nA sentence.")
    stream = read_articles(tmp_path)
    assert [a.title for a in stream] == ["Title of a", "Title of b"]
    (skipped,) = stream.skipped
    assert "photo.jpg and 1 more" in skipped.what


def test_an_empty_folder_is_reported(tmp_path: Path) -> None:
    stream = read_articles(tmp_path)
    assert list(stream) == []
    assert "no articles" in stream.skipped[0].why


def test_the_same_file_given_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Title\n\nA sentence.")
    assert len(list(read_articles([tmp_path, tmp_path / "a.txt"]))) == 1


def test_ids_do_not_change_when_the_text_does(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"title": "T", "text": "Old."}) + "\n" + json.dumps({"title": "U", "text": "Other."}))
    old = {a.title: a for a in read_articles(file)}
    file.write_text(json.dumps({"title": "U", "text": "Other."}) + "\n" + json.dumps({"title": "T", "text": "New."}))
    new = {a.title: a for a in read_articles(file)}
    assert {t: a.id for t, a in old.items()} == {t: a.id for t, a in new.items()}
    assert old["T"].content_hash != new["T"].content_hash
    assert old["U"].content_hash == new["U"].content_hash
    assert len({a.id for a in new.values()}) == 2


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Shut in 2022.<br>The company agreed.</p>", ["Shut in 2022. The company agreed."]),
        ("Shut on Monday.<br><br>Open on Friday.", ["Shut on Monday.", "Open on Friday."]),
        ("<div>Beside.</div><p>Inside.</p>After.", ["Beside.", "Inside.", "After."]),
        ("<div>Before. <p>Inside.</p> after.</div>", ["Before.", "Inside.", "after."]),
        ("<ul><li>One <b>bold</b> thing.</li><li>Two.</li></ul>", ["One bold thing.", "Two."]),
        ("<p>Kept.<script>alert(1)</script></p><style>p{}</style>", ["Kept."]),
        ("<body><p>One.</p></body><body><p>Two.</p></body>", ["One.", "Two."]),
        ("Fish &amp; chips cost <b>more</b> now.\n\nSo they say.", ["Fish & chips cost more now.", "So they say."]),
        ("If a < b & c > d, all is well.", ["If a < b & c > d, all is well."]),
    ],
)
def test_no_word_of_html_in_a_record_is_lost_or_glued(tmp_path: Path, html: str, expected: list[str]) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"title": "Fish &amp; <i>chips</i>", "content": html}))
    (article,) = read_articles(tmp_path)
    assert texts(article) == expected
    assert article.title == "Fish & chips"


def test_a_heading_in_html_keeps_the_text_after_it(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"title": "T", "content": "<h2>Part</h2>Text below it.<br>And more."}))
    (article,) = read_articles(tmp_path)
    assert [(p.text, p.section) for p in article.paragraphs] == [("Text below it. And more.", "Part")]


def test_a_row_with_too_many_columns_is_named_and_not_shifted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,text,source\nA,Rain, and more rain,Post\nB,Sun.,Post\n")
    stream = read_articles(tmp_path)
    assert [(a.title, a.source) for a in stream] == [("B", "Post")]
    (skipped,) = stream.skipped
    assert skipped.what.endswith("line 2")
    assert "more columns" in skipped.why


def test_a_line_of_csv_that_is_not_text_does_not_end_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"title,text\nA,One.\nB,\x01\x02\nC,Three.\n")
    stream = read_articles(tmp_path)
    assert [a.title for a in stream] == ["A", "C"]
    assert "line 3" in stream.skipped[0].what


@pytest.mark.parametrize(("name", "data"), [("a.json", "[]"), ("a.csv", "title,text\n")])
def test_a_file_without_one_article_is_named(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / name).write_text(data)
    stream = read_articles(tmp_path)
    assert list(stream) == []
    assert name in stream.skipped[0].what


def good_file(folder: Path) -> None:
    (folder / "good.txt").write_text("A good title\n\nOne good sentence. And another.")


@pytest.mark.parametrize(
    "front",
    ['title: "\\uD83D"', "published: 2024-13-45", "published: soon", "a: " + "[" * 3000],
    ids=["half a character", "no such month", "no date", "deep"],
)
def test_odd_front_matter_does_not_end_the_run(tmp_path: Path, front: str) -> None:
    good_file(tmp_path)
    (tmp_path / "odd.md").write_text(f"---\n{front}\n---\nOne sentence.\n")
    stream = read_articles(tmp_path)
    found = {a.title: a for a in stream}
    assert "A good title" in found
    assert len(found) + len(stream.skipped) == 2
    for article in found.values():
        article.content_hash.encode()


def test_links_and_pipes_do_not_end_or_hang_the_run(tmp_path: Path) -> None:
    good_file(tmp_path)
    (tmp_path / "round.txt").symlink_to("round.txt")
    (tmp_path / "up").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "noending").write_text("Not read")
    stream = read_articles([tmp_path, "~nobody-of-that-name/x", "n" * 300])
    assert [a.title for a in stream] == ["A good title"]
    whats = " ".join(skipped.what for skipped in stream.skipped)
    for name in ("round.txt", "up", "pipe.txt", "noending", "~nobody", "nnn"):
        assert name in whats


def test_a_file_whose_name_is_not_text_is_read(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.md", "w") as file:
        file.write("One sentence.\n")
    (article,) = read_articles(tmp_path)
    article.id.encode()
    article.title.encode()


@pytest.mark.parametrize(
    ("first", "title"), [("MAYOR OF OSTERBY RESIGNS", "MAYOR OF OSTERBY RESIGNS"), ("OSTERBY", "Report")]
)
def test_a_headline_in_capitals_is_no_dateline(tmp_path: Path, first: str, title: str) -> None:
    (tmp_path / "report.txt").write_text(
        f"{first}\n\nShe left on Monday. Nobody knows why.\n\nShe gave no reason at all."
    )
    (article,) = read_articles(tmp_path)
    assert article.title == title


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.csv.gz"])
def test_utf_16_is_read_line_by_line_too(tmp_path: Path, name: str) -> None:
    text = 'title,text\nA,Café open.\nB,"Two\nlines."\n' if "csv" in name else '{"title": "A", "text": "Café open."}\n'
    data = text.encode("utf-16")
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    stream = read_articles(tmp_path)
    assert texts(next(stream)) == ["Café open."]
    list(stream)
    assert stream.skipped == []


def test_empty_cells_at_the_end_of_a_row_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,text\nA,One.,\nB,Two.,,\n")
    stream = read_articles(tmp_path)
    assert [a.title for a in stream] == ["A", "B"]
    assert stream.skipped == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"rendered": "<p>One.</p>"}, ["One."]),
        ("<p>A cube of 10<sup>6</sup> litres.</p><textarea>Your comment</textarea>", ["A cube of 10^6 litres."]),
        ("<html><head><title>Other</title></head><body><p>One.</p></body></html>", ["One."]),
        ("One.\x0b", ["One."]),
    ],
)
def test_text_as_exports_have_it(tmp_path: Path, content: object, expected: list[str]) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"title": "T", "content": content}))
    (article,) = read_articles(tmp_path)
    assert texts(article) == expected


def test_an_empty_text_is_not_called_a_missing_field(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"title": "T", "articleBody": ""}')
    stream = read_articles(tmp_path)
    assert list(stream) == []
    assert stream.skipped[0].why == "no text"
