"""Finds out whether a code that looks like no ticket is one, by asking the store."""

import time
from collections.abc import Callable

from kiosk.domain.scanned_text import is_not_a_ticket

WAIT_S = 0.5  # a lookup takes milliseconds; the store may be busy with an import
_MAX_TEXTS = 500  # texts; a day at a door shows fewer web addresses


class TicketDoubts:
    """Asks the store once about each text that looks like no ticket, and waits WAIT_S at most."""

    def __init__(
        self, ask: Callable[[str], None] | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._ask = ask
        self._clock = clock
        self._asked_at: dict[str, float] = {}
        self._answers: dict[str, bool] = {}

    def __call__(self, text: str) -> bool | None:
        """Return whether a text is certainly no ticket; None while the store is asked."""
        if not is_not_a_ticket(text):
            return False
        if self._ask is None:
            return True
        if text in self._answers:
            return self._answers[text]
        if text not in self._asked_at:
            if len(self._asked_at) >= _MAX_TEXTS:
                self._asked_at.clear()
                self._answers.clear()
            self._asked_at[text] = self._clock()
            self._ask(text)
        return True if self._clock() - self._asked_at[text] > WAIT_S else None

    def answer(self, text: str, *, no_ticket: bool) -> None:
        """Store the answer about a text; may be called on any thread."""
        self._answers[text] = no_ticket
