"""Who has the floor on one browser page: two answers made at once would each leave the other out."""

from __future__ import annotations

from itertools import count
from threading import Lock

from assistant.page.turns import Asked

Ticket = tuple[str, int]


class Floor:
    """A question that was sent keeps the floor until it is answered; one asked anew gives it up to any other.

    How a question is to be asked anew, if that is wanted while another has the floor, is kept until that is answered.
    Each method takes the page's session, or the ticket that was given for it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._numbers = count(1)
        self._has: dict[str, int] = {}
        self._sent: dict[str, Asked | None] = {}
        self._anew: dict[str, Asked] = {}

    def take(self, session: str, anew: Asked | None = None) -> Ticket | None:
        """The floor; None where something is to be asked anew while a question that was sent is not yet answered.

        None as well where it is being asked anew in just that way: a filter's change and the click that made it.
        """
        with self._lock:
            if anew and session in self._sent:
                self._sent[session] = anew
                return None
            if anew and self._anew.get(session) == anew:
                return None
            number = self._has[session] = next(self._numbers)
            self._anew.pop(session, None)
            if anew:
                self._anew[session] = anew
            else:
                self._sent[session] = None
            return session, number

    def has(self, ticket: Ticket) -> bool:
        """Whether nobody else has taken the floor since."""
        return self._has.get(ticket[0]) == ticket[1]

    def leave(self, ticket: Ticket) -> Asked | None:
        """Give it back, if no other has taken it; returns how the question is to be asked anew, if it is."""
        return self.clear(ticket[0]) if self.has(ticket) else None

    def clear(self, session: str) -> Asked | None:
        """Nobody has it any more: what is being answered for it is of a conversation that is over."""
        with self._lock:
            self._has.pop(session, None)
            self._anew.pop(session, None)
            return self._sent.pop(session, None)
