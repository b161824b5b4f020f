"""Connections that are checked where they are made, and that end in time: httpcore below, httpx above.

A name is resolved once for each connection, its addresses are checked, and the connection goes to the very address
that was checked, so that a name which changes its answer in between gains nothing. TLS still proves the name.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
import httpx

from corpus.web import addresses
from corpus.web.addresses import FetchError, SlowError, UnreachableError

_CONNECT_SECONDS = 10.0  # for one address, so that a dead one leaves time for the next
_KEPT_OPEN = 4


class Deadline:
    """The moment by which a request has to be over; every read, write and handshake asks how long is left."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._ends = float("inf")
        self._seconds = 0.0

    def start(self, left: float, allowed: float) -> None:
        """Start the time of one exchange: `left` seconds of the `allowed` ones."""
        self._ends, self._seconds = self._clock() + left, allowed

    def left(self, most: float | None = None) -> float:
        """The seconds left, at most `most`. Raises SlowError if there are none."""
        left = self._ends - self._clock()
        if left <= 0:
            raise self.passed()
        return left if most is None else min(left, most)

    def passed(self) -> SlowError:
        """The error that says so."""
        return SlowError(f"took longer than {self._seconds:g} seconds")


def connect(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """A connection to one address, given as a number. Tests put their own in its place."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=seconds)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to what it has checked, and to nothing else."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers. Raises FetchError if one of them is private."""
        found = addresses.resolve(host, port, self._deadline.left(timeout))
        if not self._allow_private:
            addresses.checked_addresses(host, found)
        for address in found:
            try:
                return _TimedStream(connect(str(address), port, self._deadline.left(_CONNECT_SECONDS)), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                self._deadline.left()
        raise UnreachableError("no connection to its server came about", about_host=True)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never: a socket on this machine is as private as can be."""
        raise FetchError("sockets on this machine are not read")


class _TimedStream(httpcore.NetworkStream):
    """A connection on which no wait outlasts the deadline, however many small waits it is made of."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedTransport(httpx.BaseTransport):
    """What an httpx client sends its requests through; httpcore's own errors pass through it as they are."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_keepalive_connections=_KEPT_OPEN,
            keepalive_expiry=30.0,
            network_backend=GuardedBackend(deadline, allow_private=allow_private),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and hand back its answer, whose body is still to be read."""
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response.stream),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


def open_client(deadline: Deadline, user_agent: str, *, allow_private: bool) -> httpx.Client:
    """A client without proxies, without the passwords of this machine, and that follows no redirect by itself."""
    return httpx.Client(
        transport=GuardedTransport(deadline, allow_private=allow_private),
        headers={
            "User-Agent": user_agent,
            "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
            "application/feed+json,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",  # which can be unpacked a piece at a time
        },
        trust_env=False,
        follow_redirects=False,
        timeout=None,  # noqa: S113 - the deadline is stricter: it bounds the whole request
    )
