"""Compares a staged list with the current one, completes the next snapshot, and reads guests."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kiosk.store.lists.list_staging import Staging, staging
from kiosk.store.sqlite.database import Database

_LISTED = ("category", "places", "status", "valid_from", "valid_until", "entrances")
_PERSONAL = ("name", "organisation", "booked_by", "email", "note", "mail_ok")
# A guest who is on the list again is no longer withdrawn.
_LISTED_BEFORE = {"status": "CASE k.status WHEN 'withdrawn' THEN r.status ELSE k.status END"}
_CONTENT = ("code", "ref", *_LISTED)

_ELSEWHERE = """
SELECT r.row, r.shown, l.source FROM main.list_snapshot l CROSS JOIN staging.row r
CROSS JOIN main.list_code k ON k.list = l.list AND k.code = r.code
WHERE l.event = ? AND l.state = 'current' AND l.source <> ? AND r.code IS NOT NULL
GROUP BY r.row ORDER BY r.row
"""
_GONE = """
  NOT EXISTS (SELECT 1 FROM staging.row o WHERE o.settled AND o.ticket = k.ticket)
"""
_MENTIONED = """
  (k.ref IN (SELECT ref FROM staging.rejected)
   OR k.code IN (SELECT code FROM staging.rejected WHERE code IS NOT NULL))
"""
_OF_ANOTHER = f"""
SELECT r.row, r.shown, k.ref FROM staging.row r
CROSS JOIN main.list_code c ON c.list = ?1 AND c.code = r.code AND c.ticket <> r.ticket
CROSS JOIN main.list_row k ON k.list = c.list AND k.ticket = c.ticket
WHERE {_GONE} AND NOT (?2 AND NOT {_MENTIONED}) ORDER BY r.row
"""  # noqa: S608  # our own clauses
_CARRY = f"""
INSERT INTO staging.row(ticket, settled, code, shown, ref, made, {", ".join(_LISTED)},
  {", ".join(_PERSONAL)}, carried)
SELECT k.ticket, 1,
  CASE WHEN EXISTS (SELECT 1 FROM staging.row c WHERE c.code = k.code) THEN NULL ELSE k.code END,
  '', k.ref, 0, k.category, k.places,
  CASE WHEN ?2 AND NOT {_MENTIONED} THEN 'withdrawn' ELSE k.status END,
  k.valid_from, k.valid_until, k.entrances,
  {", ".join(f"coalesce(p.{column}, '')" for column in _PERSONAL)},
  CASE WHEN ?2 AND k.status <> 'withdrawn' AND NOT {_MENTIONED} THEN 2 ELSE 1 END
FROM main.list_row k LEFT JOIN main.personal p ON p.n = k.person
WHERE k.list = ?1 AND {_GONE}
"""  # noqa: S608  # our own clauses
_COMPARED = f"""
SELECT count(k.ticket), coalesce(sum(k.ticket IS NOT NULL AND (
  ({", ".join(f"r.{column}" for column in _CONTENT)})
    IS NOT ({", ".join(f"k.{column}" for column in _CONTENT)})
  OR ({", ".join(f"r.{column}" for column in _PERSONAL)})
    IS NOT ({", ".join(f"coalesce(p.{column}, '')" for column in _PERSONAL)}))), 0)
FROM staging.row r LEFT JOIN main.list_row k ON k.list = ? AND k.ticket = r.ticket
LEFT JOIN main.personal p ON p.n = k.person WHERE NOT r.carried
"""  # noqa: S608  # our own columns


@dataclass(frozen=True, slots=True)
class CodeConflict:
    """A staged row with a code of another source or of another ticket's reference."""

    row: int
    shown: str
    holder: str


@dataclass(frozen=True, slots=True)
class ListDiff:
    """The changes of a list, in rows; `listed` were valid, unpaid or refused before."""

    added: int
    changed: int
    unchanged: int
    withdrawn: int
    listed: int

    @property
    def is_empty(self) -> bool:
        """True if the list stays as it is."""
        return not (self.added or self.changed or self.withdrawn)

    def for_report(self) -> Mapping[str, Any]:
        """Return the changes as fields of the report."""
        return {
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "withdrawn": self.withdrawn,
        }


