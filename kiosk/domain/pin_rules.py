"""PINs of organiser and admin: the owners, and the limit on attempts."""

from dataclasses import dataclass
from enum import StrEnum

MIN_PIN_LENGTH = 6
"""Fewest digits of a PIN."""

FREE_TRIES = 5
FIRST_WAIT_MS = 30_000
MAX_WAIT_MS = 3_600_000


class PinOwner(StrEnum):
    """The owner of a PIN."""

    ORGANISER = "organiser"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class PinProof:
    """The PIN of this owner was given just now."""

    owner: PinOwner


@dataclass(frozen=True, slots=True)
class PinAttempts:
    """Wrong attempts in a row, and the monotonic time (ms) of the last one."""

    failures: int = 0
    at_ms: int = 0

    def failed(self, now_ms: int) -> "PinAttempts":
        """Return the attempts with one more wrong one, now."""
        return PinAttempts(self.failures + 1, now_ms)

    def restarted(self, now_ms: int) -> "PinAttempts":
        """Return the attempts on a restarted clock: the full wait starts again."""
        return PinAttempts(self.failures, now_ms) if now_ms < self.at_ms else self

    def wait_ms(self, now_ms: int) -> int:
        """Return how long to wait before the next attempt: after FREE_TRIES, doubling each time."""
        if self.failures < FREE_TRIES:
            return 0
        wait = FIRST_WAIT_MS << min(self.failures - FREE_TRIES, 16)
        return max(0, min(wait, MAX_WAIT_MS) - (now_ms - self.at_ms))


def is_valid_pin(pin: str) -> bool:
    """Return whether a text can be a PIN: enough digits, and nothing else."""
    return pin.isascii() and pin.isdigit() and len(pin) >= MIN_PIN_LENGTH
