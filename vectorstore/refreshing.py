"""Reading the sources of an index again: what is new goes in, what failed is noted, and nothing is taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from corpus import Article, ArticleStream, Skipped, read_articles
from corpus.web import Fetcher, Validators, canonical
from vectorstore.generation import read_manifest
from vectorstore.index import NewsIndex
from vectorstore.source_book import Source, SourceBook
from vectorstore.types import UpdateReport

_PAGES_SEEN_AGAIN, _PAGES_REMEMBERED = 200, 1_000
GONE = "its address says that it is gone for good"

Begun = Callable[[ArticleStream], Callable[[int, int], None] | None]


@dataclass(frozen=True)
class Refreshed:
    """What became of one source: the source as it is noted now, and what its articles did to the index.

    failed: why nothing could be read from it; None if it was read, even where parts of it were skipped.
    """

    source: Source
    report: UpdateReport
    failed: str | None = None


def refresh(index: NewsIndex, *, allow_private: bool = False, begun: Begun | None = None) -> Iterator[Refreshed]:
    """Read every source of an index again, one after the other.

    allow_private: also read from this machine and its private networks. begun: is given each source's articles before
    they are read, and returns what is told of the progress.
    A source that fails is noted as failed and the others go on; an article that is no longer in its source stays in
    the index, but one whose address says that it is gone for good is withdrawn.
    Raises SourceError for a record that cannot be read, and what `NewsIndex.update` raises.
    """
    book = SourceBook(index.folder)
    sources, unreadable = book.readable()
    for source in sources:
        refreshed = _refresh_one(index, source, allow_private=allow_private, begun=begun)
        meanwhile = book.get(source.address)
        if meanwhile:  # it may have been removed, or be read more often now
            book.save(replace(refreshed.source, every=meanwhile.every))
        yield refreshed
    if unreadable:  # once the others have been read
        raise unreadable[0]


def _refresh_one(index: NewsIndex, source: Source, *, allow_private: bool, begun: Begun | None) -> Refreshed:
    now = datetime.now(UTC)
    manifest = read_manifest(index.folder)
    generation = manifest.generation if manifest else None
    told = source.validators if source.generation == generation else {}
    known = {url: Validators(*pair) for url, pair in told.items()}
    with Fetcher(allow_private=allow_private) as fetcher:
        articles = read_articles(source.address, leave_out=[index.folder], fetcher=fetcher, known=known)
        progress = begun(articles) if begun else None
        report = index.update(_from_web(articles, fetcher, source, known) if source.is_web else articles, progress)
        gone = [id_ for url in fetcher.gone for id_ in (source.ids.get(url), *index.find(canonical(url))) if id_]
        withdrawn = index.withdraw(gone, GONE) if gone else 0
        report = replace(report, withdrawn=report.withdrawn + withdrawn)
        failed = _failure(source.address, report, bool(fetcher.unchanged))
        if failed:
            return Refreshed(replace(source, attempted=now, error=failed), report, failed)
        kept, ids = _kept(source, fetcher, known)
    manifest = read_manifest(index.folder)
    if generation and manifest and manifest.generation != generation:  # rebuilt meanwhile, maybe without these articles
        kept = {}
    return Refreshed(
        replace(
            source,
            attempted=now,
            succeeded=now,
            error=None,
            counts=_counts(report),
            generation=manifest.generation if manifest else None,
            validators={url: (v.etag, v.modified) for url, v in kept.items()},
            ids=ids,
        ),
        report,
    )


class _Read(list[Article]):
    """Articles that have all been read, and what had to be left out."""

    skipped: list[Skipped]


def _from_web(articles: ArticleStream, fetcher: Fetcher, source: Source, known: Mapping[str, Validators]) -> _Read:
    """The articles, all fetched: that is slow, and must not keep others from writing.

    Where a feed has not changed, the pages that it led to may have: a correction is no new entry.
    """
    read = _Read(articles)
    read.skipped = articles.skipped
    if source.address in fetcher.unchanged and (pages := [url for url in source.ids if url != source.address]):
        again = read_articles(pages[:_PAGES_SEEN_AGAIN], fetcher=fetcher, known=known)
        read += again
        read.skipped = [*read.skipped, *again.skipped]
    return read


def _kept(
    source: Source, fetcher: Fetcher, known: Mapping[str, Validators]
) -> tuple[dict[str, Validators], dict[str, str]]:
    """What to remember of the pages: also of those that could not be asked this time, but of none that is gone."""
    newest_first = fetcher.ids | {url: id_ for url, id_ in source.ids.items() if url not in fetcher.ids}
    there = [(url, id_) for url, id_ in newest_first.items() if url not in fetcher.gone]
    ids = dict(there[:_PAGES_REMEMBERED])
    pages = {url: told for url, told in known.items() if url in ids}
    return pages | fetcher.validators, ids


def _failure(address: str, report: UpdateReport, unchanged: bool) -> str | None:
    """Why nothing at all was read; None if something was, or if nothing has changed."""
    if unchanged or report.added + report.changed + report.unchanged + report.withdrawn:
        return None
    itself = [skipped for skipped in report.skipped if skipped.what == address]
    if itself:
        return _first(itself)
    return f"nothing in it could be read: {_first(report.skipped)}" if report.skipped else None


def _first(skipped: list[Skipped] | tuple[Skipped, ...]) -> str:
    more = f" (and {len(skipped) - 1:,} more)" if len(skipped) > 1 else ""
    return f"{skipped[0].why}{more}"


def _counts(report: UpdateReport) -> dict[str, int]:
    return {
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "withdrawn": report.withdrawn,
        "skipped": len(report.skipped),
    }