def codes_of_other_sources(database: Database, event: bytes, source: str) -> list[CodeConflict]:
    """Return the staged rows whose code is on a current list of another source."""
    return [CodeConflict(*row) for row in database.rows(_ELSEWHERE, (event, source))]


def codes_of_other_tickets(
    database: Database, current: int, *, replace: bool
) -> list[CodeConflict]:
    """Return the staged rows whose code belongs to another ticket that stays on the list."""
    return [CodeConflict(*row) for row in database.rows(_OF_ANOTHER, (current, replace))]


def keep_missing_fields(staged: Staging, current: int, absent: Collection[str]) -> None:
    """Copy the fields without a column in the file, and missing codes, from the current list."""
    assignments = [
        f"{column} = {_LISTED_BEFORE.get(column, f'k.{column}')}"
        for column in _LISTED
        if column in absent
    ]
    assignments += [
        f"{column} = coalesce(p.{column}, '')" for column in _PERSONAL if column in absent
    ]
    staged.in_slices(
        "UPDATE staging.row AS r NOT INDEXED"  # noqa: S608  # our own columns
        f" SET {', '.join(['code = coalesce(r.code, k.code)', *assignments])}"
        " FROM main.list_row k LEFT JOIN main.personal p ON p.n = k.person"
        " WHERE r.row > ?1 AND r.row <= ?2 AND k.list = ?3 AND k.ticket = r.ticket",
        (current,),
    )


def carry_over(database: Database, current: int, *, replace: bool) -> None:
    """Stage the list's tickets that are not in the file: unchanged, or withdrawn with `replace`.

    Guests of rejected rows stay unchanged.
    """
    database.execute(_CARRY, (current, replace))


@contextmanager
def staged_again(database: Database, current: int) -> Iterator[Staging]:
    """Stage a list as it is now."""
    with staging(database) as staged:
        staged.load(())
        carry_over(database, current, replace=False)
        yield staged


def withdraw(staged: Staging, tickets: Iterable[bytes]) -> None:
    """Withdraw tickets of a staged list."""
    staged.database.conn.executemany(
        "UPDATE staging.row SET status = 'withdrawn', carried = 2 WHERE settled AND ticket = ?",
        ((ticket,) for ticket in tickets),
    )


def compare(database: Database, current: int | None) -> ListDiff:
    """Count the differences between the staged rows and the source's current list."""
    known, changed = database.execute(_COMPARED, (current,)).fetchone()
    rows, withdrawn = database.execute(
        "SELECT coalesce(sum(NOT carried), 0), coalesce(sum(carried = 2), 0) FROM staging.row"
    ).fetchone()
    (listed,) = database.execute(
        "SELECT count(*) FROM main.list_row WHERE list = ? AND status <> 'withdrawn'", (current,)
    ).fetchone()
    return ListDiff(rows - known, changed, known - changed, withdrawn, listed)


_FIRST = """
SELECT shown, iif(made, '', ref), name, organisation, category, places, status
FROM staging.row WHERE NOT carried ORDER BY row LIMIT ?
"""
_LEFT_OFF = """
FROM staging.row WHERE (carried = 2 OR carried = 1 AND status <> 'withdrawn')
  AND ref NOT IN (SELECT ref FROM staging.rejected)
"""


def first_guests(staged: Staging, most: int) -> list[tuple[str, str, str, str, str, int, str]]:
    """Return the first rows of the file that will be imported.

    Each has the shown part of the code, the ticket number of the file, name, organisation,
    category, places and status.
    """
    return staged.database.rows(_FIRST, (most,))


def guests_left_off(staged: Staging, most: int) -> tuple[int, tuple[str, ...]]:
    """Return how many guests of the previous version the file leaves out, and the first names."""
    (count,) = staged.database.execute(f"SELECT count(*) {_LEFT_OFF}").fetchone()
    names = staged.database.execute(
        f"SELECT iif(name = '', ref, name) {_LEFT_OFF} ORDER BY row LIMIT ?", (most,)
    ).fetchall()
    return int(count), tuple(name for (name,) in names)
