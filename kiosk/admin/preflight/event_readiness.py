"""The checks of the event on this laptop: its day, lists, clock, setup, laptops and hub."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kiosk.admin.event_overview import event_overview
from kiosk.admin.preflight.check import Check, attention, ok
from kiosk.admin.preflight.open_points import open_points
from kiosk.admin.tried_lists import TriedLists
from kiosk.checkin.rehearsed_events import RehearsedEvents
from kiosk.domain.event_settings import Event
from kiosk.domain.roles import Role
from kiosk.reports.clock_report import checked_clock
from kiosk.reports.event_times import iso, other_day
from kiosk.store.station_store import StationStore
from kiosk.sync.network.hub_connection import HubConnection, HubFailed
from kiosk.sync.network.hub_exchange import unsent_entries
from kiosk.sync.network.known_hubs import hub_candidates
from kiosk.texts import Texts

_MINUTE_MS = 60_000


def event_checks(store: StationStore, folder: Path, now: int, words: Texts) -> Iterator[Check]:
    """Check the event of a store whose data folder is `folder`; `now` is ms UTC."""
    event = store.event()
    yield _day(event, now, words)
    yield _clock(store, words)
    yield from _lists(store, event, words)
    if store.certificate.role is not Role.HUB:
        yield from _setup(store, folder, words)
    yield _laptops(store, now, words)
    yield _unsent(store, words)
    yield from _hub(store, folder, words)


def _day(event: Event, now: int, words: Texts) -> Check:
    today = other_day(event, now)
    if today is None:
        return ok("day", words.say("doctor.today", event=event.name))
    if event.date < today:
        return attention("day", words.say("doctor.day_over", event=event.name, day=event.date))
    return ok("day", words.say("doctor.day_to_come", event=event.name, day=event.date))


def _clock(store: StationStore, words: Texts) -> Check:
    clock = checked_clock(store)
    if clock.doubt is not None:
        return attention("clock", words.say("doctor.clock_doubt"))
    minutes = abs(clock.off_ms) // _MINUTE_MS
    if minutes:
        key = "doctor.clock_behind" if clock.off_ms < 0 else "doctor.clock_ahead"
        return attention("clock", words.say(key, minutes=minutes))
    return ok("clock", words.say("doctor.clock"))


def _lists(store: StationStore, event: Event, words: Texts) -> Iterator[Check]:
    for one in store.manifests.missing():
        yield attention("lists", words.say("doctor.list_missing", source=one.source))
    listed = store.events.lists(event.id)
    if not listed:
        yield attention("lists", words.say("doctor.no_list"))
        return
    tickets = sum(one.rows for one in listed)
    newest = iso(max(one.at for one in listed), event.zone, precision="minutes")
    yield ok("lists", words.say("doctor.lists", lists=len(listed), tickets=tickets, at=newest))


def _setup(store: StationStore, folder: Path, words: Texts) -> Iterator[Check]:
    """Yield the open points; laptops other than the admin's only need a test scan."""
    untried = sorted(TriedLists(folder, store.keys.event).untried())
    rehearsed = store.keys.event in RehearsedEvents(folder)
    overview = event_overview(store, untried, rehearsed=rehearsed)
    done = replace(overview.done, lists=True)  # lists have their own check
    if store.certificate.role is Role.ADMIN:
        points = open_points(overview.settings, done, words)
    else:
        points = [] if done.rehearsed else [words.say("start.todo.rehearsal")]
    for point in points:
        yield attention("setup", point)
    if not points:
        yield ok("setup", words.say("doctor.setup"))


def _laptops(store: StationStore, now: int, words: Texts) -> Check:
    known = [one for one in store.stations.statuses(now, None) if one.is_laptop and not one.revoked]
    expected = store.stations.announced() - store.stations.spares_apart(now)
    numbers = {"known": len(known), "expected": max(expected, len(known))}
    if len(known) < expected and store.certificate.role is Role.ADMIN:
        return attention("laptops", words.say("doctor.laptops_missing", **numbers))
    return ok("laptops", words.say("doctor.laptops", **numbers))


def _unsent(store: StationStore, words: Texts) -> Check:
    unsent = unsent_entries(store)
    if unsent:
        return attention("copies", words.say("doctor.unsent", n=unsent))
    return ok("copies", words.say("doctor.sent"))


def _hub(store: StationStore, folder: Path, words: Texts) -> Iterator[Check]:
    """Check whether one of the known hubs answers; there is no check without a hub."""
    failure: HubFailed | None = None
    for address in hub_candidates(store, folder):
        connection = HubConnection(address)
        try:
            connection.connect()
        except HubFailed as error:
            failure = failure or error
            continue
        finally:
            connection.close()
        yield ok("hub", words.say("doctor.hub", address=address.url))
        return
    if failure is not None:
        yield attention("hub", words.error_text(failure))
