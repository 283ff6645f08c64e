"""The events in this folder, their settings, and their stations."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.causal_order import order_key
from kiosk.domain.entry import Entry, Kind, read_entry
from kiosk.domain.event_settings import Event, event_from, to_json
from kiosk.domain.internal_settings import is_private
from kiosk.domain.setting_values import Value
from kiosk.domain.walk_in import WALK_INS
from kiosk.errors import UnusableInput
from kiosk.keys.signing import Certificate
from kiosk.store.journal.annexes import Annexes
from kiosk.store.sqlite.database import Database

_WHOLE_EVENT = b""


@dataclass(frozen=True, slots=True)
class ListInfo:
    """A source's current list: its version, rows, and when it was read (ms UTC)."""

    source: str
    version: int
    rows: int
    at: int


class Events:
    """The events here, the current one, and the settings of each (ids are hex)."""

    def __init__(self, database: Database, annexes: Annexes | None = None) -> None:
        self._database = database
        self._annexes = annexes or Annexes(database)
        self._revision = 0

    @property
    def revision(self) -> int:
        """A number that changes with each setting that this process stores.

        `data_version` shows the changes of other processes.
        """
        return self._revision

    def add(self, certificate: Certificate, text: str, *, joining: bool = False) -> None:
        """Store an event with this station in it; `text` is the certificate as signed.

        While `joining` the event is not listed; adding it again updates the station.
        """
        event = bytes.fromhex(certificate.event)
        self._database.execute(
            "INSERT INTO event(event, joining) VALUES (?1, ?2)"
            " ON CONFLICT DO UPDATE SET joining = ?2",
            (event, int(joining)),
        )
        self._database.execute("UPDATE station SET this = 0 WHERE event = ?", (event,))
        insert_this_station(self._database, certificate, text)

    def finish_joining(self, event: str) -> None:
        """Make an event known here, and the current one."""
        self._database.execute(
            "UPDATE event SET joining = 0 WHERE event = ?", (bytes.fromhex(event),)
        )
        self.use(event)

    def known(self) -> list[str]:
        """Return the ids of all events that this laptop takes part in."""
        rows = self._database.execute(
            "SELECT event FROM event WHERE NOT joining ORDER BY event"
        ).fetchall()
        return [event.hex() for (event,) in rows]

    def current(self) -> str:
        """Return the id of the current event; UnusableInput if there is none."""
        row = self._database.execute("SELECT event FROM event WHERE current = 1").fetchone()
        if row is None:
            raise UnusableInput("error.no_event")
        return str(row[0].hex())

    def use(self, event: str) -> None:
        """Make an event the current one."""
        self._database.execute("UPDATE event SET current = (event = ?)", (bytes.fromhex(event),))

    def event(self, event: str) -> Event:
        """Return an event with its settings; UnusableInput if not even its date is here."""
        settings = self.settings(event)
        if "date" not in settings:
            raise UnusableInput("error.event_damaged")
        return event_from(event, settings)

    def is_dated(self, event: str) -> bool:
        """Return whether the event's date is here, without which nothing can be judged."""
        row = self._database.execute(
            "SELECT 1 FROM setting WHERE event = ? AND station = ? AND key = 'date'",
            (bytes.fromhex(event), _WHOLE_EVENT),
        ).fetchone()
        return row is not None

    def settings(self, event: str) -> Mapping[str, Value]:
        """Return the settings of the whole event by key; UnusableInput if one is damaged."""
        return self._settings(event, _WHOLE_EVENT)

    def station_settings(self, event: str, station: str) -> Mapping[str, Value]:
        """Return a station's settings about itself by key."""
        return self._settings(event, bytes.fromhex(station))

    def lists(self, event: str) -> list[ListInfo]:
        """Return the current list of each source, without the walk-ins."""
        rows = self._database.query(
            "SELECT source, version, rows, at FROM list_snapshot WHERE event = :event"
            " AND state = 'current' AND source <> :walk_ins ORDER BY source",
            {"event": bytes.fromhex(event), "walk_ins": WALK_INS},
        )
        return [ListInfo(**row) for row in rows]

    def apply_setting(self, entry: Entry) -> None:
        """Project a setting: of all entries about its key and station the last one counts."""
        self._revision += 1
        about = (str(entry.detail.get("station", "")), str(entry.detail.get("key")))
        value = self._projected_settings(entry.event).get(about)
        if value is not None:
            self._store(entry.event, about, value)

    def mismatched_settings(self, event: str) -> list[str]:
        """Return the keys whose stored value differs from the journal."""
        rows = self._database.execute(
            "SELECT station, key, value FROM setting WHERE event = ?", (bytes.fromhex(event),)
        ).fetchall()
        stored = {(station.hex(), key): value for station, key, value in rows}
        projected = self._projected_settings(event)
        about = {*stored, *projected}
        return sorted(one[1] for one in about if stored.get(one) != projected.get(one))

    def rebuild_settings(self, event: str) -> None:
        """Project all settings from the journal again; call inside `immediate`."""
        self._database.execute("DELETE FROM setting WHERE event = ?", (bytes.fromhex(event),))
        for about, value in self._projected_settings(event).items():
            self._store(event, about, value)

    def _projected_settings(self, event: str) -> dict[tuple[str, str], str]:
        """Return the journal's settings by station (hex; empty: the whole event) and key."""
        rows = self._database.execute(
            "SELECT body, offset_ms FROM entry JOIN log USING (event, log) WHERE event = ?"
            " AND ticket IS NULL AND kind = ?",
            (bytes.fromhex(event), Kind.SETTING.value),
        ).fetchall()
        entries = [(read_entry(body), offset) for body, offset in rows]
        entries.sort(key=lambda one: order_key(one[0], {one[0].log: one[1]}))
        last = {
            (str(entry.detail.get("station", "")), str(entry.detail.get("key"))): entry
            for entry, _ in entries
        }
        return {about: _stored_value(entry) for about, entry in last.items()}

    def _store(self, event: str, about: tuple[str, str], value: str) -> None:
        station, key = about
        row = {
            "event": bytes.fromhex(event),
            "station": bytes.fromhex(station),
            "key": key,
            "value": value,
        }
        self._database.table("setting").insert(row, replace=True)

    def _settings(self, event: str, station: bytes) -> dict[str, Value]:
        rows = self._database.execute(
            "SELECT key, value FROM setting WHERE event = ? AND station = ?",
            (bytes.fromhex(event), station),
        ).fetchall()
        try:
            return {key: self._value(event, text) for key, text in rows}
        except (ValueError, RecursionError) as error:
            raise UnusableInput("error.event_damaged") from error

    def _value(self, event: str, text: str) -> Value:
        """Return the value of a row or of its annex; ValueError if the row is damaged."""
        stored = json.loads(text)
        if isinstance(stored, dict) and "annex" in stored:
            stored = self._annexes.read(event, str(stored["annex"]))
        value: Value = stored.get("value", "") if isinstance(stored, dict) else ""
        return value


def insert_this_station(database: Database, certificate: Certificate, text: str) -> None:
    """Insert or replace the row of this station; `text` is the certificate as signed."""
    row = {
        "event": bytes.fromhex(certificate.event),
        "station": bytes.fromhex(certificate.station),
        "name": certificate.name,
        "role": certificate.role.value,
        "certificate": text,
        "this": 1,
    }
    database.table("station").insert(row, replace=True)


def setting_detail(key: str, value: Value, station: str | None = None) -> dict[str, object]:
    """Return the detail of a `setting` entry; a private value goes to the annex instead."""
    detail: dict[str, object] = {"key": key}
    if not is_private(key):
        detail["value"] = json.loads(to_json(value))
    if station is not None:
        detail["station"] = station
    return detail


def _stored_value(entry: Entry) -> str:
    value = {"annex": entry.annex} if entry.annex else {"value": entry.detail.get("value")}
    return json.dumps(value, ensure_ascii=False)
