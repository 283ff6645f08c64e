"""Operators: an id on every entry, a name in the table that is purged, and who is on duty."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain.entry import Entry, Kind
from kiosk.domain.printable import plain
from kiosk.domain.shift_changes import on_duty, operator_name_annexes
from kiosk.store.journal.annexes import Annexes
from kiosk.store.journal.history import History
from kiosk.store.sqlite.database import Database


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody who stood at a station; the name is empty where it was purged or never came."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who stands at a station, since when (ms UTC), and the entry (hash, hex) that began it."""

    operator: Operator
    since: int
    entry: str


class Operators:
    """The operators of one event (`event` and stations are hex); writers hold `immediate`."""

    def __init__(self, database: Database, event: str, history: History, annexes: Annexes) -> None:
        self._database = database
        self._event = bytes.fromhex(event)
        self._history = history
        self._annexes = annexes

    def on_duty(self, station: str) -> OnDuty | None:
        """Return who is on duty at a station."""
        row = self._database.execute(
            "SELECT operator, at, entry FROM shift WHERE event = ? AND station = ?",
            (self._event, bytes.fromhex(station)),
        ).fetchone()
        return OnDuty(self._operator(row[0]), row[1], row[2].hex()) if row else None

    def id_on_duty(self, station: str) -> str | None:
        """Return the id of who is on duty at a station, without looking for the name."""
        row = self._database.execute(
            "SELECT operator FROM shift WHERE event = ? AND station = ?",
            (self._event, bytes.fromhex(station)),
        ).fetchone()
        return str(row[0]) if row else None

    def name_of(self, operator: str) -> str:
        """Return an operator's name, empty where it was purged or never came."""
        return self._operator(operator).name

    def known(self) -> list[Operator]:
        """Return everybody whose name is known, by name."""
        rows = self._database.execute(
            "SELECT operator FROM operator WHERE event = ?", (self._event,)
        ).fetchall()
        operators = [self._operator(operator) for (operator,) in rows]
        return sorted(
            (one for one in operators if one.name), key=lambda one: (one.name.casefold(), one.id)
        )

    def fold(self, entry: Entry) -> None:
        """Fold a `shift` entry in that was just added."""
        self._keep_names()
        station = self._history.author(entry.log).station
        self._keep(station, self._shifts().get(station))

    def problems(self) -> Iterator[str]:
        """Yield the stations (hex) where another is kept than the journal says."""
        rows = self._database.execute(
            "SELECT lower(hex(station)), lower(hex(entry)), operator, at FROM shift"
            " WHERE event = ?",
            (self._event,),
        ).fetchall()
        kept = {at: tuple(row) for at, *row in rows}
        told = {
            at: (began.hash, began.operator, began.at)
            for at, began in self._shifts().items()
            if began
        }
        yield from sorted(at for at in {*kept, *told} if kept.get(at) != told.get(at))

    def misnamed(self) -> Iterator[str]:
        """Yield the operators whose name is not the one that the journal refers to."""
        rows = self._database.execute(
            "SELECT operator, lower(hex(annex)) FROM operator WHERE event = ?", (self._event,)
        ).fetchall()
        kept, told = dict(rows), operator_name_annexes(*self._entries())
        yield from sorted(one for one in {*kept, *told} if kept.get(one) != told.get(one))

    def remake(self) -> None:
        """Fold all shifts again from the journal."""
        for table in ("operator", "shift"):
            self._database.execute(f"DELETE FROM {table} WHERE event = ?", (self._event,))  # noqa: S608  # our own tables
        self._keep_names()
        for station, began in self._shifts().items():
            self._keep(station, began)

    def _entries(self) -> tuple[list[Entry], dict[str, int]]:
        shifts = self._history.without_ticket([Kind.SHIFT])
        return shifts, self._history.offsets(one.log for one in shifts)

    def _shifts(self) -> dict[str, Entry | None]:
        """Return for each station the entry that began its shift, if somebody is on duty."""
        shifts, offsets = self._entries()
        by_station: dict[str, list[Entry]] = {}
        for entry in shifts:
            by_station.setdefault(self._history.author(entry.log).station, []).append(entry)
        return {station: on_duty(here, offsets) for station, here in by_station.items()}

    def _keep_names(self) -> None:
        for operator, annex in operator_name_annexes(*self._entries()).items():
            self._database.execute(
                "INSERT OR REPLACE INTO operator(event, operator, annex) VALUES (?, ?, ?)",
                (self._event, operator, bytes.fromhex(annex)),
            )

    def _keep(self, station: str, began: Entry | None) -> None:
        identity = bytes.fromhex(station)
        self._database.execute(
            "DELETE FROM shift WHERE event = ? AND station = ?", (self._event, identity)
        )
        if began is not None:
            self._database.execute(
                "INSERT INTO shift(event, station, operator, at, entry) VALUES (?, ?, ?, ?, ?)",
                (self._event, identity, began.operator, began.at, bytes.fromhex(began.hash)),
            )

    def _operator(self, operator: str) -> Operator:
        row = self._database.execute(
            "SELECT lower(hex(annex)) FROM operator WHERE event = ? AND operator = ?",
            (self._event, operator),
        ).fetchone()
        content = self._annexes.read(self._event.hex(), row[0]) if row else None
        return Operator(operator, plain(content.get("name")) if content else "")
