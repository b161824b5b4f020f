"""Opening the chat model that a person names."""

from __future__ import annotations

import ipaddress
import re
from textwrap import shorten
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_TIMEOUT = 60.0  # seconds between two pieces of a reply
# One try: who waits for an answer gets the default one at once, not after three tries. Ollama cuts a long prompt short
# without a word unless it is given the room for it.
_SETTINGS: dict[str, dict[str, Any]] = {
    "openai": {"max_retries": 0, "timeout": _TIMEOUT},
    "anthropic": {"max_retries": 0, "timeout": _TIMEOUT},
    "ollama": {"num_ctx": 8192, "client_kwargs": {"timeout": _TIMEOUT}},
}
_PACKAGES = {"ollama": "langchain-ollama", "openai": "langchain-openai", "anthropic": "langchain-anthropic"}


def open_model(model: str | BaseChatModel) -> BaseChatModel:
    """A chat model that LangChain can speak to.

    model: `ollama:NAME`, `openai:NAME`, `anthropic:NAME` or any other `provider:model` of `init_chat_model`; the
    address of a server that speaks as OpenAI's does, such as `http://127.0.0.1:8080/v1`, with `#NAME` behind it where
    it serves several; or a LangChain chat model, which is used as it is.
    Raises ModelError if it cannot be had.
    """
    if not isinstance(model, str):
        return model
    name = model.strip()
    if not name:
        raise ModelError("the chat model has no name, write it as provider:model")
    try:
        return _at_address(name) if re.match(r"https?://", name, re.IGNORECASE) else _of_provider(name)
    except ImportError as error:
        provider = "openai" if name.lower().startswith("http") else name.partition(":")[0]
        package = _PACKAGES.get(provider, f"langchain-{provider}")
        raise ModelError(
            f"the chat model {model!r} needs a package that is not installed: pip install {package}"
        ) from error
    except ModelError:
        raise
    except Exception as error:  # every provider raises its own kinds; each of them means the same to the person asking
        reason = shorten(str(error), 200, placeholder=" …") or type(error).__name__
        raise ModelError(f"the chat model {model!r} cannot be used, write it as provider:model ({reason})") from error


def _of_provider(name: str) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    opened: BaseChatModel = init_chat_model(name, **_SETTINGS.get(name.partition(":")[0], {}))
    return opened


def _at_address(address: str) -> BaseChatModel:
    from langchain_openai import ChatOpenAI
    from openai import DefaultHttpxClient

    url, _, name = address.partition("#")
    # Without a key of its own the client would send the one meant for OpenAI to whoever listens at this address, and
    # the names of the organisation and the project with it.
    unsaid = {"OpenAI-Organization": "", "OpenAI-Project": ""}
    settings: dict[str, Any] = {"base_url": url, "api_key": "none", "timeout": _TIMEOUT, "default_headers": unsaid}
    if _is_on_this_machine(url):
        # A proxy of the environment would be given the paragraphs, and could not reach this machine anyway.
        settings["http_client"] = DefaultHttpxClient(trust_env=False, timeout=_TIMEOUT)
    return ChatOpenAI(model=name or "default", temperature=0, max_retries=0, **settings)


def _is_on_this_machine(url: str) -> bool:
    host = (urlsplit(url).hostname or "").lower().rstrip(".")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
