"""Matches each staged row with a ticket that its source knows, or gives it a new one."""

from collections.abc import Callable, Iterator
from itertools import count

from kiosk.store.lists.list_staging import Staging

# A ticket that the source knows keeps its id: its attendance refers to it.
_BY_REFERENCE = """
UPDATE staging.row AS r NOT INDEXED SET ticket = k.ticket, settled = 1 FROM main.list_ref k
WHERE r.row > ?1 AND r.row <= ?2 AND k.list = ?3 AND k.ref = r.ref AND r.made = ?4
  AND NOT r.settled
  AND NOT EXISTS (SELECT 1 FROM staging.row o WHERE o.settled AND o.ticket = k.ticket)
"""
_BY_CODE = """
UPDATE staging.row AS r NOT INDEXED SET settled = 1,
  (ticket, ref) = (SELECT k.ticket, CASE WHEN r.made THEN t.ref ELSE r.ref END
    FROM main.list_code k JOIN main.list_row t ON t.list = k.list AND t.ticket = k.ticket
    WHERE k.list = ?3 AND k.code = r.code)
WHERE r.row > ?1 AND r.row <= ?2 AND NOT r.settled AND EXISTS (
  SELECT 1 FROM main.list_code k WHERE k.list = ?3 AND k.code = r.code
  AND NOT EXISTS (SELECT 1 FROM staging.row o WHERE o.settled AND o.ticket = k.ticket))
"""
_CONTESTED = """
SELECT row, ref, code IS NOT NULL FROM staging.row
WHERE made AND NOT settled AND (
  ref IN (SELECT ref FROM staging.row GROUP BY ref HAVING count(*) > 1)
  OR code IS NOT NULL AND ref IN (SELECT ref FROM main.list_ref WHERE list = ?))
ORDER BY ref, row
"""
_TAKEN = """
SELECT EXISTS (SELECT 1 FROM staging.row WHERE ref = ?2 AND settled)
  OR ?3 AND EXISTS (SELECT 1 FROM main.list_ref f JOIN main.list_row k USING (list, ticket)
    WHERE f.list = ?1 AND f.ref = ?2 AND k.code IS NOT NULL)
"""
_CLASHING = """
SELECT row, ref FROM staging.row r WHERE NOT settled AND (
  EXISTS (SELECT 1 FROM staging.row o WHERE o.settled AND o.ticket = r.ticket)
  OR EXISTS (SELECT 1 FROM main.list_snapshot l JOIN main.list_row k ON k.list = l.list
    AND k.ticket = r.ticket WHERE l.event = ?1 AND l.state = 'current'
    AND (l.hash IS NOT NULL OR l.source = '')))
"""
_IN_USE = """
SELECT EXISTS (SELECT 1 FROM staging.row WHERE ticket = ?2)
  OR EXISTS (SELECT 1 FROM main.list_snapshot l JOIN main.list_row k ON k.list = l.list
    AND k.ticket = ?2
    WHERE l.event = ?1 AND l.state = 'current' AND (l.hash IS NOT NULL OR l.source = ''))
"""


class TicketMatcher:
    """Assigns tickets to the rows of one staged list; `event` is 16 bytes.

    `numbered_ref(ref, n)` is the reference of the n-th guest with the same reference.
    `guest_id(ref)` is the id (16 bytes) of a ticket without a code.
    """

    def __init__(
        self,
        staged: Staging,
        event: bytes,
        *,
        numbered_ref: Callable[[str, int], str],
        guest_id: Callable[[str], bytes],
    ) -> None:
        self._staged = staged
        self._database = staged.database
        self._event = event
        self._numbered_ref = numbered_ref
        self._guest_id = guest_id

    def assign_tickets(self, current: int | None) -> None:
        """Give every row its ticket; `current` is the previous list of the source, if any.

        A row is matched by its own reference, else by its code, else (a guest by name) by the
        generated reference.
        """
        if current is not None:
            self._staged.in_slices(_BY_REFERENCE, (current, 0))
            self._staged.in_slices(_BY_CODE, (current,))
        self._number_equals(current)
        if current is not None:
            self._staged.in_slices(_BY_REFERENCE, (current, 1))
        self._separate_clashes()
        self._staged.settle_all()

    def _number_equals(self, current: int | None) -> None:
        self._database.execute(
            "CREATE TABLE staging.numbered(row INTEGER PRIMARY KEY, ref TEXT, ticket BLOB)"
        )
        self._database.execute("BEGIN")
        self._database.conn.executemany(
            "INSERT INTO staging.numbered VALUES (?, ?, ?)", self._numbered(current)
        )
        self._database.execute("COMMIT")
        self._database.execute(
            "UPDATE staging.row AS r SET ref = n.ref, ticket = coalesce(r.code, n.ticket)"
            " FROM staging.numbered n WHERE n.row = r.row"
        )

    def _numbered(self, current: int | None) -> Iterator[tuple[int, str, bytes]]:
        """Number guests with equal references, skipping references of other tickets."""
        group, numbers = "", count(1)
        for row, ref, coded in self._database.execute(_CONTESTED, (current,)):
            if ref != group:
                group, numbers = ref, count(1)
            for number in numbers:
                candidate = ref if number == 1 else self._numbered_ref(ref, number)
                if current is None or not self._is_true(_TAKEN, current, candidate, coded):
                    yield row, candidate, self._guest_id(candidate)
                    break

    def _separate_clashes(self) -> None:
        """Give new tickets another id if theirs is in use, for example after a code moved."""
        for row, ref in self._database.execute(_CLASHING, (self._event,)).fetchall():
            ids = (self._guest_id(f"{ref} {number}") for number in count(1))
            free = next(ticket for ticket in ids if not self._is_true(_IN_USE, self._event, ticket))
            self._database.execute(
                "UPDATE staging.row SET ticket = ?, settled = 1 WHERE row = ?", (free, row)
            )

    def _is_true(self, question: str, *params: object) -> bool:
        return bool(self._database.number(question, params))
