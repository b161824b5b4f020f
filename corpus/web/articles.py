"""`read_address`: whatever is at an address to articles, one at a time; what fails is named and never fatal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from corpus.records import read_record
from corpus.types import Article, Skipped
from corpus.web.addresses import FetchError, Gone, canonical, checked_url, host_of, same_site
from corpus.web.entries import Entry, is_whole
from corpus.web.feeds import feed_entries
from corpus.web.fetching import Fetched, Fetcher, Validators
from corpus.web.kinds import kind_of, unpacked
from corpus.web.pages import NotAnArticle, read_fetched_page
from corpus.web.sitemaps import sitemap_entries
from corpus.web_page import fragment_blocks

MOST_ENTRIES = 2_000
_BARE_DAY = len("2024-05-04")


def read_address(
    url: str,
    fetcher: Fetcher,
    skip: Callable[[Skipped], None],
    known: Mapping[str, Validators] | None = None,
    most: int = MOST_ENTRIES,
) -> Iterator[Article]:
    """The articles at an address: of a page, of every entry of a feed or sitemap, or of the feed a front page names.

    known: what servers said the last time, by address; what has not changed since yields nothing.
    most: so many entries of a feed or sitemap are read; that there were more is told to `skip`.

    Never raises for what is at the address: each failure is told to `skip`. An article's id is its address.
    `fetcher.validators` afterwards holds what to give as `known` the next time; only what was read is in it, so
    that whatever failed is tried again.
    """
    yield from _Reading(fetcher, skip, known or {}, most).read(url)


class _Reading:
    """One call of `read_address`."""

    def __init__(
        self, fetcher: Fetcher, skip: Callable[[Skipped], None], known: Mapping[str, Validators], most: int
    ) -> None:
        self._fetcher = fetcher
        self._tell = skip
        self._known = known
        self._most = most
        self._failed = False  # whether something could not be fetched that may be there the next time
        self._nested = False  # whether what was read names further sitemaps, which change without it
        self._asked: set[str] = set()  # addresses of entries, so that each is read once
        self._found: set[str] = set()  # ids of articles: several addresses may lead to one

    def read(self, url: str, *, from_page: bool = False) -> Iterator[Article]:
        """Read an address. from_page: a page named it as its feed, so it must not lead to yet another page."""
        fetched = self._get(url)
        if fetched is None:
            return
        try:
            body = unpacked(fetched, self._fetcher.limits.body)
            kind = kind_of(body, fetched.content_type, fetched.charset)
            if kind == "feed":
                entries: Iterable[Entry] = feed_entries(body, fetched.url, fetched.charset)
            elif kind == "sitemap":
                entries = sitemap_entries(body, fetched.url, self._sitemap, self._tell)
            elif from_page:
                raise ValueError("this was named as a feed, but is a page")
            else:
                entries = ()
        except Exception as error:  # whatever a hostile text does to a parser, the others go on
            self._skip(url, error)
            return
        if kind == "page":
            yield from self._page(url, fetched)
        else:
            yield from self._list(url, fetched.url, entries)

    def _page(self, url: str, fetched: Fetched) -> Iterator[Article]:
        try:
            article = self._article(fetched, Entry(url))
        except NotAnArticle as error:
            self._forget(url)
            feed = next((feed for feed in error.feeds if "comments" not in feed), None)
            if feed:
                yield from self.read(feed, from_page=True)
            else:
                self._skip(url, ValueError(f"{error}, and it names no feed"))
        except Exception as error:
            self._skip(url, error)
        else:
            self._fetcher.ids[url] = article.id
            yield article

    def _list(self, url: str, found_at: str, entries: Iterable[Entry]) -> Iterator[Article]:
        """The articles of a feed or sitemap. What its server said is kept only if all of it was read."""
        told = self._fetcher.validators.pop(url, None)
        count = 0
        iterator = self._steadily(url, iter(entries))
        for entry in islice(iterator, self._most):
            count += 1
            article = self._entry(entry, found_at)
            if article and article.id not in self._found:
                self._found.add(article.id)
                yield article
        if next(iterator, None):
            rest = f"{len(entries) - self._most:,} more" if isinstance(entries, list) else "more"
            self._tell(Skipped(url, f"it has {rest} entries, which were not read: at most {self._most:,} are"))
            self._failed = True
        if not count and not self._failed:
            self._tell(Skipped(url, "there is no entry in it"))
        elif told and not self._failed and not self._nested:
            self._fetcher.validators[url] = told

    def _steadily(self, url: str, entries: Iterator[Entry]) -> Iterator[Entry]:
        """The entries, up to where reading them breaks."""
        try:
            yield from entries
        except Exception as error:
            self._failed = True
            self._skip(url, error)

    def _entry(self, entry: Entry, feed: str) -> Article | None:
        """The article of an entry. None if it is skipped, or unchanged, or was read already."""
        url = canonical(entry.url)
        try:
            return self._article_of(entry, url, feed)
        except Exception as error:
            self._skip(url or f"{feed} {entry.title or entry.id}".strip(), error)
            return None

    def _article_of(self, entry: Entry, url: str, feed: str) -> Article | None:
        """The article of an entry: its own text if that is whole, else its page. Raises ValueError if it is none."""
        if not url:
            raise ValueError("this entry names no address")
        url = checked_url(url)
        if url in self._asked or url in self._found:
            return None
        self._asked.add(url)
        # Only a site itself may say what stands at its addresses; the words of another are looked up there.
        if is_whole(entry) and same_site(url, feed):
            return read_record(_fields(entry, url), url, text=fragment_blocks(entry.content or ""))
        fetched = self._get(url)
        if fetched is None:
            return None
        if kind_of(fetched.body, fetched.content_type, fetched.charset) != "page":
            raise ValueError("this is not a page")
        article = self._article(fetched, entry)
        self._fetcher.ids[url] = article.id
        return article

    def _article(self, fetched: Fetched, entry: Entry) -> Article:
        """The article of a page; what the page does not say of itself is taken from the entry that led to it."""
        fields, blocks = read_fetched_page(fetched)
        published = str(fields.get("published") or "")
        if entry.published and len(published) <= _BARE_DAY:
            published = entry.published
        merged = {
            **fields,
            "title": fields.get("title") or entry.title,
            "published": published,
            "authors": fields.get("authors") or list(entry.authors),
            "source": fields.get("source") or entry.source or _host(fields["url"]),
        }
        return read_record(merged, fields["url"], text=blocks)

    def _get(self, url: str) -> Fetched | None:
        """What is at an address; None if it has not changed or, which is told, could not be fetched."""
        told = self._known.get(url, Validators())
        try:
            fetched = self._fetcher.get(url, etag=told.etag, modified=told.modified)
        except FetchError as error:
            self._failed = self._failed or not isinstance(error, Gone)
            self._skip(url, error)
            return None
        return None if fetched.not_modified else fetched

    def _sitemap(self, url: str) -> bytes:
        """The bytes of a sitemap that another names. They are always asked for in full: its entries are needed."""
        self._nested = True
        try:
            fetched = self._fetcher.get(url)
            self._forget(url)
            if fetched.not_modified:  # as the fetcher may remember by itself
                return b"<urlset/>"
            return unpacked(fetched, self._fetcher.limits.body)
        except FetchError:
            self._failed = True
            raise

    def _skip(self, what: str, error: Exception) -> None:
        self._forget(what)
        if isinstance(error, RecursionError):
            why = "it is nested too deeply"
        elif isinstance(error, ValueError) and not isinstance(error, UnicodeError):
            why = str(error)
        else:
            why = f"it cannot be read ({type(error).__name__})"
        self._tell(Skipped(what, why))

    def _forget(self, url: str) -> None:
        """Next time ask for the whole again: an address that gave no article has nothing that could be unchanged."""
        self._fetcher.validators.pop(url, None)


def _fields(entry: Entry, url: str) -> dict[str, Any]:
    return {
        "id": url,
        "url": url,
        "title": entry.title,
        "published": entry.published,
        "authors": list(entry.authors),
        "source": entry.source or _host(url),
    }


def _host(url: str) -> str:
    return host_of(url).removeprefix("www.")
