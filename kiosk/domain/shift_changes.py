"""Shifts: the operator on duty at a station, from its `shift` entries."""

from collections.abc import Iterable
from enum import StrEnum

from kiosk.domain.causal_order import ClockOffsets, order_key
from kiosk.domain.entry import Entry


class ShiftChange(StrEnum):
    """The change in a `shift` entry: the start or the end of a shift."""

    START = "start"
    END = "end"


def on_duty(shifts: Iterable[Entry], offsets: ClockOffsets) -> Entry | None:
    """Return the entry that started a station's shift, if its last one did not end it."""
    last = max(shifts, key=lambda entry: order_key(entry, offsets), default=None)
    if last is None or last.operator is None or last.detail.get("turn") != ShiftChange.START:
        return None
    return last


def operator_name_annexes(shifts: Iterable[Entry], offsets: ClockOffsets) -> dict[str, str]:
    """Return the annex (hex) with each operator's name, the last by time."""
    named = [entry for entry in shifts if entry.operator and entry.annex]
    named.sort(key=lambda entry: order_key(entry, offsets))
    return {str(entry.operator): str(entry.annex) for entry in named}
