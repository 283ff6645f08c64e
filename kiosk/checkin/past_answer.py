"""Restores the result of an earlier scan from the journal."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kiosk.checkin.answer import EarlierEntry, ScanResult
from kiosk.domain.attendance import Attendance, fold, max_people
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.event_settings import Event
from kiosk.domain.judge import validity, with_attendance
from kiosk.domain.ticket import Reentry, Status, Ticket
from kiosk.domain.verdict import Direction, Outcome, Verdict
from kiosk.store.station_store import StationStore

_COUNTED = (Outcome.ADMITTED, Outcome.EXITED)


def past_result(store: StationStore, entry: Entry) -> ScanResult:
    """Return the result of a scan from its entry.

    Ticket and policy are the current ones; `first` and `since` are of that time, without undone
    entries.
    """
    event = store.event()
    ticket = store.tickets.by_id(entry.ticket) if entry.ticket else None
    known = store.history.entries_of(entry.ticket) if entry.ticket else []
    history = [one for one in known if one.area == entry.area]
    before = fold(_before(entry, history))
    outcome = _outcome(entry)
    first, since, latest = earlier_entries(store, before)
    return ScanResult(
        verdict=_verdict(event, entry, outcome, ticket, history),
        at=entry.at,
        entry=entry.hash,
        entrance=entry.entrance or "",
        area=entry.area or "",
        direction=Direction.OUT if entry.kind is Kind.OUT else Direction.IN,
        station=store.history.author(entry.log).name,
        first=first,
        since=since,
        latest=latest,
        stated=entry.stated,
    )


def _verdict(
    event: Event,
    entry: Entry,
    outcome: Outcome,
    ticket: Ticket | None,
    history: Sequence[Entry],
) -> Verdict:
    before = fold(_before(entry, history))
    others = fold([one for one in history if one.hash != entry.hash])
    verdict = Verdict(
        outcome,
        ticket,
        people=entry.people_through,
        policy=event.rules.policy(outcome),
        lifted=tuple(Outcome(one) for one in entry.overridden if one in set(Outcome)),
        warnings=_warnings(entry),
        note=_note(event, outcome, ticket),
        seen_before=before.first is not None,
        max_people=max_people(entry, others) if outcome in _COUNTED else 0,
    )
    if outcome is Outcome.ADMITTED:
        verdict = with_attendance(verdict, before, entry.reentry or Reentry.AFTER_EXIT)
    elif outcome is Outcome.EXITED:
        verdict = replace(verdict, inside=max(0, before.inside - entry.people))
    return verdict


def _before(entry: Entry, ordered: Sequence[Entry]) -> list[Entry]:
    earlier = list(takewhile(lambda one: one.hash != entry.hash, ordered))
    return [*earlier, *(one for one in ordered[len(earlier) :] if one.kind is Kind.UNDO)]


def _outcome(entry: Entry) -> Outcome:
    outcome = entry.detail.get("outcome")
    if outcome in set(Outcome):
        return Outcome(str(outcome))
    match entry.kind:
        case Kind.IN | Kind.WALK_IN:
            return Outcome.ADMITTED
        case Kind.OUT:
            return Outcome.EXITED
        case _:
            return Outcome.UNKNOWN


def _warnings(entry: Entry) -> tuple[str, ...]:
    warnings = entry.detail.get("warnings")
    return (
        tuple(one for one in warnings if isinstance(one, str)) if isinstance(warnings, list) else ()
    )


def _note(event: Event, outcome: Outcome, ticket: Ticket | None) -> str | int | None:
    if ticket is None:
        return None
    match outcome:
        case Outcome.TOO_EARLY:
            return validity(event, ticket)[0]
        case Outcome.TOO_LATE:
            return validity(event, ticket)[1]
        case Outcome.CANCELLED:
            is_refused = ticket.status in (Status.CANCELLED, Status.WITHDRAWN)
            return ticket.status.value if is_refused else "replaced"
        case Outcome.WRONG_ENTRANCE:
            return ", ".join(ticket.entrances)
        case _:
            return None


def earlier_entries(
    store: StationStore, attendance: Attendance
) -> tuple[EarlierEntry | None, EarlierEntry | None, EarlierEntry | None]:
    """Return a ticket's first admission, that of the people inside, and its newest."""
    present, admissions = attendance.present, attendance.admissions
    return (
        _earlier_entry(store, attendance.first),
        _earlier_entry(store, present[0] if present else None),
        _earlier_entry(store, admissions[-1] if admissions else None),
    )


def _earlier_entry(store: StationStore, entry: Entry | None) -> EarlierEntry | None:
    if entry is None:
        return None
    return EarlierEntry(entry.at, entry.entrance or "", store.history.author(entry.log).name)
