"""Writes two lists for a mail of thanks: addresses of guests who came, and who did not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.admin.attendance_export import Progress, counted
from kiosk.domain.entry import Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.ticket import Status
from kiosk.reports.file_formats import Cell, WriteOptions, check_target, writer_for
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.attendance.attendance_rows import AttendanceReader, TicketAttendance
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import check_role

THANKS_COLUMNS = ("email", "name", "organisation", "category", "tickets", "people", "mail_ok")
"""`people` came on the `tickets` of the address; the name is that of the first ticket."""

_NOT_INVITED = (Status.CANCELLED, Status.BLOCKED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class ThankYou:
    """The written lists: `missed_file` is in the same folder, with the guests who did not come.

    `came` and `missed` are addresses; `without_address` are people who came.
    """

    missed_file: Path
    came: int
    missed: int
    without_address: int


@dataclass(slots=True)
class _Addressee:
    email: str
    name: str
    organisation: str
    category: str
    tickets: int = 0
    people: int = 0
    mail_ok: str = ""

    def add(self, row: TicketAttendance) -> None:
        self.tickets += 1
        self.people += row.admitted
        answers = (self.mail_ok, row.mail_ok)
        self.mail_ok = "no" if "no" in answers else self.mail_ok or row.mail_ok

    def cells(self) -> list[Cell]:
        about = [self.email, self.name, self.organisation, self.category]
        return [*about, self.tickets, self.people, self.mail_ok]


@dataclass(slots=True)
class _Addressees:
    """The addresses of an event's guests; `without_address` are the people who came without one."""

    without_address: int = 0
    _known: dict[str, _Addressee] = field(default_factory=dict)

    def add(self, row: TicketAttendance) -> None:
        """Add a ticket; a guest who did not come and may not come in any more is left out."""
        ticket, came = row.ticket, row.entries > 0
        email = row.email.strip()
        if not email:
            self.without_address += row.admitted
        elif came or ticket.status not in _NOT_INVITED:
            first = _Addressee(email, ticket.name, ticket.organisation, ticket.category)
            self._known.setdefault(email.casefold(), first).add(row)

    def rows(self, *, came: bool) -> list[list[Cell]]:
        """Return a row for each address with a guest who came, or for each without."""
        chosen = (one for one in self._known.values() if (one.people > 0) == came)
        return [one.cells() for one in sorted(chosen, key=lambda one: one.email.casefold())]


def write_thank_you(
    session: DataFolder, file: Path, progress: Progress = lambda _done, _all: None
) -> ThankYou:
    """Write both lists; only on an admin's laptop, as no other one has the addresses.

    Raises UnusableInput on another laptop, and for an unknown suffix or folder.
    """
    check_target(file)
    found = _addressees(session, progress)
    missed_name = session.words.say("attendance.missed_name", name=file.stem)
    missed_file = file.with_name(f"{missed_name}{file.suffix}")
    missed, came = found.rows(came=False), found.rows(came=True)
    for path, rows in ((missed_file, missed), (file, came)):
        writer_for(path, WriteOptions())(path, THANKS_COLUMNS, rows)
    return ThankYou(missed_file, len(came), len(missed), found.without_address)


def first_thanks(session: DataFolder, most: int) -> list[Sequence[Cell]]:
    """Return the header and the first rows of the list of guests who came."""
    return [THANKS_COLUMNS, *_addressees(session, lambda _done, _all: None).rows(came=True)[:most]]


def _addressees(session: DataFolder, progress: Progress) -> _Addressees:
    with session.open_store() as store, snapshot(store.database):
        check_role(store, Kind.LIST)
        reader = AttendanceReader(store.database, store.keys.event, store.history, store.tickets)
        found = _Addressees()
        for row in counted(reader.rows(FESTIVAL), store.tickets.count(), progress):
            found.add(row)
        return found
