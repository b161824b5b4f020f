"""The best hits put in another's order: by real cross-encoders, small enough to be made here, and by plain objects."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from makers import assert_sound, finished, passage
from processes import only_object, only_sentence
from typer.testing import CliRunner

from assistant import Assistant, ModelError
from assistant.cli import app
from assistant.reranker import RERANKED, NamedReranker, Reranker, open_reranker, rerank
from vectorstore import Hit, NewsIndex
from vectorstore.embedder import Embedder, quiet_libraries

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

FERRY = "How many people were injured in the ferry accident?"
HITS = [Hit(passage(f"Passage number {n}.", paragraph=n), 1.0 / n) for n in range(1, 6)]


class Told:
    """Gives the scores it was told to, and keeps what it was asked."""

    def __init__(self, scores: Any) -> None:
        self.scores = scores
        self.asked: list[tuple[str, str]] = []

    def predict(self, pairs: list[tuple[str, str]], /) -> Any:
        self.asked += pairs
        if isinstance(self.scores, Exception):
            raise self.scores
        return self.scores


class Longest:
    """The longest passage first."""

    def predict(self, pairs: list[tuple[str, str]], /) -> list[int]:
        return [len(text) for _, text in pairs]


def minilm() -> Path:
    folder = Embedder().folder
    assert folder is not None
    return folder


def with_minilm(folder: Path) -> Path:
    """The packaged model's weights with a head on them, which was never trained but always is the same."""
    quiet_libraries()
    import torch
    from sentence_transformers import CrossEncoder

    with torch.random.fork_rng():
        torch.manual_seed(7)
        model = CrossEncoder(str(minilm()), num_labels=1, device="cpu", local_files_only=True)
    model.save_pretrained(str(folder))
    return folder


def tiny(folder: Path, labels: int = 1) -> Path:
    """A BERT of one narrow layer, with the packaged model's words."""
    quiet_libraries()
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    tokenizer = AutoTokenizer.from_pretrained(str(minilm()), local_files_only=True)
    shape = BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    shape.num_labels = labels
    with torch.random.fork_rng():
        torch.manual_seed(7)
        model = BertForSequenceClassification(shape)
    with torch.no_grad():
        model.classifier.weight.mul_(50)  # so that scores lie apart
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module", params=[tiny, with_minilm], ids=["tiny", "MiniLM"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = request.param(tmp_path_factory.mktemp("reranker") / "model")
    return made


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny(tmp_path_factory.mktemp("tiny") / "model")


def the_same(folder: Path) -> CrossEncoder:
    from sentence_transformers import CrossEncoder

    return CrossEncoder(str(folder), device="cpu", local_files_only=True)


def test_the_order_is_that_of_the_cross_encoders_scores(folder: Path, sample_index: NewsIndex) -> None:
    ours = Assistant(sample_index, reader=False).search(FERRY, RERANKED)
    theirs = Assistant(sample_index, reranker=folder, reader=False).search(FERRY, RERANKED)
    texts = [(FERRY, f"{hit.passage.title}\n{hit.passage.text}") for hit in ours]
    scores = the_same(folder).predict(texts, show_progress_bar=False)
    order = np.argsort(-scores, kind="stable")
    assert [hit.passage for hit in theirs] == [ours[n].passage for n in order]
    assert [hit.score for hit in theirs] == pytest.approx(scores[order], abs=1e-5)
    assert [hit.passage for hit in theirs] != [hit.passage for hit in ours]
    assert [(hit.cosine, hit.dense_rank, hit.lexical_rank) for hit in theirs] == [
        (ours[n].cosine, ours[n].dense_rank, ours[n].lexical_rank) for n in order
    ]


def test_a_cross_encoder_that_is_given_does_the_same(tiny_folder: Path, sample_index: NewsIndex) -> None:
    named, given = (
        Assistant(sample_index, reranker=r, reader=False).search(FERRY)
        for r in (str(tiny_folder), the_same(tiny_folder))
    )
    assert [hit.passage for hit in named] == [hit.passage for hit in given]


def test_threads_may_share_one(tiny_folder: Path, sample_index: NewsIndex) -> None:
    shared = Assistant(sample_index, reranker=tiny_folder, reader=False)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(shared.search, [FERRY] * 8))
    assert found == [found[0]] * 8

    async def asked() -> list[Hit]:
        return await asyncio.to_thread(shared.search, FERRY)

    assert finished(asked()) == found[0]


def test_the_reranker_is_shown_title_and_passage_of_each_hit() -> None:
    told = Told([0] * 5)
    rerank(told, "Where?", HITS)
    assert told.asked == [("Where?", f"A new pier\nPassage number {n}.") for n in range(1, 6)]


@pytest.mark.parametrize("kind", [list, np.array, lambda scores: (score for score in scores)])
def test_the_highest_score_comes_first_and_equals_stay_in_order(kind: Any) -> None:
    reranked = rerank(Told(kind([0.5, -1.0, 0.5, 7.0, 0.5])), "Where?", HITS)
    assert [(hit.passage.paragraph, hit.score) for hit in reranked] == [
        (4, 7.0),
        (1, 0.5),
        (3, 0.5),
        (5, 0.5),
        (2, -1.0),
    ]
    assert {type(hit.score) for hit in reranked} == {float}


def test_nothing_found_is_not_shown_to_it() -> None:
    told = Told(ValueError("nothing to score"))
    assert rerank(told, "Where?", []) == []
    assert told.asked == []


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ([1.0], "gave 1 scores for 5 passages"),
        ([1.0, 2.0, float("nan"), 3.0, 4.0], "gave the score nan"),
        (["high"] * 5, "something else than one number"),
        (np.zeros((5, 3)), "something else than one number"),
        (None, "the reranker failed"),
        (ConnectionError("no route\nto host"), r"the reranker failed \(no route to host\)$"),
        (RuntimeError(), r"the reranker failed \(RuntimeError\)$"),
    ],
)
def test_what_is_no_order_is_told_in_a_sentence(scores: Any, reason: str) -> None:
    with pytest.raises(ModelError, match=reason) as raised:
        rerank(Told(scores), "Where?", HITS)
    assert "\n" not in str(raised.value)


