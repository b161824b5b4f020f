"""A paragraph that stands in several copies of a report is one hit, which names the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from makers import article, small_index
from wire import OWN_REPORT, QUESTION, REPORT, edited, report, reprint

from corpus import Article
from vectorstore import Hit, NewsIndex
from vectorstore.copies import says_the_same

AGENCY = report(url="https://wire.example/lock")
POST = reprint(url="https://post.example/lock")
ANGLE = "Nils Ferber of the skippers' guild told the Post that he had warned of the gate in a letter last autumn."
LAMP = reprint("lamp", (*edited(REPORT[:4]), ANGLE), "2024-03-06", source="Evening Lamp", title="Lock cracked")
OTHER_TOLL = reprint(
    "coast", (REPORT[0].replace("23 cargo", "31 cargo"), *REPORT[1:]), "2024-03-07", source="Coast Times"
)
OWN = reprint("courier", OWN_REPORT, source="Vellmark Courier")
ALL = (OTHER_TOLL, LAMP, OWN, POST, AGENCY)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, sample_index: NewsIndex) -> Iterator[NewsIndex]:
    index = small_index(tmp_path_factory.mktemp("copies") / "index", sample_index)
    assert index.update(ALL).copies == 3
    yield index
    index.close()


def ids(hit: Hit) -> list[str]:
    return [copy.article_id for copy in hit.copies]


def about(hits: list[Hit], words: str) -> list[Hit]:
    return [hit for hit in hits if words in hit.passage.text]


def test_hits_are_different_things_and_name_the_other_outlets(index: NewsIndex) -> None:
    hits = index.search("How much does the closure of the canal cost a day?", k=30)
    (cost,) = about(hits, "310,000")
    assert sorted([cost.passage.article_id, *ids(cost)]) == ["coast", "post", "wire"]
    assert len({hit.passage.text for hit in hits}) == len(hits)
    copy = next(c for c in (*cost.copies, *hits[0].copies) if c.article_id in ("post", "wire"))
    given = {"post": POST, "wire": AGENCY}[copy.article_id]
    assert (copy.title, copy.source, copy.url, copy.published) == (
        given.title,
        given.source,
        given.url,
        given.published,
    )


def test_other_figures_stay_visible(index: NewsIndex) -> None:
    hits = index.search(QUESTION, k=10)
    assert len(about(hits, "23 cargo")) == 1
    (other,) = about(hits, "31 cargo")
    assert (other.passage.article_id, ids(other)) == ("coast", [])


def test_what_only_one_copy_has_and_what_another_outlet_wrote_stay_visible(index: NewsIndex) -> None:
    assert [hit.passage.article_id for hit in about(index.search("Who had warned of the gate?", 20), "guild")] == [
        "lamp"
    ]
    own = [hit for hit in index.search(QUESTION, 40) if hit.passage.article_id == "courier"]
    assert len(own) == len(OWN_REPORT)
    assert not any(hit.copies for hit in own)


def test_lightly_edited_paragraphs_are_one(index: NewsIndex) -> None:
    (storm,) = about(index.search("What happened in the storm of 2 March?", 20), "2 March")
    assert sorted([storm.passage.article_id, *ids(storm)]) == ["coast", "lamp", "post", "wire"]
    days = [copy.published for copy in storm.copies]
    assert days == sorted(day for day in days if day)


def test_nothing_is_named_that_the_filters_leave_out(index: NewsIndex) -> None:
    (early,) = about(index.search("cost a day", 20, until="2024-03-05"), "310,000")
    assert sorted([early.passage.article_id, *ids(early)]) == ["post", "wire"]
    (alone,) = about(index.search("cost a day", 20, sources="Harbour Post"), "310,000")
    assert (alone.passage.article_id, ids(alone)) == ("post", [])


def test_k_different_hits_remain(tmp_path: Path, sample_index: NewsIndex) -> None:
    outlets = [reprint(f"outlet-{n}", source=f"Outlet {n}") for n in range(8)]
    index = small_index(tmp_path / "index", sample_index, *outlets)
    hits = index.search("Osterby lock", k=9)
    assert len({hit.passage.text for hit in hits}) == len(hits) == 9
    assert all(len(hit.copies) == 7 for hit in hits)
    index.close()


def test_reports_are_the_same_after_update_change_and_rebuild(tmp_path: Path, sample_index: NewsIndex) -> None:
    index = small_index(tmp_path / "index", sample_index, AGENCY)
    assert index.update([POST]).copies == 1
    (hit,) = about(index.search("cost a day", 20), "310,000")
    assert len(hit.copies) == 1
    assert index.update([POST]).copies == 0
    changed = replace(POST, paragraphs=OWN.paragraphs)
    assert index.update([changed]).copies == 0
    (hit,) = about(index.search("cost a day", 20), "310,000")
    assert hit.copies == ()
    assert index.rebuild([POST, LAMP, AGENCY]).copies == 2
    (hit,) = about(index.search("2 March", 20), "2 March")
    assert len(hit.copies) == 2
    index.close()


def follow_ups(text: str) -> list[Article]:
    return [
        article("one", "The mayor of Skarra opened a school with room for 300 children.", text, day="2024-01-05"),
        article("two", "Farmers in the hills want a road that the snow does not close.", text, day="2024-06-05"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The bridge over the Skarra was closed in March 2023 after rust was found in its cables.", 1),
        ("The bridge over the Skarra was closed on Saturday after rust was found in its cables.", 2),
        ("The Skarra bridge is closed.", 2),
    ],
    ids=["equal words", "words that hang on the day", "few words"],
)
def test_equal_words_of_other_reports_are_one_hit(
    tmp_path: Path, sample_index: NewsIndex, text: str, found: int
) -> None:
    index = small_index(tmp_path / "index", sample_index, *follow_ups(text))
    hits = about(index.search("Skarra bridge closed", 10), text)
    assert len(hits) == found
    assert sum(len(hit.copies) for hit in hits) == 2 - found
    index.close()


SAID = "The council of Osterby voted by 12 to 9 to lend the harbour the money for a second pilot boat."


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (SAID, True),
        (SAID.replace("12", "twelve"), True),
        (SAID.replace("lend the harbour", "lend its harbour"), True),
        (f"{SAID} It will be built in Tolvik.", True),
        (SAID.replace("12 to 9", "9 to 12"), False),
        (SAID.replace("12", "13"), False),
        (SAID.replace("Osterby", "Tolvik"), False),
        (SAID.replace("voted by 12 to 9 to", "voted by 12 to 9 not to"), False),
        (SAID[:40], False),
    ],
)
def test_a_text_says_the_same_only_with_the_same_figures_and_names(other: str, same: bool) -> None:
    assert says_the_same(SAID, other) == same


CRASH = "A freight train left the rails near Oster Holm, killing {} people and blocking the line, police said."
IGNORED = "The minister said on Tuesday she had ignored the warning about brakes near Oster Holm."
AFTER = " Rescue workers from 3 counties never stopped searching the wreck until nightfall."


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("thirteen", "twenty"),
        ("dozens of", "hundreds of"),
        ("one", "five"),
        ("a", "20"),
        ("14", "17 people and injuring 14"),
    ],
)
def test_another_number_is_not_the_same_whichever_text_is_longer(left: str, right: str) -> None:
    assert not says_the_same(CRASH.format(left), CRASH.format(right))
    assert not says_the_same(CRASH.format(right), CRASH.format(left))


def test_what_stands_before_and_after_neither_excuses_nor_spoils() -> None:
    denied = IGNORED.replace("ignored", "never ignored")
    assert says_the_same(IGNORED, IGNORED + AFTER)
    assert says_the_same(IGNORED, AFTER + " " + IGNORED)
    assert not says_the_same(IGNORED, denied + AFTER)
    assert not says_the_same(denied, IGNORED + AFTER)
    assert not says_the_same(CRASH.format(14), CRASH.format(17) + " In all 14 dogs helped.")
