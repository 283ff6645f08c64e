"""Keys that were typed into a field, by a person or a slow hand scanner."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kiosk.domain.key_readings import Stroke, readings
from kiosk.ui.input.held_keys import Field

SHORTEST_CODE = 8
"""Keys of a code that is looked up by positions; a typo in a shorter one may be another code."""

_SPREAD_MS, _SPREAD = 16, 0.08  # the clocks of some systems have steps of 16 ms
_PRESS_MS = 40  # a finger presses a key for longer
_SHARE = 0.8


def is_even(gaps: Sequence[int], holds: Sequence[int]) -> bool:
    """Return whether gaps and holds of keys (ms) are as even as only a device makes them."""
    if not gaps or len(holds) < len(gaps):
        return False
    usual, held = median(gaps), median(holds)
    in_step = sum(abs(gap - usual) <= max(_SPREAD_MS, usual * _SPREAD) for gap in gaps)
    as_long = sum(abs(hold - held) <= _SPREAD_MS / 2 for hold in holds)
    return held <= _PRESS_MS and in_step >= _SHARE * len(gaps) and as_long >= _SHARE * len(holds)


@dataclass(frozen=True, slots=True)
class Typed:
    """Keys that may be a code of a slow scanner: their readings, and their field.

    `evenly` says that their pace is as even as only a device's. A person can type a code too, but a
    ticket's number may be the start of a longer one.
    """

    read: tuple[str, ...]
    evenly: bool
    _before: Field
    _text: str

    def restore_if_unchanged(self) -> bool:
        """Restore the field, unless it changed since; return whether it was restored."""
        return self._before.restore_if_unchanged(self._text)


class TypedKeys:
    """The keys typed into an empty field, until Enter, a focus change or an edit."""

    def __init__(self) -> None:
        self._strokes: list[Stroke] = []
        self._field: Field | None = None
        self._entered = False

    def add(self, before: Field | None, stroke: Stroke) -> None:
        """Add a key and the state of its field before it; None if the key goes to no field."""
        self._entered = False
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
        """Forget the keys; later keys are no whole text."""
        self._strokes.clear()
        self._field = None

    def enter(self) -> None:
        """Leave the keys to the Enter that follows them; they are not scanned once more."""
        self._entered = True

    def readings(self) -> tuple[str, ...]:
        """Return the possible readings as a code, the laptop's own layout first."""
        return readings(self._strokes) if len(self._strokes) >= SHORTEST_CODE else ()

    def typed(self, *, evenly: bool) -> Typed | None:
        """Return the keys with their field, if they may be a scanned code."""
        read = self.readings()
        if self._field is None or self._entered or not read or self._field.is_secret:
            return None
        return Typed(read, evenly, self._field, self._field.edit.text())