def test_thirty_are_read_again_however_many_are_wanted(sample_index: NewsIndex) -> None:
    ours = Assistant(sample_index, reader=False).search(FERRY, 50)
    reranked = Assistant(sample_index, reranker=Longest(), reader=False)
    best = sorted(ours[:RERANKED], key=lambda hit: -len(f"{hit.passage.title}\n{hit.passage.text}"))
    passages = [hit.passage for hit in [*best, *ours[RERANKED:]]]
    for k in (0, 1, 10, RERANKED, 50):
        assert [hit.passage for hit in reranked.search(FERRY, k)] == passages[:k]
    assert [hit.score for hit in reranked.search(FERRY, 50)[RERANKED:]] == [hit.score for hit in ours[RERANKED:]]


def test_an_answer_rests_on_the_order_of_the_reranker(sample_index: NewsIndex) -> None:
    told = Longest()
    steps = list(Assistant(sample_index, reranker=told, reader=False).stream(FERRY))
    (hits,) = [step.hits for step in steps if step.kind == "found"]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(hits) == RERANKED
    answer = steps[-1].answer
    assert answer is not None
    assert_sound(answer, sample_index)


def test_a_follow_up_is_shown_as_it_was_understood(sample_index: NewsIndex) -> None:
    told = Told([0] * RERANKED)
    assistant = Assistant(sample_index, reranker=told, reader=False)
    answer = assistant.ask("What did he say next?", history=[("What did Hřebíček say when he resigned?", "He left.")])
    assert {question for question, _ in told.asked} == {answer.query.text}
    assert answer.query.text != answer.question


def test_a_reranker_that_fails_is_told_and_not_passed_over(sample_index: NewsIndex) -> None:
    with pytest.raises(ModelError, match=r"the reranker failed \(no route\)"):
        Assistant(sample_index, reranker=Told(ConnectionError("no route")), reader=False).ask(FERRY)


def empty(folder: Path) -> Path:
    folder.mkdir()
    return folder


def broken(folder: Path) -> Path:
    tiny(folder)
    (folder / "model.safetensors").write_bytes(b"\x00" * 100)
    return folder


def several_labels(folder: Path) -> Path:
    return tiny(folder, labels=3)


def only_an_embedder(_: Path) -> Path:
    return minilm()


def nowhere(_: Path) -> str:
    return "nobody/no-such-reranker"


WRONG = {
    empty: r"^the reranker '.*' could not be loaded \(",
    broken: r"^the reranker '.*' could not be loaded \(",
    several_labels: r"^the model '.*' is no reranker: ",
    only_an_embedder: r"^the model '.*' is no reranker: ",
    nowhere: r"^the reranker 'nobody/.*' could not be loaded: it is no folder here, .* takes a network \(",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_model_that_cannot_be_a_reranker_is_refused_when_it_is_used(
    wrong: Any, tmp_path: Path, sample_index: NewsIndex
) -> None:
    assistant = Assistant(sample_index, reranker=wrong(tmp_path / "model"), reader=False)
    for _ in range(2):
        with pytest.raises(ModelError, match=WRONG[wrong]) as raised:
            assistant.search(FERRY)
        assert "\n" not in str(raised.value)


def test_what_is_no_reranker_at_all_is_refused_at_once(sample_index: NewsIndex) -> None:
    for name in ("", "  "):
        with pytest.raises(ModelError, match="the reranker has no name"):
            Assistant(sample_index, reranker=name, reader=False)
    nothing: Any = object()
    with pytest.raises(ModelError, match=r"has no method named predict \(object\)$"):
        Assistant(sample_index, reranker=nothing, reader=False)


def test_a_name_is_not_loaded_before_it_is_used() -> None:
    named = open_reranker("nobody/no-such-reranker")
    assert isinstance(named, NamedReranker)
    assert "_model" not in vars(named)
    given: Reranker = Longest()
    assert open_reranker(given) is given


def test_the_command_line_searches_in_the_order_of_the_reranker(
    tiny_folder: Path, sample_index: NewsIndex, sample_index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = [hit.passage.key for hit in Assistant(sample_index, reranker=tiny_folder, reader=False).search(FERRY)]

    def found(*options: str) -> list[tuple[str, int]]:
        arguments = ["search", FERRY, "--json", "--index", str(sample_index_folder), *options]
        result = CliRunner().invoke(app, arguments, catch_exceptions=False)
        assert (result.exit_code, result.stderr) == (0, "")
        return [(hit["article_id"], hit["paragraph"]) for hit in only_object(result.stdout)["hits"]]

    assert found() != expected
    assert found("--reranker", str(tiny_folder)) == expected
    monkeypatch.setenv("NEWS_ASSISTANT_RERANKER", str(tiny_folder))
    assert found() == expected


@pytest.mark.parametrize("command", [["ask", FERRY], ["search", FERRY], ["chat"]], ids=lambda command: command[0])
def test_a_reranker_that_cannot_be_loaded_is_a_sentence_and_exit_2(
    command: list[str], tmp_path: Path, sample_index_folder: Path
) -> None:
    arguments = [*command, "--index", str(sample_index_folder), "--reranker", str(empty(tmp_path / "empty"))]
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert "could not be loaded" in only_sentence(result.stderr)
    assert (result.exit_code, result.stdout) == (2, "")
