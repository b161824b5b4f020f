"""The answer as an object of JSON, field by field as promised."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime

import pytest
from makers import passage

from assistant import Answer, Citation, Query, Withheld
from assistant.types import Understood
from vectorstore import Copy, Hit, TimePreference

MAY = datetime(2024, 5, 7, 20, 15, tzinfo=UTC)
QUERY = Query(
    "Why?",
    "Why (pier closed)?",
    since=MAY,
    sources=("Østerby Post",),
    as_of=MAY,
    prefer=TimePreference(None, MAY),
    fresh_from=MAY,
    stale=MAY,
    read=(Understood("source", "in the Post", "Østerby Post", hard=True),),
    widened=("Nothing in May.",),
)
COPY = Copy("pier-2", "Pier reopens", "Coast Times", "https://coast.example/pier", MAY)
CITATION = Citation(
    1, "pier", "A new pier", "Østerby Post", "https://post.example/pier", MAY, 3, "It rained.", 4, 14, (COPY,)
)
ANSWER = Answer(
    "Why?",
    QUERY,
    "answered",
    "Østerby Post: “It rained.” [1]",
    (CITATION,),
    (Withheld("It snowed. [2]", "it cites nothing"),),
    (Hit(passage("It rained.", published=MAY, authors=("Åsa Rød",)), 0.12345678, 1, None, 0.5, (Copy("b", "B"),)),),
)


def test_an_answer_is_a_json_object_with_the_promised_fields() -> None:
    made = json.loads(json.dumps(ANSWER.to_dict()))
    assert made == {
        "question": "Why?",
        "query": {
            "text": "Why (pier closed)?",
            "since": "2024-05-07T20:15:00+00:00",
            "until": None,
            "sources": ["Østerby Post"],
            "authors": [],
            "as_of": "2024-05-07T20:15:00+00:00",
            "search_text": "Why (pier closed)?",
            "prefer_since": None,
            "prefer_until": "2024-05-07T20:15:00+00:00",
            "fresh_from": "2024-05-07T20:15:00+00:00",
            "stale": "2024-05-07T20:15:00+00:00",
            "timeline": False,
            "coverage": False,
            "digest": False,
            "read": [{"kind": "source", "words": "in the Post", "label": "Østerby Post", "hard": True}],
            "widened": ["Nothing in May."],
        },
        "status": "answered",
        "text": "Østerby Post: “It rained.” [1]",
        "citations": [
            {
                "number": 1,
                "article_id": "pier",
                "title": "A new pier",
                "source": "Østerby Post",
                "url": "https://post.example/pier",
                "published": "2024-05-07T20:15:00+00:00",
                "paragraph": 3,
                "quote": "It rained.",
                "start": 4,
                "end": 14,
                "answer_words": None,
                "correction": None,
                "role": None,
                "also_in": [
                    {
                        "article_id": "pier-2",
                        "title": "Pier reopens",
                        "source": "Coast Times",
                        "url": "https://coast.example/pier",
                        "published": "2024-05-07T20:15:00+00:00",
                    }
                ],
            }
        ],
        "withheld": [{"text": "It snowed. [2]", "why": "it cites nothing"}],
        "nearest": [
            {
                "score": 0.123457,
                "dense_rank": 1,
                "lexical_rank": None,
                "article_id": "pier",
                "paragraph": 1,
                "text": "It rained.",
                "title": "A new pier",
                "section": None,
                "source": "Osterby Post",
                "url": None,
                "published": "2024-05-07T20:15:00+00:00",
                "authors": ["Åsa Rød"],
                "also_in": [{"article_id": "b", "title": "B", "source": None, "url": None, "published": None}],
            }
        ],
    }


def test_what_is_not_known_is_null_and_what_is_not_there_is_empty() -> None:
    bare = replace(CITATION, source=None, url=None, published=None)
    made = Answer("Why?", Query("Why?", "Why?"), "not_found", "The archive does not say.", (bare,)).to_dict()
    assert [made["citations"][0][name] for name in ("source", "url", "published")] == [None, None, None]
    assert (made["withheld"], made["nearest"], made["query"]["sources"]) == ([], [], [])


@pytest.mark.parametrize("made", [ANSWER, QUERY, CITATION, ANSWER.withheld[0]])
def test_what_is_handed_on_cannot_be_changed(made: object) -> None:
    with pytest.raises(FrozenInstanceError):
        made.text = "other"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ((4, 14), "It rained."),
        ((7, 13), "rained"),
        ((None, None), None),
        ((7, None), None),
        ((None, 13), None),
        ((2, 6), None),
        ((12, 15), None),
        ((9, 9), None),
        ((13, 7), None),
        ((-7, 13), None),
    ],
)
def test_the_words_that_answer_are_part_of_the_quote_or_not_known(
    place: tuple[int | None, int | None], words: str | None
) -> None:
    citation = replace(CITATION, answer_start=place[0], answer_end=place[1])
    assert citation.answer_words == words
    made = replace(ANSWER, citations=(citation,)).to_dict()["citations"][0]["answer_words"]
    assert made == (None if words is None else {"start": place[0], "end": place[1], "text": words})
