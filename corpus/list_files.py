"""Files that list articles as records: JSON, JSON lines and CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from corpus.files import MAX_ARTICLE_BYTES, MAX_FILE_BYTES, ArticleFile, At, Skip, decode, read_lines, read_whole
from corpus.records import is_article, read_record
from corpus.types import Article

Records = Iterator[tuple[object, Any]]  # what a person knows a record by, and the record


def read_json(file: ArticleFile, skip: Skip) -> Iterator[Article]:
    """The articles of a JSON file. Raises ValueError if it is not JSON or lists none; `skip` is told of bad records."""
    text = decode(read_whole(file.path, MAX_FILE_BYTES))
    try:
        records = _records(json.loads(text))
    except json.JSONDecodeError as error:
        raise ValueError(f"not valid JSON: {error.msg} in line {error.lineno}") from error
    except RecursionError as error:
        raise ValueError("not a file of articles: its JSON is nested too deeply") from error
    if not records:
        raise ValueError("the list of articles in it is empty")
    alone = len(records) == 1
    named = ((file.name if alone else f"{file.name} #{n}", record) for n, record in enumerate(records, 1))
    yield from _read_records(named, file, skip)


def read_jsonl(file: ArticleFile, skip: Skip, at: At) -> Iterator[Article]:
    """The articles of a file with one JSON object a line; `skip` is told of the lines that are not articles."""
    yield from _read_records(_json_lines(file, skip, at), file, skip)


def read_csv(file: ArticleFile, skip: Skip, at: At) -> Iterator[Article]:
    """The articles of a CSV file whose first line names the columns; `skip` is told of bad rows.

    Raises ValueError if no column could hold a text, or there is no row.
    """
    csv.field_size_limit(MAX_ARTICLE_BYTES)
    lines = _csv_lines(file, skip, at)
    first = next(lines, "")
    delimiter = max(",;\t|", key=first.count)
    rows = csv.DictReader(chain([first], lines), delimiter=delimiter)
    try:
        columns = [name or "" for name in rows.fieldnames or ()]
        if not is_article(dict.fromkeys(columns)):
            raise ValueError(f"no text column (looked for content, text, body, … among: {', '.join(columns)[:200]})")
        yield from _read_records(_csv_records(rows, file, skip), file, skip)
        if rows.line_num <= 1:
            raise ValueError("there is no article below its first line")
    except csv.Error as error:
        skip(f"{file.name} line {rows.line_num}", f"not valid CSV: {error}; the rest of the file was not read")


def _lines(file: ArticleFile, skip: Skip, at: At) -> Iterator[tuple[int, bytes]]:
    return read_lines(file.path, lambda number, why: skip(f"{file.name} line {number}", why), at)


def _json_lines(file: ArticleFile, skip: Skip, at: At) -> Records:
    for number, line in _lines(file, skip, at):
        if not line.strip():
            continue
        what = f"{file.name} line {number}"
        try:
            yield what, json.loads(decode(line))
        except json.JSONDecodeError as error:
            skip(what, f"not valid JSON: {error.msg}")
        except RecursionError:
            skip(what, "its JSON is nested too deeply")
        except ValueError as error:
            skip(what, str(error))


def _csv_lines(file: ArticleFile, skip: Skip, at: At) -> Iterator[str]:
    for number, line in _lines(file, skip, at):
        try:
            yield decode(line)
        except ValueError as error:
            if number == 1:
                raise
            skip(f"{file.name} line {number}", str(error))


def _csv_records(rows: csv.DictReader[str], file: ArticleFile, skip: Skip) -> Records:
    for row in rows:
        what = f"{file.name} line {rows.line_num}"
        surplus = row.pop(None, [])
        if any(cell.strip() for cell in surplus):
            skip(what, "it has more columns than the first line names: put text that holds the separator in quotes")
        else:
            yield what, row


def _read_records(records: Iterable[tuple[object, Any]], file: ArticleFile, skip: Skip) -> Iterator[Article]:
    """Records of one file to articles; one without id or address is named by its title and day, not its place."""
    used: dict[str, int] = {}
    for what, record in records:
        if not isinstance(record, dict):
            skip(what, "not an article: not a JSON object")
            continue
        try:
            naming = [record.get(name) for name in ("title", "headline", "date", "published")]
            where = file.where + "#" + json.dumps(naming, default=str)
            used[where] = used.get(where, 0) + 1
            yield read_record(record, where if used[where] == 1 else f"{where}#{used[where]}")
        except ValueError as error:
            skip(what, str(error))


def _records(value: Any) -> list[Any]:
    """The articles a JSON value holds: itself, its items, or those of the first list of objects in it."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        if not is_article(value):
            for part in value.values():
                if isinstance(part, list) and any(isinstance(item, dict) for item in part):
                    return part
        return [value]
    raise ValueError("not an article: the file holds neither an object nor a list of them")
