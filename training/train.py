"""Train the reader: from the rows in a folder to weights, the same for the same seed.

    python -m training.train ROWS OUT [--seed N] [--share S]
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch

from assistant.reader.network import LABELS, ReaderNetwork, make_network
from assistant.reader.pairs import Pairs
from training.batches import batches, read, tensors
from training.evaluate import evaluate
from training.groups import Group, Maker
from training.learning import MasterCopy, Task, loss_of, without_dropout
from training.measuring import best_span, f1, logits_of
from training.rows import Example, Rows, Span, joined, load
from vectorstore.embedder import Embedder, quiet_libraries

RATE = 1.5e-4
_WARM_UP = 200
_SURE = 0.2  # of words labelled by the half-trained reader, those at least this likely are learnt from
_SAVE_EVERY = 400
_SENTENCES = 24_000
_NEWS_QUESTIONS, _NEWS_CLAIMS = 5_000, 4_000

Plan = list[tuple[Task, list[Group]]]


class Trainer:
    """Takes plans one after another; the rate rises, stays, and in the last plan falls to nothing."""

    def __init__(self, network: ReaderNetwork, pairs: Pairs, out: Path, seed: int) -> None:
        self.network, self.pairs, self.out = network, pairs, out
        self._dice = random.Random(seed)
        self._master = MasterCopy(network, RATE)
        self._steps = 0

    def follow(self, plan: Plan, *, falling: bool, name: str) -> None:
        """One pass over the groups of a plan."""
        steps = [
            (task, step) for task, groups in plan for step in batches(read(self.pairs, groups), self._dice)
        ]
        self._dice.shuffle(steps)
        tokens = sum(len(r.pair.ids) for _, step in steps for group in step for r in group)
        print(f"{name}: {len(steps)} steps, {tokens:,} tokens", flush=True)
        started, seen, losses = time.perf_counter(), 0, {"answers": 2.0, "support": 1.0}
        self.network.train()
        for number, (task, step) in enumerate(steps):
            loss = loss_of(self.network, tensors(step), task)
            loss.backward()  # type: ignore[no-untyped-call]
            warm = min(1.0, (self._steps + 1) / _WARM_UP)
            self._master.step(warm * (1 - number / len(steps) if falling else 1.0))
            self._steps += 1
            seen += sum(len(r.pair.ids) for group in step for r in group)
            losses[task] += 0.02 * (float(loss.detach()) - losses[task])
            if number % 50 == 49:
                left = (time.perf_counter() - started) / seen * (tokens - seen)
                told = ", ".join(f"{t} {v:.3f}" for t, v in losses.items())
                print(f"{name} {number + 1}/{len(steps)} {told}, {left / 60:.0f} min left", flush=True)
            if number % _SAVE_EVERY == _SAVE_EVERY - 1:
                save(self.network, self.out / "half.pt")


def first_plan(maker: Maker) -> Plan:
    """What is needed to label the rest: words that answer, in sentences and paragraphs."""
    train, dice = maker.train, maker.dice
    qamr = dice.sample(train.spans, len(train.spans) * 2 // 3)
    return [
        ("answers", maker.of_sentences(qamr[: len(qamr) // 4], negatives=2)),
        ("answers", [[_alone(span)] for span in qamr[len(qamr) // 4 :]]),
        ("answers", [[_alone(span)] for span in train.paragraphs]),
    ]


def second_plan(maker: Maker, labelled: Sequence[tuple[Span, int]], news: Plan) -> Plan:
    """Everything: the labelled sentences alone and among their neighbours, and what the first plan had, drawn anew."""
    train, dice = maker.train, maker.dice
    known = [row for row in labelled if row[0].answer and row[1] >= 0]
    qamr = dice.sample(train.spans, 8_000)
    return [
        ("answers", maker.of_sentences([span for span, _ in dice.sample(labelled, _SENTENCES)], negatives=2)),
        ("answers", maker.widened(dice.sample(known, min(len(known), 12_000)))),
        ("answers", maker.of_sentences(qamr, negatives=1)),
        ("answers", maker.of_paragraphs(train.paragraphs)),
        ("support", maker.of_claims(train.claims, neither=0.5)),
        ("support", maker.of_claims(train.claims, neither=0.5)),
        *news,
    ]


def _alone(span: Span) -> Example:
    return Example(span.question, "", span.text, 1, span.start, span.start + len(span.answer))


def label(network: ReaderNetwork, pairs: Pairs, rows: Rows, apart: Rows) -> list[tuple[Span, int]]:
    """The sentences with the words that the half-trained reader takes for the answer, where it is sure of them.

    A sentence known to answer leaves few words to choose from: it is right here far more often than on paragraphs.
    """
    found = logits_of(network, pairs, [(q, "", s) for q, s, _ in rows.sentences])
    labelled, sure = [], 0
    answers = {span.question: span.answer for span in apart.paragraphs}
    agreeing: list[float] = []
    for (question, sentence, place), logits in zip(rows.sentences, found, strict=True):
        start, end, likely = best_span(logits)
        is_sure = likely >= _SURE
        sure += is_sure
        if is_sure and (known := answers.get(question)):
            agreeing.append(f1(sentence[start:end], known))
        answer = sentence[start:end] if is_sure else ""
        labelled.append((Span(question, sentence, answer, start if is_sure else -1, "labelled"), place))
    told = f"F1 {sum(agreeing) / len(agreeing):.2f} on {len(agreeing)} whose answer is known" if agreeing else ""
    print(f"labelled {sure:,} of {len(labelled):,} sentences {told}", flush=True)
    return labelled


def save(network: ReaderNetwork, path: Path) -> None:
    """All trained weights, to go on from."""
    torch.save({n: p.detach().clone() for n, p in network.named_parameters() if p.requires_grad}, path)


def thin(plan: Plan, share: float) -> Plan:
    """The first share of each list of groups, for a quick try."""
    return [(task, groups[: max(1, int(share * len(groups)))]) for task, groups in plan]


def main() -> None:
    """Train, measure, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--after", type=Path, help="weights saved after the first plan, to go on from")
    parser.add_argument("--share", type=float, default=1.0, help="of the steps, for a quick try")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    quiet_libraries()
    folder = Embedder().folder
    assert folder is not None
    network = make_network(folder).to(torch.bfloat16)
    network.encoder.embeddings.requires_grad_(False)
    without_dropout(network.modules())
    pairs = Pairs(folder)
    train, apart = load(args.rows)
    maker = Maker(train, args.seed)
    trainer = Trainer(network, pairs, args.out, args.seed)
    if args.after:
        network.load_state_dict(torch.load(args.after, weights_only=True), strict=False)
        trainer = Trainer(network, pairs, args.out, args.seed)
    else:
        trainer.follow(thin(first_plan(maker), args.share), falling=False, name="first")
        save(network, args.out / "first.pt")
    labelled = label(network, pairs, train, apart)
    trainer.follow(thin(second_plan(maker, labelled, news_plan(args.seed)), args.share), falling=True, name="second")
    save(network, args.out / "last.pt")
    print(json.dumps(evaluate(network, pairs, train, apart, 600)), flush=True)


def news_plan(seed: int) -> Plan:
    """Invented news: what Wikipedia lacks, such as near-misses of one story, updated figures and false premises."""
    from training.news_examples import news_claims, news_questions

    questions = [
        [
            *(_found(q.question, q.title, text, q.answer) for q in [row] for text in q.positives),
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


if __name__ == "__main__":
    main()
