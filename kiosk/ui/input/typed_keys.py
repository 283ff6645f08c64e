"""Keys that were typed one by one into a field: a person's, or those of a slow hand scanner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kiosk.domain.key_readings import Stroke, readings
from kiosk.ui.input.held_keys import Field

SHORTEST_CODE = 8
"""Keys of a code that is looked up by their places: a slip in a shorter one may be another's."""

_SPREAD_MS, _SPREAD = 16, 0.08  # clocks of some systems go in steps of 16 ms
_PRESS_MS = 40  # a finger stays down for longer
_SHARE = 0.8


def is_even(gaps: Sequence[int], holds: Sequence[int]) -> bool:
    """Whether keys follow each other (ms) and are let go as evenly as only a device does it."""
    if not gaps or len(holds) < len(gaps):
        return False
    usual, held = median(gaps), median(holds)
    near = max(_SPREAD_MS, usual * _SPREAD)
    in_step = sum(abs(gap - usual) <= near for gap in gaps)
    as_long = sum(abs(hold - held) <= _SPREAD_MS / 2 for hold in holds)
    return held <= _PRESS_MS and in_step >= _SHARE * len(gaps) and as_long >= _SHARE * len(holds)


@dataclass(frozen=True, slots=True)
class Typed:
    """Keys that may be a code of a slow scanner: what they may mean, and where they went.

    `evenly` says that they came as evenly as only a device presses them. A person may type a code
    too; but a ticket's number may be the beginning of a longer one.
    """

    read: tuple[str, ...]
    evenly: bool
    _before: Field
    _text: str

    def take_back(self) -> bool:
        """Put the field back as it was, unless it has changed since; return whether it was."""
        return self._before.take_back(self._text)


class TypedKeys:
    """The keys that an empty field was filled with, until it is entered, left or edited."""

    def __init__(self) -> None:
        self._strokes: list[Stroke] = []
        self._field: Field | None = None

    def add(self, before: Field | None, stroke: Stroke) -> None:
        """Note a key that goes into a field, as it was; None where it goes into none."""
        if before is None:
            self.clear()
            return
        begun = any(one.text for one in self._strokes)  # a dead key leaves the field empty
        if not before.text and (begun or self._field is None):
            self._strokes.clear()
            self._field = before
        if self._field is not None and self._field.edit is before.edit:
            self._strokes.append(stroke)

    def clear(self) -> None:
        """Forget them; what comes behind them is no whole text."""
        self._strokes.clear()
        self._field = None

    def readings(self) -> tuple[str, ...]:
        """Return what they may mean as a code, as the laptop reads them first."""
        return readings(self._strokes) if len(self._strokes) >= SHORTEST_CODE else ()

    def typed(self, *, evenly: bool) -> Typed | None:
        """Return them with their field, if they may be a scanned code."""
        read = self.readings()
        if self._field is None or not read or self._field.is_secret:
            return None
        return Typed(read, evenly, self._field, self._field.edit.text())
