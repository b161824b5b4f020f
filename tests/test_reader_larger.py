"""The larger reader: its base from packages, its change to it, and what it is asked to read again."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save
from torch import nn

from assistant import Reader, ReaderError
from assistant.opening import open_reader
from assistant.reader import larger_base, reader, weights
from assistant.reader.larger_base import base_weights
from assistant.reader.larger_network import LargerNetwork, LowRank, trained_of
from assistant.reader.weights import SHIPPED, SHIPPED_LARGER, load_larger, save_weights, untrained_larger

QUESTION = "How many people were injured when the ferry struck the quay?"
TOLD = ("Ferry strikes quay", "The ferry Amber struck the quay on Saturday. Twelve people were injured, police said.")
OTHERS = [
    ("Ferry strikes quay", "The quay at Merrow will be closed for a week while divers look at its piles."),
    ("Fire in Tarnholm", "Three people were injured in a fire in Tarnholm on Monday."),
    ("Weather", "It will rain in the north on Friday."),
]
SMALL_BASE = ({"of": "a model"}, {"weight": torch.ones(2, 3, dtype=torch.bfloat16)})


@pytest.fixture
def small_base(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in the place of what takes five seconds to unpack; grows with each time that it is."""
    times: list[str] = []

    def unpacked() -> Any:
        times.append("unpacked")
        return SMALL_BASE

    monkeypatch.setattr(larger_base, "_unpacked", unpacked)
    monkeypatch.setattr(larger_base, "_KEPT_SHA256", larger_base._digest(*SMALL_BASE))
    return times


def _is_the_small_base(base: Any) -> bool:
    return base[0] == SMALL_BASE[0] and torch.equal(base[1]["weight"], SMALL_BASE[1]["weight"])


def test_the_base_is_unpacked_once_and_kept(tmp_path: Path, small_base: list[str]) -> None:
    for _ in range(3):
        assert _is_the_small_base(base_weights(tmp_path / "new" / "folder"))
    assert small_base == ["unpacked"]
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == ["all-mpnet-base-v2-bfloat16.safetensors"]


def _spoilt(content: bytes) -> dict[str, bytes]:
    another = save({"weight": torch.tensor(1.0)}, {"config": "{}"})  # of no dimension
    return {"cut": content[:-2], "changed": content[:-1] + b"\x01", "emptied": b"", "another": another}


@pytest.mark.parametrize("spoil", ["cut", "changed", "emptied", "another", "a folder"])
def test_a_kept_base_that_is_spoilt_is_made_anew(tmp_path: Path, small_base: list[str], spoil: str) -> None:
    base_weights(tmp_path)
    (kept,) = tmp_path.iterdir()
    content = kept.read_bytes()
    if spoil == "a folder":
        kept.unlink()
        kept.mkdir()
    else:
        kept.write_bytes(_spoilt(content)[spoil])
    assert _is_the_small_base(base_weights(tmp_path))
    assert len(small_base) == 2
    assert [path.name for path in tmp_path.iterdir()] == [kept.name]
    assert spoil == "a folder" or kept.read_bytes() == content


def test_where_nothing_can_be_kept_it_is_unpacked_each_time(tmp_path: Path, small_base: list[str]) -> None:
    (tmp_path / "file").write_text("no folder")
    for _ in range(2):
        assert _is_the_small_base(base_weights(tmp_path / "file"))
    assert len(small_base) == 2


def _no_package(name: str) -> Any:
    raise PackageNotFoundError(name)


def test_missing_packages_are_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(larger_base, "distribution", _no_package)
    with pytest.raises(ReaderError, match=r"^the larger reader cannot be loaded: the packages with all-mpnet-base-v2"):
        base_weights(tmp_path)
    assert not list(tmp_path.iterdir())


