"""`Fetcher`: one address to its bytes, politely, within limits, and from no machine that is none of its business."""

from __future__ import annotations

import ssl
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from corpus.web.addresses import FetchError, Gone, SlowError, UnreachableError, checked_url, host_of, joined
from corpus.web.body import read_body
from corpus.web.politeness import Pace, Robots

if TYPE_CHECKING:
    import httpx

USER_AGENT = "news-assistant/0.1 (+reads public news for a local archive)"
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = 429
_LONGEST_VALIDATOR = 1_000
_MOST_FAILURES = 5


@dataclass(frozen=True)
class Limits:
    """How much one request may cost.

    body: bytes of a body, as received and unpacked.
    seconds: for the whole of it, redirects included; waiting out of politeness is not counted.
    redirects: how many are followed.
    retries: how often it is tried again after a broken connection, 429 or a server's own fault.
    retry_after: a host that asks for more seconds than these is not tried again.
    """

    body: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5
    retries: int = 2
    retry_after: float = 60.0


@dataclass(frozen=True)
class Validators:
    """What a server wants to be told the next time, so that it need not send again what has not changed."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True)
class Fetched:
    """What an address held. `url` is where it was found in the end; a body that has not changed is empty."""

    url: str
    status: int
    content_type: str = ""
    charset: str | None = None
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False


class _BusyError(UnreachableError):
    """The server's own fault, which may be over soon. after: the seconds that it asks to wait."""

    def __init__(self, why: str, after: float | None) -> None:
        super().__init__(why)
        self.after = after


