"""Runs a simulated day: doors, cables, sticks and the hub, and the check at its end."""

import queue
import threading
import time
from collections.abc import Callable, Collection
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from kiosk.runtime.data_folder import DataFolder
from kiosk.simulation.agreement import headcount, laptop_result, problems, too_low
from kiosk.simulation.day_plan import DayPlan, HubFate, Showing, plan_day
from kiosk.simulation.fault_acts import fault_acts, in_time
from kiosk.simulation.headcount_samples import HeadcountSamples, Offs, offs
from kiosk.simulation.hub_of_the_day import HubOfTheDay
from kiosk.simulation.own_count import OwnCount
from kiosk.simulation.simulated_laptops import (
    Site,
    add_tickets,
    join_laptops,
    make_admin,
)
from kiosk.simulation.window_probe import WindowProbe
from kiosk.sync.network.hub_address import HubAddress

_NOTHING_NEW_S = 60.0
_LOOK_S = 0.25
_HEADCOUNTS = 8  # a day, by the command
_SAMPLES_BETWEEN = 5  # without a process of their own


@dataclass(frozen=True, slots=True)
class SimulationRequest:
    """The size of a simulated day.

    With a `hub` the data folder is that of its admin, whose event gets the simulated tickets and
    laptops; without one, a hub and an event of its own are made.
    """

    stations: int
    visitors: int
    minutes: float
    seed: int
    hub: HubAddress | None = None


@dataclass(frozen=True, slots=True)
class SimulationResult:
    """The result of a simulated day; `window_ms` are milliseconds until another laptop knows.

    `headcounts` is how often the headcount was compared. `inside_likely_off` is how far it was from
    the people who were really inside while a laptop was silent, `inside_off` the known number.
    """

    stations: int
    visitors: int
    entries: int
    converged: bool
    lost: int
    doubles: int
    doubles_expected: int
    window_ms: dict[str, float | None]
    headcounts: int
    inside_likely_off: Offs
    inside_off: Offs
    problems: tuple[str, ...]
    outcomes: dict[str, int] = field(default_factory=dict)
    hub: str = HubFate.RETURNS.value


def simulate(
    session: DataFolder,
    folder: Path,
    request: SimulationRequest,
    on_stage: Callable[[str], None] = lambda _: None,
) -> SimulationResult:
    """Simulate a day in a folder; `on_stage` gets the key of the text of each stage."""
    plan = plan_day(
        request.seed,
        stations=request.stations,
        visitors=request.visitors,
        seconds=request.minutes * 60,
        own_hub=request.hub is None,
    )
    with ExitStack() as stack:
        site = Site(folder, session)
        on_stage("simulate.preparing")
        if request.hub is None:
            make_admin(session)
        add_tickets(session, folder, plan.tickets)
        hub = HubOfTheDay(site, plan.hub_fate) if request.hub is None else None
        address = request.hub or _started(stack, hub)
        join_laptops(site, address, request.stations)
        if hub is not None:
            hub.prepare(address)
        for one in site.laptops:
            stack.callback(one.close)
        on_stage("simulate.running")
        day = _Day(plan, site, hub)
        window = day.run()
        on_stage("simulate.checking")
        converged = _converge(site, hub, day.count.entries)
    return _checked(request, site, day, converged=converged, window=window)


def _started(stack: ExitStack, hub: HubOfTheDay | None) -> HubAddress:
    assert hub is not None  # noqa: S101  # there is no other
    stack.callback(hub.close)
    return hub.start()


