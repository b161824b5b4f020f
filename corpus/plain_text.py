"""`.txt` and `.md` files: optional YAML front matter, a title, and blocks of text."""

from __future__ import annotations

import itertools
import re
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.blocks import Block, clean_line, split_blocks
from corpus.furniture import is_dateline, is_heading, same_line

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)


class _Loader(yaml.SafeLoader):
    """YAML as safe_load reads it, but for dates: those are read as everywhere else here, so a bad one is no error."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Part the YAML front matter from the text. Raises ValueError if there is one and it is not readable."""
    match = _FRONT_MATTER.match(text.replace("\r\n", "\n"))
    if not match:
        return {}, text
    try:
        fields = yaml.load(match[1], _Loader)  # noqa: S506 - it is a SafeLoader
    except (yaml.YAMLError, ValueError) as error:
        problem = getattr(error, "problem", None) or "not valid YAML"
        raise ValueError(f"the front matter between the --- lines cannot be read: {problem}") from error
    if fields is None:
        fields = {}
    if not isinstance(fields, dict):
        return {}, text  # a text that merely opens with a rule
    return {str(key): value for key, value in fields.items()}, text.replace("\r\n", "\n")[match.end() :]


def text_blocks(text: str) -> list[Block]:
    """The blocks of a plain text."""
    return split_blocks(text)


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, as the words a reader would see: links by their text, images left out."""
    blocks: list[Block] = []
    tokens = MarkdownIt("commonmark", {"html": False}).parse(text)
    for before, token in itertools.pairwise(tokens):
        if token.type == "inline":
            words = clean_line(_visible(token))
            if words:
                blocks.append(Block(words, heading=before.type == "heading_open"))
    return blocks


def _visible(token: Token) -> str:
    parts = {"softbreak": " ", "hardbreak": " "}
    return "".join(
        parts.get(child.type, child.content if child.type in ("text", "code_inline") else "")
        for child in token.children or ()
    )


def take_title(blocks: list[Block], given: str) -> tuple[str, list[Block]]:
    """The title: the one given, else the first block where that reads as one. Returns it and the other blocks."""
    if given or not blocks:
        return given, blocks
    first, rest = blocks[0], blocks[1:]
    repeated = any(same_line(first.text, block.text) for block in rest[:4])
    # Three words in capitals are a headline sooner than a place.
    a_place = is_dateline(first.text) and len(first.text.split()) < 3
    looks_like_one = is_heading(first.text) and len(first.text) > 3 and not a_place
    if rest and (first.heading or repeated or looks_like_one):
        return first.text, [b for b in rest if not same_line(b.text, first.text)]
    return "", blocks
