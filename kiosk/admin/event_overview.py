"""The settings of an event as an admin sees and changes them, and its open points."""

from collections.abc import Iterable, Mapping

from kiosk.admin.requests import EventOverview, Progress
from kiosk.checkin.early_scans import EarlyScanReview
from kiosk.domain.event_settings import SETTINGS, as_text, read_setting
from kiosk.domain.internal_settings import ENROLMENT, PIN, PRINTED, RECOVERY, is_internal
from kiosk.domain.letters import composed
from kiosk.domain.pin_rules import PinOwner
from kiosk.domain.verdict import DEFAULT_POLICIES
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore, record_setting


def event_overview(
    store: StationStore, untried: Iterable[str] = (), *, rehearsed: bool = False
) -> EventOverview:
    """Return the settings of the store's event as texts, with the defaults.

    `untried` are the sources of lists that no real ticket was tried with; `rehearsed`: a test scan
    was made at this laptop.
    """
    values = store.events.settings(store.keys.event)
    texts = {key: as_text(kind.default) for key, kind in SETTINGS.items() if not kind.many}
    texts |= {f"policy.{outcome}": policy.value for outcome, policy in DEFAULT_POLICIES.items()}
    texts |= {key: as_text(value) for key, value in values.items() if not is_internal(key)}
    announced = [value for key, value in values.items() if key.startswith(ENROLMENT)]
    early = EarlyScanReview(store).undecided()
    done = Progress(
        pin=bool(values.get(PIN + PinOwner.ORGANISER.value)),
        lists=bool(store.events.lists(store.keys.event)),
        recovery=RECOVERY in values,
        laptops=any(isinstance(one, dict) and one.get("stations") for one in announced),
        early_scans=len(early.entries) if early else 0,
        fallback=any(key.startswith(PRINTED) for key in values),
        untried=tuple(untried),
        rehearsed=rehearsed,
    )
    return EventOverview(texts, tuple(filter(None, store.tickets.categories())), done)


def change_event(store: StationStore, changes: Mapping[str, str]) -> None:
    """Change settings, all or none; UnusableInput names the first one that is not valid."""
    values = {composed(key): read_setting(composed(key), text) for key, text in changes.items()}
    with immediate(store.database):
        for key, value in values.items():
            record_setting(store, key, value)
