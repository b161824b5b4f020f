"""Reads the story scripts and fills their blanks."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from training.news_slots import Value, value_of

SLOT = re.compile(r"\{(\w+)(?:\.(last))?\}")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")


@dataclass
class Fact:
    """One thing a story tells: how it is asked, told, missed, and claimed. Kind "none" is asked for but never told."""

    kind: str
    answer: str
    lines: dict[str, list[str]] = field(default_factory=dict)

    def of(self, mark: str) -> list[str]:
        """The lines with this mark: ? question, + telling, - near miss, c true claim, r false claim, n open claim."""
        return self.lines.get(mark, [])


@dataclass
class Story:
    """One kind of news: its blanks, headlines, sentences that tell no fact, and facts."""

    name: str
    blanks: dict[str, str]
    heads: list[str] = field(default_factory=list)
    fills: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def fill(self, rng: random.Random) -> dict[str, Value]:
        """Values for all blanks, no two alike."""
        while True:
            values = {name: value_of(spec, rng) for name, spec in self.blanks.items()}
            said = [form for value in values.values() for form in value.forms]
            if len(set(said)) == len(said):
                return values


def parse(script: str) -> list[Story]:
    """Stories from their script, a line for each thing, its first word telling which."""
    stories: list[Story] = []
    for line in filter(None, map(str.strip, script.splitlines())):
        mark, _, rest = line.partition(" ")
        match mark:
            case "@":
                stories.append(Story(rest, {}))
            case "let":
                name, _, spec = rest.partition("=")
                # A list of options too long for one line goes on in the next, after a "|".
                stories[-1].blanks[name] = stories[-1].blanks[name] + spec if spec[0] == "|" else spec
            case "lets":
                for name, _, spec in (part.partition("=") for part in rest.split()):
                    stories[-1].blanks[name] = spec
            case "head":
                stories[-1].heads.append(rest)
            case "fill":
                stories[-1].fills.append(rest)
            case "fact":
                kind, _, answer = rest.partition(" ")
                stories[-1].facts.append(Fact(kind, answer))
            case "?" | "+" | "-" | "c" | "r" | "n":
                stories[-1].facts[-1].lines.setdefault(mark, []).append(rest)
            case _:
                raise ValueError(f"Not a line of a story script: {line}")
        _check(stories[-1], rest if mark not in ("@", "let", "lets", "fact") else "")
    return stories


def _check(story: Story, text: str) -> None:
    for name, _ in SLOT.findall(text):
        if name not in story.blanks:
            raise ValueError(f"Story {story.name} has no blank {name}: {text}")


def choose(template: str, rng: random.Random) -> str:
    """The template with one of each "[this|that]" taken."""
    return re.sub(r"\s+", " ", _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), template)).strip()


def slots(template: str) -> set[str]:
    """The names of the blanks in a template."""
    return {name for name, _ in SLOT.findall(template)}


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with its blanks filled, beginning with a capital letter."""
    text = SLOT.sub(lambda found: _form(values[found[1]], found[2]), template)
    text = text.replace(" ,", ",").replace(" .", ".").replace(" ?", "?")
    at = 1 if text[:1] in "\"'“‘" else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def _form(text: str, part: str | None) -> str:
    return text.split(" ", 1)[-1] if part else text


def mentions(text: str, answer: str) -> bool:
    """Whether the text holds the answer as words of its own, in either case."""
    return re.search(rf"(?<![\w$])(?<!\d[.,]){re.escape(answer)}(?![\w%]|[.,]\d)", text, re.IGNORECASE) is not None
