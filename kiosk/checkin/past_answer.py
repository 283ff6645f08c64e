"""Telling a verdict again that the journal holds, as when somebody looks at it once more."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kiosk.checkin.answer import EarlierEntry, ScanResult
from kiosk.domain.attendance import fold, room
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.event_settings import Event
from kiosk.domain.judge import told_of, validity
from kiosk.domain.ticket import Reentry, Status, Ticket
from kiosk.domain.verdict import Direction, Outcome, Verdict
from kiosk.store.station_store import StationStore

_COUNTED = (Outcome.ADMITTED, Outcome.EXITED)


def past_result(store: StationStore, entry: Entry) -> ScanResult:
    """Return the answer that an entry at the door was written for.

    Ticket and policy are as they stand now; `first` and `since` as they stood then, without what
    was undone.
    """
    event = store.event()
    ticket = store.tickets.by_id(entry.ticket) if entry.ticket else None
    known = store.history.entries_of(entry.ticket) if entry.ticket else []
    history = [one for one in known if one.area == entry.area]
    before = fold(_before(entry, history))
    outcome = _outcome(entry)
    return ScanResult(
        verdict=_verdict(event, entry, outcome, ticket, history),
        at=entry.at,
        entry=entry.hash,
        entrance=entry.entrance or "",
        area=entry.area or "",
        direction=Direction.OUT if entry.kind is Kind.OUT else Direction.IN,
        station=store.history.author(entry.log).name,
        first=_seen(store, before.first),
        since=_seen(store, before.present[0] if before.present else None),
        latest=_seen(store, before.admissions[-1] if before.admissions else None),
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
        again=before.first is not None,
        most=room(entry, others) if outcome in _COUNTED else 0,
    )
    if outcome is Outcome.ADMITTED:
        verdict = told_of(verdict, before, entry.reentry or Reentry.AFTER_EXIT)
    elif outcome is Outcome.EXITED:
        verdict = replace(verdict, inside=max(0, before.inside - entry.people))
    return verdict


def _before(entry: Entry, ordered: Sequence[Entry]) -> list[Entry]:
    earlier = list(takewhile(lambda one: one.hash != entry.hash, ordered))
    return [*earlier, *(one for one in ordered[len(earlier) :] if one.kind is Kind.UNDO)]


def _outcome(entry: Entry) -> Outcome:
    told = entry.detail.get("outcome")
    if told in set(Outcome):
        return Outcome(str(told))
    match entry.kind:
        case Kind.IN | Kind.WALK_IN:
            return Outcome.ADMITTED
        case Kind.OUT:
            return Outcome.EXITED
        case _:
            return Outcome.UNKNOWN


def _warnings(entry: Entry) -> tuple[str, ...]:
    told = entry.detail.get("warnings")
    return tuple(one for one in told if isinstance(one, str)) if isinstance(told, list) else ()


def _note(event: Event, outcome: Outcome, ticket: Ticket | None) -> str | int | None:
    if ticket is None:
        return None
    match outcome:
        case Outcome.TOO_EARLY:
            return validity(event, ticket)[0]
        case Outcome.TOO_LATE:
            return validity(event, ticket)[1]
        case Outcome.CANCELLED:
            standing = ticket.status in (Status.CANCELLED, Status.WITHDRAWN)
            return ticket.status.value if standing else "replaced"
        case Outcome.WRONG_ENTRANCE:
            return ", ".join(ticket.entrances)
        case _:
            return None


def _seen(store: StationStore, entry: Entry | None) -> EarlierEntry | None:
    if entry is None:
        return None
    return EarlierEntry(entry.at, entry.entrance or "", store.history.author(entry.log).name)
