"""News that people bring: their files and the addresses they name, read and put into the index while they watch."""

from __future__ import annotations

import queue
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.dropped import Dropped, under_own_names
from assistant.errors import BringingError
from corpus import Article, ArticleStream, Skipped, read_articles
from vectorstore import IndexLockedError, NewsIndex, NothingToIndexError, UpdateReport

LARGEST_DROP = 500_000_000  # bytes
MOST_ADDRESSES = 100
_PAUSE = 0.25  # seconds between two tellings, so that a browser is not flooded
_NOT_AN_ADDRESS = "this is not an address: it must begin with http:// or https://"


@dataclass(frozen=True)
class Progress:
    """How far the work is. doing: `fetching` or `reading`. share: of the files' bytes read, in [0, 1]."""

    doing: str
    share: float = 0.0
    articles: int = 0
    embedded: int = 0


@dataclass(frozen=True)
class Brought:
    """What came of it. whole: whether it was to be the whole archive."""

    report: UpdateReport
    whole: bool = False


class Stop(threading.Event):
    """Set by whoever wants the work to end; what is finished by then is kept, or with a rebuild nothing."""


def bring(
    index: NewsIndex, files: Sequence[Dropped], addresses: str, stop: Stop | None = None, *, whole: bool = False
) -> Iterator[Progress | Brought]:
    """Read the files and the addresses, one a line, into the index; yields how far it is, and last what came of it.

    whole: the archive becomes exactly these articles. A file that is brought again under its name is the same article.
    The files are deleted afterwards, unless somebody else is writing, so that it can be tried again. The work goes on
    to its end when nobody listens any longer: no index is left half written.
    Raises BringingError for nothing to read and when stopped, and what `NewsIndex.update` raises.
    """
    lines = [line.strip() for line in addresses.splitlines() if line.strip()]
    if not files and not lines:
        raise BringingError("drop a file or paste an address first")
    if len(lines) > MOST_ADDRESSES:
        raise BringingError(f"there are {len(lines):,} addresses, and {MOST_ADDRESSES} are the most at a time")
    return _watched(_Work(index, tuple(files), lines, stop or Stop(), whole=whole))


def _watched(work: _Work) -> Iterator[Progress | Brought]:
    """Start the work in a thread of its own and tell how it goes."""
    threading.Thread(target=work.run, name="bringing articles", daemon=True).start()
    while True:
        yield work.progress
        try:
            outcome = work.outcome.get(timeout=_PAUSE)
        except queue.Empty:
            continue
        if isinstance(outcome, BaseException):
            raise outcome
        yield outcome
        return


class _Work:
    """One run, from the files as they were dropped to the report."""

    def __init__(
        self, index: NewsIndex, files: Sequence[Dropped], addresses: Sequence[str], stop: Stop, *, whole: bool
    ) -> None:
        self.outcome: queue.Queue[Brought | BaseException] = queue.Queue()
        self.progress = Progress("fetching" if addresses else "reading")
        self._index, self._files, self._addresses, self._stop = index, files, addresses, stop
        self._whole = whole

    def run(self) -> None:
        """Do it; whatever comes of it goes to `outcome`."""
        try:
            outcome: Brought | BaseException = self._done()
        except Exception as error:
            outcome = error
        if not isinstance(outcome, IndexLockedError):
            for file in self._files:
                file.path.unlink(missing_ok=True)
        self.outcome.put(outcome)

    def _done(self) -> Brought:
        with TemporaryDirectory(prefix="news-assistant-") as folder:
            # The web first and without the lock: it is slow, and must not keep others from writing.
            fetched = _fetch(self._addresses, self._note_fetched)
            paths = under_own_names(self._files, Path(folder))
            articles = _Articles(fetched, read_articles(paths, named_from=folder), self._check)
            index = self._index.apart()  # so that questions asked meanwhile do not wait
            try:
                write = index.rebuild if self._whole else index.update
                report = write(articles, lambda seen, embedded: self._note_read(articles, seen, embedded))
            except NothingToIndexError:
                report = UpdateReport(skipped=tuple(articles.skipped))
            finally:
                index.close()
        return Brought(report, self._whole)

    def _note_fetched(self, number: int) -> None:
        self._check()
        self.progress = Progress("fetching", articles=number)

    def _note_read(self, articles: _Articles, seen: int, embedded: int) -> None:
        self._check()
        self.progress = Progress("reading", articles.fraction, seen, embedded)

    def _check(self) -> None:
        if self._stop.is_set():
            kept = "the archive is as it was" if self._whole else "what was finished by then is in the archive"
            raise BringingError(f"stopped: {kept}")


_ON_THE_COMMAND_LINE = ": --allow-private allows it"  # but not on the page


class _Fetched(list[Article]):
    """Articles of the web, all read, and what had to be left out."""

    skipped: list[Skipped]


def _fetch(addresses: Sequence[str], note: Callable[[int], None]) -> _Fetched:
    """Read web addresses, never those of this machine or its private networks, and never a file by its path."""
    web = [line for line in addresses if re.match(r"https?://", line, re.IGNORECASE)]
    fetched = _Fetched()
    stream = read_articles(web, allow_private=False)
    for article in stream:
        fetched.append(article)
        note(len(fetched))
    wrong = [Skipped(line[:200], _NOT_AN_ADDRESS) for line in addresses if line not in web]
    fetched.skipped = [*wrong, *(replace(s, why=s.why.removesuffix(_ON_THE_COMMAND_LINE)) for s in stream.skipped)]
    return fetched


class _Articles(Iterator[Article]):
    """The articles of the web and then those of the files, with what had to be left out of both."""

    def __init__(self, fetched: _Fetched, files: ArticleStream, check: Callable[[], None]) -> None:
        self._fetched, self._files, self._check = fetched, files, check
        self._all = chain(fetched, files)

    @property
    def skipped(self) -> list[Skipped]:
        return [*self._fetched.skipped, *self._files.skipped]

    @property
    def fraction(self) -> float:
        return self._files.fraction

    def __next__(self) -> Article:
        self._check()
        return next(self._all)
