"""Rows of one list with the same code, ticket or guest, such as two answers to one form."""

from collections.abc import Iterator
from typing import Any

from kiosk.guestlist.import_preview import NAMES_SHOWN
from kiosk.guestlist.import_remarks import repeats
from kiosk.guestlist.import_report import ImportWarning, Rejection, RejectionReason
from kiosk.store.lists.list_staging import Staging

# Tickets with a code are several of one person; a name alone may be of two people.
_REPEATED = """
SELECT min(name), group_concat(row, ', ') FROM (
  SELECT row, name, lower(name || char(10) || email) person FROM staging.row
  WHERE NOT carried AND code IS NULL AND made AND name <> '' AND instr(email, '@') > 0 ORDER BY row)
GROUP BY person HAVING count(*) > 1 ORDER BY min(row)
"""

# The last answer of a guest counts; earlier ones with another status are rejected.
_CHANGED = """
WITH person AS MATERIALIZED (
  SELECT lower(name || char(10) || email) who, max(row) last FROM staging.row
  WHERE NOT carried AND code IS NULL AND made AND name <> '' AND instr(email, '@') > 0
  GROUP BY who HAVING count(DISTINCT status) > 1)
SELECT s.row, s.name, p.last FROM staging.row s
CROSS JOIN person p ON p.who = lower(s.name || char(10) || s.email)
JOIN staging.row l ON l.row = p.last
WHERE s.code IS NULL AND s.made AND s.row < p.last AND s.status <> l.status ORDER BY s.row
"""


def repeated_rows(staged: Staging) -> Iterator[Rejection]:
    """Yield the rows to reject: a code or ticket again, and an answer that the guest changed."""
    yield from repeats(staged.repeated_codes(), "code", RejectionReason.REPEATED_CODE)
    yield from repeats(staged.repeated_refs(), "ticket", RejectionReason.REPEATED_TICKET)
    for row, name, last in staged.database.execute(_CHANGED).fetchall():
        yield Rejection(row, "name", name, RejectionReason.CHANGED_ANSWER, {"last": last})


def about_repeated_guests(staged: Staging) -> list[ImportWarning]:
    """Warn of guests without a code who have the same name and e-mail address in several rows."""
    found = staged.database.execute(_REPEATED).fetchall()
    if not found:
        return []
    names = tuple(f"{name} ({rows})" for name, rows in found[:NAMES_SHOWN])
    params: dict[str, Any] = {"count": len(found), "names": names}
    return [ImportWarning("import.warning.repeated_guests", params)]
