"""The events that this folder knows, their settings, and their stations."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.causal_order import order_key
from kiosk.domain.entry import Entry, Kind, read_entry
from kiosk.domain.event_settings import Event, Value, event_from, to_json
from kiosk.domain.internal_settings import is_private
from kiosk.domain.walk_in import WALK_INS
from kiosk.errors import UnusableInput
from kiosk.keys.signing import Certificate
from kiosk.store.journal.annexes import Annexes
from kiosk.store.sqlite.database import Database

_WHOLE_EVENT = b""


@dataclass(frozen=True, slots=True)
class ListInfo:
    """One source's current list: its version, rows, and when it was read (ms UTC)."""

    source: str
    version: int
    rows: int
    at: int


class Events:
    """Which events there are here, which one is current, and what each decided (ids are hex)."""

    def __init__(self, database: Database, annexes: Annexes) -> None:
        self._database = database
        self._annexes = annexes
        self._revision = 0

    @property
    def revision(self) -> int:
        """A number that changes whenever this process set something.

        Of what other processes set `data_version` tells.
        """
        return self._revision

    def add(self, certificate: Certificate, text: str, *, joining: bool = False) -> None:
        """Take an event up with this station in it; `text` is the certificate as signed.

        While `joining` the event is not known; a station may be taken up again, as it is now.
        """
        event = bytes.fromhex(certificate.event)
        self._database.execute(
            "INSERT INTO event(event, joining) VALUES (?1, ?2)"
            " ON CONFLICT DO UPDATE SET joining = ?2",
            (event, int(joining)),
        )
        self._database.execute("UPDATE station SET this = 0 WHERE event = ?", (event,))
        self._database.execute(
            "INSERT OR REPLACE INTO station(event, station, name, role, certificate, this)"
            " VALUES (?, ?, ?, ?, ?, 1)",
            (
                event,
                bytes.fromhex(certificate.station),
                certificate.name,
                certificate.role.value,
                text,
            ),
        )

    def joined(self, event: str) -> None:
        """From now on this laptop takes part in an event, and it is the current one."""
        self._database.execute(
            "UPDATE event SET joining = 0 WHERE event = ?", (bytes.fromhex(event),)
        )
        self.use(event)

    def known(self) -> list[str]:
        """Return the ids of all events here that this laptop takes part in."""
        rows = self._database.execute(
            "SELECT event FROM event WHERE NOT joining ORDER BY event"
        ).fetchall()
        return [event.hex() for (event,) in rows]

    def current(self) -> str:
        """Return the id of the event that commands are about; UnusableInput if there is none."""
        row = self._database.execute("SELECT event FROM event WHERE current = 1").fetchone()
        if row is None:
            raise UnusableInput("error.no_event")
        return str(row[0].hex())

    def use(self, event: str) -> None:
        """Make an event the current one."""
        self._database.execute("UPDATE event SET current = (event = ?)", (bytes.fromhex(event),))

    def event(self, event: str) -> Event:
        """Return an event as its settings make it; UnusableInput where even its date is gone."""
        settings = self.settings(event)
        if "date" not in settings:
            raise UnusableInput("error.event_damaged")
        return event_from(event, settings)

    def is_dated(self, event: str) -> bool:
        """Return whether enough of an event is here to judge by: its date."""
        return "date" in self.settings(event)

    def settings(self, event: str) -> Mapping[str, Value]:
        """Return what is set for the whole event, by key."""
        return self._settings(event, _WHOLE_EVENT)

    def station_settings(self, event: str, station: str) -> Mapping[str, Value]:
        """Return what a station set about itself, by key."""
        return self._settings(event, bytes.fromhex(station))

    def lists(self, event: str) -> list[ListInfo]:
        """Return the current list of each source; walk-ins are no list that anybody made."""
        rows = self._database.execute(
            "SELECT source, version, rows, at FROM list_snapshot WHERE event = ?"
            " AND state = 'current'"
            " AND source <> ? ORDER BY source",
            (bytes.fromhex(event), WALK_INS),
        ).fetchall()
        return [ListInfo(*row) for row in rows]

    def keep_setting(self, entry: Entry) -> None:
        """Fold a setting in: of all entries about its key and station the last one counts."""
        self._revision += 1
        about = (str(entry.detail.get("station", "")), str(entry.detail.get("key")))
        value = self._folded_settings(entry.event).get(about)
        if value is not None:
            self._keep(entry.event, about, value)

    def settings_differ(self, event: str) -> list[str]:
        """Return the keys whose kept value is not what the journal says."""
        rows = self._database.execute(
            "SELECT station, key, value FROM setting WHERE event = ?", (bytes.fromhex(event),)
        ).fetchall()
        kept = {(station.hex(), key): value for station, key, value in rows}
        folded = self._folded_settings(event)
        about = {*kept, *folded}
        return sorted(one[1] for one in about if kept.get(one) != folded.get(one))

    def remake_settings(self, event: str) -> None:
        """Fold all settings again from the journal; the caller holds `immediate`."""
        self._database.execute("DELETE FROM setting WHERE event = ?", (bytes.fromhex(event),))
        for about, value in self._folded_settings(event).items():
            self._keep(event, about, value)

    def _folded_settings(self, event: str) -> dict[tuple[str, str], str]:
        """Return what the journal sets, by station (hex, empty: the whole event) and key."""
        rows = self._database.execute(
            "SELECT body, offset_ms FROM entry JOIN log USING (event, log) WHERE event = ?"
            " AND ticket IS NULL AND kind = ?",
            (bytes.fromhex(event), Kind.SETTING.value),
        ).fetchall()
        held = [(read_entry(body), offset) for body, offset in rows]
        held.sort(key=lambda one: order_key(one[0], {one[0].log: one[1]}))
        last = {
            (str(entry.detail.get("station", "")), str(entry.detail.get("key"))): entry
            for entry, _ in held
        }
        return {about: _kept_value(entry) for about, entry in last.items()}

    def _keep(self, event: str, about: tuple[str, str], value: str) -> None:
        station, key = about
        self._database.execute(
            "INSERT OR REPLACE INTO setting(event, station, key, value) VALUES (?, ?, ?, ?)",
            (bytes.fromhex(event), bytes.fromhex(station), key, value),
        )

    def _settings(self, event: str, station: bytes) -> dict[str, Value]:
        rows = self._database.execute(
            "SELECT key, value FROM setting WHERE event = ? AND station = ?",
            (bytes.fromhex(event), station),
        ).fetchall()
        settings: dict[str, Value] = {}
        for key, text in rows:
            kept = json.loads(text)
            if "annex" in kept:
                kept = self._annexes.read(event, kept["annex"])
            settings[key] = kept.get("value", "") if isinstance(kept, dict) else ""
        return settings


def setting_detail(key: str, value: Value, station: str | None = None) -> dict[str, object]:
    """Return what a `setting` entry says; a private value goes to the annex instead."""
    detail: dict[str, object] = {"key": key}
    if not is_private(key):
        detail["value"] = json.loads(to_json(value))
    if station is not None:
        detail["station"] = station
    return detail


def _kept_value(entry: Entry) -> str:
    value = {"annex": entry.annex} if entry.annex else {"value": entry.detail.get("value")}
    return json.dumps(value, ensure_ascii=False)
