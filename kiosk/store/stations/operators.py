"""Operators: an id on every entry, a name that a purge removes, and who is on duty."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain.entry import Entry, Kind
from kiosk.domain.letters import printable
from kiosk.domain.shift_changes import on_duty, operator_name_annexes
from kiosk.store.journal.annexes import Annexes
from kiosk.store.journal.history import History
from kiosk.store.sqlite.database import Database, EventTables


@dataclass(frozen=True, slots=True)
class Operator:
    """A person who uses a station; the name is empty if it was purged or has not arrived."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class OnDuty:
    """The operator at a station, since when (ms UTC), and the hash (hex) of the shift's entry."""

    operator: Operator
    since: int
    entry: str


class Operators(EventTables):
    """Operators of one event (`event` and stations are hex); call writers inside `immediate`."""

    def __init__(self, database: Database, event: str, history: History, annexes: Annexes) -> None:
        super().__init__(database, event)
        self._history = history
        self._annexes = annexes

    def on_duty(self, station: str) -> OnDuty | None:
        """Return the operator on duty at a station."""
        row = self._database.execute(
            "SELECT operator, at, entry FROM shift WHERE event = ? AND station = ?",
            (self._event, bytes.fromhex(station)),
        ).fetchone()
        return OnDuty(self._operator(row[0]), row[1], row[2].hex()) if row else None

    def id_on_duty(self, station: str) -> str | None:
        """Return the id of the operator on duty at a station, without reading the name."""
        row = self._database.execute(
            "SELECT operator FROM shift WHERE event = ? AND station = ?",
            (self._event, bytes.fromhex(station)),
        ).fetchone()
        return str(row[0]) if row else None

    def name_of(self, operator: str) -> str:
        """Return an operator's name; empty if it was purged or has not arrived."""
        return self._operator(operator).name

    def known(self) -> list[Operator]:
        """Return all operators whose name is known, by name."""
        known = self._database.values(
            "SELECT operator FROM operator WHERE event = ?", (self._event,)
        )
        named = [one for one in map(self._operator, known) if one.name]
        return sorted(named, key=lambda one: (one.name.casefold(), one.id))

    def apply(self, entry: Entry) -> None:
        """Project a new `shift` entry."""
        self._store_names()
        station = self._history.author(entry.log).station
        self._store(station, self._shifts().get(station))

    def problems(self) -> Iterator[str]:
        """Yield the stations (hex) whose stored shift differs from the journal."""
        rows = self._database.execute(
            "SELECT lower(hex(station)), lower(hex(entry)), operator, at FROM shift"
            " WHERE event = ?",
            (self._event,),
        ).fetchall()
        stored = {at: tuple(row) for at, *row in rows}
        expected = {
            at: (start.hash, start.operator, start.at)
            for at, start in self._shifts().items()
            if start
        }
        yield from sorted(at for at in {*stored, *expected} if stored.get(at) != expected.get(at))

    def misnamed(self) -> Iterator[str]:
        """Yield the operators with another name annex than in the journal."""
        rows = self._database.execute(
            "SELECT operator, lower(hex(annex)) FROM operator WHERE event = ?", (self._event,)
        ).fetchall()
        stored, expected = dict(rows), operator_name_annexes(*self._entries())
        yield from sorted(
            one for one in {*stored, *expected} if stored.get(one) != expected.get(one)
        )

    def rebuild(self) -> None:
        """Project all shifts from the journal again."""
        for table in ("operator", "shift"):
            self._database.execute(f"DELETE FROM {table} WHERE event = ?", (self._event,))  # noqa: S608  # our own tables
        self._store_names()
        for station, start in self._shifts().items():
            self._store(station, start)

    def _entries(self) -> tuple[list[Entry], dict[str, int]]:
        shifts = self._history.without_ticket([Kind.SHIFT])
        return shifts, self._history.offsets(one.log for one in shifts)

    def _shifts(self) -> dict[str, Entry | None]:
        """Return the entry that began each station's shift; None if none is on duty."""
        shifts, offsets = self._entries()
        by_station: dict[str, list[Entry]] = {}
        for entry in shifts:
            by_station.setdefault(self._history.author(entry.log).station, []).append(entry)
        return {station: on_duty(here, offsets) for station, here in by_station.items()}

    def _store_names(self) -> None:
        for operator, annex in operator_name_annexes(*self._entries()).items():
            row = {"event": self._event, "operator": operator, "annex": bytes.fromhex(annex)}
            self._database.table("operator").insert(row, replace=True)

    def _store(self, station: str, start: Entry | None) -> None:
        identity = bytes.fromhex(station)
        self._database.execute(
            "DELETE FROM shift WHERE event = ? AND station = ?", (self._event, identity)
        )
        if start is not None:
            self._database.table("shift").insert(
                {
                    "event": self._event,
                    "station": identity,
                    "operator": start.operator,
                    "at": start.at,
                    "entry": bytes.fromhex(start.hash),
                }
            )

    def _operator(self, operator: str) -> Operator:
        row = self._database.execute(
            "SELECT lower(hex(annex)) FROM operator WHERE event = ? AND operator = ?",
            (self._event, operator),
        ).fetchone()
        content = self._annexes.read(self._event.hex(), row[0]) if row else None
        return Operator(operator, printable(content.get("name")) if content else "")
