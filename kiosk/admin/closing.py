"""Closing the day: this laptop's entries handed in, everybody set outside, and who is missing."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.attendance import fold
from kiosk.domain.causal_order import corrected_time, head_hashes
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.domain.headcount import StationStatus
from kiosk.errors import UnusableInput
from kiosk.store.recording import check_role, record
from kiosk.store.sqlite.database import immediate, snapshot
from kiosk.store.sqlite.write_batches import BATCH
from kiosk.store.station_store import StationStore
from kiosk.store.stations.day_closing import DayClosing, closed_detail
from kiosk.sync.carrier import Carrier, CarrierWritten

_END_OF_DAY = {"end_of_day": True}


@dataclass(frozen=True, slots=True)
class LaptopDay:
    """A laptop as it was heard of: how many people it let in by then, and whether it handed in
    and nothing happened at its door since.
    """

    station: StationStatus
    people: int
    handed_in: bool


@dataclass(frozen=True, slots=True)
class ClosingOverview:
    """All laptops that were not revoked, by name, and how many were announced.

    Nobody waits for one that was replaced, and of which all is known.
    """

    laptops: tuple[LaptopDay, ...]
    announced: int

    @property
    def handed_in(self) -> int:
        """How many handed in."""
        return sum(laptop.handed_in for laptop in self.laptops)

    @property
    def expected(self) -> int:
        """How many have to."""
        return max(self.announced, len(self.laptops)) - self.gone

    @property
    def gone(self) -> int:
        """How many were replaced, and have nothing more to bring."""
        return sum(laptop.station.gone for laptop in self.laptops)


def closing_overview(store: StationStore) -> ClosingOverview:
    """Return who handed the day in, and what is known of the others."""
    with snapshot(store.database):
        handing_in = DayClosing(store.database, store.keys.event)
        people, is_out = (
            handing_in.admitted_by_log(),
            handing_in.exists_elsewhere(store.keys.station),
        )
        heard = store.stations.statuses(store.journal.now(), None)
        logs = {
            (id_, machine.id): [one.log for one in machine.logs]
            for id_ in {one.id for one in heard}
            for machine in store.stations.machines(id_)
        }
        announced = store.stations.announced() - sum(one.revoked for one in heard)
    return ClosingOverview(
        tuple(
            LaptopDay(
                one,
                people=sum(people.get(log, 0) for log in logs[one.id, one.machine]),
                handed_in=one.closed and (is_out or not one.this),
            )
            for one in heard
            if not one.revoked
        ),
        announced,
    )


def hand_in_day(store: StationStore, carrier: Carrier) -> CarrierWritten:
    """Close this laptop's day and leave all that it knows with a carrier, read back.

    What the carrier held of this laptop is read first. WorldFailed where that cannot be: then it
    can be done again.
    """
    carrier.take_back(store)
    close_day(store)
    return carrier.leave(store)


def close_day(store: StationStore) -> bool:
    """Write down that this laptop's day is done, and sign it; False if that stands already.

    The next scan simply opens the day again.
    """
    with immediate(store.database):
        here = next(one for one in store.stations.statuses(store.journal.now(), None) if one.this)
        if here.closed:
            return False
        ends = DayClosing(store.database, store.keys.event).ends(here.id)
        machines = {one.id: one for one in store.stations.machines(here.id)}
        own = {one.log: ends[one.log] for one in machines[here.machine].logs}
        record(store, Draft(Kind.CLOSED, detail=closed_detail(own)))
    store.journal.close()
    return True


def check_everyone_out(
    store: StationStore, at: int, *, pause: Callable[[], None]
) -> dict[str, int]:
    """Set everybody outside who came in before a time (ms UTC); return the people of each area.

    Who came in later stays inside. Nobody goes through a door by it. Clicks and earlier counts
    are made up for by a recount: only the crew is left. It may be stopped and called again, as
    when another laptop's entries came in; `pause` gives way between its short transactions.
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
                out = _let_out(store, event, area, ticket, at)
                people[area] = people.get(area, 0) + out
        pause()
    with immediate(store.database):
        for area, out in people.items():
            _count_out(store, event, area, at, out)
    return people


def _let_out(store: StationStore, event: Event, area: str, ticket: str, at: int) -> int:
    ordered = [one for one in store.history.entries_of(ticket) if (one.area or FESTIVAL) == area]
    offsets = store.history.offsets(entry.log for entry in ordered)
    # Only what was before: of two entries at one moment chance decides which comes first.
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
                # It comes after what it lets out, by whatever clock that came in.
                parents=head_hashes(then),
                stated_at=at,
                detail=_END_OF_DAY,
            ),
        )
    return people


def _count_out(store: StationStore, event: Event, area: str, at: int, out: int) -> None:
    recount = store.manual_counts.recount(area)
    crew = event.rules.crew if area == FESTIVAL else 0
    ticketed = DayClosing(store.database, event.id).people_on_tickets(area)
    left = max(0, crew + ticketed - store.manual_counts.net_of_tickets(area, at))
    if recount is not None and (recount.at, recount.count) == (at, left):
        return
    if out or store.counts.inside(event, area) != crew + ticketed:
        record(
            store,
            Draft(Kind.RECOUNT, area=area, people=left, stated_at=at, detail=_END_OF_DAY),
        )
