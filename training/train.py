"""Trains the reader in three passes: to find words that answer, then all else twice, with more rows labelled first."""

from __future__ import annotations

import pickle
import random
import re
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn

from assistant.reader.engine import working_type
from assistant.reader.network import LABELS, ReaderNetwork, make_network
from assistant.reader.pairs import Pairs
from training.batches import batches, read, tensors
from training.groups import Group, Maker
from training.learning import MasterCopy, Task, loss_of, without_dropout
from training.measuring import likeliest_words, logits_of
from training.news_examples import news_claims, news_questions
from training.rows import Example, Rows, Span, joined, letters
from vectorstore.embedder import packaged_weights, quiet_libraries

RATE = 1.5e-4
_WARM_UP = 200
_SURE = 0.4  # of words labelled by the half-trained reader, those at least this likely are learnt from
_SAVE_EVERY = 100
# Of a pass that ends in the mean of its weights: the rate's share, the steps before any count, and how often one does.
_AVERAGED_RATE, _AVERAGED_FROM, _AVERAGED_EVERY = 2 / 3, 0.2, 20
# Rows of a full pass: sentences, those of them among their neighbours, short ones; and how often it has the paragraphs
# and the claims.
_SENTENCES, _WIDENED, _SHORT, _TIMES = 20_000, 10_000, 14_000, 3
_NEWS_QUESTIONS, _NEWS_CLAIMS = 5_000, 4_000

Plan = list[tuple[Task, list[Group]]]


class Trainer:
    """Takes plans one after another; the rate rises and stays, or falls to nothing; or stays, to end in a mean."""

    def __init__(self, network: nn.Module, pairs: Pairs, keep: Path, seed: int, rate: float = RATE) -> None:
        self.network, self.pairs, self.keep = network, pairs, keep
        self._dice = random.Random(seed)
        self._master = MasterCopy(network, rate)
        self._steps = 0

    def follow(self, plan: Plan, *, name: str, falling: bool = False, averaged: bool = False) -> None:
        """One pass over the groups of a plan; averaged: it ends with the mean of the weights along it."""
        steps = [(task, step) for task, groups in plan for step in batches(read(self.pairs, groups), self._dice)]
        self._dice.shuffle(steps)
        tokens = sum(len(r.pair.ids) for _, step in steps for group in step for r in group)
        print(f"{name}: {len(steps)} steps, {tokens:,} tokens", flush=True)
        started, seen, losses = time.perf_counter(), 0, {"answers": 2.0, "support": 1.0}
        self.network.train()
        for number, (task, step) in enumerate(steps):
            loss = loss_of(self.network, tensors(step), task)
            loss.backward()  # type: ignore[no-untyped-call]
            warm = min(1.0, (self._steps + 1) / _WARM_UP)
            self._master.step(warm * (1 - number / len(steps) if falling else _AVERAGED_RATE if averaged else 1.0))
            if averaged and number >= _AVERAGED_FROM * len(steps) and number % _AVERAGED_EVERY == 0:
                self._master.remember()
            self._steps += 1
            seen += sum(len(r.pair.ids) for group in step for r in group)
            losses[task] += 0.02 * (float(loss.detach()) - losses[task])
            if number % 50 == 49:
                left = (time.perf_counter() - started) / seen * (tokens - seen)
                told = ", ".join(f"{t} {v:.3f}" for t, v in losses.items())
                print(f"{name} {number + 1}/{len(steps)} {told}, {left / 60:.0f} min left", flush=True)
            if number % _SAVE_EVERY == _SAVE_EVERY - 1:
                save(self.network, self.keep / "half.pt")
        if averaged:
            self._master.remember()
            self._master.take_mean()


