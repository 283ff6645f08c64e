"""The time of a film: what is read faster than it plays keeps the gaps that it shows."""

from kiosk.store.clock import Clock


class FilmClock:
    """The clock of a film that starts now: read faster than it plays, its gaps stay its own."""

    def __init__(self, clock: Clock) -> None:
        self._start = clock.wall()
        self._ms = 0

    def show(self, position: float) -> None:
        """Say that the film is `position` seconds from its start."""
        self._ms = max(self._ms, round(position * 1000))

    def wall(self) -> int:
        """Return the film's time, ms UTC."""
        return self._start + self._ms

    def passed(self) -> int:
        """Return how far the film is, in ms."""
        return self._ms
