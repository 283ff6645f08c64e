"""The expected places of each ticket, from the lists and the desk, and their total."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kiosk.store.sqlite.database import EventTables

# A ticket for sale at the door is expected as well: it counts once it is sold.
EXPECTED = (
    "r.status IN ('valid', 'unpaid', 'door_sale')"
    " AND NOT (coalesce(h.cancelled, 0) OR coalesce(h.blocked, 0))"
)
_LISTED = f"r.category, r.places, {EXPECTED}, r.status = 'door_sale'"
_ROWS_OF_ONE = f"""
SELECT {_LISTED} FROM list_snapshot l CROSS JOIN list_row r ON r.list = l.list AND r.ticket = ?2
LEFT JOIN desk_action h ON h.event = l.event AND h.ticket = r.ticket
WHERE l.event = ?1 AND l.state = 'current' ORDER BY l.list
"""  # noqa: S608  # our own columns
_ROWS_OF_EACH = f"""
SELECT lower(hex(r.ticket)), {_LISTED} FROM list_snapshot l CROSS JOIN json_each(?2) wanted
CROSS JOIN list_row r ON r.list = l.list AND r.ticket = unhex(wanted.value)
LEFT JOIN desk_action h ON h.event = l.event AND h.ticket = r.ticket
WHERE l.event = ?1 AND l.state = 'current' ORDER BY l.list
"""  # noqa: S608  # our own columns
_SOLD = """
(coalesce(h.paid, 0) OR EXISTS
  (SELECT 1 FROM entry e CROSS JOIN attendance a ON a.event = e.event
     AND a.area = coalesce(nullif(e.area, ''), 'festival') AND a.ticket = e.ticket
   WHERE e.event = l.event AND e.ticket = r.ticket AND a.people_admitted > 0))
"""
_CORRECTIONS = f"""
SELECT r.category AS category, CASE
    WHEN r.status IN ('valid', 'unpaid') THEN iif({EXPECTED}, 0, -r.places)
    ELSE iif({EXPECTED} AND {_SOLD}, r.places, 0) END AS places
"""  # our own SQL
_CORRECTIONS_OF = f"""
{_CORRECTIONS} FROM list_snapshot l CROSS JOIN json_each(?2) wanted
CROSS JOIN list_row r ON r.list = l.list AND r.ticket = unhex(wanted.value)
LEFT JOIN desk_action h ON h.event = l.event AND h.ticket = r.ticket
WHERE l.event = ?1 AND l.state = 'current' AND r.status IN ('valid', 'unpaid', 'door_sale')
"""
# The lists are read for tickets at the door alone; else only the tickets with an action are.
CORRECTIONS = f"""
SELECT category, sum(places) AS places FROM (
  {_CORRECTIONS} FROM desk_action h
  CROSS JOIN list_snapshot l ON l.event = h.event AND l.state = 'current'
  CROSS JOIN list_row r ON r.list = l.list AND r.ticket = h.ticket
  WHERE h.event = :event AND r.status IN ('valid', 'unpaid')
  UNION ALL
  {_CORRECTIONS} FROM list_snapshot l CROSS JOIN list_row r ON r.list = l.list
  LEFT JOIN desk_action h ON h.event = l.event AND h.ticket = r.ticket
  WHERE l.event = :event AND l.state = 'current' AND r.status = 'door_sale'
    AND EXISTS (SELECT 1 FROM list_total t WHERE t.list = l.list AND t.status = 'door_sale'
      AND t.tickets > 0)
) GROUP BY category
"""  # noqa: S608  # as above


@dataclass(frozen=True, slots=True)
class Listing:
    """A ticket in the current lists and at the desk; `category` is None if no list has it.

    `expected` are its places on each list that expects it. `at_door`: it is for sale at the door,
    so it is expected once it is sold.
    """

    category: str | None = None
    expected: tuple[int, ...] = ()
    at_door: bool = False


UNLISTED = Listing()

_ListedRow = tuple[Any, ...]
"""A row of a list: category, places, whether they are expected, and whether it is sold at the door.
"""


class ExpectedPlaces(EventTables):
    """The expected places of one event (`event` is hex); call writers inside `immediate`."""

    def listing(self, ticket: str) -> Listing:
        """Return the listing of a ticket (hex) in the current lists and at the desk."""
        rows = self._database.execute(_ROWS_OF_ONE, (self._event, bytes.fromhex(ticket)))
        return _listing(rows.fetchall())

    def listings_of(self, tickets: Iterable[str]) -> Mapping[str, Listing]:
        """Return the listing of each of these tickets that a current list has."""
        rows = self._database.execute(_ROWS_OF_EACH, (self._event, json.dumps(list(tickets))))
        found: dict[str, list[_ListedRow]] = {}
        for ticket, *row in rows.fetchall():
            found.setdefault(ticket, []).append(tuple(row))
        return {ticket: _listing(listed) for ticket, listed in found.items()}

    @contextmanager
    def changing(self, tickets: Iterable[str]) -> Iterator[None]:
        """Add the difference to the total that the block makes to these tickets."""
        names = json.dumps(list(tickets))
        before = self._corrections_of(names)
        yield
        change = self._corrections_of(names)
        change.subtract(before)
        for category, places in change.items():
            if places:
                self._database.execute(
                    "INSERT INTO total_expected(event, category, places) VALUES (?, ?, ?)"
                    " ON CONFLICT DO UPDATE SET places = places + excluded.places",
                    (self._event, category, places),
                )

    def rebuild(self) -> None:
        """Count the total again, after a list changed."""
        self._database.execute("DELETE FROM total_expected WHERE event = ?", (self._event,))
        self._database.execute(
            f"INSERT INTO total_expected(event, category, places) SELECT :event, * FROM"  # noqa: S608  # our own SQL
            f" ({CORRECTIONS}) WHERE places",
            {"event": self._event},
        )

    def _corrections_of(self, names: str) -> Counter[str]:
        found = Counter[str]()
        for category, places in self._database.execute(
            _CORRECTIONS_OF, (self._event, names)
        ).fetchall():
            found[category] += places
        return found


def _listing(rows: Sequence[_ListedRow]) -> Listing:
    """Return the listing of a ticket by its rows of the lists; the category of the first counts."""
    if not rows:
        return UNLISTED
    expected = sorted([places for _, places, is_expected, _ in rows if is_expected])
    return Listing(rows[0][0], tuple(expected), any(at_door for *_, at_door in rows))
