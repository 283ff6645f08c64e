"""One check of the preflight."""

from dataclasses import dataclass
from enum import StrEnum


class CheckState(StrEnum):
    """The state of a check: in order, needs a person, or could not be made here."""

    OK = "ok"
    ATTENTION = "attention"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check: its name (stable, for scripts), its state, and a sentence."""

    name: str
    state: CheckState
    text: str


def ok(name: str, text: str) -> Check:
    """Return a check that found no problem."""
    return Check(name, CheckState.OK, text)


def attention(name: str, text: str) -> Check:
    """Return a check that needs a person; the text names the next step."""
    return Check(name, CheckState.ATTENTION, text)


def unknown(name: str, text: str) -> Check:
    """Return a check that could not be made here; the text gives the reason."""
    return Check(name, CheckState.UNKNOWN, text)
