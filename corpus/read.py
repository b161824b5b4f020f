"""`read_articles`: any mix of files and folders to a stream of articles."""

from __future__ import annotations

import csv
import gzip
import json
import os
import zlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from corpus.blocks import Block
from corpus.files import (
    MAX_ARTICLE_BYTES,
    MAX_FILE_BYTES,
    READABLE,
    decode,
    kind_of,
    read_lines,
    read_whole,
    walk,
)
from corpus.plain_text import markdown_blocks, read_front_matter, text_blocks
from corpus.records import is_article, read_record
from corpus.types import Article, Skipped
from corpus.web_page import read_page

PathLike = str | os.PathLike[str]


def read_articles(paths: PathLike | Iterable[PathLike], *, leave_out: Iterable[PathLike] = ()) -> ArticleStream:
    """Read articles from files and folders (recursively), in a fixed order, one at a time.

    leave_out: folders that are not looked into, such as an index that lies among the articles.
    Nothing here raises for bad input: what cannot be read is in the stream's `skipped`, with its reason.
    """
    given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    return ArticleStream([os.fspath(path) for path in given], {Path(os.path.realpath(path)) for path in leave_out})


class ArticleStream(Iterator[Article]):
    """An iterator of articles that remembers what it left out.

    skipped: what was left out so far and why; complete when the iterator is exhausted.
    fraction: share of the input files' bytes already read, in [0, 1], for a progress bar.
    """

    def __init__(self, paths: list[str], leave_out: Container[Path] = ()) -> None:
        self.skipped: list[Skipped] = []
        self._leave_out = leave_out
        self._files = list(chain.from_iterable(self._find(path) for path in paths))
        self._sizes = [_size(path) for path in self._files]
        self._bytes_read = 0  # of the files read to their end
        self._bytes_of_this = 0
        self._articles = self._read_all()

    @property
    def fraction(self) -> float:
        return (self._bytes_read + self._bytes_of_this) / max(1, sum(self._sizes))

    def __iter__(self) -> ArticleStream:
        return self

    def __next__(self) -> Article:
        return next(self._articles)

    def _skip(self, what: object, why: str) -> None:
        self.skipped.append(Skipped(str(what), why))

    def _find(self, path: str) -> list[Path]:
        if path.lower().startswith(("http://", "https://")):
            self._skip(path, "web addresses are not fetched: save the page as .html and give the file")
            return []
        place = Path(os.path.expanduser(path))
        if os.path.isdir(place):
            files = list(walk(place, self.skipped.append, self._leave_out))
            if not files:
                self._skip(place, f"no articles in this folder (looked for {READABLE})")
            return files
        if not os.path.lexists(place):
            self._skip(place, "there is no such file or folder")
        elif not kind_of(place):
            self._skip(place, f"files of this kind are not read (only {READABLE})")
        else:
            return [place]
        return []

    def _read_all(self) -> Iterator[Article]:
        seen: set[Path] = set()
        for path, size in zip(self._files, self._sizes, strict=True):
            real = Path(os.path.realpath(path))
            if real not in seen:
                seen.add(real)
                yield from self._read_file(path)
            self._bytes_read += size
            self._bytes_of_this = 0

    def _read_file(self, path: Path) -> Iterator[Article]:
        kind = kind_of(path)
        readers: dict[str, Callable[[Path], Iterator[Article]]] = {
            "json": self._read_json,
            "jsonl": self._read_jsonl,
            "csv": self._read_csv,
        }
        reader = readers.get(kind or "", self._read_one)
        try:
            if os.path.exists(path) and not os.path.isfile(path):
                raise ValueError("this is not an ordinary file")
            yield from reader(path)
        except (EOFError, gzip.BadGzipFile, zlib.error):
            self._skip(path, "the gzip data is damaged or cut off")
        except OSError as error:
            self._skip(path, f"the file cannot be read ({error.strerror or error})")
        except RecursionError:
            self._skip(path, "it is nested too deeply")
        except ValueError as error:
            self._skip(path, str(error))

    def _read_one(self, path: Path) -> Iterator[Article]:
        data = read_whole(path, MAX_ARTICLE_BYTES)
        fields: Mapping[str, Any]
        blocks: list[Block]
        if kind_of(path) == "html":
            fields, blocks = read_page(data)
        else:
            fields, text = read_front_matter(decode(data))
            blocks = markdown_blocks(text) if kind_of(path) == "markdown" else text_blocks(text)
        yield read_record(fields, _where(path), text=blocks, fallback_title=_file_title(path))

    def _read_json(self, path: Path) -> Iterator[Article]:
        text = decode(read_whole(path, MAX_FILE_BYTES))
        try:
            records = _records(json.loads(text))
        except json.JSONDecodeError as error:
            raise ValueError(f"not valid JSON: {error.msg} in line {error.lineno}") from error
        except RecursionError as error:
            raise ValueError("not a file of articles: its JSON is nested too deeply") from error
        if not records:
            raise ValueError("the list of articles in it is empty")
        alone = len(records) == 1
        yield from self._read_records(
            ((path if alone else f"{path} #{n}", record) for n, record in enumerate(records, 1)), path
        )

    def _read_jsonl(self, path: Path) -> Iterator[Article]:
        yield from self._read_records(self._json_lines(path), path)

    def _lines(self, path: Path) -> Iterator[tuple[int, bytes]]:
        def at(position: int) -> None:
            self._bytes_of_this = position

        return read_lines(path, lambda number, why: self._skip(f"{path} line {number}", why), at)

    def _json_lines(self, path: Path) -> Iterator[tuple[object, Any]]:
        for number, line in self._lines(path):
            if not line.strip():
                continue
            try:
                yield f"{path} line {number}", json.loads(decode(line))
            except json.JSONDecodeError as error:
                self._skip(f"{path} line {number}", f"not valid JSON: {error.msg}")
            except RecursionError:
                self._skip(f"{path} line {number}", "its JSON is nested too deeply")
            except ValueError as error:
                self._skip(f"{path} line {number}", str(error))

    def _read_csv(self, path: Path) -> Iterator[Article]:
        csv.field_size_limit(MAX_ARTICLE_BYTES)
        lines = self._csv_lines(path)
        first = next(lines, "")
        delimiter = max(",;\t|", key=first.count)
        rows = csv.DictReader(chain([first], lines), delimiter=delimiter)
        try:
            columns = [name or "" for name in rows.fieldnames or ()]
            if not is_article(dict.fromkeys(columns)):
                raise ValueError(
                    f"no text column (looked for content, text, body, … among: {', '.join(columns)[:200]})"
                )
            yield from self._read_records(self._csv_records(rows, path), path)
            if rows.line_num <= 1:
                raise ValueError("there is no article below its first line")
        except csv.Error as error:
            self._skip(f"{path} line {rows.line_num}", f"not valid CSV: {error}; the rest of the file was not read")

    def _csv_lines(self, path: Path) -> Iterator[str]:
        for number, line in self._lines(path):
            try:
                yield decode(line)
            except ValueError as error:
                if number == 1:
                    raise
                self._skip(f"{path} line {number}", str(error))

    def _csv_records(self, rows: csv.DictReader[str], path: Path) -> Iterator[tuple[object, Any]]:
        for row in rows:
            what = f"{path} line {rows.line_num}"
            surplus = row.pop(None, [])
            if any(cell.strip() for cell in surplus):
                self._skip(
                    what, "it has more columns than the first line names: put text that holds the separator in quotes"
                )
            else:
                yield what, row

    def _read_records(self, records: Iterable[tuple[object, Any]], path: Path) -> Iterator[Article]:
        """Records of one file to articles; one without id or address is named by its title and day, not its place."""
        used: dict[str, int] = {}
        for what, record in records:
            if not isinstance(record, dict):
                self._skip(what, "not an article: not a JSON object")
                continue
            try:
                where = (
                    _where(path)
                    + "#"
                    + json.dumps([record.get(n) for n in ("title", "headline", "date", "published")], default=str)
                )
                used[where] = used.get(where, 0) + 1
                yield read_record(record, where if used[where] == 1 else f"{where}#{used[where]}")
            except ValueError as error:
                self._skip(what, str(error))


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


def _where(path: Path) -> str:
    return Path(os.path.realpath(path)).as_posix()


def _file_title(path: Path) -> str:
    stem = path.name.split(".")[0].replace("-", " ").replace("_", " ").strip()
    return stem[:1].upper() + stem[1:]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
