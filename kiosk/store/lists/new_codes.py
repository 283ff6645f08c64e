"""Tickets of the lists that have no code, and new codes for them in a staged list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kiosk.store.lists.list_staging import Staging
from kiosk.store.sqlite.database import Database

_OPEN = """
  r.code IS NULL AND r.status IN ('valid', 'unpaid')
  AND r.ticket NOT IN (SELECT ticket FROM main.issued_code WHERE event = ?1 AND NOT replaced)
  AND r.ticket NOT IN (SELECT ticket FROM main.desk_action
    WHERE event = ?1 AND (cancelled OR blocked))
"""
_LISTED = f"""
SELECT r.ticket, 0, t.source, r.ref, coalesce(t.name, ''), coalesce(t.organisation, ''),
  r.category, r.places, coalesce(p.email, '')
FROM list_snapshot l JOIN list_row r ON r.list = l.list
JOIN current_ticket t ON t.list = l.list AND t.ticket = r.ticket
LEFT JOIN personal p ON p.n = r.person
WHERE l.event = ?1 AND l.state = 'current' AND l.source <> '' AND (?2 IS NULL OR l.source = ?2)
  AND {_OPEN}
ORDER BY t.source, r.ref
"""  # noqa: S608  # our own clauses
_STAGED = f"""
SELECT r.ticket, NOT EXISTS (SELECT 1 FROM main.list_row k WHERE k.list = ?2
  AND k.ticket = r.ticket), '', r.ref, r.name, r.organisation, r.category, r.places, r.email
FROM staging.row r
WHERE r.settled AND NOT r.carried AND {_OPEN}
ORDER BY r.row
"""  # noqa: S608  # our own clauses
_NUMBERS = """
SELECT coalesce(max(CAST(substr(f.ref, length(?2) + 1) AS INTEGER)), 0)
FROM list_snapshot l JOIN list_ref f ON f.list = l.list
WHERE l.event = ?1 AND l.state = 'current' AND f.ref GLOB ?2 || '[0-9]*'
  AND substr(f.ref, length(?2) + 1) NOT GLOB '*[^0-9]*'
"""


@dataclass(frozen=True, slots=True)
class UncodedTicket:
    """A ticket without a code; `is_new`: its list has it for the first time."""

    ticket: bytes
    is_new: bool
    source: str
    ref: str
    name: str
    organisation: str
    category: str
    places: int
    email: str


@dataclass(frozen=True, slots=True)
class CodeChange:
    """The hash of a ticket's new code; `identity` is the id that the ticket has from now on."""

    ticket: bytes
    code: bytes
    identity: bytes


def listed_without_code(
    database: Database, event: str, source: str | None
) -> Iterator[UncodedTicket]:
    """Yield the tickets of the current lists that give entry and have no code, by list and number.

    `source` keeps one list; walk-ins are left out.
    """
    return map(_uncoded, database.rows(_LISTED, (bytes.fromhex(event), source)))


def staged_without_code(
    staged: Staging, event: str, current: int | None
) -> Iterator[UncodedTicket]:
    """Yield the staged tickets that give entry and have no code; `current` is the list so far."""
    return map(_uncoded, staged.database.rows(_STAGED, (bytes.fromhex(event), current)))


def last_number(database: Database, event: str, prefix: str) -> int:
    """Return the highest number behind a prefix among the references of the current lists."""
    return database.number(_NUMBERS, (bytes.fromhex(event), prefix))


def set_codes(staged: Staging, changes: Iterable[CodeChange]) -> int:
    """Give staged tickets their codes; return how many got one."""
    return staged.database.conn.executemany(
        "UPDATE staging.row SET code = ?, ticket = ? WHERE settled AND ticket = ? AND code IS NULL",
        ((one.code, one.identity, one.ticket) for one in changes),
    ).rowcount


def _uncoded(row: tuple[Any, ...]) -> UncodedTicket:
    ticket, is_new, *rest = row
    return UncodedTicket(ticket, bool(is_new), *rest)
