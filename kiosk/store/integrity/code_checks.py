"""Whether the codes that were given out or replaced are those that the journal and lists say."""

from collections.abc import Iterator

from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.entry import read_entry
from kiosk.store.lists.ticket_table import codes_told
from kiosk.store.sqlite.problems import Problem, ProblemKind
from kiosk.store.station_store import StationStore

_REISSUED = """
SELECT body FROM entry WHERE event = ? AND kind = 'status' AND ticket IS NOT NULL
  AND instr(body, CAST('"reissue"' AS BLOB)) > 0
"""


class CodeChecks:
    """Checks the codes of one event beside its lists; callers read within `snapshot`."""

    def __init__(self, store: StationStore) -> None:
        self._store = store
        self._database = store.database
        self._event = bytes.fromhex(store.keys.event)

    def problems(self) -> Iterator[Problem]:
        """Yield the tickets of which a code is other than the desk or a list made it."""
        told = self._told()
        wrong: set[bytes] = set()
        rows = self._database.execute(
            "SELECT code, ticket, replaced, desk, listed FROM issued_code WHERE event = ?",
            (self._event,),
        )
        for code, ticket, replaced, desk, listed in rows:
            tickets, said = told.pop(code, ({ticket}, None))
            kept = (desk, listed in (0, 1), replaced)
            if kept != (said, True, max(said or 0, listed)) or not (listed or said is not None):
                wrong.add(ticket)
            elif ticket not in tickets:
                wrong |= tickets
        for tickets, _ in told.values():
            wrong |= tickets
        for ticket in sorted(wrong):
            about = self._store.tickets.reference(ticket.hex()) or ticket.hex()
            yield Problem(ProblemKind.CODES, about=about)

    def _told(self) -> dict[bytes, tuple[set[bytes], int]]:
        """Return what the desk did to each code, and to whose."""
        told: dict[bytes, tuple[set[bytes], int]] = {}
        for (body,) in self._database.execute(_REISSUED, (self._event,)):
            entry = read_entry(body)
            if entry.detail.get("action") != TicketAction.REISSUE or entry.ticket is None:
                continue
            given = [(code, 0) for code in codes_told([entry.detail.get("code")])]
            gone = [(code, 1) for code in codes_told(entry.detail.get("replaces"))]
            for code, replaced in (*given, *gone):
                tickets, before = told.get(code, (set(), 0))
                told[code] = (tickets | {bytes.fromhex(entry.ticket)}, max(before, replaced))
        return told
