"""A whole article as HTML: the quotes marked letter for letter, what became of it said, and nothing in it acting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from markup import HOSTILE, Seen

from assistant.page.article_view import article_html
from assistant.resolve import Resolved
from assistant.types import Citation
from corpus import Article, Paragraph
from vectorstore import Copy, Version

TEXT = "It was cold. The bridge closed on Friday at noon. Nobody was hurt."
ARTICLE = Article(
    id="a1",
    title="Bridge closed",
    paragraphs=(
        Paragraph(1, "Above."),
        Paragraph(3, TEXT, "What happened"),
        Paragraph(4, "Below.", "What happened"),
        Paragraph(6, "Far below.", "Afterwards"),
    ),
    source="Courier",
    authors=("Ada Moss", "Bo Lind"),
    url="https://courier.example/a?b=1&c=2",
    published=datetime(2024, 3, 4, tzinfo=UTC),
)
FIRST_READ, LATER_READ = datetime(2024, 3, 4, 12, tzinfo=UTC), datetime(2024, 4, 5, 12, tzinfo=UTC)


def cites(number: int, quote: str, words: str = "", paragraph: int = 3, text: str = TEXT) -> Citation:
    """A citation of these words of the text; words: those of them that answer."""
    start = text.index(quote)
    answer = start + quote.index(words)
    places = (answer, answer + len(words)) if words else (None, None)
    day = ARTICLE.published
    return Citation(
        number,
        "a1",
        "Bridge closed",
        "Courier",
        ARTICLE.url,
        day,
        paragraph,
        quote,
        start,
        start + len(quote),
        answer_start=places[0],
        answer_end=places[1],
    )


def version(number: int, *texts: str, title: str = "Bridge closed", withdrawn: str | None = None) -> Version:
    seen = FIRST_READ if number == 1 else LATER_READ
    paragraphs = tuple(Paragraph(position, text) for position, text in enumerate(texts, 1))
    return Version(number, seen, None, title, paragraphs, withdrawn)


@pytest.mark.parametrize(
    ("citations", "marked"),
    [
        ([], []),
        ([cites(1, TEXT)], [TEXT]),
        ([cites(1, "It was cold.")], ["It was cold."]),
        ([cites(1, "Nobody was hurt.")], ["Nobody was hurt."]),
        ([cites(2, "Nobody was hurt."), cites(1, "It was cold.")], ["It was cold.", "Nobody was hurt."]),
        ([cites(1, "It was cold."), cites(2, "It was cold.")], ["It was cold."]),
        (
            [cites(1, "The bridge closed on Friday"), cites(2, "on Friday at noon.")],
            ["The bridge closed on Friday at noon."],
        ),
        ([cites(1, TEXT), cites(2, "on Friday")], [TEXT]),
        ([cites(1, "It was"), cites(2, "was cold. The"), cites(3, "The bridge")], ["It was cold. The bridge"]),
        ([cites(1, "The bridge "), cites(2, "closed")], ["The bridge ", "closed"]),
        ([replace(cites(1, "It was cold."), quote="It was warm.")], []),
        ([replace(cites(1, "It was cold."), paragraph=4)], []),
        ([replace(cites(1, "It was cold."), paragraph=99)], []),
        ([replace(cites(1, "It was cold."), start=10_000, end=10_012)], []),
        ([replace(cites(1, "It was cold."), quote="It was warm."), cites(2, "Nobody was hurt.")], ["Nobody was hurt."]),
    ],
)
def test_quotes_are_marked_once_and_letter_for_letter(citations: Sequence[Citation], marked: list[str]) -> None:
    seen = Seen(article_html(ARTICLE, citations))
    assert seen.texts("mark") == marked
    assert seen.text.count(TEXT) == 1
    assert all(seen.text.count(paragraph.text) == 1 for paragraph in ARTICLE.paragraphs[:2])


def test_the_words_that_answer_are_bold_and_in_overlapping_quotes_none_twice() -> None:
    assert Seen(article_html(ARTICLE, [cites(1, "The bridge closed on Friday", "on Friday")])).texts("strong") == [
        "on Friday"
    ]
    overlapping = [
        cites(1, "The bridge closed on Friday", "on Friday"),
        cites(2, "on Friday at noon.", "Friday at noon"),
        cites(3, "on Friday at noon.", "noon"),
    ]
    seen = Seen(article_html(ARTICLE, overlapping))
    assert seen.texts("mark") == ["The bridge closed on Friday at noon."]
    assert seen.texts("strong") == ["on Friday", "noon"]
    assert seen.text.count(TEXT) == 1


def test_each_cited_paragraph_tells_its_sources() -> None:
    seen = Seen(article_html(ARTICLE, [cites(2, "Nobody was hurt."), cites(5, "It was cold.")]))
    (cited,) = [p for p in seen.named("p") if p.get("class") == "cited"]
    assert (cited["data-at"], cited["data-cited"]) == ("3", "cited-2 cited-5")
    assert "Cited in source 2, 5" in [span.get("aria-label") for span in seen.named("span")]
    assert seen.texts("span", "number") == ["2", "5"]


def test_cited_and_read_are_told_apart() -> None:
    seen = Seen(article_html(ARTICLE, [cites(1, "It was cold.")], consulted={1, 3, 99}))
    kinds = {p["data-at"]: p.get("class") for p in seen.named("p") if "data-at" in p}
    assert kinds == {"1": "consulted", "3": "cited", "4": None, "6": None}
    assert seen.texts("span", "label") == ["read, not cited"]
    assert seen.texts("p", "consulted") == ["read, not citedAbove."]


def test_a_quote_that_no_longer_stands_leaves_a_paragraph_that_was_only_read() -> None:
    seen = Seen(article_html(ARTICLE, [replace(cites(1, "It was cold."), quote="It was warm.")], consulted={3}))
    assert seen.texts("p", "consulted") == [f"read, not cited{TEXT}"]


def test_the_head_says_what_where_when_and_by_whom_and_sections_once() -> None:
    seen = Seen(article_html(ARTICLE))
    for words in ("Bridge closed", "Courier", "4 March 2024", "by Ada Moss, Bo Lind", "Read it at courier.example"):
        assert words in seen.text
    assert seen.texts("h4") == ["What happened", "Afterwards"]
    assert [a["href"] for a in seen.named("a")] == [ARTICLE.url]
    assert not seen.texts("p", "notice")
    bare = Seen(article_html(Article("b", "", (Paragraph(1, "Words."),))))
    assert bare.texts("h3") == ["Untitled"]
    assert "undated" in bare.text
    assert Seen(article_html(Article("c", "No words", ()))).texts("h3") == ["No words"]


def test_a_correction_and_the_other_outlets_are_told() -> None:
    note = "Correction: an earlier version of this article said that it was warm."
    article = replace(ARTICLE, paragraphs=(*ARTICLE.paragraphs, Paragraph(7, note)))
    copies = [Copy("p", "Bridge shut", "Harbour Post", "https://post.example/a")]
    seen = Seen(article_html(article, copies=copies))
    assert seen.texts("p", "correction") == [note]
    assert "Also in Harbour Post" in seen.text


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (None, ""),
        (Resolved("current", version(1, "It was so.")), ""),
        (Resolved("superseded", version(1, "It was so.")), "a later version no longer says what was quoted."),
        (Resolved("withdrawn", version(1, "It was so."), "it was false"), "it was withdrawn since: it was false."),
        (Resolved("removed", version(1, "It was so.")), "it is no longer in the archive."),
        (Resolved("unknown"), "The archive has no version of this article that says what was quoted."),
    ],
)
def test_what_has_become_of_an_article_is_said_and_the_version_cited_is_shown(
    standing: Resolved | None, said: str
) -> None:
    quote = cites(1, "It was so.", paragraph=1, text="It was so.")
    seen = Seen(article_html(ARTICLE, [quote], standing=standing))
    if standing and standing.version and said:
        assert seen.texts("p", "notice") == [f"This is the article as it was read on 4 March 2024; {said}"]
        assert seen.texts("mark") == ["It was so."]
        assert TEXT not in seen.text
    else:
        assert seen.texts("p", "notice") == ([said] if said else [])
        assert TEXT in seen.text


def test_an_earlier_version_has_the_title_it_had() -> None:
    earlier = version(1, "It was so.", title="Bridge to close")
    assert Seen(article_html(ARTICLE, standing=Resolved("superseded", earlier))).texts("h3") == ["Bridge to close"]
    assert Seen(article_html(ARTICLE, standing=Resolved("current", earlier))).texts("h3") == ["Bridge closed"]


def test_what_changed_from_version_to_version_is_folded() -> None:
    versions = [
        version(1, "It was cold.", "Ten were hurt on the bridge.", title="Bridge shut"),
        version(2, "It was cold.", "Nine were hurt on the bridge.", "More soon.", withdrawn="it was false"),
    ]
    seen = Seen(article_html(ARTICLE, versions=versions))
    (fold,) = [details for details in seen.named("details") if details["class"] == "versions"]
    assert "open" not in fold
    assert seen.texts("summary") == ["2 versions: what changed"]
    assert seen.texts("del") == ["Bridge shut", "Ten were hurt on the bridge."]
    assert seen.texts("ins") == ["Bridge closed", "Nine were hurt on the bridge.", "More soon."]
    assert "Version 1, read on 4 March 2024" in seen.text
    assert "Version 2, read on 5 April 2024 Withdrawn: it was false" in seen.text
    assert not Seen(article_html(ARTICLE, versions=versions[:1])).named("details")


@pytest.mark.parametrize(
    "hostile", [HOSTILE, '"><script>x</script>', "</mark></p><b>", "' onclick='x", "\u202e\u2066<i>"]
)
def test_nothing_an_article_says_is_more_than_words(hostile: str) -> None:
    text = f"Before {hostile} after {hostile}"
    article = replace(
        ARTICLE,
        title=hostile,
        source=hostile,
        authors=(hostile, hostile),
        url='https://x.example/"><script>',
        paragraphs=(Paragraph(1, hostile, hostile), Paragraph(3, text, hostile)),
    )
    citations = [cites(1, hostile, hostile, text=text), cites(2, f"{hostile} after", text=text)]
    versions = [
        replace(version(1, hostile, title=hostile), withdrawn=hostile),
        replace(version(2, text, hostile * 2, title="other"), withdrawn=hostile),
    ]
    copies = [Copy("h", hostile, hostile, "javascript:alert(4)"), Copy("t", hostile)]
    standings = [None, Resolved("withdrawn", versions[0], hostile), Resolved("unknown", None, hostile)]
    seen = Seen("".join(article_html(article, citations, {1}, versions, copies, standing) for standing in standings))
    assert seen.kinds <= {
        *("a", "bdi", "del", "details", "div", "h3", "h4", "ins", "li", "mark", "ol", "p", "span", "strong", "summary"),
    }
    assert seen.attributes <= {
        *("aria-label", "class", "data-at", "data-cited", "dir", "href", "rel", "role", "tabindex", "target"),
    }
    assert {a["href"] for a in seen.named("a")} == {article.url}
    plain = hostile.replace("\u202e\u2066", "")
    assert seen.text.count(plain) > 30
    assert f"Before {plain} after {plain}" in seen.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "https://a.example/ x", "", None])
def test_an_address_that_is_none_is_no_link(url: str | None) -> None:
    assert not Seen(article_html(replace(ARTICLE, url=url))).named("a")