class Fetcher:
    """Fetches addresses, one at a time. It is for one thread, and is closed by `close` or at the end of a `with`.

    allow_private: whether addresses of this machine and its network may be read.
    delay: seconds between two requests to one host; its robots.txt may ask for more.
    memory: the validators of an earlier time by address, for addresses asked for without any.
    clock, sleep: where time comes from.

    validators: what the servers said this time, by the address asked for.
    unchanged: addresses that have not changed since.
    gone: addresses whose article was taken away for good.
    ids: the ids of the articles read, by the address asked for.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        user_agent: str = USER_AGENT,
        delay: float = 1.0,
        limits: Limits = Limits(),
        memory: Mapping[str, Validators] | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.limits = limits
        self.validators: dict[str, Validators] = {}
        self.unchanged: list[str] = []
        self.gone: list[str] = []
        self.ids: dict[str, str] = {}
        self._allow_private = allow_private
        self._user_agent = user_agent
        self._memory = memory or {}
        self._clock = clock
        self._sleep = sleep
        self._robots = Robots(user_agent, self._read_robots)
        self._pace = Pace(delay, clock, sleep)
        self._failures: Counter[str] = Counter()  # of each host, since it last answered
        self._client: httpx.Client | None = None

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Fetch an address. etag, modified: what its server said of it the last time.

        Raises FetchError, with one plain sentence; Gone if the article was taken away for good.
        """
        told = Validators(etag, modified) if etag or modified else self._memory.get(url, Validators())
        asked = {"If-None-Match": told.etag, "If-Modified-Since": told.modified}
        try:
            found = self._tried(url, {name: value for name, value in asked.items() if value}, politely=True)
            self._check_status(found, conditional=bool(told.etag or told.modified))
        except Gone:
            self.gone.append(url)
            raise
        if found.not_modified:
            self.unchanged.append(url)
        if found.etag or found.last_modified or found.not_modified:
            self.validators[url] = Validators(found.etag or told.etag, found.last_modified or told.modified)
        return found

    def close(self) -> None:
        """Close the connections that were kept open."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read_robots(self, url: str) -> bytes:
        return self._tried(url, {}, politely=False).body  # that of a refusal is never read

    def _tried(self, url: str, headers: Mapping[str, str], *, politely: bool) -> Fetched:
        """The answer to a request, tried again where that may help. Its status is below 500 and not 429.

        A host that fails again and again is left alone, or a feed of a thousand entries could take days.
        """
        host = host_of(url)
        if self._failures[host] >= _MOST_FAILURES:
            why = f"not read this time, since its host failed {_MOST_FAILURES} times in a row"
            raise FetchError(why, about_host=True)
        try:
            found = self._insistently(url, headers, politely=politely)
        except (SlowError, UnreachableError):
            self._failures[host] += 1
            raise
        self._failures[host] = 0
        return found

    def _insistently(self, url: str, headers: Mapping[str, str], *, politely: bool) -> Fetched:
        for attempt in range(self.limits.retries + 1):
            try:
                return self._follow(url, headers, politely=politely)
            except UnreachableError as error:
                after = error.after if isinstance(error, _BusyError) else None
                if attempt == self.limits.retries or (after or 0.0) > self.limits.retry_after:
                    raise
                self._sleep(2.0**attempt if after is None else after)
        raise AssertionError("unreachable")

    def _follow(self, url: str, headers: Mapping[str, str], *, politely: bool) -> Fetched:
        """One answer, after its redirects, each of which is an address to be checked like the first."""
        spent = 0.0
        for _ in range(self.limits.redirects + 1):
            url = checked_url(url)
            if politely:
                self._robots.check(url)
                self._pace.wait(url, self._robots.delay(url))
            start = self._clock()
            found = self._exchange(url, headers, self.limits.seconds - spent)
            spent += self._clock() - start
            if isinstance(found, Fetched):
                return found
            url = joined(url, found)
        raise FetchError(f"more than {self.limits.redirects} redirects")

    def _exchange(self, url: str, headers: Mapping[str, str], seconds: float) -> Fetched | str:
        """One request and its answer, or the address it is sent on to."""
        with self._within(seconds) as client, client.stream("GET", url, headers=dict(headers)) as response:
            client.cookies.clear()  # a visit leaves nothing behind
            status = response.status_code
            if status in _REDIRECTS and response.headers.get("location"):
                return str(response.headers["location"])
            if status == _BUSY or status >= 500:
                raise _BusyError(_says(status), _seconds(response.headers.get("retry-after")))
            content_type, _, parameters = response.headers.get("content-type", "").partition(";")
            packing = response.headers.get("content-encoding", "")
            return Fetched(
                url=url,
                status=status,
                content_type=content_type.strip().lower(),
                charset=_charset(parameters),
                body=read_body(response.iter_raw(), packing, self.limits.body) if status < 300 else b"",
                etag=_validator(response.headers.get("etag")),
                last_modified=_validator(response.headers.get("last-modified")),
                not_modified=status == HTTPStatus.NOT_MODIFIED,
            )

    @contextmanager
    def _within(self, seconds: float) -> Iterator[httpx.Client]:
        """A client that has so many seconds, and whose errors are ours."""
        import httpcore
        import httpx

        from corpus.web.network import Deadline, open_client

        if self._client is None:
            self._deadline = Deadline(self._clock)
            self._client = open_client(self._deadline, self._user_agent, allow_private=self._allow_private)
        self._deadline.start(seconds, self.limits.seconds)
        try:
            yield self._client
        except httpcore.TimeoutException:
            raise self._deadline.passed() from None
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            if any(isinstance(part, ssl.SSLCertVerificationError) for part in (error.__cause__, *error.args)):
                why = "its server cannot prove to be what its address says (TLS certificate)"
                raise FetchError(why, about_host=True) from error
            raise UnreachableError("the connection to its server broke off or made no sense") from error
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise FetchError("this is not a web address that can be asked for") from error

    def _check_status(self, found: Fetched, *, conditional: bool) -> None:
        if found.status == HTTPStatus.GONE:
            raise Gone(_says(found.status))
        if not (200 <= found.status < 300 or (found.not_modified and conditional)):
            raise FetchError(_says(found.status))


def _says(status: int) -> str:
    """What a status means, in the words of the standard and not in those of the server."""
    try:
        return f"the server says {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"the server says {status}"


def _seconds(after: str | None) -> float | None:
    """How long a Retry-After asks to wait: seconds, or a date."""
    text = (after or "").strip()[:60]
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def _validator(value: str | None) -> str | None:
    """A validator that is worth keeping: a server could make it as long as a header may be."""
    return value if value and len(value) <= _LONGEST_VALIDATOR and value.isprintable() else None
