"""The lists for a mail of thanks: one row for each address of guests who came, or who did not."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kiosk.domain.ticket import Status
from kiosk.reports.file_formats import Cell
from kiosk.store.attendance.attendance_rows import TicketAttendance

THANKS_COLUMNS = ("email", "name", "organisation", "category", "tickets", "people", "mail_ok")
"""`people` came on the `tickets` of the address; the name is that of the first ticket."""

_NOT_INVITED = (Status.CANCELLED, Status.BLOCKED, Status.WITHDRAWN)


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
        said = (self.mail_ok, row.mail_ok)
        self.mail_ok = "no" if "no" in said else self.mail_ok or row.mail_ok

    def cells(self) -> list[Cell]:
        about = [self.email, self.name, self.organisation, self.category]
        return [*about, self.tickets, self.people, self.mail_ok]


@dataclass(slots=True)
class Addressees:
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


def addressees(attended: Iterable[TicketAttendance]) -> Addressees:
    """Return the addresses of tickets with their attendance."""
    found = Addressees()
    for row in attended:
        found.add(row)
    return found
