"""Makes an event: its keys, its admin's station and its settings."""

from collections.abc import Mapping

from kiosk.admin.laptop_names import numbered_name
from kiosk.domain.event_settings import Event, event_from, read_setting
from kiosk.domain.setting_values import Value
from kiosk.keys.key_ring import new_key_ring, save_key_ring
from kiosk.keys.signing import read_certificate
from kiosk.runtime.data_folder import KEYS, DataFolder
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import record_setting
from kiosk.store.stations.events import Events

_NEEDED = ("name", "date", "entrances")


def make_event(
    session: DataFolder, values: Mapping[str, Value], station: str | None = None
) -> Event:
    """Make an event with its keys and make it current; this laptop is its admin.

    A laptop without a name is called by the event's first entrance.
    """
    planned = event_from("", values)  # raises before anything is written
    entrance = next(iter(planned.areas[0].entrances), "")
    keys = new_key_ring(station or numbered_name(entrance), session.clock.wall())
    with session.database() as database:
        save_key_ring(session.folder / KEYS, keys)
        with immediate(database):
            events = Events(database)
            certificate = read_certificate(keys.certificate, keys.organiser_public)
            events.add(certificate, keys.certificate)
            store = session.open(database, keys.event)
            for key, value in values.items():
                record_setting(store, key, value)
            events.use(keys.event)
        store.journal.close()
        session.write_label(store)
        return store.event()


def planned_values(settings: Mapping[str, str]) -> dict[str, Value]:
    """Return the values of typed settings, without the empty ones.

    UnusableInput names the first key whose text is not valid, or that may not be empty.
    """
    typed = {key: text for key, text in settings.items() if text or key in _NEEDED}
    return {key: read_setting(key, text) for key, text in typed.items()}
