"""Whether many people can ask at once, each getting their own answers, and how long they wait.

    python benchmarks/load.py [--people 50] [--questions 3] [--limit 540]

Each person opens a page of their own over HTTP on 127.0.0.1, as a browser does, and asks a sequence of their own, the
last of it a follow-up that only the conversation so far can explain. Every reply is compared with what an assistant in
this process answers to the same conversation beforehand. The rival of the throughput is that assistant, asked the same
questions one after another in the same run. It ends by itself, with status 1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, permutations
from math import perm
from pathlib import Path
from threading import Event

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.settings import from_environment

from_environment()

import httpx
from page_client import asked, door_of
from rich.console import Console
from rich.table import Table

from assistant import Assistant
from assistant.page.build import build_page
from assistant.page.service import Service
from assistant.page.serving import launch_page
from corpus import read_articles
from vectorstore import NewsIndex

QUESTIONS = (
    "Who mediated in the dockers' strike?",
    "How many vehicles cross the Merrow Bridge on a working day?",
    "Where was the stolen astrolabe found?",
    "When does water rationing end?",
    "How many people were injured in the ferry accident?",
    "What did Hřebíček say in his statement when he resigned?",
    "How many people took part in the dockers' march?",
    "Who won the chess world championship in Reykjavik?",
    "What did the accident board say about the seal?",
    "What did the Lamp report about the ferry?",
    "Who heads the accident board?",
    "What did Macron say about the ferry?",
)
FOLLOW_UP = "What else was said about that?"


@dataclass(frozen=True)
class Reply:
    """What one person got: the text as the page shows it, and the seconds it took. trouble: what went wrong, if so."""

    text: str
    seconds: float
    trouble: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of it: seconds of each reply, of all of it, and of the rival; what went wrong, a line for each.

    health: the seconds of each answer of /health meanwhile.
    """

    seconds: tuple[float, ...]
    health: tuple[float, ...]
    took: float
    one_after_another: float
    trouble: tuple[str, ...]

    @property
    def ratio(self) -> float:
        """Throughput as a share of that of asking one after another in one process."""
        return self.one_after_another / self.took


def sequences(people: int, questions: int) -> list[list[str]]:
    """The questions of each person: nobody's beginning is another's, as far as there are enough; then a follow-up."""
    own = permutations(QUESTIONS, questions - 1)
    spread = list(islice(own, 0, None, max(1, perm(len(QUESTIONS), questions - 1) // people)))
    return [[*spread[person % len(spread)], FOLLOW_UP] for person in range(people)]


def measure(assistant: Assistant, people: int = 50, questions: int = 3, limit: float = 540.0) -> Outcome:
    """Ask beforehand, serve, let everybody ask at once, and compare. No reply is waited for beyond the limit."""
    plans = sequences(people, questions)
    for question in QUESTIONS:  # so that whatever is loaded when first used is loaded, for either side
        assistant.ask(question)
    begun = time.perf_counter()
    expected = [conversation(assistant, plan) for plan in plans]
    alone = time.perf_counter() - begun
    ends = time.monotonic() + limit
    with served(assistant) as address, ThreadPoolExecutor(people + 1) as pool:
        begun, done = time.perf_counter(), Event()
        watching = pool.submit(watch_health, address, done)
        try:
            got = list(pool.map(lambda plan: list(visit(address, plan, ends)), plans))
        finally:
            done.set()
        took = time.perf_counter() - begun
        health, unwell = watching.result()
    trouble = unwell + [
        f"person {person}, {question!r}: {reply.trouble or f'expected {text!r}, got {reply.text!r}'}"
        for person, plan in enumerate(plans)
        for question, text, reply in zip(plan, expected[person], padded(got[person], len(plan)), strict=True)
        if reply.trouble or reply.text != text
    ]
    seconds = tuple(reply.seconds for replies in got for reply in replies)
    return Outcome(seconds, tuple(health), took, alone, tuple(trouble))


def watch_health(address: str, done: Event) -> tuple[list[float], list[str]]:
    """The seconds of each answer of /health until the event, and a line for each that was not a good one."""
    taken, unwell = list[float](), list[str]()
    while not done.wait(0.5):
        begun = time.perf_counter()
        try:
            answer = httpx.get(f"{address}health", timeout=60, trust_env=False)
            unwell += [f"/health: {answer.status_code}"] if answer.status_code != 200 else []
        except httpx.HTTPError as error:
            unwell.append(f"/health: {type(error).__name__}: {error}")
        taken.append(time.perf_counter() - begun)
    return taken, unwell


def padded(replies: Sequence[Reply], length: int) -> list[Reply]:
    """The replies, and for each that never came one that says so."""
    return [*replies, *[Reply("", 0.0, "no reply: an earlier one failed")] * (length - len(replies))]


def conversation(assistant: Assistant, plan: Sequence[str]) -> list[str]:
    """What the assistant answers to a sequence of questions, each with what was said before."""
    said: list[tuple[str, str]] = []
    for question in plan:
        said.append((question, assistant.ask(question, said).text))
    return [text for _, text in said]


@contextmanager
def served(assistant: Assistant) -> Iterator[str]:
    """The page on a free port, without its limit for each person, who all come from this machine."""
    page = build_page(assistant)
    try:
        yield launch_page(page, service=Service(), index=assistant.index)
    finally:
        page.close(verbose=False)


def visit(address: str, plan: Sequence[str], ends: float) -> Iterator[Reply]:
    """One person: a page of their own, one question after another, until something goes wrong."""
    with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        door = door_of(client.get("config").json())
        session = uuid.uuid4().hex
        for question in plan:
            begun = time.perf_counter()
            try:
                text = asked(client, door, session, question, ends)
                yield Reply(text, time.perf_counter() - begun)
            except (httpx.HTTPError, RuntimeError) as error:
                yield Reply("", time.perf_counter() - begun, f"{type(error).__name__}: {error}")
                return


def at(share: float, seconds: Sequence[float]) -> float:
    """The seconds within which this share of the replies came."""
    return statistics.quantiles(seconds, n=100, method="inclusive")[round(share * 100) - 1]


def main() -> int:
    """Measure on the sample archive and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--questions", type=int, default=3, help="of each person, the follow-up among them")
    parser.add_argument("--limit", type=float, default=540.0, help="seconds after which it stops")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index = NewsIndex.open(Path(folder) / "index")
        index.update(read_articles(ROOT / "corpus" / "samples"))
        assistant = Assistant(index)
        outcome = measure(assistant, given.people, given.questions, given.limit)
    table = Table(title=f"{given.people} people at once, {given.questions} questions each; /health: its longest")
    for name in ("replies", "p50", "p95", "longest", "/health", "all of it", "one by one", "throughput, as a ratio"):
        table.add_column(name, justify="right")
    seconds = sorted(outcome.seconds)
    times = [at(0.5, seconds), at(0.95, seconds), seconds[-1], max(outcome.health, default=0.0)]
    times += [outcome.took, outcome.one_after_another]
    table.add_row(str(len(seconds)), *(f"{value:.2f} s" for value in times), f"{outcome.ratio:.2f}")
    Console().print(table)
    for line in outcome.trouble:
        print(line)
    return 1 if outcome.trouble else 0


if __name__ == "__main__":
    sys.exit(main())
