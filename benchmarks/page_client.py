"""The page without a browser: asks over its own queue, as the page's scripts do, and reads the chat that comes back."""

from __future__ import annotations

import html
import json
import re
import time
from typing import Any

import httpx
from gradio_client.utils import apply_diff


def door_of(config: dict[str, Any]) -> dict[str, Any]:
    """The event of the page that answers what is in its box: the one that the box's Enter sets off."""
    box = next(part["id"] for part in config["components"] if part["props"].get("elem_id") == "question")
    event: dict[str, Any] = next(e for e in config["dependencies"] if [box, "submit"] in map(list, e["targets"]))
    return {**event, "box": box, "kinds": {part["id"]: part for part in config["components"]}}


def asked(client: httpx.Client, door: dict[str, Any], session: str, question: str, ends: float) -> str:
    """Ask as the page does, and return the text of the last message of the chat. Raises RuntimeError."""
    data = [question if part == door["box"] else _initial(door["kinds"].get(part)) for part in door["inputs"]]
    joined = client.post("gradio_api/queue/join", json={"data": data, "fn_index": door["id"], "session_hash": session})
    if joined.status_code != 200:
        raise RuntimeError(f"not let in ({joined.status_code}): {joined.text}")
    shown: list[Any] = []
    with client.stream("GET", "gradio_api/queue/data", params={"session_hash": session}) as lines:
        for line in lines.iter_lines():
            if time.monotonic() > ends:
                raise RuntimeError("the time is over")
            message = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
            if message.get("msg") in ("process_generating", "process_completed"):
                shown = _shown(shown, message)
            if message.get("msg") == "process_completed":
                if not message["success"]:
                    raise RuntimeError(f"failed: {message['output']}")
                return _text(shown)
    raise RuntimeError("the stream ended before the answer")


def _initial(part: dict[str, Any] | None) -> Any:
    """What a part of the page holds before anybody touches it; the server keeps what is said itself."""
    return part["props"].get("value") if part and part["type"] != "state" else None


def _shown(before: list[Any], message: dict[str, Any]) -> list[Any]:
    """What the page shows after a message: the first and the last say all of it, those between what changed."""
    said = message["output"].get("data")
    if not said:
        return before
    if message["msg"] == "process_completed" or not before:
        return list(said)
    return [apply_diff(old, changes) for old, changes in zip(before, said, strict=True)]


def _text(data: Any) -> str:
    """The words of the last answer in the chat."""
    for part in data or ():
        part = part.get("value", part) if isinstance(part, dict) and part.get("__type__") == "update" else part
        if isinstance(part, list) and part and isinstance(part[-1], dict) and "role" in part[-1]:
            content = part[-1]["content"]
            shown = content if isinstance(content, str) else content[0]["text"]
            found = re.match(r'<div class="(?:answer|refusal)" dir="auto">(.*?)</div>', shown, re.DOTALL)
            if not found:
                raise RuntimeError(f"no answer: {shown}")
            return html.unescape(re.sub(r"<[^>]+>", "", found[1]))
    raise RuntimeError("no message in the chat")
