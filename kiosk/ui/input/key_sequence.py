"""A sequence of keys, and whether a hand scanner or a person pressed them."""

from dataclasses import dataclass, field

from kiosk.domain.key_readings import Stroke
from kiosk.ui.input.typed_keys import SHORTEST_CODE, is_even


@dataclass(frozen=True, slots=True)
class TypingPace:
    """The pace of a scanner: `shortest` keys or more, most of them at most `gap_ms` apart.

    A busy laptop delays keys; those more than `person_ms` apart may be a person's. A scanner can
    pause for `late_ms` between any two keys, as wireless ones do, also before its Enter; up to
    `early` keys can come before that pause. A key that is down is waited for until `held_ms`; a
    held key repeats after more than `repeat_ms`.
    """

    gap_ms: int = 30
    person_ms: int = 45
    late_ms: int = 420
    held_ms: int = 1_500
    repeat_ms: int = 12
    shortest: int = 6
    early: int = 3


PACE = TypingPace()


@dataclass(slots=True)
class Train:
    """Keys without a long pause between them; times are ms."""

    pace: TypingPace
    strokes: list[Stroke] = field(default_factory=list)
    _at: list[int] = field(default_factory=list)
    _keys: list[int] = field(default_factory=list)
    _holds: dict[int, int] = field(default_factory=dict)
    _seen_ms: int = 0

    def __len__(self) -> int:
        return len(self.strokes)

    def continues_at(self, at_ms: int) -> bool:
        """Return whether a key at this time belongs to the sequence."""
        return bool(self.strokes) and at_ms - self._seen_ms <= self.pace.late_ms

    def add(self, stroke: Stroke, at_ms: int, key: int = 0) -> None:
        """Add a pressed key; `key` is its scan code."""
        self.strokes.append(stroke)
        self._at.append(at_ms)
        self._keys.append(key)
        self._seen_ms = at_ms

    @property
    def last_ms(self) -> int:
        """The time of the last press."""
        return self._at[-1] if self._at else 0

    def release(self, key: int, at_ms: int) -> None:
        """Record the release of a key."""
        self.note_activity(at_ms)
        for place in reversed(range(len(self))):
            if self._keys[place] == key and place not in self._holds:
                self._holds[place] = at_ms - self._at[place]
                return

    def note_activity(self, at_ms: int) -> None:
        """Record that a key was released or repeats, which continues the sequence."""
        self._seen_ms = max(self._seen_ms, at_ms)

    def clear(self) -> None:
        """Remove all keys."""
        self.strokes.clear()
        self._at.clear()
        self._keys.clear()
        self._holds.clear()

    def repeats_at_once(self, at_ms: int) -> bool:
        """Return whether a key at this time comes faster than a held key repeats."""
        return bool(self._at) and at_ms - self._at[-1] <= self.pace.repeat_ms

    def is_fast_at(self, at_ms: int) -> bool:
        """Return whether the last keys and one at this time have the pace of a scanner."""
        last = self._at[-1:]
        return bool(last) and at_ms - last[0] <= self.pace.gap_ms and self._fast_share() > 0

    @property
    def first(self) -> int | None:
        """The place of the first key of a scanner; None if a person typed, or may have typed."""
        slow = self._slow_before()
        begins = slow if slow > self.pace.early else 0
        enough = len(self) - begins >= self.pace.shortest
        return begins if enough and self._fast_share(slow) >= 1 / 2 else None

    @property
    def is_even(self) -> bool:
        """True if all keys are slow, but as even as only a device presses them."""
        return len(self) >= SHORTEST_CODE and is_even(self._gaps(), list(self._holds.values()))

    @property
    def may_be_scanned(self) -> bool:
        """True if the sequence may still turn out to be a scanner's."""
        few_slow = self._slow_before() <= self.pace.early
        return few_slow or is_even(self._gaps(), list(self._holds.values()))

    def early(self, begins: int) -> int:
        """Return how many keys at the start of a scanner's sequence may be a person's."""
        return max(0, self._slow_before() - begins)

    def _gaps(self) -> list[int]:
        return [later - at for at, later in zip(self._at, self._at[1:], strict=False)]

    def _slow_before(self) -> int:
        """Return the number of slow keys before the first fast ones."""
        fast = (place for place, gap in enumerate(self._gaps()) if gap <= self.pace.person_ms)
        return next(fast, max(0, len(self) - 1))

    def _fast_share(self, begins: int = 0) -> float:
        gaps = self._gaps()[begins:]
        return sum(gap <= self.pace.gap_ms for gap in gaps) / len(gaps) if gaps else 0.0
