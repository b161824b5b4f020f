"""Logging in: who is let in, how often it may be tried, and for how long it holds."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from anyio import CapacityLimiter, to_thread

from assistant.page.journal import Journal, Visitor
from assistant.page.limits import Window, network_of
from assistant.page.users import UserFile

LOGIN_MESSAGE = "This archive asks for a login. After ten wrong passwords, wait ten minutes."
_WRONG_OF_A_NAME, _WRONG_OF_AN_ADDRESS, _WITHIN = 10, 30, 600.0
_HOLDS = 12 * 3600.0
_AT_ONCE = 2

# The address of the request that is being answered: Gradio tells it to whoever is asked for a login's name and
# password, only not the address.
request_address: ContextVar[str] = ContextVar("request_address", default="")


class Login:
    """Tells whether a name and password are right, and slows down whoever guesses."""

    def __init__(self, users: UserFile, journal: Journal, clock: Callable[[], float] = time.monotonic) -> None:
        self._users, self._journal = users, journal
        self._of_names = Window(_WRONG_OF_A_NAME, _WITHIN, clock)
        self._of_addresses = Window(_WRONG_OF_AN_ADDRESS, _WITHIN, clock)
        self._hashing: CapacityLimiter | None = None

    async def check(self, name: str, password: str) -> bool:
        """Whether to let them in. Hashing takes a while, so it is done aside, and of a few at a time only."""
        address = network_of(request_address.get())
        # A name that nobody has may be a password in the wrong box.
        visitor = Visitor(name if self._users.hash_of(name) else None, request_address.get())
        # Counted before it is known, so that many tries at once are not all let through.
        wait = max(self._of_names.take(name), self._of_addresses.take(address))
        if wait:
            self._journal.write("refused_by_limit", visitor, door="login", wait=wait)
            return False
        self._hashing = self._hashing or CapacityLimiter(_AT_ONCE)
        right = await to_thread.run_sync(self._users.accepts, name, password, limiter=self._hashing)
        if right:
            self._of_names.give_back(name)
            self._of_addresses.give_back(address)
        self._journal.write("login" if right else "login_failed", visitor)
        return right


class Sessions(dict[Any, str]):
    """The tokens of those who logged in, in the place where Gradio keeps them.

    One is no longer good when its user is removed or gets another password, and after twelve hours.
    """

    def __init__(self, users: UserFile, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._users, self._clock = users, clock
        self._since: dict[Any, tuple[float, str | None]] = {}

    def __setitem__(self, token: Any, name: str) -> None:
        for old in [known for known in self if self.get(known) is None]:
            del self[old]
        self._since[token] = self._clock(), self._users.hash_of(name)
        super().__setitem__(token, name)

    def __delitem__(self, token: Any) -> None:
        self._since.pop(token, None)
        super().__delitem__(token)

    def get(self, token: Any, default: Any = None) -> Any:
        """The name that logged in with this token, if it still holds."""
        if token not in self:
            return default
        name, (since, hashed) = self[token], self._since[token]
        holds = hashed is not None and self._users.hash_of(name) == hashed and self._clock() < since + _HOLDS
        return name if holds else default
