"""Writes entries of a person's actions, if the station's role allows it, and of its clock."""

from collections.abc import Mapping
from dataclasses import replace

from kiosk.domain.causal_order import head_hashes
from kiosk.domain.entry import Draft, Entry, Kind
from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.domain.internal_settings import is_private
from kiosk.domain.letters import composed
from kiosk.domain.roles import may_write
from kiosk.domain.setting_values import MAX_SETTING_LENGTH, Value
from kiosk.domain.verdict import Outcome, Policy
from kiosk.errors import UnusableInput
from kiosk.store.station_store import StationStore
from kiosk.store.stations.events import setting_detail


def record(store: StationStore, draft: Draft) -> Entry:
    """Append an entry, inside the caller's `immediate`; UnusableInput if the role forbids it."""
    about = draft.detail.get("station")
    check_role(
        store,
        draft.kind,
        about_itself=about == store.keys.station,
        setting=draft.detail.get("key") if about is None else None,
    )
    return store.journal.append(draft)


def record_setting(
    store: StationStore, key: str, value: Value, *, station: str | None = None
) -> Entry:
    """Record a setting of the event, or of a station (hex id); call inside `immediate`."""
    annex = None
    if is_private(key):
        annex = store.annexes.keep(store.keys.event, {"value": value})
    detail = setting_detail(key, value, station)
    return record(store, Draft(Kind.SETTING, annex=annex, detail=detail))


def record_own_settings(store: StationStore, values: Mapping[str, Value]) -> None:
    """Record the settings of this station that differ from these; call inside `immediate`."""
    own = store.events.station_settings(store.keys.event, store.keys.station)
    for key, value in values.items():
        if own.get(key) != value:
            record_setting(store, key, value, station=store.keys.station)


def undo_of(entry: Entry, reason: str) -> Draft:
    """Return the undo of an entry, at its area and entrance."""
    return Draft(
        Kind.UNDO,
        area=entry.area,
        entrance=entry.entrance,
        ticket=entry.ticket,
        detail={"target": entry.hash, "reason": reason},
    )


def check_role(
    store: StationStore, kind: Kind, *, about_itself: bool = False, setting: str | None = None
) -> None:
    """Raise UnusableInput if this station's role may not write a kind of entry."""
    role = store.certificate.role
    if not may_write(role, kind, about_itself=about_itself, setting=setting):
        raise UnusableInput("error.role_forbids", role=role.text_key)


def check_hold(event: Event) -> None:
    """Raise UnusableInput if the event admits no guests for now."""
    if event.rules.hold:
        raise UnusableInput("error.on_hold_now")


def check_capacity(store: StationStore, event: Event, area: str | None, people: int) -> None:
    """Raise UnusableInput if an area is full and the event admits no more people."""
    capacity = event.area(area or FESTIVAL).capacity
    if capacity is None or event.rules.policy(Outcome.FULL) is Policy.ADMIT:
        return
    if store.counts.inside(event, area or FESTIVAL) + people > capacity:
        raise UnusableInput("error.full_now", capacity=capacity)


def record_after(store: StationStore, draft: Draft) -> Entry:
    """Append an entry as `record` does; the last entries of its ticket become its parents."""
    known = store.history.entries_of(draft.ticket) if draft.ticket else []
    return record(store, replace(draft, parents=head_hashes(known)))


def clean_typed_text(text: str) -> str:
    """Return a typed text without extra spaces; UnusableInput if it is no line of a card."""
    text = " ".join(composed(text).split())
    if not text.isprintable() or len(text) > MAX_SETTING_LENGTH:
        raise UnusableInput("error.text_unfit", most=MAX_SETTING_LENGTH)
    return text


def record_clock_if_due(store: StationStore) -> None:
    """Append a `clock` entry if one is due; call inside `immediate`."""
    due = store.clocks.due_clock_entry(store.journal.log, store.keys.station)
    # A revoked station's entry has no effect, so it would be due again at each exchange.
    if due is not None and store.keys.station not in store.stations.revoked():
        store.journal.append(Draft(Kind.CLOCK, detail=due))
