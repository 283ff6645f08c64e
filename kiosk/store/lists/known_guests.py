"""Guests of a staged list who are on a current list of another source too."""

import json
from dataclasses import dataclass

from kiosk.store.lists.list_staging import Staging
from kiosk.store.sqlite.database import Database

_KNOWN = """
CREATE TABLE staging.known(kind TEXT NOT NULL, value TEXT NOT NULL, source TEXT NOT NULL,
  ticket BLOB NOT NULL, open_places INTEGER);
CREATE TABLE staging.match(row INTEGER NOT NULL, source TEXT NOT NULL, ticket BLOB NOT NULL,
  open_places INTEGER, person INTEGER NOT NULL);
"""
# The places of a ticket without a code, which a ticket with one can replace.
_OTHERS = """
, k.ticket, iif(k.code IS NULL, k.places, NULL)
FROM main.list_snapshot l JOIN main.list_row k ON k.list = l.list
LEFT JOIN main.personal p ON p.n = k.person
WHERE l.event = ? AND l.state = 'current' AND l.source <> ? AND l.source <> ''
  AND k.status <> 'withdrawn'
"""
_COLLECT = (
    f"INSERT INTO staging.known SELECT 'code', hex(k.code), l.source {_OTHERS}"
    " AND k.code IS NOT NULL",
    f"INSERT INTO staging.known SELECT 'ref', k.ref, l.source {_OTHERS}",
    f"INSERT INTO staging.known SELECT 'email', lower(p.email), l.source {_OTHERS}"
    " AND instr(p.email, '@') > 0",
    "INSERT INTO staging.known SELECT 'name', lower(p.name || char(10) || p.organisation),"
    f" l.source {_OTHERS} AND p.name <> '' AND p.organisation <> ''",
)
_COMPARE = (
    ("code", "hex(r.code)", "r.code IS NOT NULL", 0),
    ("ref", "r.ref", "NOT r.made AND length(r.ref) > 3", 0),
    ("email", "lower(r.email)", "instr(r.email, '@') > 0", 1),
    (
        "name",
        "lower(r.name || char(10) || r.organisation)",
        "r.name <> '' AND r.organisation <> ''",
        1,
    ),
)
# One guest does not replace a group of four, and no guest is replaced who came in already.
_REPLACED = """
SELECT h.source, h.ticket FROM
  (SELECT DISTINCT row, source, ticket, open_places FROM staging.match WHERE person) h
JOIN staging.row r ON r.row = h.row
WHERE r.code IS NOT NULL AND h.open_places IS NOT NULL AND NOT EXISTS
  (SELECT 1 FROM main.attendance a WHERE a.event = ? AND a.ticket = h.ticket AND a.entries > 0)
GROUP BY h.source, h.ticket HAVING sum(r.places) >= max(h.open_places)
"""
_ROWS = """
SELECT r.row, min(h.source), r.code IS NOT NULL, json_group_array(hex(h.ticket)),
  iif(r.name = '', r.ref, r.name)
FROM staging.match h JOIN staging.row r ON r.row = h.row
WHERE h.person GROUP BY r.row ORDER BY r.row
"""
_SOURCES = (
    "SELECT source, count(DISTINCT row) FROM staging.match GROUP BY source ORDER BY 2 DESC, 1"
)


@dataclass(frozen=True, slots=True)
class KnownGuest:
    """A staged row whose guest is on another source's list: by e-mail, or name and organisation.

    `replaces`: the guest has a code here and none there, where the ticket can be withdrawn.
    """

    row: int
    source: str
    has_code: bool
    replaces: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Overlap:
    """The rows that a staged list has in common with the lists of other sources.

    `sources` are those with the number of rows that they have too, most first: by code, reference
    or person.
    """

    rows: int
    sources: tuple[tuple[str, int], ...] = ()
    guests: tuple[KnownGuest, ...] = ()
    replaced: tuple[tuple[str, bytes], ...] = ()


def find_overlap(staged: Staging, event: bytes, source: str) -> Overlap:
    """Compare the staged rows with the current lists of other sources; changes nothing."""
    database = staged.database
    (rows,) = database.execute("SELECT count(*) FROM staging.row WHERE NOT carried").fetchone()
    (others,) = database.execute(
        "SELECT count(*) FROM main.list_snapshot WHERE event = ? AND state = 'current'"
        " AND source <> ? AND source <> '' AND rows > 0",
        (event, source),
    ).fetchone()
    if not others:
        return Overlap(rows)
    _match(database, event, source)
    sources = tuple(database.execute(_SOURCES).fetchall())
    replaced = tuple(database.execute(_REPLACED, (event,)).fetchall())
    gone = {ticket.hex().upper() for _, ticket in replaced}
    guests = tuple(
        KnownGuest(row, holder, bool(has_code), gone.issuperset(json.loads(tickets)), name)
        for row, holder, has_code, tickets, name in database.execute(_ROWS).fetchall()
    )
    return Overlap(rows, sources, guests, replaced)


def _match(database: Database, event: bytes, source: str) -> None:
    for statement in filter(str.strip, _KNOWN.split(";")):
        database.execute(statement)
    for statement in _COLLECT:
        database.execute(statement, (event, source))
    database.execute("CREATE INDEX staging.known_value ON known(value, kind, source)")
    for kind, value, where, is_person in _COMPARE:
        database.execute(
            "INSERT INTO staging.match"  # noqa: S608  # our own
            " SELECT r.row, k.source, k.ticket, k.open_places, ? FROM staging.row r"
            f" CROSS JOIN staging.known k ON k.value = {value} AND k.kind = ?"
            f" WHERE NOT r.carried AND {where}",
            (is_person, kind),
        )
