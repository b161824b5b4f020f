"""The order of the passages found, sign by sign."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from vectorstore import Passage, TimePreference
from vectorstore.ranking import IN_ARTICLE, IN_TITLE, LEAD_WEIGHT, MEANING_WEIGHT, SUPPORT_WEIGHT, Candidate, rank
from vectorstore.text import fold

RARE: Mapping[str, int] = {"bridge": 3, "closed": 3}
MAY = datetime(2024, 5, 1, tzinfo=UTC)


def candidate(
    text: str,
    *,
    article: str = "a",
    paragraph: int = 5,
    title: str = "News",
    cosine: float = 0.0,
    published: datetime | None = None,
) -> Candidate:
    passage = Passage(article, paragraph, text, 0, len(text), text, title, published=published)
    return Candidate(passage, fold(title), fold(text), cosine)


def scores(
    *candidates: Candidate, words: Mapping[str, int] = RARE, prefer: TimePreference | None = None
) -> list[float]:
    """Scores in the order of the candidates given."""
    hits = {hit.passage: hit.score for hit in rank(candidates, words, 1000, prefer)}
    return [hits[c.passage] for c in candidates]


def test_hits_come_best_first_and_keep_what_is_known_of_them() -> None:
    worse = Candidate(candidate("Nothing of it.", article="b").passage, "news", "nothing of it", 0.1, 2, None)
    better = Candidate(candidate("The bridge closed.").passage, "news", "the bridge closed", 0.6, 1, 4)
    first, second = rank([worse, better], RARE, 1000)
    assert (first.passage, first.cosine, first.dense_rank, first.lexical_rank) == (better.passage, 0.6, 1, 4)
    assert (second.passage, second.dense_rank, second.lexical_rank) == (worse.passage, 2, None)


def test_nothing_is_ranked_as_nothing() -> None:
    assert rank([], RARE, 1000) == []


def test_ties_keep_the_order_given() -> None:
    same = [candidate("The same words.", article=name) for name in "cab"]
    assert [hit.passage.article_id for hit in rank(same, RARE, 1000)] == ["c", "a", "b"]


def test_a_passage_that_says_more_of_the_question_is_better() -> None:
    both, one, none = scores(
        candidate("The bridge was closed on Monday.", article="a"),
        candidate("The bridge was opened on Monday.", article="b"),
        candidate("The tunnel was opened on Monday.", article="c"),
    )
    assert both > one > none == 0


def test_forms_of_a_word_count_as_the_word() -> None:
    plural, other = scores(candidate("Bridges closing.", article="a"), candidate("Bridgeport, closet.", article="b"))
    assert plural > 0 == other


@pytest.mark.parametrize(
    ("asked", "said"), [("fly", "flies"), ("flies", "fly"), ("using", "used"), ("sky", "skies"), ("go", "going")]
)
def test_short_words_meet_their_forms(asked: str, said: str) -> None:
    assert scores(candidate(f"They were {said} there."), words={asked: 3})[0] > 0.5


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    words = {"bridge": 2, "people": 600}
    rare, common = scores(
        candidate("At the bridge, today.", article="a"), candidate("Many people, today.", article="b"), words=words
    )
    assert rare > 2 * common > 0


def test_words_that_stand_nowhere_in_the_archive_do_not_matter() -> None:
    text = candidate("The bridge closed.")
    assert scores(text, words={**RARE, "zeppelin": 0}) == scores(text)
    assert scores(text, words={"zeppelin": 0}) == scores(text, words={}) == [0.0]


def test_a_long_passage_says_a_word_less_loudly_than_a_short_one() -> None:
    short, long = scores(
        candidate("The bridge closed.", article="a"), candidate("The bridge closed." + " And so on." * 50, article="b")
    )
    assert short > long > 0


@pytest.mark.parametrize(("title", "share"), [("The bridge, closed", IN_TITLE), ("News", 0.0)])
def test_a_word_of_the_title_counts_for_the_passage(title: str, share: float) -> None:
    assert scores(candidate("It happened.", title=title)) == pytest.approx([share * (1 + SUPPORT_WEIGHT / 2)])


def test_a_word_found_elsewhere_in_the_article_counts_a_little() -> None:
    here, there, elsewhere = scores(
        candidate("The bridge closed.", article="a", paragraph=5),
        candidate("It will reopen.", article="a", paragraph=6),
        candidate("It will reopen.", article="b", paragraph=6),
    )
    assert here - there > 0.5
    said = scores(candidate("The bridge closed."))[0] / (1 + SUPPORT_WEIGHT / 2)
    assert elsewhere == 0
    assert there == pytest.approx(IN_ARTICLE + SUPPORT_WEIGHT * (said + IN_ARTICLE) / 2)


def test_meaning_adds_its_cosine() -> None:
    near, far = scores(candidate("x", article="a", cosine=0.7), candidate("y", article="b", cosine=0.2))
    assert near - far == pytest.approx(0.5 * MEANING_WEIGHT * (1 + SUPPORT_WEIGHT / 2))


def test_an_articles_two_best_passages_support_all_of_it() -> None:
    lonely, weak = scores(candidate("x", article="a", cosine=0.4), candidate("y", article="b", cosine=0.4))
    assert lonely == weak
    _, supported, alone = scores(
        candidate("z", article="a", cosine=0.8),
        candidate("x", article="a", cosine=0.4),
        candidate("y", article="b", cosine=0.4),
    )
    assert supported - alone == pytest.approx(SUPPORT_WEIGHT * (1.2 - 0.4) / 2 * MEANING_WEIGHT)


def test_many_weak_passages_do_not_outweigh_a_good_one() -> None:
    crowd = [candidate("x", article="crowd", paragraph=n, cosine=0.3) for n in range(3, 40)]
    assert rank([*crowd, candidate("y", article="b", cosine=0.5)], RARE, 1000)[0].passage.article_id == "b"


@pytest.mark.parametrize(("paragraph", "more"), [(1, LEAD_WEIGHT), (2, LEAD_WEIGHT), (3, 0.0), (30, 0.0)])
def test_the_head_of_an_article_comes_first(paragraph: int, more: float) -> None:
    there, later = scores(candidate("x", article="a", paragraph=paragraph), candidate("x", article="b", paragraph=9))
    assert there - later == pytest.approx(more)


def test_a_preferred_time_lifts_what_was_published_then_and_shuts_out_none() -> None:
    prefer = TimePreference(MAY, MAY + timedelta(days=6), weight=0.8)
    inside, before, after, undated = scores(
        candidate("x", article="a", published=MAY + timedelta(days=2)),
        candidate("x", article="b", published=MAY - timedelta(days=7)),
        candidate("x", article="c", published=MAY + timedelta(days=6 + 21)),
        candidate("x", article="d"),
        prefer=prefer,
    )
    assert inside == pytest.approx(0.8)
    assert before == pytest.approx(0.4)
    assert after == pytest.approx(0.2)
    assert undated == 0


def test_without_a_preferred_time_the_day_does_not_matter() -> None:
    old, new = scores(
        candidate("x", article="a", published=MAY - timedelta(days=9000)), candidate("x", article="b", published=MAY)
    )
    assert old == new


def test_the_first_of_days_can_be_preferred() -> None:
    first = datetime.min.replace(tzinfo=UTC)
    prefer = TimePreference(first, first)
    assert prefer.reaching_back(timedelta(days=14)) == first
    assert 0 < prefer.closeness(MAY) < 0.001


def test_a_preference_may_be_open_at_one_end_and_fade_slowly() -> None:
    since = TimePreference(MAY, None, fades=timedelta(days=30))
    assert (since.closeness(MAY + timedelta(days=9999)), since.closeness(MAY - timedelta(days=30))) == (1.0, 0.5)
    until = TimePreference(None, MAY)
    assert (until.closeness(MAY - timedelta(days=9999)), until.reaching_back(timedelta(days=14))) == (1.0, None)


def test_the_latest_is_the_newest_on_the_subject_however_long_ago() -> None:
    prefer = TimePreference(MAY - timedelta(days=6), MAY, fades=timedelta(days=30), latest=True)
    year = timedelta(days=365)
    older, newer, beside = scores(
        candidate("The bridge closed.", article="a", published=MAY - 3 * year),
        candidate("The bridge closed.", article="b", published=MAY - 2 * year),
        candidate("The tunnel opened.", article="c", published=MAY),
        prefer=prefer,
    )
    assert newer - older > 0.8
    assert newer > beside
    assert prefer.ending(MAY + year) is prefer
    assert prefer.ending(MAY - year).since == MAY - year - timedelta(days=6)
