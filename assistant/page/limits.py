"""How often somebody may do something within a stretch of time."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from threading import Lock

_REMEMBERED = 10_000


class Window:
    """Lets each key do something `limit` times within any `seconds`; a limit of 0 is none."""

    def __init__(self, limit: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit, self.seconds = limit, seconds
        self._clock = clock
        self._done: dict[str, deque[float]] = {}
        self._lock = Lock()

    def take(self, key: str) -> int:
        """Count one for this key and return 0; or, if it has none left, the whole seconds until it has."""
        if not self.limit:
            return 0
        with self._lock:
            now = self._clock()
            done = self._recent(key, now)
            if len(done) >= self.limit:
                return max(1, math.ceil(done[0] + self.seconds - now))
            done.append(now)
            return 0

    def give_back(self, key: str) -> None:
        """What was counted last for this key does not count after all."""
        with self._lock:
            if self._done.get(key):
                self._done[key].pop()

    def _recent(self, key: str, now: float) -> deque[float]:
        if key not in self._done and len(self._done) >= _REMEMBERED:  # whoever asks under many names fills no memory
            self._done = {name: done for name, done in self._done.items() if done and done[-1] > now - self.seconds}
        done = self._done.setdefault(key, deque())
        while done and done[0] <= now - self.seconds:
            done.popleft()
        return done


def network_of(address: str) -> str:
    """The address a limit goes by: of IPv6 the /64, which is what one person is given."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(IPv6Address(int(known) >> 64 << 64)) + "/64"
