"""Whether many people can ask at once, each getting their own answers, and how long they wait.

    python benchmarks/load.py [--people 50] [--questions 3] [--limit 540]

Each person opens a page of their own over HTTP on 127.0.0.1, as a browser does, and asks a sequence of their own, the
last of it a follow-up that only the conversation so far can explain. Every reply is compared with what an assistant in
this process answers to the same conversation beforehand. The rival of the throughput is that assistant, asked the same
questions one after another in the same run. It ends by itself, with status 1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.settings import from_environment

from_environment()

import httpx
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
    """What came of it: seconds of each reply, of all of it, and of the rival; what went wrong, a line for each."""

    seconds: tuple[float, ...]
    took: float
    one_after_another: float
    trouble: tuple[str, ...]

    @property
    def ratio(self) -> float:
        """Throughput as a share of that of asking one after another in one process."""
        return self.one_after_another / self.took


def sequences(people: int, questions: int) -> list[list[str]]:
    """The questions of each person: different beginnings, then a follow-up."""
    return [
        [*(QUESTIONS[(person + 3 * turn) % len(QUESTIONS)] for turn in range(questions - 1)), FOLLOW_UP]
        for person in range(people)
    ]


def measure(assistant: Assistant, people: int = 50, questions: int = 3, limit: float = 540.0) -> Outcome:
    """Ask beforehand, serve, let everybody ask at once, and compare. No reply is waited for beyond the limit."""
    plans = sequences(people, questions)
    begun = time.perf_counter()
    expected = [conversation(assistant, plan) for plan in plans]
    alone = time.perf_counter() - begun
    ends = time.monotonic() + limit
    with served(assistant) as address, ThreadPoolExecutor(people) as pool:
        begun = time.perf_counter()
        got = list(pool.map(lambda plan: list(visit(address, plan, ends)), plans))
        took = time.perf_counter() - begun
    trouble = [
        f"person {person}, {question!r}: {reply.trouble or f'expected {text!r}, got {reply.text!r}'}"
        for person, plan in enumerate(plans)
        for question, text, reply in zip(plan, expected[person], padded(got[person], len(plan)), strict=True)
        if reply.trouble or reply.text != text
    ]
    return Outcome(tuple(reply.seconds for replies in got for reply in replies), took, alone, tuple(trouble))


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
        config = client.get("config").json()
        door = _door(config)
        session = uuid.uuid4().hex
        for question in plan:
            begun = time.perf_counter()
            try:
                text = _asked(client, door, session, question, ends)
                yield Reply(text, time.perf_counter() - begun)
            except (httpx.HTTPError, RuntimeError) as error:
                yield Reply("", time.perf_counter() - begun, f"{type(error).__name__}: {error}")
                return


def _door(config: dict[str, Any]) -> dict[str, Any]:
    """The event of the page that answers what is in its box: the one that the box's Enter sets off."""
    box = next(part["id"] for part in config["components"] if part["props"].get("elem_id") == "question")
    event: dict[str, Any] = next(e for e in config["dependencies"] if [box, "submit"] in map(list, e["targets"]))
    return {**event, "box": box, "kinds": {part["id"]: part for part in config["components"]}}


def _asked(client: httpx.Client, door: dict[str, Any], session: str, question: str, ends: float) -> str:
    """Ask as the page does, and return the text of the last message of the chat. Raises RuntimeError."""
    data = [question if part == door["box"] else _initial(door["kinds"].get(part)) for part in door["inputs"]]
    joined = client.post("gradio_api/queue/join", json={"data": data, "fn_index": door["id"], "session_hash": session})
    if joined.status_code != 200:
        raise RuntimeError(f"not let in ({joined.status_code}): {joined.text}")
    chat, shown = None, {"n": 0}
    with client.stream("GET", "gradio_api/queue/data", params={"session_hash": session}) as lines:
        for line in lines.iter_lines():
            if time.monotonic() > ends:
                raise RuntimeError("the time is over")
            message = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
            if message.get("msg") in ("process_generating", "process_completed"):
                chat, shown = _changed(chat, message, shown)
            if message.get("msg") == "process_completed":
                if not message["success"]:
                    raise RuntimeError(f"failed: {message['output']}")
                return _text(chat)
    raise RuntimeError("the stream ended before the answer")


def _initial(part: dict[str, Any] | None) -> Any:
    """What a part of the page holds before anybody touches it; the server keeps what is said itself."""
    return part["props"].get("value") if part and part["type"] != "state" else None


def _changed(data: Any, message: dict[str, Any], shown: dict[str, int]) -> tuple[Any, dict[str, int]]:
    """The outputs after a message: the first is whole, those while it goes on say only what changed."""
    output = message["output"].get("data")
    if not output:
        return data, shown
    shown = {"n": shown["n"] + 1}
    if message["msg"] == "process_completed" or shown["n"] == 1 or data is None:
        return output, shown
    return [_patched(old, changes) for old, changes in zip(data, output, strict=True)], shown


def _patched(value: Any, changes: Any) -> Any:
    """A value with Gradio's list of changes done to it."""
    for kind, path, new in changes:
        if not path:
            value = new if kind == "replace" else value + new
            continue
        at = value
        for step in path[:-1]:
            at = at[step]
        last = path[-1]
        if kind == "replace":
            at[last] = new
        elif kind == "append":
            at[last] += new
        elif kind == "add":
            at.insert(last, new) if isinstance(at, list) else at.__setitem__(last, new)
        else:
            del at[last]
    return value


def _text(data: Any) -> str:
    """The words of the last answer in the chat."""
    for part in data or ():
        part = part.get("value", part) if isinstance(part, dict) and part.get("__type__") == "update" else part
        if isinstance(part, list) and part and isinstance(part[-1], dict) and "role" in part[-1]:
            content = part[-1]["content"]
            shown = content if isinstance(content, str) else content[0]["text"]
            found = re.match(r'<div class="(?:answer|refusal)" dir="auto">(.*?)</div>', shown, re.DOTALL)
            if not found:
                raise RuntimeError(f"no answer: {shown}")
            return html.unescape(re.sub(r"<[^>]+>", "", found[1]))
    raise RuntimeError("no message in the chat")


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
        assistant.ask(QUESTIONS[0])
        outcome = measure(assistant, given.people, given.questions, given.limit)
    table = Table(title=f"{given.people} people at once, {given.questions} questions each")
    for name in ("replies", "p50", "p95", "longest", "all of it", "one after another", "throughput, as a ratio"):
        table.add_column(name, justify="right")
    seconds = sorted(outcome.seconds)
    times = [at(0.5, seconds), at(0.95, seconds), seconds[-1], outcome.took, outcome.one_after_another]
    table.add_row(str(len(seconds)), *(f"{value:.1f} s" for value in times), f"{outcome.ratio:.2f}")
    Console().print(table)
    for line in outcome.trouble:
        print(line)
    return 1 if outcome.trouble else 0


if __name__ == "__main__":
    sys.exit(main())
