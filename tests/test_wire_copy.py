"""Which two articles are one report, and which only look like it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from makers import article
from wire import OWN_REPORT, REPORT, edited, lottery, report, reprint

from corpus import Article
from corpus.wire_copy import near_in_time, same_report, sign

NEWSLETTER = "Sign up for our newsletter and read every morning what has happened in the harbour towns overnight."
CREDIT = "(Reporting by Merrow Wire; editing by the foreign desk)"


def same(left: Article, right: Article) -> bool:
    verdict = same_report(sign(left), sign(right))
    assert verdict == same_report(sign(right), sign(left))
    return verdict


@pytest.mark.parametrize(
    "copy",
    [
        reprint(),
        reprint(texts=edited()),
        reprint(texts=REPORT[:3]),
        reprint(texts=(*REPORT[4:], *REPORT[:4])),
        reprint(texts=(*REPORT[:6], CREDIT, NEWSLETTER)),
        reprint(texts=tuple(text.upper() if n == 0 else text for n, text in enumerate(REPORT))),
        reprint(texts=(" ".join(REPORT[:5]), " ".join(REPORT[5:]))),
        reprint(texts=(REPORT[0].replace("14", "fourteen").replace("23", "23"), *REPORT[1:])),
        reprint(day=None),
        reprint(day="2024-03-11"),
        reprint(source=None, title="Osterby lock closed"),
        report("again", title="Osterby lock shut by cracked gate", day="2024-03-04"),
    ],
    ids=(
        "reprinted, edited lightly, cut to a third, in another order, with a credit line, in capitals, in two"
        " paragraphs, a figure in words, undated, a week later, of no outlet, at a second address"
    ).split(", "),
)
def test_a_copy_is_known(copy: Article) -> None:
    assert same(report(), copy)


def test_a_copy_cut_and_edited_is_known_by_a_third_of_its_words() -> None:
    heavy = tuple(text if n % 2 else f"As was to be heard: {text[:60]} and so on." for n, text in enumerate(edited()))
    assert same(report(), reprint(texts=heavy))


def other_figures(texts: tuple[str, ...]) -> tuple[str, ...]:
    changes = {"14": "9", "23": "31", "Gudrun Aske": "Tora Lie", "nine": "five", "80": "60", "310,000": "190,000",
               "Ivo Lang": "Per Munk", "1931": "1954", "eleven": "six", "two weeks": "ten weeks", "four": "seven",
               "2 March": "11 May", "Osterby": "Skarra", "Tolvik": "Merrow"}  # fmt: skip
    for old, new in changes.items():
        texts = tuple(text.replace(old, new) for text in texts)
    return texts


@pytest.mark.parametrize(
    "other",
    [
        reprint(texts=OWN_REPORT),
        reprint(day="2024-03-13"),
        reprint(texts=other_figures(REPORT)),
        reprint(texts=(REPORT[7],)),
        report("later", texts=(*OWN_REPORT, *REPORT[4:7])),
        reprint(texts=(*REPORT[:2], *(f"{text} {n}" for n in range(8) for text in OWN_REPORT))),
        reprint(texts=()),
    ],
    ids=(
        "a report of its own with the same quotation, nine days later, another event in the same words, too short to"
        " tell, an update by the same outlet, a long page that tells this too, empty"
    ).split(", "),
)
def test_what_only_looks_like_a_copy_is_none(other: Article) -> None:
    assert not same(report(), other)


def test_a_form_filled_in_anew_is_no_copy() -> None:
    monday = lottery("one", "3, 8, 14, 22, 31 and 40", "2 million", "Osterby", "2024-03-04")
    friday = lottery("two", "5, 9, 17, 20, 33 and 41", "4 million", "Tolvik", "2024-03-08")
    assert not same(monday, friday)
    assert not same(monday, replace(friday, source="Harbour Post"))


def test_a_column_with_a_number_in_its_title_and_a_notice_are_no_copies() -> None:
    quiz = [report(f"quiz-{n}", title=f"Harbour quiz number {n}: what closed at Osterby?") for n in (6, 7)]
    assert not same(*quiz)
    notice = (
        NEWSLETTER,
        *("We use what you tell us only to send the mail, and you can end it any day." for _ in "1234"),
    )
    pages = [
        article(title, *notice, title=title, day="2024-03-04", source="Lamp") for title in ("Floods in Skarra", "Cup")
    ]
    assert not same(*pages)


def test_articles_without_a_day_are_near_to_any() -> None:
    assert near_in_time(report(), reprint(day=None))
    assert near_in_time(report(), reprint(day="2024-02-26"))
    assert not near_in_time(report(), reprint(day="2024-02-25"))


def test_a_sample_holds_about_one_run_in_eight_and_is_the_same_in_every_run() -> None:
    signature = sign(report())
    assert len(signature.runs) / 16 < len(signature.sample) < len(signature.runs) / 4
    assert signature.sample == sign(reprint()).sample
    assert min(signature.sample) == 99177216  # the ledger keeps them, so they must not change
