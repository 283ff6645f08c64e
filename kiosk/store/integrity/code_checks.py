"""Checks the codes that were issued or replaced against the journal and the lists."""

from collections.abc import Iterator

from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.entry import read_entry
from kiosk.store.integrity.event_store import EventStore
from kiosk.store.lists.ticket_table import code_hashes
from kiosk.store.sqlite.problems import Problem, ProblemKind

_REISSUED = """
SELECT body FROM entry WHERE event = ? AND kind = 'status' AND ticket IS NOT NULL
  AND instr(body, CAST('"reissue"' AS BLOB)) > 0
"""


class CodeChecks(EventStore):
    """Checks the codes of one event outside its lists; call inside `snapshot`."""

    def problems(self) -> Iterator[Problem]:
        """Yield the tickets with a code that differs from the desk's entries and the lists."""
        by_desk = self._desk_codes()
        wrong: set[bytes] = set()
        rows = self._database.execute(
            "SELECT code, ticket, replaced, desk, listed FROM issued_code WHERE event = ?",
            (self._event,),
        )
        for code, ticket, replaced, desk, listed in rows:
            tickets, expected = by_desk.pop(code, ({ticket}, None))
            stored = (desk, listed in (0, 1), replaced)
            if stored != (expected, True, max(expected or 0, listed)) or not (
                listed or expected is not None
            ):
                wrong.add(ticket)
            elif ticket not in tickets:
                wrong |= tickets
        for tickets, _ in by_desk.values():
            wrong |= tickets
        for ticket in sorted(wrong):
            about = self._store.tickets.reference(ticket.hex()) or ticket.hex()
            yield Problem(ProblemKind.CODES, about=about)

    def _desk_codes(self) -> dict[bytes, tuple[set[bytes], int]]:
        """Return the tickets of each code that the desk changed, and 1 if it was replaced."""
        found: dict[bytes, tuple[set[bytes], int]] = {}
        for (body,) in self._database.execute(_REISSUED, (self._event,)):
            entry = read_entry(body)
            if entry.detail.get("action") != TicketAction.REISSUE or entry.ticket is None:
                continue
            issued = [(code, 0) for code in code_hashes([entry.detail.get("code")])]
            replaced_codes = [(code, 1) for code in code_hashes(entry.detail.get("replaces"))]
            for code, replaced in (*issued, *replaced_codes):
                tickets, before = found.get(code, (set(), 0))
                found[code] = (tickets | {bytes.fromhex(entry.ticket)}, max(before, replaced))
        return found
