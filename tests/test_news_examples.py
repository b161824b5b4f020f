"""The invented news examples: true to their seed, their labels, and the variety that training needs."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import pytest

from training.news_examples import STORIES, NewsClaim, NewsQuestion, news_claims, news_questions
from training.news_script import mentions, parse, slots
from training.news_slots import Value, value_of


@pytest.fixture(scope="module")
def questions() -> list[NewsQuestion]:
    return news_questions(3000, seed=11)


@pytest.fixture(scope="module")
def claims() -> list[NewsClaim]:
    return news_claims(2400, seed=11)


def test_the_same_seed_makes_the_same_examples_and_another_seed_others() -> None:
    assert news_questions(150, 4) == news_questions(150, 4) != news_questions(150, 5)
    assert news_claims(150, 4) == news_claims(150, 4) != news_claims(150, 5)


@pytest.mark.parametrize("count", [0, 1, 7, 250])
def test_as_many_examples_are_made_as_asked_for(count: int) -> None:
    assert len(news_questions(count, 3)) == len(news_claims(count, 3)) == count


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        news_questions(-1, 0)
    with pytest.raises(ValueError, match="-1"):
        news_claims(-1, 0)


def test_the_answer_stands_in_every_positive_and_in_no_negative(questions: list[NewsQuestion]) -> None:
    for made in questions:
        assert bool(made.answer) == bool(made.positives)
        assert all(made.answer in text for text in made.positives)
        if made.answer:
            assert not [text for text in (*made.negatives, made.title) if mentions(text, made.answer)], made


def test_each_question_has_its_share_of_texts_and_none_on_both_sides(questions: list[NewsQuestion]) -> None:
    for made in questions:
        assert len(made.positives) <= 2
        assert 1 <= len(made.negatives) <= 4
        texts = made.positives + made.negatives
        assert len(set(texts)) == len(texts)


def test_some_questions_have_no_answer_but_most_do(questions: list[NewsQuestion]) -> None:
    unanswered = sum(not made.positives for made in questions) / len(questions)
    assert 0.1 < unanswered < 0.35


def test_most_articles_have_a_headline(questions: list[NewsQuestion]) -> None:
    assert 0.7 < sum(bool(made.title) for made in questions) / len(questions) < 0.97


def test_no_question_and_text_and_no_claim_and_evidence_come_twice(
    questions: list[NewsQuestion], claims: list[NewsClaim]
) -> None:
    pairs = [(made.question, text) for made in questions for text in made.positives + made.negatives]
    assert len(set(pairs)) == len(pairs)
    assert len({(made.claim, made.evidence) for made in claims}) == len(claims)


def test_every_blank_and_choice_is_filled(questions: list[NewsQuestion], claims: list[NewsClaim]) -> None:
    texts = [text for made in questions for text in (made.question, made.title, *made.positives, *made.negatives)]
    texts += [text for made in claims for text in (made.claim, *made.evidence)]
    assert not [text for text in texts if set("{}[]|") & set(text) or "  " in text]
    assert all(made.question.endswith("?") for made in questions)


def test_the_labels_are_balanced_and_evidence_is_short(claims: list[NewsClaim]) -> None:
    labels = Counter(made.label for made in claims)
    assert set(labels) == {"supports", "refutes", "neither"}
    assert max(labels.values()) - min(labels.values()) <= 1
    assert all(1 <= len(made.evidence) <= 3 for made in claims)


def test_supported_and_refuted_claims_share_their_evidence_and_often_most_words(claims: list[NewsClaim]) -> None:
    told: dict[tuple[str, ...], dict[str, str]] = {}
    for made in claims:
        told.setdefault(made.evidence, {})[made.label] = made.claim
    pairs = [(by["supports"], by["refutes"]) for by in told.values() if {"supports", "refutes"} <= set(by)]
    assert len(pairs) > len(claims) / 4
    close = [pair for pair in pairs if len(set(pair[0].split()) ^ set(pair[1].split())) <= 4]
    assert len(close) > len(pairs) / 4


def test_stories_questions_and_openings_are_many(questions: list[NewsQuestion]) -> None:
    assert len(STORIES) >= 25
    assert sum(len(story.facts) for story in STORIES) >= 80
    assert len({" ".join(made.question.split()[:3]) for made in questions}) >= 200
    assert len({made.question for made in questions}) > 0.9 * len(questions)


def test_every_told_fact_has_four_questions_and_four_tellings_that_hold_the_answer() -> None:
    for story in STORIES:
        for fact in story.facts:
            if fact.kind == "none":
                assert not fact.of("+"), story.name
                continue
            assert min(len(fact.of("?")), len(fact.of("+"))) >= 4, (story.name, fact.answer)
            assert all(fact.answer in slots(line) for line in fact.of("+")), (story.name, fact.answer)
            assert not [line for line in fact.of("-") if fact.answer in slots(line)], (story.name, fact.answer)


def test_some_questions_name_an_outlet_or_a_time_that_no_text_repeats(questions: list[NewsQuestion]) -> None:
    assert sum(made.question.startswith("According to") for made in questions) > len(questions) / 50
    assert sum(made.question.endswith((" this week?", " last month?")) for made in questions) > len(questions) / 200


def test_an_answer_is_found_only_as_words_of_its_own() -> None:
    assert mentions("The toll rose to 48.", "48")
    assert not any(mentions(text, "48") for text in ("It was 1,48", "148 died", "48,000 left", "48% voted", "0.48"))


def test_a_bad_script_is_refused() -> None:
    with pytest.raises(ValueError, match="no blank"):
        parse("@ flood\nlets C=city\nhead Water in {D}")
    with pytest.raises(ValueError, match="Not a line"):
        parse("@ flood\nwhat is this")
    with pytest.raises(ValueError, match="kind of blank"):
        value_of("animal", random.Random(1))


def test_a_value_is_written_in_ways_that_mean_the_same() -> None:
    forms = value_of("money:bn", random.Random(1)).forms
    assert [form.endswith(end) for form, end in zip(forms, ("bn", " billion", " billion dollars"), strict=True)] == [
        True
    ] * 3
    assert value_of("int:12:12", random.Random(1)) == Value("int", ("12", "twelve"))


def test_facts_are_asked_about_equally_often() -> None:
    total = sum(len(story.facts) for story in STORIES)
    openings = [Counter(made.question.split()[0] for made in news_questions(total, seed)) for seed in (1, 2)]
    for one, other in pairwise(openings):
        assert abs(one["When"] - other["When"]) < total / 10
