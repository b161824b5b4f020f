"""PDF files: paragraphs out of lines, and what is no text."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from corpus import Article, Skipped, read_articles
from corpus.pdf import MAX_PAGES, _joined, _lines

FIRST = [
    "Ferry runs aground in thick fog",
    "The ferry to Skarholm ran aground in thick fog on Monday evening.",
    "All the ninety passengers were taken off by lifeboats from three of",
    "the islands. Nobody was hurt.",
    "Harbour master Jorun Eide said that the pilot had steered by a chart",
    "that was older than the new breakwater. She called for an inquiry and",
]
SECOND = [
    "an examination of all charts, as no chart is without its faults. An exam-",
    "ination of the hull has begun, and a well-",
    "known diver is to lead it.",
    "A long wait",
    "The fog is expected to lift by Thursday, when two tugs will try their",
    "luck.",
]
PARAGRAPHS = [
    "The ferry to Skarholm ran aground in thick fog on Monday evening. All the ninety passengers were taken off by "
    "lifeboats from three of the islands. Nobody was hurt.",
    "Harbour master Jorun Eide said that the pilot had steered by a chart that was older than the new breakwater. She "
    "called for an inquiry and an examination of all charts, as no chart is without its faults. An examination of the "
    "hull has begun, and a well-known diver is to lead it.",
    "The fog is expected to lift by Thursday, when two tugs will try their luck.",
]


def pdf(*pages: list[str], title: str = "") -> bytes:
    """A PDF with these lines on its pages, written by hand."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>"]
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 10 Tf 50 780 Td {shown} ET".encode("latin-1")
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream))
        kids.append(b"%d 0 R" % (len(objects) + 1))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % len(objects)
        )
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), b" ".join(kids))
    objects.append(b"<</Title(%b)/CreationDate(D:20310203040506Z)/Author(admin)>>" % title.encode("latin-1"))
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj" % number + content + b"endobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(
        b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(objects), start)
    )
    return out.getvalue()


def read(folder: Path, data: bytes) -> tuple[list[Article], list[Skipped]]:
    path = folder / "front-page.pdf"
    path.write_bytes(data)
    stream = read_articles(path)
    return list(stream), stream.skipped


def reason(folder: Path, data: bytes) -> str:
    articles, (left_out,) = read(folder, data)
    assert articles == []
    assert left_out.what == str(folder / "front-page.pdf")
    return left_out.why


def test_lines_become_paragraphs_over_the_ends_of_pages(tmp_path: Path) -> None:
    (article,), skipped = read(tmp_path, pdf(FIRST, SECOND))
    assert skipped == []
    assert article.title == "Ferry runs aground in thick fog"
    assert [paragraph.text for paragraph in article.paragraphs] == PARAGRAPHS
    assert article.paragraphs[2].section == "A long wait"


def test_the_day_a_file_was_made_is_no_day_of_publication(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, pdf(FIRST))
    assert article.published is None
    assert article.authors == ()


def test_running_lines_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    pages = [
        ["Skarholm Tidings 7 January 2030", *FIRST, "- 1 -"],
        ["Skarholm Tidings 7 January 2030", *SECOND, "2"],
        ["Skarholm Tidings 7 January 2030", "The tugs came from the mainland, as Skarholm has none.", "Page 3 of 3"],
    ]
    (article,), _ = read(tmp_path, pdf(*pages))
    assert article.title == "Ferry runs aground in thick fog"
    assert [p.text for p in article.paragraphs] == [
        *PARAGRAPHS,
        "The tugs came from the mainland, as Skarholm has none.",
    ]


def test_left_and_right_pages_may_have_headers_of_their_own(tmp_path: Path) -> None:
    bodies = [
        "One storm came.",
        "Two tugs left.",
        "No crew slept.",
        "Four men sang.",
        "Five bells rang.",
        "All was well.",
    ]
    pages = [[("Skarholm Tidings", "Monday edition")[n % 2], body] for n, body in enumerate(bodies)]
    (article,), _ = read(tmp_path, pdf(*pages))
    assert "Tidings" not in " ".join([article.title, *(p.text for p in article.paragraphs)])


def test_a_running_line_stays_inside_a_page(tmp_path: Path) -> None:
    pages = [
        ["The Tidings", *FIRST],
        ["The Tidings", *SECOND[:3], "He said to", "The Tidings", "that it is so.", *SECOND],
    ]
    (article,), _ = read(tmp_path, pdf(*pages))
    assert " ".join(p.text for p in article.paragraphs).count("The Tidings") == 1


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Tugs free the ferry", "Tugs free the ferry"),
        ("Untitled", "Ferry runs aground in thick fog"),
        ("Microsoft Word - page1", "Ferry runs aground in thick fog"),
        ("page1_final.indd", "Ferry runs aground in thick fog"),
    ],
)
def test_the_title(tmp_path: Path, stated: str, title: str) -> None:
    (article,), _ = read(tmp_path, pdf(FIRST, title=stated))
    assert article.title == title


def test_without_a_title_the_file_gives_its_name(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, pdf(["The fog is expected to lift by Thursday."]))
    assert article.title == "Front page"
    assert [p.text for p in article.paragraphs] == ["The fog is expected to lift by Thursday."]


@pytest.mark.parametrize(
    ("text", "after", "joined"),
    [
        ("An exam-", "ination followed", "An examination followed"),
        ("a well-", "known diver", "a well-known diver"),
        ("from 2029-", "2030 on", "from 2029- 2030 on"),
        ("a chart -", "an old one", "a chart - an old one"),
        ("break\x02", "water", "breakwater"),
    ],
)
def test_a_hyphen_goes_only_where_the_word_is_known(text: str, after: str, joined: str) -> None:
    assert _joined(text, after, {"examination"}) == joined


def test_soft_hyphens_and_ligatures_become_letters() -> None:
    assert _lines("The break\u00ad\nwater held \ufb01rm\ud83d.\x00\n \n") == ["The break\x02", "water held firm\ufffd."]


def test_a_scan_is_told(tmp_path: Path) -> None:
    assert reason(tmp_path, pdf([], ["  "])) == "this PDF has no text in it: it is probably a scan"


def test_an_encrypted_file_is_told(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(FIRST))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert reason(tmp_path, out.getvalue()) == "this PDF is encrypted: save it without a password"


def test_too_many_pages_are_told(tmp_path: Path) -> None:
    assert f"more than {MAX_PAGES:,} pages" in reason(tmp_path, pdf(*[["x"]] * (MAX_PAGES + 1)))


def test_too_much_text_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.pdf.MAX_ARTICLE_BYTES", 300)
    assert "of text, too much" in reason(tmp_path, pdf(FIRST, SECOND))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.read.MAX_PDF_BYTES", 1_000)
    assert "too large" in reason(tmp_path, pdf(FIRST, SECOND))


@pytest.mark.parametrize(
    "data",
    [
        b"\x9c\x01garbage" * 1_100_000,
        b"%PDF-1.4\n",
        pdf(FIRST)[:300],
        pdf(FIRST).replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]"),
        b"%PDF-1.4\n1 0 obj" + b"[" * 100_000 + b"endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF",
    ],
    ids=["garbage", "empty", "cut", "its own child", "deep"],
)
def test_a_damaged_file_is_told(tmp_path: Path, data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    assert reason(tmp_path, data).startswith(("this PDF is damaged", "this PDF has no text"))
    assert caplog.records == []
