"""How often somebody may do something, and whom a limit goes by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import TooManyQuestionsError
from assistant.page.journal import Visitor, open_journal
from assistant.page.limits import Window, network_of
from assistant.page.service import Service, per_minute


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_so_many_within_so_long_and_then_again() -> None:
    clock = Clock()
    window = Window(2, 60, clock)
    assert window.take("a") == 0
    clock.now = 20
    assert window.take("a") == 0
    clock.now = 30
    assert window.take("a") == 30
    assert window.take("b") == 0
    clock.now = 59.5
    assert window.take("a") == 1
    clock.now = 60
    assert window.take("a") == 0
    assert window.take("a") == 20


def test_what_is_given_back_does_not_count() -> None:
    window = Window(1, 60, Clock())
    for _ in range(5):
        assert window.take("a") == 0
        window.give_back("a")
    window.give_back("nobody")


def test_no_limit_is_no_limit() -> None:
    window = Window(0, 60, Clock())
    assert {window.take("a") for _ in range(1000)} == {0}


def test_many_names_do_not_fill_the_memory_and_a_limit_outlives_them() -> None:
    clock = Clock()
    window = Window(1, 60, clock)
    for number in range(30_000):
        clock.now = number / 100
        window.take(str(number))
    assert len(window._done) <= 10_001
    assert window.take("29999") > 0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("somebody", "somebody"),
    ],
)
def test_a_limit_goes_by_the_network_of_one_person(address: str, network: str) -> None:
    assert network_of(address) == network


def test_each_user_has_a_limit_of_their_own_whatever_the_address() -> None:
    service = Service(questions=Window(1, 60, Clock()))
    service.admit(Visitor("anna", "192.0.2.1"), "page")
    service.admit(Visitor("bert", "192.0.2.1"), "page")
    service.admit(Visitor(None, "192.0.2.1"), "page")
    with pytest.raises(TooManyQuestionsError, match=r"no more than 1 question a minute .* again in 60 seconds"):
        service.admit(Visitor("anna", "192.0.2.2"), "ask")


def test_keeping_and_judging_have_a_limit_of_their_own_and_are_written_down(tmp_path: Path) -> None:
    log = tmp_path / "log"
    service = Service(questions=per_minute(1), notes=per_minute(2), journal=open_journal(log))
    anna, ben = Visitor("anna", "192.0.2.1"), Visitor("ben", "192.0.2.1")
    service.admit(anna, "page")
    service.note(anna, "kept")
    service.note(anna, "judged")
    with pytest.raises(TooManyQuestionsError, match=r"^that was done too often: try again in \d+ seconds$"):
        service.note(anna, "kept")
    service.note(ben, "kept")
    written = [(line["event"], line["user"], line["door"]) for line in map(json.loads, log.read_text().splitlines())]
    assert written == [
        ("kept", "anna", "page"),
        ("judged", "anna", "page"),
        ("refused_by_limit", "anna", "kept"),
        ("kept", "ben", "page"),
    ]