def _archive() -> bytes:
    """With files of the right names, and nothing of the model in them."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr(larger_base._CONFIG, "{}")
        files.writestr(larger_base._WEIGHTS, random.Random(1).randbytes(40_000))
    return content.getvalue()


def test_weights_of_something_else_are_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "part").write_bytes(_archive())
    monkeypatch.setattr(larger_base, "_part", lambda number: tmp_path / "part")
    monkeypatch.setattr(larger_base, "_PARTS", 1)
    with pytest.raises(ReaderError, match="weights in the packages are not the publisher's: install"):
        base_weights(tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize("how", ["no archive", "spoilt within"])
def test_damaged_packages_are_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    spoilt = tmp_path / "part"
    spoilt.write_bytes(
        b"no archive" if how == "no archive" else _archive()[:400] + b"\xff" * 9_000 + _archive()[9_400:]
    )
    monkeypatch.setattr(larger_base, "_part", lambda number: spoilt)
    monkeypatch.setattr(larger_base, "_PARTS", 1)
    with pytest.raises(ReaderError, match=r"missing or damaged: install news-assistant anew, or read with the small"):
        base_weights(tmp_path / "kept")


def test_a_change_folded_in_does_the_same() -> None:
    torch.manual_seed(1)
    changed = LowRank(nn.Linear(48, 24))
    states = torch.randn(5, 48)
    before = changed.base(states)
    assert torch.equal(changed(states), before)  # untrained, it changes nothing
    nn.init.normal_(changed.up.weight)
    after = changed(states)
    assert not torch.allclose(after, before, atol=0.1)
    assert torch.allclose(changed.folded()(states), after, atol=1e-4)


@pytest.fixture(scope="module")
def untrained() -> LargerNetwork:
    """With one change that is none no longer."""
    network = untrained_larger()
    nn.init.normal_(network.get_parameter("encoder.encoder.layer.7.output.dense.up.weight"))
    return network.to(torch.bfloat16)


def test_little_of_it_is_trained(untrained: LargerNetwork) -> None:
    names = trained_of(untrained)
    assert {"answers.weight", "span.bias", "encoder.encoder.layer.4.attention.attn.q.up.weight"} <= set(names)
    assert not any(".base." in name or "embeddings" in name or ".layer.3." in name for name in names)
    assert sum(w.numel() for w in names.values()) < 0.05 * sum(w.numel() for w in untrained.parameters())


def test_its_weights_come_back_as_they_were_kept(tmp_path: Path, untrained: LargerNetwork) -> None:
    path = tmp_path / "larger.safetensors"
    digest = save_weights(untrained, path)
    assert digest == hashlib.sha256(path.read_bytes()).hexdigest()
    network, _ = load_larger(path)
    for name in ("dense.weight", "answers.bias", "span.weight"):
        assert torch.equal(network.get_parameter(name), untrained.get_parameter(name)), name
    folded = network.get_parameter("encoder.encoder.layer.7.output.dense.weight")
    assert not torch.equal(folded, untrained.get_parameter("encoder.encoder.layer.7.output.dense.base.weight"))


def test_the_weights_of_one_are_not_those_of_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReaderError, match="are not those of a reader: other tensors, or other shapes"):
        load_larger(SHIPPED)
    with pytest.raises(ReaderError, match="are not those of a reader: other tensors, or other shapes"):
        Reader.load(SHIPPED_LARGER)
    monkeypatch.setattr(weights, "SHIPPED_LARGER_SHA256", "another")
    with pytest.raises(ReaderError, match=r"the reader's weights are damaged \(.*larger.safetensors\)"):
        load_larger()


def test_the_file_of_its_weights_is_small() -> None:
    assert SHIPPED_LARGER.stat().st_size <= 10_000_000


def test_only_the_likeliest_are_read_again() -> None:
    texts = [*OTHERS, TOLD]
    small, both = Reader.load(larger=False), Reader.load()
    once = small.read(QUESTION, texts)
    assert both.read(QUESTION, texts) == once
    assert small.read(QUESTION, texts, again=2) == once
    again = both.read(QUESTION, texts, again=2)
    likeliest = sorted(range(len(texts)), key=lambda n: -once[n].answers)[:2]
    assert len(texts) - 1 in likeliest
    assert [n for n in range(len(texts)) if again[n] != once[n]] == sorted(likeliest)
    assert again[-1].spans[0].text == "Twelve"
    assert again[-1].answers > 0.3
    assert both.read(QUESTION, [TOLD], again=9) == [again[-1]]


def test_a_model_of_the_users_own_still_tells_whether_a_text_answers() -> None:
    class Other:
        def predict(self, pairs: Any, **_: Any) -> list[float]:
            return [0.25 for _ in pairs]

    readings = Reader.load(answers_from=Other()).read(QUESTION, [TOLD, *OTHERS], again=1)
    assert [reading.answers for reading in readings] == [0.25] * 4
    assert readings[0].spans[0].text == "Twelve"


def test_it_is_loaded_when_first_needed_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []

    def load() -> Any:
        loaded.append("loaded")
        return load_larger()

    monkeypatch.setattr(reader, "_larger", None)
    monkeypatch.setattr(reader, "load_larger", load)
    made = Reader.load()
    made.answers(QUESTION, [TOLD])
    made.read(QUESTION, [TOLD])
    assert made.read(QUESTION, [], again=8) == []
    assert made.read(QUESTION, [("", "…")], again=8)[0].spans == ()
    assert made.read(QUESTION, [TOLD], again=-1) == made.read(QUESTION, [TOLD])
    assert made.span(QUESTION, " … ") is None
    small = open_reader("small")
    assert small
    small.read(QUESTION, [TOLD], again=1)
    small.warm_up()
    assert not loaded
    made.warm_up()
    span = Reader.load().span(QUESTION, TOLD[1])
    assert span
    assert span.text == "Twelve"
    assert loaded == ["loaded"]
