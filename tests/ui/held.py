"""A station that answers when the test lets it, one question after the other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from kiosk.errors import KioskError

T = TypeVar("T")


@dataclass
class Held:
    """A runner that keeps its work until it is told to go on."""

    waiting: list[Callable[[], None]] = field(default_factory=list)

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        limit_s: float = 0.0,
    ) -> None:
        assert limit_s >= 0

        def go() -> None:
            try:
                result = work()
            except (OSError, KioskError) as error:
                failed(error)
            else:
                done(result)

        self.waiting.append(go)

    def go_on(self) -> None:
        """Do all that was asked, and what is asked meanwhile."""
        while self.waiting:
            self.waiting.pop(0)()
