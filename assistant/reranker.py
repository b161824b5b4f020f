"""A second look at the best hits: a model that reads question and passage together puts them in its own order."""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from assistant.errors import ModelError, reason
from vectorstore import Hit
from vectorstore.embedder import quiet_libraries

# How many hits are read again: those after them seldom answer, and each costs as much as one passage embedded.
RERANKED = 30
_WITH_A_HEAD = ("ForSequenceClassification", "ForCausalLM")


class Reranker(Protocol):
    """What can tell how well passages answer a question, such as a sentence-transformers `CrossEncoder`."""

    def predict(self, pairs: list[tuple[str, str]], /) -> Iterable[Any]:
        """One number for each (question, text) pair, higher for better. The text is title, newline, passage."""


class NamedReranker:
    """A sentence-transformers `CrossEncoder`, loaded when first used. Safe to share between threads.

    name: the path of a model folder, or else a name on the model hub. Raises ModelError for an empty one.
    """

    def __init__(self, name: str) -> None:
        if not name.strip():
            raise ModelError("the reranker has no name: give the path of its folder or its name on the model hub")
        self.name = name
        self._lock = threading.Lock()  # a tokenizer must not be used by two threads at once

    def load(self) -> None:
        """Load it now. Raises ModelError if it cannot be had."""
        with self._lock:
            _ = self._model

    def predict(self, pairs: list[tuple[str, str]], /) -> Iterable[Any]:
        """One number for each (question, text) pair, higher for better. Raises ModelError if it cannot be had."""
        with self._lock:
            scores: Iterable[Any] = self._model.predict(pairs, show_progress_bar=False)
        return scores

    @cached_property
    def _model(self) -> Any:
        folder = Path(os.path.expanduser(self.name))
        local = folder.is_dir()
        quiet_libraries()
        from sentence_transformers import CrossEncoder

        try:
            model = CrossEncoder(
                str(folder) if local else self.name, device="cpu", local_files_only=local, trust_remote_code=False
            )
        except Exception as error:  # a folder can be wrong, and a hub out of reach, in ways that each library has
            where = "" if local else ": it is no folder here, and to get it from the model hub takes a network"
            raise ModelError(f"the reranker {self.name!r} could not be loaded{where} ({reason(error)})") from error
        if not _is_trained(model):
            raise ModelError(
                f"the model {self.name!r} is no reranker: it was not trained to give one score for a pair of texts"
            )
        return model


def open_reranker(reranker: str | os.PathLike[str] | Reranker) -> Reranker:
    """The reranker of a path or name, to be loaded when first used, or the one given.

    Raises ModelError for an empty name and for an object that has no `predict`.
    """
    if isinstance(reranker, (str, os.PathLike)):
        return NamedReranker(os.fspath(reranker))
    if not callable(getattr(reranker, "predict", None)):
        raise ModelError(f"what was given as a reranker has no method named predict ({type(reranker).__name__})")
    return reranker


def rerank(reranker: Reranker, question: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits by the reranker's score, which becomes theirs, the highest first; equals keep the order given.

    Raises ModelError if it fails, or does not give one number for each.
    """
    if not hits:
        return []
    scores = scores_of(reranker, [(question, f"{hit.passage.title}\n{hit.passage.text}") for hit in hits])
    scored = [replace(hit, score=score) for hit, score in zip(hits, scores, strict=True)]
    return sorted(scored, key=lambda hit: -hit.score)


def scores_of(reranker: Reranker, pairs: list[tuple[str, str]]) -> list[float]:
    """The reranker's score of each (question, text). Raises ModelError if it does not give one number for each."""
    try:
        given = list(reranker.predict(pairs))
    except ModelError:
        raise
    except Exception as error:  # whatever the object given raises
        raise ModelError(f"the reranker failed ({reason(error)})") from error
    if len(given) != len(pairs):
        raise ModelError(f"the reranker gave {len(given)} scores for {len(pairs)} passages")
    return [_number(score) for score in given]


def _number(score: Any) -> float:
    try:
        number = float(score)
    except (TypeError, ValueError, RuntimeError) as error:  # RuntimeError: a tensor of several numbers
        raise ModelError("the reranker gave something else than one number for each passage") from error
    if not math.isfinite(number):
        raise ModelError(f"the reranker gave the score {number}, which no passage can be ordered by")
    return number


def _is_trained(model: Any) -> bool:
    """Whether it gives one score by weights of its own: a model without them is given random ones, without a word."""
    architectures = getattr(model.config, "architectures", None) or ()
    headless = len(model) == 1 and not any(name.endswith(_WITH_A_HEAD) for name in architectures)
    return model.num_labels == 1 and not headless
