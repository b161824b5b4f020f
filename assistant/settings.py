"""Settings from the environment, read here and nowhere else; the rest takes plain arguments.

NEWS_ASSISTANT_INDEX      the index folder, if --index is not given (default: ./news-index)
NEWS_ASSISTANT_EMBEDDING  embedding of a new index: a path, a hub name, or `static` (default: the packaged model)
NEWS_ASSISTANT_MODEL      a chat model, as provider:model (default: none)
NEWS_ASSISTANT_RERANKER   a reranker: the path of a CrossEncoder or its hub name (default: none)
NEWS_ASSISTANT_READER     `small` to read with the small one of the two packaged readers, the path of other weights,
                          or `off` for none (default: both)
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """What the environment says, with the defaults filled in.

    reader: the path of its weights, True for the packaged ones, `small` for the small one of them, False for none.
    """

    index: Path
    embedding: str | None
    model: str | None
    reranker: str | None
    reader: str | bool


def from_environment() -> Settings:
    """The settings in force. Also tells every library used here to keep quiet towards its makers."""
    for name, value in {
        "ANONYMIZED_TELEMETRY": "False",
        "GRADIO_ANALYTICS_ENABLED": "False",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "DO_NOT_TRACK": "1",
        "LANGCHAIN_TRACING_V2": "false",
        "LANGSMITH_TRACING": "false",
        "FORWARDED_ALLOW_IPS": "",  # uvicorn would believe what any program of this machine says of where it is
    }.items():
        os.environ.setdefault(name, value)
    past_no_proxy("localhost", "127.0.0.1", "::1")
    return Settings(
        index=Path(os.environ.get("NEWS_ASSISTANT_INDEX") or "news-index"),
        embedding=os.environ.get("NEWS_ASSISTANT_EMBEDDING") or None,
        model=os.environ.get("NEWS_ASSISTANT_MODEL") or None,
        reranker=os.environ.get("NEWS_ASSISTANT_RERANKER") or None,
        reader=_reader(os.environ.get("NEWS_ASSISTANT_READER", "").strip()),
    )


def past_no_proxy(*hosts: str) -> None:
    """Have every library used here reach these hosts, addresses of this machine, itself and through no proxy.

    A proxy that the environment names is for other machines: the page's own start would be asked of it, and fail.
    """
    for name in ("no_proxy", "NO_PROXY"):
        known = [host for host in os.environ.get(name, "").split(",") if host.strip()]
        os.environ[name] = ",".join([*known, *(host for host in hosts if host not in known)])


def _reader(said: str) -> str | bool:
    word = said.casefold()
    return False if word == "off" else word if word == "small" else said or True
