"""`read_articles`: any mix of files, folders and web addresses to a stream of articles."""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.archives import unpacked
from corpus.blocks import Block
from corpus.files import (
    ARCHIVES,
    MAX_ARTICLE_BYTES,
    MAX_PDF_BYTES,
    READABLE,
    ArticleFile,
    At,
    decode,
    kind_of,
    read_whole,
    walk,
)
from corpus.list_files import read_csv, read_json, read_jsonl
from corpus.news_xml import read_news_xml
from corpus.pdf import read_pdf
from corpus.plain_text import markdown_blocks, read_front_matter, text_blocks
from corpus.records import read_record
from corpus.types import Article, Skipped
from corpus.warc import read_warc
from corpus.web_page import read_page

if TYPE_CHECKING:
    from corpus.web import Fetcher, Validators

PathLike = str | os.PathLike[str]


def read_articles(
    paths: PathLike | Iterable[PathLike],
    *,
    leave_out: Iterable[PathLike] = (),
    allow_private: bool = False,
    fetcher: Fetcher | None = None,
    known: Mapping[str, Validators] | None = None,
    named_from: PathLike | None = None,
) -> ArticleStream:
    """Read articles from files, folders (recursively), feeds, pages and sitemaps, in a fixed order, one at a time.

    leave_out: folders that are not looked into, such as an index that lies among the articles.
    allow_private: whether addresses of this machine and its private networks may be read. fetcher: reads the web
    instead, as it was told. known: what web servers said the last time, by address: what has not changed is not read.
    named_from: a folder that lies somewhere only for the moment: its files are known by their names in it, so that the
    same file has the same id wherever that was.
    Nothing here raises for bad input: what cannot be read is in the stream's `skipped`, with its reason.
    """
    given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    left_out = {Path(os.path.realpath(path)) for path in leave_out}
    web = _Web(fetcher, known or {}, allow_private)
    return ArticleStream([os.fspath(path) for path in given], left_out, web, Path(named_from) if named_from else None)


@dataclass(frozen=True)
class _Web:
    """How web addresses are read. fetcher: None for one that is opened for each address."""

    fetcher: Fetcher | None
    known: Mapping[str, Validators]
    allow_private: bool

    def read(self, url: str, skip: Callable[[Skipped], None]) -> Iterator[Article]:
        from corpus.web import Fetcher, read_address  # here because few need it

        if self.fetcher:
            yield from read_address(url, self.fetcher, skip, self.known)
            return
        with Fetcher(allow_private=self.allow_private) as fetcher:
            yield from read_address(url, fetcher, skip, self.known)


class ArticleStream(Iterator[Article]):
    """An iterator of articles that remembers what it left out.

    skipped: what was left out so far and why; complete when the iterator is exhausted.
    fraction: share of the input files' bytes already read, in [0, 1], for a progress bar.
    """

    def __init__(
        self,
        paths: list[str],
        leave_out: Container[Path] = (),
        web: _Web | None = None,
        named_from: Path | None = None,
    ) -> None:
        self.skipped: list[Skipped] = []
        self._named_from = named_from
        self._leave_out = leave_out
        self._web = web or _Web(None, {}, allow_private=False)
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

    def _at(self, position: int) -> None:
        self._bytes_of_this = position

    def _find(self, path: str) -> list[Path | str]:
        if re.match(r"https?://", path, re.IGNORECASE):
            return [path]
        if re.match(r"[a-z][a-z0-9+.-]*://", path, re.IGNORECASE):
            self._skip(path, "only addresses that begin with http:// or https:// are read")
            return []
        place = Path(os.path.expanduser(path))
        if os.path.isdir(place):
            files: list[Path | str] = list(walk(place, self.skipped.append, self._leave_out))
            if not files:
                self._skip(place, f"no articles in this folder (looked for {READABLE})")
            return files
        if not os.path.lexists(place):
            self._skip(self._file(place).name, "there is no such file or folder")
        elif not kind_of(place):
            self._skip(self._file(place).name, f"files of this kind are not read (only {READABLE})")
        else:
            return [place]
        return []

    def _file(self, path: Path) -> ArticleFile:
        """A file and what it is called."""
        if self._named_from is None or not path.is_relative_to(self._named_from):
            return ArticleFile.at(path)
        name = path.relative_to(self._named_from).as_posix()
        return ArticleFile(path, name, name)

    def _read_all(self) -> Iterator[Article]:
        seen: set[Path] = set()
        for path, size in zip(self._files, self._sizes, strict=True):
            if isinstance(path, str):
                yield from self._web.read(path, self.skipped.append)
                continue
            real = Path(os.path.realpath(path))
            if real not in seen:
                seen.add(real)
                yield from self._read_file(self._file(path), self._at)
            self._bytes_read += size
            self._bytes_of_this = 0

    def _read_file(self, file: ArticleFile, at: At) -> Iterator[Article]:
        try:
            if os.path.exists(file.path) and not os.path.isfile(file.path):
                raise ValueError("this is not an ordinary file")
            yield from self._articles_in(file, at)
        except (EOFError, gzip.BadGzipFile, zlib.error):
            self._skip(file.name, "the gzip data is damaged or cut off")
        except OSError as error:
            self._skip(file.name, f"the file cannot be read ({error.strerror or error})")
        except RecursionError:
            self._skip(file.name, "it is nested too deeply")
        except ValueError as error:
            self._skip(file.name, str(error))

    def _articles_in(self, file: ArticleFile, at: At) -> Iterator[Article]:
        kind = kind_of(file.path)
        if kind in ARCHIVES:
            for member in unpacked(file, self._skip, at):
                yield from self._read_file(member, lambda _: None)  # progress is told of the archive
        elif kind == "json":
            yield from read_json(file, self._skip)
        elif kind == "jsonl":
            yield from read_jsonl(file, self._skip, at)
        elif kind == "csv":
            yield from read_csv(file, self._skip, at)
        elif kind == "warc":
            yield from read_warc(file, self._skip, at)
        elif kind == "xml":
            yield from read_news_xml(file, self._skip)
        else:
            yield _read_one(file)


def _read_one(file: ArticleFile) -> Article:
    """The article of a file that holds one. Raises ValueError if there is none in it."""
    kind = kind_of(file.path)
    data = read_whole(file.path, MAX_PDF_BYTES if kind == "pdf" else MAX_ARTICLE_BYTES)
    fields: Mapping[str, Any]
    blocks: list[Block]
    if kind == "html":
        fields, blocks = read_page(data)
    elif kind == "pdf":
        fields, blocks = read_pdf(data)
    else:
        fields, text = read_front_matter(decode(data))
        blocks = markdown_blocks(text) if kind == "markdown" else text_blocks(text)
    return read_record(fields, file.where, text=blocks, fallback_title=file.title)


def _size(path: Path | str) -> int:
    """Bytes of a file; none for a web address, of which nobody knows them beforehand."""
    if isinstance(path, str):
        return 0
    try:
        return path.stat().st_size
    except OSError:
        return 0
