"""PINs of the few people who may do more: whose they are, and how fast they may be tried."""

from dataclasses import dataclass
from enum import StrEnum

SHORTEST_PIN = 6
"""Digits of a PIN at least."""

FREE_TRIES = 5
FIRST_WAIT_MS = 30_000
LONGEST_WAIT_MS = 3_600_000


class PinOwner(StrEnum):
    """Whose PIN it is."""

    ORGANISER = "organiser"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class PinProof:
    """Somebody gave the PIN of this keeper just now."""

    keeper: PinOwner


@dataclass(frozen=True, slots=True)
class PinAttempts:
    """Wrong tries in a row, and the monotonic clock (ms) at the last of them."""

    failures: int = 0
    passed: int = 0

    def failed(self, passed: int) -> "PinAttempts":
        """Return the tries with one more wrong one, now."""
        return PinAttempts(self.failures + 1, passed)

    def restarted(self, passed: int) -> "PinAttempts":
        """Return the tries on a clock that began anew: the whole wait begins again."""
        return PinAttempts(self.failures, passed) if passed < self.passed else self

    def wait_ms(self, passed: int) -> int:
        """Return how long a next try is not looked at: after FREE_TRIES, doubling each time."""
        if self.failures < FREE_TRIES:
            return 0
        wait = FIRST_WAIT_MS << min(self.failures - FREE_TRIES, 16)
        return max(0, min(wait, LONGEST_WAIT_MS) - (passed - self.passed))


def is_valid_pin(pin: str) -> bool:
    """Return whether a text can be a PIN: enough digits, and nothing else."""
    return pin.isascii() and pin.isdigit() and len(pin) >= SHORTEST_PIN
