"""Closing the day: hand in this laptop's entries, check everyone out, list missing laptops."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from kiosk.domain.attendance import fold
from kiosk.domain.causal_order import corrected_time, head_hashes
from kiosk.domain.counting.station_status import StationStatus
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.store.sqlite.database import immediate, snapshot
from kiosk.store.sqlite.write_batches import BATCH
from kiosk.store.station_store import StationStore, check_role, record
from kiosk.store.stations.day_closing import DayClosing
from kiosk.sync.carrier import Carrier, CarrierWritten

IDLE_MS = 60_000
"""A laptop is idle after this time without an entry of its own."""

_END_OF_DAY = {"end_of_day": True}


@dataclass(frozen=True, slots=True)
class LaptopDay:
    """A laptop's day as known here.

    `people`: how many it let in. `handed_in`: it handed in, and nothing happened at its door since.
    """

    station: StationStatus
    people: int
    handed_in: bool


@dataclass(frozen=True, slots=True)
class ClosingOverview:
    """All laptops that were not revoked, by name, and how many were announced.

    A laptop that was replaced completely is not expected to hand in.
    """

    laptops: tuple[LaptopDay, ...]
    announced: int

    @property
    def handed_in(self) -> int:
        """How many laptops handed in."""
        return sum(laptop.handed_in for laptop in self.laptops)

    @property
    def expected(self) -> int:
        """How many laptops have to hand in."""
        return max(self.announced, len(self.laptops)) - self.gone

    @property
    def gone(self) -> int:
        """How many laptops were replaced completely."""
        return sum(laptop.station.finished for laptop in self.laptops)


def closing_overview(store: StationStore) -> ClosingOverview:
    """Return which laptops handed in, and the known figures of the others."""
    with snapshot(store.database):
        closing = DayClosing(store.database, store.keys.event)
        people, is_out = (
            closing.admitted_by_log(),
            closing.exists_elsewhere(store.keys.station),
        )
        statuses = [
            one
            for one in store.stations.statuses(store.journal.now(), None)
            if one.role != Role.HUB.value
        ]
        logs = {
            (id_, machine.id): [one.log for one in machine.logs]
            for id_ in {one.id for one in statuses}
            for machine in store.stations.machines(id_)
        }
        announced = store.stations.announced() - sum(one.revoked for one in statuses)
    return ClosingOverview(
        tuple(
            LaptopDay(
                one,
                people=sum(people.get(log, 0) for log in logs[one.id, one.machine]),
                handed_in=one.closed and (is_out or not one.this),
            )
            for one in statuses
            if not one.revoked
        ),
        announced,
    )


def hand_in_day(store: StationStore, carrier: Carrier) -> CarrierWritten:
    """Close this laptop's day and write all its data with a carrier, read back.

    The data of this laptop that the carrier already has is read first. Raises WorldFailed if
    writing fails; it can then be called again.
    """
    carrier.receive(store)
    close_day(store)
    return carrier.send(store)


def close_day(store: StationStore) -> bool:
    """Write and sign the `closed` entry of this laptop's day; False if it is already closed.

    The next scan opens the day again.
    """
    with immediate(store.database):
        status = next(one for one in store.stations.statuses(store.journal.now(), None) if one.this)
        if status.closed:
            return False
        ends = store.stations.logs(status.id)
        machines = {one.id: one for one in store.stations.machines(status.id)}
        own = {one.log: ends[one.log] for one in machines[status.machine].logs}
        record(store, Draft(Kind.CLOSED, detail={"logs": own}))
    store.journal.close()
    return True


def hand_in_if_asked(
    open_store: Callable[[], AbstractContextManager[StationStore]], store: StationStore
) -> None:
    """Close the day of this laptop if the admin asked all laptops to, and it is idle.

    The day is closed over a separate connection: writes of a live link may wait for the disk.
    """
    if store.events.settings(store.keys.event).get("hand_in") is not True:
        return
    if store.certificate.role is Role.HUB or not _is_idle(store):
        return
    own = next(one for one in store.stations.statuses(store.clocks.wall(), None) if one.this)
    if not own.closed and not own.revoked:
        with open_store() as writing:
            close_day(writing)


def _is_idle(store: StationStore) -> bool:
    newest = DayClosing(store.database, store.keys.event).newest_entry(store.keys.station)
    return newest is None or store.clocks.wall() - newest >= IDLE_MS


def check_everyone_out(
    store: StationStore, at: int, *, pause: Callable[[], None]
) -> dict[str, int]:
    """Check out everyone who came in before a time (ms UTC); return the people by area.

    People who came in later stay inside. The `out` entries have no entrance. A recount then
    corrects for clicks and earlier counts: only the crew is left. It may be interrupted and called
    again, as after an exchange; `pause` lets scans go first between its short transactions.
    """
    check_role(store, Kind.RECOUNT)
    event = store.event()
    if at > store.journal.now():
        raise UnusableInput("error.end_ahead")
    recounts = {area.name: store.manual_counts.recount(area.name) for area in event.areas}
    if any(recount and recount.at > at for recount in recounts.values()):
        raise UnusableInput("error.end_before_recount")
    people = dict.fromkeys(recounts, 0)
    inside = DayClosing(store.database, event.id).tickets_inside()
    for start in range(0, len(inside), BATCH):
        with immediate(store.database):
            for area, ticket in inside[start : start + BATCH]:
                people[area] = people.get(area, 0) + _check_out(store, event, area, ticket, at)
        pause()
    with immediate(store.database):
        for area, out in people.items():
            _correct_count(store, event, area, at, out)
    return people


def _check_out(store: StationStore, event: Event, area: str, ticket: str, at: int) -> int:
    ordered = [one for one in store.history.entries_of(ticket) if (one.area or FESTIVAL) == area]
    offsets = store.history.offsets(entry.log for entry in ordered)
    # Strictly earlier entries only: two entries at the same time have no certain order.
    then = [one for one in ordered if one.kind is Kind.UNDO or corrected_time(one, offsets) < at]
    people = min(fold(then).inside, fold(ordered).inside)
    if people:
        listed = store.tickets.by_id(ticket)
        record(
            store,
            Draft(
                Kind.OUT,
                area=area,
                ticket=ticket,
                people=people,
                places=listed.places if listed else 0,
                reentry=event.rules.reentry,
                # Parents place it after the entries that it ends, whatever their clocks.
                parents=head_hashes(then),
                stated_at=at,
                detail=_END_OF_DAY,
            ),
        )
    return people


def _correct_count(store: StationStore, event: Event, area: str, at: int, out: int) -> None:
    recount = store.manual_counts.recount(area)
    crew = event.rules.crew if area == FESTIVAL else 0
    ticketed = DayClosing(store.database, event.id).people_on_tickets(area)
    remaining = max(0, crew + ticketed - store.manual_counts.net_of_tickets(area, at))
    if recount is not None and (recount.at, recount.count) == (at, remaining):
        return
    if out or store.counts.inside(event, area) != crew + ticketed:
        record(
            store,
            Draft(Kind.RECOUNT, area=area, people=remaining, stated_at=at, detail=_END_OF_DAY),
        )
