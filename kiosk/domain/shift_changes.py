"""Shifts: who stands at a station, folded from its `shift` entries."""

from collections.abc import Iterable
from enum import StrEnum

from kiosk.domain.causal_order import Offsets, rank
from kiosk.domain.entry import Entry


class Turn(StrEnum):
    """What a `shift` entry says: somebody starts, or goes."""

    START = "start"
    END = "end"


def on_duty(shifts: Iterable[Entry], offsets: Offsets) -> Entry | None:
    """Return the entry that began a station's shift, if its last one did not end it."""
    last = max(shifts, key=lambda entry: rank(entry, offsets), default=None)
    if last is None or last.operator is None or last.detail.get("turn") != Turn.START:
        return None
    return last


def named_by(shifts: Iterable[Entry], offsets: Offsets) -> dict[str, str]:
    """Return for each operator the annex (hex) that names them, the last by time."""
    named = [entry for entry in shifts if entry.operator and entry.annex]
    named.sort(key=lambda entry: rank(entry, offsets))
    return {str(entry.operator): str(entry.annex) for entry in named}
