"""Which sentences make an answer, and how they are worded around."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from makers import article, candidate, candidates

from assistant.compose import choose, presented, write
from assistant.evidence import Candidate

MAY = datetime(2024, 5, 7, 20, 15, tzinfo=UTC)
# Sentences with nothing in common, of ten words each.
APART = [
    "Divers found shipworm inside the oak piles below Osterby pier.",
    "Parliament approved higher taxes for breweries after nine nights' debate.",
    "Snow buried three villages while ploughs waited without any fuel.",
    "Archaeologists opened a sealed Viking grave containing combs and dice.",
    "Striking teachers rejected another offer from their stubborn school board.",
    "A lost penguin visited the fish market every Friday morning.",
    "Surgeons borrowed headlamps when lightning cut electricity throughout the clinic.",
    "Young engineers flew a glider across the frozen northern strait.",
]
LONG = (
    "The council, which had met four times since the winter without agreeing on anything at all, voted on Tuesday,"
    " after a debate that lasted until long past midnight and in which two members were asked to leave the chamber,"
    " for the new pier, for the road that leads to it from the market square, for the lamps along that road,"
    " and for a small ticket office which nobody had asked for. It rained."
)


def quotes(chosen: list[Candidate]) -> list[str]:
    return [c.stretch.text for c in chosen]


def apart(number: int, score: float = 1.0) -> list[Candidate]:
    return [candidate(text, score=score, article_id=f"a{n}") for n, text in enumerate(APART[:number])]


def is_verbatim(c: Candidate) -> bool:
    return c.hit.passage.paragraph_text[c.stretch.start : c.stretch.end] == c.stretch.text


@pytest.mark.parametrize(("wanted", "sentences"), [(60, 3), (200, 8), (1, 1)])
def test_the_answer_has_about_as_many_words_as_wanted(wanted: int, sentences: int) -> None:
    assert quotes(choose(apart(8), wanted)) == APART[:sentences]


def test_only_sentences_nearly_as_good_as_the_best_are_added() -> None:
    scores = (1.0, 0.9, 0.3, 0.9)
    near = [candidate(text, score=s, article_id=text) for text, s in zip(APART, scores, strict=False)]
    assert quotes(choose(near, 200)) == APART[:2]


def test_no_candidates_make_no_answer() -> None:
    assert choose([], 60) == []
    assert write([]) == []


@pytest.mark.parametrize("arrange", [presented, lambda given: choose(given, 200)])
@pytest.mark.parametrize(
    "again",
    [
        "Twelve people were hurt on the ferry Maren.",
        "Twelve people were hurt on Friday on the ferry Maren, police said.",
        "On the ferry Maren 12 people were hurt.",
    ],
)
def test_nothing_is_said_twice(arrange: object, again: str) -> None:
    first = candidate("Twelve people were hurt on the ferry Maren.", article_id="wire")
    assert callable(arrange)
    assert arrange([first, candidate(again, article_id="copy")]) == [first]


def test_reports_with_different_figures_are_both_told() -> None:
    reports = [
        candidate("Twelve people were hurt on the ferry Maren.", article_id="wire"),
        candidate("Seventeen people were hurt on the ferry Maren.", article_id="lamp"),
    ]
    assert choose(reports, 60) == reports


def test_neighbours_become_one_quote() -> None:
    text = f"{APART[0]} {APART[1]}\n{APART[2]}"
    third, first, second = candidates(text)[2], *candidates(text)[:2]
    (joined,) = choose([third, second, first], 200)
    assert joined.stretch.text == text
    assert is_verbatim(joined)


def test_sentences_with_another_between_them_stay_two_quotes() -> None:
    first, _, third = candidates(" ".join(APART[:3]))
    assert quotes(choose([third, first], 200)) == [APART[2], APART[0]]


@pytest.mark.parametrize("opening", ["He", "She", "They", "This", "But", "However, it", "“That"])
def test_a_sentence_that_leans_on_the_one_before_brings_it_along(opening: str) -> None:
    text = f"Åsa Rød owns the pier. {opening} was never repaired."
    (chosen,) = choose([candidates(text)[1]], 60)
    assert chosen.stretch.text == text
    assert is_verbatim(chosen)


def test_a_sentence_that_leans_on_a_very_long_one_stands_alone() -> None:
    text = f"{LONG[: LONG.index(' It rained')]} It was never repaired."
    assert quotes(choose([candidates(text)[1]], 60)) == ["It was never repaired."]


def test_a_long_sentence_is_cut_at_a_clause_with_an_ellipsis_and_stays_verbatim() -> None:
    (chosen,) = choose([candidates(LONG)[0]], 60)
    assert is_verbatim(chosen)
    assert 25 < len(chosen.stretch.text.split()) <= 50
    assert chosen.stretch.text.endswith(",")
    (sentence,) = write([chosen])
    assert sentence.text.endswith(f"“{chosen.stretch.text}” … [1]")


def test_an_endless_sentence_is_cut_too() -> None:
    for chosen in (choose(candidates("word " * 20_000), 60), presented(candidates("word " * 20_000))):
        assert len(chosen[0].stretch.text.split()) == 50
        assert is_verbatim(chosen[0])


def test_a_whole_sentence_has_no_ellipsis() -> None:
    (sentence,) = write(choose([candidates(" ".join(APART[:2]))[0]], 60))
    assert "…" not in sentence.text


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "Osterby Post reported: “It rained.” [1]"),
        ({"published": MAY}, "Osterby Post reported on 7 May 2024: “It rained.” [1]"),
        ({"source": None}, "“A new pier”: “It rained.” [1]"),
        ({"source": None, "published": MAY}, "“A new pier”, 7 May 2024: “It rained.” [1]"),
        ({"source": None, "title": ""}, "An article in the archive: “It rained.” [1]"),
    ],
)
def test_who_reported_it_and_when_stands_before_the_quote(fields: dict[str, Any], text: str) -> None:
    assert [s.text for s in write([candidate("It rained.", **fields)])] == [text]


def test_marks_run_in_order_and_the_origin_is_told_once() -> None:
    chosen = [
        candidate("It rained.", published=MAY),
        candidate("It snowed.", published=MAY, paragraph=2),
        candidate("It thawed.", article_id="thaw", source="Coast Times", published=MAY),
        candidate("It froze.", article_id="frost", source=None, title="Frost"),
    ]
    sentences = write(chosen)
    assert [s.text for s in sentences] == [
        "Osterby Post reported on 7 May 2024: “It rained.” [1]",
        "The same report: “It snowed.” [2]",
        "Coast Times, 7 May 2024: “It thawed.” [3]",
        "“Frost”: “It froze.” [4]",
    ]
    assert [(s.citation.number, s.citation.article_id, s.citation.paragraph) for s in sentences] == [
        (1, "pier", 1),
        (2, "pier", 2),
        (3, "thaw", 1),
        (4, "frost", 1),
    ]


def test_a_partial_answer_says_so_once() -> None:
    chosen = [candidate("It rained.", published=MAY), candidate("It froze.", article_id="frost", source="Coast Times")]
    assert [s.text for s in write(chosen, "The archive has no clear answer; closest is")] == [
        "The archive has no clear answer; closest is Osterby Post, 7 May 2024: “It rained.” [1]",
        "Coast Times: “It froze.” [2]",
    ]


def test_a_citation_is_all_that_is_needed_to_find_the_words() -> None:
    text = f"{APART[0]} {APART[1]}"
    fields: dict[str, Any] = {"url": "https://post.example/pier", "published": MAY, "paragraph": 7}
    citation = write([candidate(text, APART[1], **fields)])[0].citation
    assert text[citation.start : citation.end] == citation.quote == APART[1]
    assert (citation.title, citation.source, citation.url) == (
        "A new pier",
        "Osterby Post",
        "https://post.example/pier",
    )
    assert (citation.published, citation.paragraph) == (MAY, 7)


@pytest.mark.parametrize("quote", ["“It rains,” she said.", '"It rains," she said.', "Sie sagte: „Es regnet.“"])
def test_words_with_quotation_marks_of_their_own_get_no_others(quote: str) -> None:
    assert write([candidate(quote)])[0].text == f"Osterby Post reported: {quote} [1]"


PIER = article(
    "pier",
    "The council met on Monday. Members voted for a pier of oak, to keep ferries off the reef.",
    "This includes a light at the end of it. Nobody spoke against the light.",
    "Work is to start in May.",
)


@pytest.mark.parametrize(
    ("place", "sentence", "quoted"),
    [
        (
            1,
            "This includes a light at the end of it.",
            ["Members voted for a pier of oak, to keep ferries off the reef."],
        ),
        (1, "Nobody spoke against the light.", []),
        (2, "Work is to start in May.", []),
    ],
    ids=["leans on the paragraph before", "is not the first of its paragraph", "stands by itself"],
)
def test_the_end_of_the_paragraph_before_comes_along_where_it_is_leant_on(
    place: int, sentence: str, quoted: list[str]
) -> None:
    paragraph = PIER.paragraphs[place]
    best = candidate(paragraph.text, sentence, paragraph=paragraph.position)
    chosen = choose([best], 60, lambda _: PIER)
    assert quotes(chosen) == [sentence, *quoted]
    assert all(is_verbatim(c) for c in chosen)
    if quoted:
        assert [c.hit.passage.paragraph for c in chosen] == [2, 1]
        assert "A paragraph before: “Members voted" in write(chosen)[1].text


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Oak lasts for ninety years under water.[4]", "Oak lasts for ninety years under water."),
        ("Oak [1] lasts for ninety years under water,[12] it is said.", "lasts for ninety years under water,"),
        ("[2] Oak lasts.", "Oak lasts."),
    ],
)
def test_what_looks_like_a_mark_is_never_quoted(text: str, quoted: str) -> None:
    (chosen,) = choose([candidate(text)], 60)
    assert chosen.stretch.text == quoted
    assert is_verbatim(chosen)


def test_a_second_sentence_may_go_beyond_the_words_wanted_where_the_first_is_long() -> None:
    long, short = (
        candidate(" ".join(["harbour"] * 45), article_id="a"),
        candidate(" ".join(["pier"] * 25), article_id="b"),
    )
    assert len(choose([long, short], 60)) == 2
    assert len(choose([short, long, candidate(APART[0], article_id="c")], 60)) == 2


def answering(c: Candidate, words: str) -> Candidate:
    start = c.hit.passage.paragraph_text.index(words)
    return replace(c, answer=(start, start + len(words)))


def answers(chosen: list[Candidate]) -> list[str | None]:
    return [sentence.citation.answer_words for sentence in write(chosen)]


def test_the_words_that_answer_are_those_of_the_sentence() -> None:
    first, second = candidates(" ".join(APART[:2]))
    chosen = presented([answering(second, "nine nights'")])
    (citation,) = [sentence.citation for sentence in write(chosen)]
    assert citation.answer_words == "nine nights'"
    text = second.hit.passage.paragraph_text
    assert (citation.answer_start, citation.answer_end) == (text.index("nine"), text.index(" debate"))
    assert answers([first]) == [None]


@pytest.mark.parametrize("place", [(0, 4), (60, 70), (70, 60), (64, 64), (63, 500), (-3, 70)])
def test_words_that_are_not_shown_do_not_answer(place: tuple[int, int]) -> None:
    second = replace(candidates(" ".join(APART[:2]))[1], answer=place)
    assert second.stretch.start == 63
    citation = write([second])[0].citation
    assert (citation.answer_start, citation.answer_end) == (None, None)


def test_the_words_that_answer_stay_the_same_where_more_or_less_is_shown() -> None:
    leaning = candidates("Åsa Rød owns the pier. It was never repaired.")[1]
    assert answers(choose([answering(leaning, "never")], 60)) == ["never"]
    assert answers(choose([answering(leaning, "Åsa Rød")], 60)) == ["Åsa Rød"]  # in the sentence that came along
    long = candidates(LONG)[0]
    assert answers(choose([answering(long, "on Tuesday")], 60)) == ["on Tuesday"]
    late = answering(long, "a small ticket office")
    assert answers(choose([late], 60)) == ["a small ticket office"]  # the sentence is cut elsewhere
    assert "… “" in write(choose([late], 60))[0].text
    marked = candidate("Oak [1] lasts for ninety years under water,[12] it is said.")
    assert answers(choose([answering(marked, "ninety years")], 60)) == ["ninety years"]
    assert answers(choose([answering(marked, "Oak")], 60)) == [None]


def test_of_neighbours_the_better_one_says_which_words_answer() -> None:
    first, second = candidates(" ".join(APART[:2]))
    a, b = answering(first, "shipworm"), answering(second, "breweries")
    assert answers(choose([a, b], 200)) == ["shipworm"]
    assert answers(choose([b, a], 200)) == ["breweries"]
    assert answers(choose([first, b], 200)) == ["breweries"]
    assert answers(choose([replace(a, answer=(-1, 500)), b], 200)) == ["breweries"]


def test_the_paragraph_before_does_not_get_the_words_that_answer_in_the_next() -> None:
    paragraph = PIER.paragraphs[1]
    best = candidate(paragraph.text, "This includes a light at the end of it.", paragraph=paragraph.position)
    assert answers(choose([answering(best, "a light")], 60, lambda _: PIER)) == ["a light", None]
