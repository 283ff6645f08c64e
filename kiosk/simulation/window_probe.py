"""Measures the time until another laptop knows of an admission: until then a copy can come in."""

import queue
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from statistics import quantiles

from kiosk.simulation.simulated_laptops import SimulatedLaptop

_LOOK_S = 0.005
_LIMIT_S = 10.0
_WAITING = 1  # admissions that may wait while one is followed


class WindowProbe:
    """Follows one admission at a time, from a door to the file of another laptop.

    An admission is not measured if a cable of either laptop was cut meanwhile, or after 10 seconds:
    that laptop has no network.
    """

    def __init__(self, laptops: Sequence[SimulatedLaptop]) -> None:
        self._laptops = laptops
        self._greens: queue.Queue[tuple[str, int, float] | None] = queue.Queue(_WAITING)
        self._took_ms: list[float] = []
        self._thread = threading.Thread(target=self._run, name="window probe")

    def start(self) -> None:
        """Begin to follow admissions."""
        self._thread.start()

    def note(self, entry: str, station: int) -> None:
        """Follow this entry of a station, if none is followed now."""
        with suppress(queue.Full):
            self._greens.put_nowait((entry, station, time.monotonic()))

    def stop(self) -> dict[str, float | None]:
        """End; return the median and the 99th percentile in ms, None if nothing was measured."""
        self._greens.put(None)
        self._thread.join()
        if not self._took_ms:
            return {"p50": None, "p99": None}
        both = [*self._took_ms, *self._took_ms]  # quantiles need two
        cuts = quantiles(both, n=100, method="inclusive")
        return {"p50": round(cuts[49], 1), "p99": round(cuts[98], 1)}

    def _run(self) -> None:
        with ExitStack() as opened:
            stores = [opened.enter_context(one.session.open_store()) for one in self._laptops]
            for number, green in enumerate(iter(self._greens.get, None)):
                entry, station, began = green
                other = (station + 1 + number % max(1, len(stores) - 1)) % len(stores)
                ends = self._laptops[station].relay, self._laptops[other].relay
                while stores[other].history.by_hash(entry) is None:
                    if any(one.is_cut for one in ends) or time.monotonic() - began > _LIMIT_S:
                        break
                    time.sleep(_LOOK_S)
                else:
                    self._took_ms.append((time.monotonic() - began) * 1000)