def first_plan(maker: Maker) -> Plan:
    """What is needed to label the rest: words that answer, in sentences and paragraphs."""
    train, dice = maker.train, maker.dice
    qamr = dice.sample(train.spans, len(train.spans) * 2 // 3)
    return [
        ("answers", maker.of_sentences(qamr[: len(qamr) // 4], negatives=2)),
        ("answers", [[_alone(span)] for span in qamr[len(qamr) // 4 :]]),
        ("answers", [[_alone(span)] for span in train.paragraphs]),
    ]


def full_plan(maker: Maker, labelled: Sequence[tuple[Span, int]], news: Plan) -> Plan:
    """Everything: the labelled sentences alone and among their neighbours, and what the first plan had, drawn anew."""
    train, dice = maker.train, maker.dice
    known = [row for row in labelled if row[0].answer and row[1] >= 0]
    qamr = dice.sample(train.spans, min(len(train.spans), _SHORT))
    some = dice.sample(labelled, min(len(labelled), _SENTENCES))
    return [
        ("answers", maker.of_sentences([span for span, _ in some], negatives=2)),
        ("answers", maker.widened(dice.sample(known, min(len(known), _WIDENED)))),
        ("answers", maker.of_sentences(qamr[: len(qamr) // 3], negatives=1)),
        ("answers", maker.among_others(qamr[len(qamr) // 3 :], most=4)),
        *(("answers", maker.of_paragraphs(train.paragraphs)) for _ in range(_TIMES)),
        *(("support", maker.of_claims(train.claims, neither=0.5)) for _ in range(_TIMES)),
        *news,
    ]


def _alone(span: Span) -> Example:
    return Example(span.question, "", span.text, 1, span.start, span.start + len(span.answer))


def label(network: nn.Module, pairs: Pairs, rows: Rows) -> list[tuple[Span, int]]:
    """The sentences with the words that answer, where they are known or the half-trained reader is sure of them.

    They are known where the same question is asked of a paragraph. A sentence known to answer leaves few words to
    choose from: the reader is right here far more often than on paragraphs.
    """
    told = {letters(span.question): span.answer for span in rows.paragraphs}
    found = logits_of(network, pairs, [(q, "", s) for q, s, _ in rows.sentences])
    labelled, known = [], 0
    for (question, sentence, place), logits in zip(rows.sentences, found, strict=True):
        answer = told.get(letters(question), "")
        there = re.search(re.escape(answer), sentence, re.IGNORECASE) if answer else None
        start, end = there.span() if there else (-1, -1)
        if not there:
            start, end, likely = likeliest_words(logits)
            start = start if likely >= _SURE else -1
        known += start >= 0
        labelled.append((Span(question, sentence, sentence[start:end] if start >= 0 else "", start, "labelled"), place))
    print(f"labelled {known:,} of {len(labelled):,} sentences", flush=True)
    return labelled


def save(network: nn.Module, path: Path) -> None:
    """All trained weights, to go on from."""
    torch.save({n: p.detach().clone() for n, p in network.named_parameters() if p.requires_grad}, path)


def thin(plan: Plan, share: float) -> Plan:
    """The first share of each list of groups, for a quick try."""
    return [(task, groups[: max(1, int(share * len(groups)))]) for task, groups in plan]


def ready(seed: int) -> tuple[ReaderNetwork, Pairs]:
    """The untrained network, its embeddings fixed, and what cuts texts into its tokens."""
    torch.manual_seed(seed)
    quiet_libraries()
    folder = packaged_weights()
    network = make_network(folder).to(working_type())
    network.encoder.embeddings.requires_grad_(False)
    without_dropout(network.modules())
    return network, Pairs(folder)


def train(
    network: ReaderNetwork, pairs: Pairs, rows: Rows, keep: Path, seed: int, after: Path | None, share: float
) -> None:
    """All passes. keep: a folder for weights on the way. after: those saved after any pass, for the last one only."""
    keep.mkdir(parents=True, exist_ok=True)
    maker = Maker(rows, seed)
    if after is None:
        trainer = Trainer(network, pairs, keep, seed)
        trainer.follow(thin(first_plan(maker), share), name="first")
        save(network, keep / "first.pt")
    else:
        take(network, after)
    for number, name in enumerate(("second", "third")):
        if after and name == "second":
            continue
        plan = full_plan(maker, label(network, pairs, rows), news_plan(seed + number))
        trainer = Trainer(network, pairs, keep, seed)
        trainer.follow(thin(plan, share), name=name, falling=name == "second", averaged=name == "third")
        save(network, keep / f"{name}.pt")


def take(network: nn.Module, path: Path) -> None:
    """Go on from weights that `save` wrote. Raises OSError, and ValueError for a file that holds anything else."""
    if not path.is_file():
        raise FileNotFoundError(f"no weights to go on from at {path}")
    try:
        weights = torch.load(path, weights_only=True)
        missing, unknown = network.load_state_dict(weights, strict=False)
    except (pickle.UnpicklingError, RuntimeError, EOFError, AttributeError, TypeError) as error:
        raise ValueError(f"there are no weights of a half-trained reader in {path}") from error
    trained = {name for name, weights in network.named_parameters() if weights.requires_grad}
    if unknown or trained.intersection(missing):
        raise ValueError(f"the weights in {path} are not those of a half-trained reader")


def news_plan(seed: int) -> Plan:
    """Invented news: what Wikipedia lacks, such as near-misses of one story, updated figures and false premises."""
    questions = [
        [
            *(_found(row.question, row.title, text, row.answer) for text in row.positives),
            *(Example(row.question, row.title, text, 0) for text in row.negatives),
        ]
        for row in news_questions(_NEWS_QUESTIONS, seed)
    ]
    claims = [
        [Example(row.claim, "", joined(row.evidence), LABELS.index(row.label))]
        for row in news_claims(_NEWS_CLAIMS, seed)
    ]
    return [("answers", questions), ("support", claims)]


def _found(question: str, title: str, text: str, answer: str) -> Example:
    start = text.index(answer)
    return Example(question, title, text, 1, start, start + len(answer))
