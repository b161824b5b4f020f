"""Makes invented news questions and claims with known answers, the same ones for the same seed."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from training.news_script import Fact, Story, choose, fill, mentions, parse, slots
from training.news_slots import DAYS, MONTHS, NAMED, OUTLETS, Value
from training.news_stories_economy import ECONOMY
from training.news_stories_life import LIFE
from training.news_stories_nature import NATURE
from training.news_stories_politics import POLITICS
from training.news_stories_quiz import QUIZ
from training.news_stories_roles import ROLES
from training.news_stories_society import SOCIETY
from training.news_stories_world import WORLD

STORIES = parse("\n".join((POLITICS, SOCIETY, ECONOMY, WORLD, NATURE, LIFE, QUIZ, ROLES)))
LABELS = ("supports", "refutes", "neither")
_PAST = re.compile(r"\b(did|was|were|\w+ed|won|lost|fell|rose|sank|quit|told|said)\b")
_TIMED = re.compile(r"\b(this|last|next|now|latest|so far|today|new|will|is|are|due|19\d\d|20\d\d)\b")
# A reason, a remark or a find that differs from the one reported is not thereby wrong: both may hold.
_OPEN = frozenset({"why", "say", "speaker", "thing"})
# Of what question and text share, what tells one event from another, the surest first.
_TELLING = ("year", "city", "country", "company", "work", "person", "team")
_BOILERPLATE = (
    "Sign up to our newsletter for the stories that matter.",
    "Follow our live page for updates on this story.",
    "Have you been affected by this story? Get in touch with our newsroom.",
    "This video can not be played.",
    "Here is what we know so far.",
    "Listen to the full report on our daily podcast.",
    "This article was amended to correct a spelling mistake.",
    "Get our morning briefing free in your inbox.",
)
_LABELLED = ("Read more: {0}", "Related: {0}", "Watch: {0}", "More on this story: {0}", "Image caption, {0}")


@dataclass(frozen=True)
class NewsQuestion:
    """A question with texts that answer it, texts that nearly do, and the words that answer."""

    question: str
    title: str
    positives: tuple[str, ...]
    negatives: tuple[str, ...]
    answer: str


@dataclass(frozen=True)
class NewsClaim:
    """A claim with the sentences it is judged by, and the judgement."""

    claim: str
    evidence: tuple[str, ...]
    label: str


def news_questions(count: int, seed: int) -> list[NewsQuestion]:
    """So many questions, every fact of every story asked about equally often."""
    rng = _generator(count, seed)
    asked = [(story, fact) for story in STORIES for fact in story.facts]
    made: list[NewsQuestion] = []
    seen: set[tuple[str, str]] = set()
    while len(made) < count:
        rng.shuffle(asked)
        for story, fact in asked:
            example = _Asking(story, fact, rng).example()
            pairs = {(example.question, text) for text in example.positives + example.negatives}
            if len(made) < count and not pairs & seen:
                seen |= pairs
                made.append(example)
    return made


def news_claims(count: int, seed: int) -> list[NewsClaim]:
    """So many claims, a third of each label, often all three on the same sentences."""
    rng = _generator(count, seed)
    told = [(story, fact) for story in STORIES for fact in story.facts if fact.of("c")]
    made: list[NewsClaim] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    while len(made) < count:
        rng.shuffle(told)
        for story, fact in told:
            trio = _trio(story, fact, rng)
            keys = {(example.claim, example.evidence) for example in trio}
            if len(trio) == len(keys) == len(LABELS) and not keys & seen:
                seen |= keys
                made.extend(trio)
    made = made[:count]
    rng.shuffle(made)
    return made


def _generator(count: int, seed: int) -> random.Random:
    if count < 0:
        raise ValueError(f"The number of examples must not be negative: {count}")
    return random.Random(seed)


class _Asking:
    """One question about one fact, and the texts to go with it."""

    def __init__(self, story: Story, fact: Fact, rng: random.Random) -> None:
        self.story, self.fact, self.rng = story, fact, rng
        self.values = {name: rng.choice(value.forms) for name, value in story.fill(rng).items()}
        self.asked = choose(rng.choice(fact.of("?")), rng)
        self.answer = self.values[fact.answer] if fact.kind != "none" else ""

    def example(self) -> NewsQuestion:
        """The finished example."""
        plain = fill(self.asked, self.values)
        positives = self._positives()
        title = self._title()
        negatives = self._negatives(plain, positives)
        answer = self.answer if positives else ""
        return NewsQuestion(self._dressed(plain), title, positives, negatives, answer)

    def _reveals(self, text: str) -> bool:
        if not self.answer:
            return False
        surname = self.answer.split(" ", 1)[-1] if self.fact.kind == "who" else self.answer
        return mentions(text, self.answer) or mentions(text, surname)

    def _say(self, template: str) -> str:
        return fill(choose(template, self.rng), self.values)

    def _title(self) -> str:
        # A headline that gives the answer away would make every text under it look like an answer.
        heads = [head for head in map(self._say, self.story.heads) if not self._reveals(head)]
        return self.rng.choice(heads) if heads and self.rng.random() < 0.92 else ""

    def _beside(self) -> list[str]:
        """Sentences of the same story that do not answer."""
        told = [self._say(line) for line in self.story.fills]
        # A story that lacks what a question takes for granted must not tell it by another fact.
        if self.fact.kind != "none":
            others = [fact for fact in self.story.facts if fact is not self.fact and fact.of("+")]
            told += [self._say(self.rng.choice(fact.of("+"))) for fact in others]
        told = [text for text in told if not self._reveals(text)]
        self.rng.shuffle(told)
        return told

    def _paragraph(self, text: str, most: int) -> str:
        around = self._beside()[: self.rng.randint(1, most)]
        around.insert(self.rng.randint(0, len(around)), text)
        return " ".join(around)

    def _positives(self) -> tuple[str, ...]:
        # Some questions get no answer at all, as in an archive that lacks it.
        if self.fact.kind == "none" or self.rng.random() < 0.07:
            return ()
        told = [text for text in map(self._say, self.fact.of("+")) if self.answer in text]
        self.rng.shuffle(told)
        chosen = told[: 1 if self.rng.random() < 0.5 else 2]
        longer = [text if self.rng.random() < 0.4 else self._paragraph(text, 3) for text in chosen]
        return tuple(dict.fromkeys(longer))

    def _elsewhere(self) -> str:
        """The same thing told of another person, place, firm or year than the one asked about."""
        told = choose(self.rng.choice(self.fact.of("+")), self.rng)
        blanks = {name for name, spec in self.story.blanks.items() if spec.split(":")[0] in NAMED}
        shared = sorted((slots(told) & slots(self.asked) & blanks) - {self.fact.answer})
        if self.fact.kind in ("who", "which"):
            shared = sorted(shared, key=lambda name: _TELLING.index(self.story.blanks[name].split(":")[0]))[:1]
        if not shared:
            return ""
        changed = self.rng.choice(shared)
        other = {name: self.rng.choice(value.forms) for name, value in self.story.fill(self.rng).items()}
        if other[changed] in self.values.values() or other[changed] in self.asked:
            return ""
        return fill(told, self.values | {changed: other[changed], self.fact.answer: other[self.fact.answer]})

    def _negatives(self, plain: str, positives: tuple[str, ...]) -> tuple[str, ...]:
        rng = self.rng
        near = [self._say(line) for line in self.fact.of("-")]
        if self.fact.kind != "none":
            near += [self._elsewhere(), self._elsewhere()]
        beside = self._beside()
        dull = [plain, rng.choice(_BOILERPLATE)]
        dull += [rng.choice(_LABELLED).format(self._say(head)) for head in self.story.heads]
        near = [text for text in near if text and not self._reveals(text)]
        rng.shuffle(near)
        near = [text if rng.random() < 0.6 else self._paragraph(text, 2) for text in near[: rng.randint(1, 2)]]
        near += [" ".join(beside[: rng.randint(1, 3)])] if beside and rng.random() < 0.6 else []
        dull = [text for text in dull if not self._reveals(text)]
        if not near or rng.random() < 0.35:
            near.append(rng.choice(dull or list(_BOILERPLATE)))
        return tuple(text for text in dict.fromkeys(near) if text not in positives)[:4]

    def _dressed(self, question: str) -> str:
        """The question, now and then with an outlet or a time that the text does not repeat."""
        rng = self.rng
        opening = re.match(r"(Who|What|Which|When|Where|Why|How|By|At|In|On|For|After|Under|From|To)\b", question)
        draw = rng.random()
        if draw < 0.06 and opening and " by " not in question:
            return f"According to {rng.choice(OUTLETS)}, {question[0].lower()}{question[1:]}"
        if draw < 0.1 and opening:
            return f"{question[:-1]}, according to {rng.choice(OUTLETS)}?"
        # "Last month" would gainsay a text that gives a year.
        fixed = (
            self.fact.kind == "when" or question.startswith(("When", "On what")) or "year" in self.story.blanks.values()
        )
        timeless = not fixed and not _TIMED.search(question) and "," not in question
        if draw < 0.2 and opening and timeless and _PAST.search(question):
            times = ("this week", "last week", "last month", f"on {rng.choice(DAYS)}", "this month")
            date = f"on {rng.randint(1, 28)} {rng.choice(MONTHS)}"
            dated = any(value in DAYS or value.split(" ")[0] in MONTHS for value in self.values.values())
            return f"{question[:-1]} {rng.choice(times[:2] if dated else (*times, date))}?"
        return question


def _trio(story: Story, fact: Fact, rng: random.Random) -> list[NewsClaim]:
    """A supported, a refuted and an open claim on the same sentences, as far as the story has them."""
    values = story.fill(rng)
    told = choose(rng.choice(fact.of("+")), rng)
    known = slots(told)
    evidence = [_told(told, values, rng)]
    for line in rng.sample(story.fills, rng.choice((0, 0, 1, min(2, len(story.fills))))):
        evidence.insert(rng.randint(0, len(evidence)), _told(choose(line, rng), values, rng))
    true = [line for line in (choose(line, rng) for line in fact.of("c")) if slots(line) <= known]
    false = [line for line in (choose(line, rng) for line in fact.of("r")) if slots(line) <= known]
    if not true:
        return []
    claims = [_told(rng.choice(true), values, rng)]
    swapped = _swapped(rng.choice(true), story, fact, values, rng)
    if swapped and (not false or rng.random() < 0.6):
        claims.append(_told(swapped[0], swapped[1], rng))
    elif false:
        claims.append(_told(rng.choice(false), values, rng))
    else:
        return []
    unsaid = [choose(line, rng) for line in fact.of("n")]
    if not unsaid or rng.random() < 0.6:
        others = [other for other in story.facts if other is not fact and other.answer not in known]
        unsaid = [choose(line, rng) for other in others for line in other.of("c")] or unsaid
    if not unsaid:
        return []
    claims.append(_told(rng.choice(unsaid), values, rng))
    return [NewsClaim(claim, tuple(evidence), label) for claim, label in zip(claims, LABELS, strict=True)]


def _told(template: str, values: dict[str, Value], rng: random.Random) -> str:
    return fill(template, {name: rng.choice(value.forms) for name, value in values.items()})


def _swapped(
    claim: str, story: Story, fact: Fact, values: dict[str, Value], rng: random.Random
) -> tuple[str, dict[str, Value]] | None:
    """The claim with one thing in it exchanged, so that the sentences speak against it."""
    if fact.kind in _OPEN:
        return None
    places = [name for name in sorted(slots(claim)) if values[name].kind in ("city", "date") and name != fact.answer]
    changed = rng.choice(places) if places and rng.random() < 0.15 else fact.answer
    if changed not in slots(claim):
        return None
    other = story.fill(rng)[changed]
    held = {form for value in values.values() for form in value.forms}
    return None if held & set(other.forms) else (claim, values | {changed: other})
