"""Keys that follow each other, and whether a hand scanner or a person pressed them."""

from dataclasses import dataclass, field

from kiosk.domain.key_readings import Stroke
from kiosk.ui.input.typed_keys import SHORTEST_CODE, is_even


@dataclass(frozen=True, slots=True)
class TypingPace:
    """How a scanner types: `shortest` keys or more, most of them at most `gap_ms` apart.

    A busy laptop stretches them; what is more than `person_ms` apart may be a person's.
    Between any two it may hesitate for `late_ms`, as those without a wire do, and as long it may
    take to send its Enter. A key that hangs is waited for until `held_ms`, and repeats after more
    than `repeat_ms`. Up to `early` keys may come before such a wait.
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
    """Keys without a long pause; times are ms."""

    pace: TypingPace
    strokes: list[Stroke] = field(default_factory=list)
    _at: list[int] = field(default_factory=list)
    _keys: list[int] = field(default_factory=list)
    _holds: dict[int, int] = field(default_factory=dict)
    _seen_ms: int = 0

    def __len__(self) -> int:
        return len(self.strokes)

    def continues_at(self, at_ms: int) -> bool:
        """Whether a key at that time belongs to the ones before."""
        return bool(self.strokes) and at_ms - self._seen_ms <= self.pace.late_ms

    def add(self, stroke: Stroke, at_ms: int, key: int = 0) -> None:
        """Take a key that was pressed; `key` is the number that the system has for it."""
        self.strokes.append(stroke)
        self._at.append(at_ms)
        self._keys.append(key)
        self._seen_ms = at_ms

    @property
    def last_ms(self) -> int:
        """When the last key was pressed."""
        return self._at[-1] if self._at else 0

    def release(self, key: int, at_ms: int) -> None:
        """Note that a key was let go."""
        self.note_activity(at_ms)
        for place in reversed(range(len(self))):
            if self._keys[place] == key and place not in self._holds:
                self._holds[place] = at_ms - self._at[place]
                return

    def note_activity(self, at_ms: int) -> None:
        """Note a sign of life: a key was let go, or hangs."""
        self._seen_ms = max(self._seen_ms, at_ms)

    def clear(self) -> None:
        """Start afresh."""
        self.strokes.clear()
        self._at.clear()
        self._keys.clear()
        self._holds.clear()

    def repeats_at_once(self, at_ms: int) -> bool:
        """Whether a key at that time follows faster than any held key repeats."""
        return bool(self._at) and at_ms - self._at[-1] <= self.pace.repeat_ms

    def is_fast_at(self, at_ms: int) -> bool:
        """Whether the last keys and one at that time follow each other as a scanner's do."""
        last = self._at[-1:]
        return bool(last) and at_ms - last[0] <= self.pace.gap_ms and self._fast_share() > 0

    @property
    def first(self) -> int | None:
        """Where a scanner's keys begin in it; None where a person typed, or may have."""
        slow = self._slow_before()
        begins = slow if slow > self.pace.early else 0
        enough = len(self) - begins >= self.pace.shortest
        return begins if enough and self._fast_share(slow) >= 1 / 2 else None

    @property
    def is_even(self) -> bool:
        """Whether all keys follow each other slowly, but as evenly as a device presses them."""
        return len(self) >= SHORTEST_CODE and is_even(self._gaps(), list(self._holds.values()))

    @property
    def may_be_scanned(self) -> bool:
        """Whether it may turn out to be a scanner's when more keys come."""
        if self._slow_before() <= self.pace.early:
            return True
        return is_even(self._gaps(), list(self._holds.values()))

    def early(self, begins: int) -> int:
        """Return how many keys of a scanner's train may be a person's after all."""
        return max(0, self._slow_before() - begins)

    def _gaps(self) -> list[int]:
        return [later - at for at, later in zip(self._at, self._at[1:], strict=False)]

    def _slow_before(self) -> int:
        """Return how many keys come one by one before the first quick ones."""
        fast = (place for place, gap in enumerate(self._gaps()) if gap <= self.pace.person_ms)
        return next(fast, max(0, len(self) - 1))

    def _fast_share(self, begins: int = 0) -> float:
        gaps = self._gaps()[begins:]
        return sum(gap <= self.pace.gap_ms for gap in gaps) / len(gaps) if gaps else 0.0
