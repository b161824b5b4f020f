"""What several tests share: the sample index, built once, and a real browser."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import pytest

os.environ["HF_HUB_OFFLINE"] = "1"
# What takes long to unpack is kept here for all tests, and not with the files of whoever runs them.
os.environ["XDG_CACHE_HOME"] = str(Path(__file__).parent.parent / ".pytest_cache" / "user")
if "PYTEST_XDIST_WORKER" in os.environ:  # a share of the tests a core: with more threads they get in each other's way
    os.environ["OMP_NUM_THREADS"] = "1"

from assistant.settings import from_environment

from_environment()  # turns telemetry off before any library is loaded

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from assistant import Assistant, Reader
    from vectorstore import NewsIndex

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
# Milliseconds a browser is waited for: a slow machine is no failure.
PATIENCE = 60_000
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the settings of whoever runs it, nor writes an index into the project."""
    for name in list(os.environ):
        if name.startswith(("NEWS_ASSISTANT_", "GRADIO_SERVER_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("NEWS_ASSISTANT_INDEX", str(tmp_path / "default-index"))


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """The packaged reader reads no pair twice in a process: hundreds of tests ask the same few questions.

    What it says of a pair does not depend on anything else, as test_reader_engine.py shows of engines of its own.
    """
    from assistant.reader import reader
    from assistant.reader.engine import Engine, Logits
    from assistant.reader.pairs import Pair

    read: WeakKeyDictionary[Engine, dict[tuple[int, tuple[int, ...]], Logits]] = WeakKeyDictionary()
    really = Engine.logits

    def logits(self: Engine, pairs: Sequence[Pair]) -> list[Logits]:
        packaged = [loaded[place] for loaded, place in ((reader._shipped, 1), (reader._larger, 0)) if loaded]
        if not any(self is engine for engine in packaged):
            return really(self, pairs)
        known = read.setdefault(self, {})
        keys = [(pair.second, tuple(pair.ids)) for pair in pairs]
        new = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in known}
        known.update(zip(new, really(self, list(new.values())), strict=True))
        return [known[key] for key in keys]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "logits", logits)
        yield


@pytest.fixture(scope="session")
def sample_index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the sample articles. Tests read it only."""
    from corpus import read_articles
    from vectorstore import NewsIndex

    folder = tmp_path_factory.mktemp("samples") / "index"
    index = NewsIndex.open(folder)
    report = index.update(read_articles(SAMPLES))
    index.close()
    assert report.added > 30
    assert report.skipped == ()
    return folder


@pytest.fixture(scope="session")
def sample_index(sample_index_folder: Path) -> NewsIndex:
    from vectorstore import NewsIndex

    return NewsIndex.open(sample_index_folder)


@pytest.fixture(scope="session")
def sample_assistant(sample_index: NewsIndex) -> Assistant:
    from assistant import Assistant

    return Assistant(sample_index)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, which is where CI has it; CHROMIUM names another."""
    from playwright.sync_api import expect, sync_playwright

    place = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    if not Path(place).exists():
        pytest.fail(f"there is no browser at {place}: apt install chromium, or let CHROMIUM name one", pytrace=False)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=place, args=CHROMIUM_FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def reader_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with weights of a reader that was never trained, but always is the same."""
    import torch

    from assistant.reader.weights import packaged_folder, save_weights
    from vectorstore.embedder import quiet_libraries

    quiet_libraries()
    from assistant.reader.network import make_network

    path = tmp_path_factory.mktemp("reader") / "untrained.safetensors"
    with torch.random.fork_rng():
        torch.manual_seed(7)
        network = make_network(packaged_folder())
    with torch.no_grad():
        network.answers.out.weight.mul_(20)  # so that texts lie apart
        network.support.out.weight.mul_(20)
        network.span.weight.mul_(4)
    save_weights(network, path)
    return path


@pytest.fixture(scope="session")
def untrained_reader(reader_weights: Path) -> Reader:
    from assistant import Reader

    return Reader.load(reader_weights)
