"""What a host asks of its visitors: its robots.txt, and time between requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.web.addresses import FetchError, host_of, is_loopback
from corpus.web.body import decoded

if TYPE_CHECKING:
    from protego import Protego

_MOST_ROBOTS = 500_000  # what RFC 9309 asks to read of a robots.txt
_LONGEST_CRAWL_DELAY = 30.0


class Robots:
    """The robots.txt of every host met, each asked for once.

    read: fetches an address and returns its body, which is empty where the host says that it has no such file;
        raises FetchError where no answer came.
    """

    def __init__(self, user_agent: str, read: Callable[[str], bytes]) -> None:
        self._name = user_agent.split("/")[0].strip()
        self._read = read
        self._rules: dict[str, Protego | FetchError] = {}

    def check(self, url: str) -> None:
        """Raises FetchError if the host asks not to read the address, or if what it asks is not known."""
        rules = self._of(url)
        if isinstance(rules, FetchError):
            raise rules
        if not rules.can_fetch(url, self._name):
            raise FetchError(f"robots.txt of {urlsplit(url).hostname} asks not to read it")

    def delay(self, url: str) -> float:
        """The seconds the host asks to wait between requests, at most 30."""
        rules = self._of(url)
        asked = None if isinstance(rules, FetchError) else rules.crawl_delay(self._name)
        # A delay that is negative or no number is none.
        return min(asked, _LONGEST_CRAWL_DELAY) if asked is not None and asked > 0 else 0.0

    def _of(self, url: str) -> Protego | FetchError:
        parts = urlsplit(url)
        origin = f"{parts.scheme.lower()}://{parts.netloc.lower()}"
        if origin not in self._rules:
            self._rules[origin] = self._fetched(origin, parts.hostname or "")
        return self._rules[origin]

    def _fetched(self, origin: str, host: str) -> Protego | FetchError:
        """The rules of a host. None at all where it says it has no robots.txt; unknown where it cannot say."""
        from protego import Protego  # here because most runs never fetch

        try:
            body = self._read(f"{origin}/robots.txt")
        except FetchError as error:
            if error.about_host:  # said as it is, and not tried again for each address of the host
                return FetchError(str(error), about_host=True)
            return FetchError(f"not read this time, since robots.txt of {host} cannot be read: {error}")
        return Protego.parse(decoded(body[:_MOST_ROBOTS]))


class Pace:
    """Keeps requests to one host apart. This machine itself needs no rest."""

    def __init__(self, delay: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._delay = delay
        self._clock = clock
        self._sleep = sleep
        self._last: dict[str, float] = {}

    def wait(self, url: str, asked: float = 0.0) -> None:
        """Wait until the host of an address may be asked again. asked: the seconds that it wants between requests."""
        host = host_of(url)
        if is_loopback(host):
            return
        if host in self._last:
            wait = self._last[host] + max(self._delay, asked) - self._clock()
            if wait > 0:
                self._sleep(wait)
        self._last[host] = self._clock()
