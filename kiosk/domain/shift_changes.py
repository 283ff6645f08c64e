"""Shifts: who stands at a station, folded from its `shift` entries."""

from collections.abc import Iterable
from enum import StrEnum

from kiosk.domain.causal_order import ClockOffsets, order_key
from kiosk.domain.entry import Entry


class ShiftChange(StrEnum):
    """What a `shift` entry says: somebody starts, or goes."""

    START = "start"
    END = "end"


def on_duty(shifts: Iterable[Entry], offsets: ClockOffsets) -> Entry | None:
    """Return the entry that began a station's shift, if its last one did not end it."""
    last = max(shifts, key=lambda entry: order_key(entry, offsets), default=None)
    if last is None or last.operator is None or last.detail.get("turn") != ShiftChange.START:
        return None
    return last


def operator_name_annexes(shifts: Iterable[Entry], offsets: ClockOffsets) -> dict[str, str]:
    """Return for each operator the annex (hex) that names them, the last by time."""
    named = [entry for entry in shifts if entry.operator and entry.annex]
    named.sort(key=lambda entry: order_key(entry, offsets))
    return {str(entry.operator): str(entry.annex) for entry in named}