class _Day:
    """The hours in which the doors are open."""

    def __init__(self, plan: DayPlan, site: Site, hub: HubOfTheDay | None) -> None:
        self.count = OwnCount(plan)
        self.plan = plan
        self._site = site
        self._hub = hub
        self._queues: list[queue.SimpleQueue[Showing | None]] = [
            queue.SimpleQueue() for _ in site.laptops
        ]
        self._failures: list[BaseException] = []
        self._closed = threading.Event()
        self.too_low: list[str] = []
        self.samples = HeadcountSamples(site.admin, self.count)
        self._probe = WindowProbe(site.laptops)

    def run(self) -> dict[str, float | None]:
        """Run the day; return the times until other laptops knew of an admission."""
        doors = [
            threading.Thread(
                target=self._guarded,
                args=(partial(self._judge_guests, place),),
                name=f"door {place + 1}",
            )
            for place in range(len(self._site.laptops))
        ]
        faults = threading.Thread(target=self._guarded, args=(self._cause_faults,), name="faults")
        looks = threading.Thread(target=self._guarded, args=(self._compare,), name="headcount")
        self._probe.start()
        for thread in (*doors, faults, looks):
            thread.start()
        for showing in in_time(self.plan.showings):
            self._queues[showing.station].put(showing)
        for waiting in self._queues:
            waiting.put(None)
        for thread in (*doors, faults):
            thread.join()
        self._closed.set()
        looks.join()
        window = self._probe.stop()
        if self._failures:
            raise self._failures[0]
        return window

    def _judge_guests(self, place: int) -> None:
        laptop = self._site.laptops[place]
        while (showing := self._queues[place].get()) is not None:
            if showing.leaves and not self.count.has_come(showing.ticket):
                continue  # refused, or still in the queue: a guest who did not come cannot leave
            line, again = laptop.door.show(self.plan.tickets[showing.ticket].code)
            self.count.note(showing, line, again=again)
            if line["outcome"] == "admitted":
                self._probe.note(str(line["entry"]), place)

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  # raised again at the end of the day
            self._failures.append(error)

    def _compare(self) -> None:
        """Compare the hub's headcount with the own count, some times during the day."""
        between = self.plan.seconds / _HEADCOUNTS / _SAMPLES_BETWEEN
        while not self._closed.wait(between):
            with self._hub.lock if self._hub else nullcontext():
                self.take_sample()
                if self.samples.taken % _SAMPLES_BETWEEN:
                    continue
                if problem := too_low(headcount(self.hub_folder), self.count):
                    self.too_low.append(problem)

    def take_sample(self, *, after_closing: bool = False) -> None:
        """Compare the headcount of the laptop that is the hub now."""
        self.samples.admin = replace(self._site.admin, folder=self.hub_folder)
        self.samples.take(after_closing=after_closing)

    @property
    def hub_folder(self) -> Path:
        """The folder of the hub now."""
        return self._hub.folder if self._hub else self._site.admin.folder

    def _cause_faults(self) -> None:
        for one in in_time(fault_acts(self.plan.faults, self._site.laptops, self._hub)):
            one.act()


def _converge(site: Site, hub: HubOfTheDay | None, entries: Collection[str]) -> bool:
    """Wait until all laptops have the same entries, and these; return whether they have.

    Without a hub, a stick is carried from laptop to laptop. A slow computer may take long; this
    ends when no laptop received anything new for a minute.
    """
    for one in site.laptops:
        one.relay.mend()
        one.door.running()  # one that died is started again, and signs its last entries
    first = replace(site.admin, folder=hub.folder) if hub else site.admin
    sessions = [first, *(one.session for one in site.laptops)]
    missing = [set(entries) for _ in sessions]
    if hub is not None and not hub.serves:
        hub.carry_sticks(
            [one.folder for one in sessions],
            lambda: len({_digest(session, set()) for session in sessions}) == 1,
        )
    before: list[str] = []
    until = 0.0
    while True:
        digests = [
            _digest(session, lacks) for session, lacks in zip(sessions, missing, strict=True)
        ]
        if len(set(digests)) == 1 and not any(missing):
            return True
        if digests != before:
            before, until = digests, time.monotonic() + _NOTHING_NEW_S
        elif time.monotonic() > until:
            return False
        time.sleep(_LOOK_S)


def _digest(session: DataFolder, lacks: set[str]) -> str:
    """Return the digest of a laptop's entries, and remove those that arrived from `lacks`."""
    with session.open_store() as store:
        lacks -= {one for one in lacks if store.history.by_hash(one) is not None}
        return store.inventory.have().digest


def _checked(
    request: SimulationRequest,
    site: Site,
    day: _Day,
    *,
    converged: bool,
    window: dict[str, float | None],
) -> SimulationResult:
    own = day.count
    places = [("hub", day.hub_folder), *((one.name, one.folder) for one in site.laptops)]
    results = [laptop_result(name, folder, site.folder) for name, folder in places]
    lost = own.entries - frozenset.intersection(*(one.entries() for one in results))
    day.take_sample(after_closing=True)  # all that was written is known by now
    found = [*day.too_low, *day.samples.problems, *problems(results, own)]
    return SimulationResult(
        stations=request.stations,
        visitors=request.visitors,
        entries=len(own.entries),
        converged=converged and not any("differ: " in one for one in found),
        lost=len(lost),
        doubles=results[0].doubles,
        doubles_expected=own.doubles(),
        window_ms=window,
        headcounts=day.samples.taken,
        inside_likely_off=offs(day.samples.likely),
        inside_off=offs(day.samples.known),
        problems=tuple(found if converged else ["not all laptops have the same entries", *found]),
        outcomes=dict(own.outcomes),
        hub=day.plan.hub_fate.value,
    )
