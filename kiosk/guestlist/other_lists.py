"""Finds guests who are on a list twice, or also on the lists of other sources."""

from collections.abc import Iterator, Sequence
from typing import Any

from kiosk.guestlist.import_preview import NAMES_SHOWN, SameGuests
from kiosk.guestlist.import_remarks import repeats
from kiosk.guestlist.import_report import (
    ImportOptions,
    ImportWarning,
    Question,
    Rejection,
    RejectionReason,
)
from kiosk.guestlist.whose_list import ask_whose_list
from kiosk.store.lists.known_guests import KnownGuest, Overlap, find_overlap
from kiosk.store.lists.list_staging import Staging

ONCE = "once"
_LEAST_GUESTS = 3
_SOURCES_NAMED = 5


def whose_list(
    overlap: Overlap, source: str, wishes: ImportOptions, *, is_new: bool
) -> list[Question]:
    """Ask for the source of a list if another source has half of its guests."""
    if wishes.source is not None or not is_new or overlap.rows < _LEAST_GUESTS:
        return []
    question = ask_whose_list(overlap.sources, overlap.rows, source)
    return [question] if question else []


def leave_out_known(
    staged: Staging, event: str, source: str, wishes: ImportOptions
) -> tuple[Overlap, list[KnownGuest]]:
    """Return the guests on lists of other sources (`event` is hex), and those now left out."""
    overlap = find_overlap(staged, bytes.fromhex(event), source)
    once = wishes.same_guest == ONCE
    left = [guest for guest in overlap.guests if once and not guest.has_code]
    staged.remove_rows(guest.row for guest in left)
    return overlap, left


def replaced_elsewhere(overlap: Overlap, wishes: ImportOptions) -> dict[str, list[bytes]]:
    """Return the tickets of other sources that are withdrawn, as their guests have a code now."""
    found: dict[str, list[bytes]] = {}
    for source, ticket in overlap.replaced if wishes.same_guest == ONCE else ():
        found.setdefault(source, []).append(ticket)
    return found


def about_same_guests(
    overlap: Overlap, left: list[KnownGuest], wishes: ImportOptions
) -> list[ImportWarning]:
    """Warn how many guests are expected twice, and how many rows were left out for it."""
    warnings = []
    if left:
        warnings.append(ImportWarning("import.warning.same_left_out", _params(left)))
    rows = {guest.row for guest in left}
    both = [guest for guest in overlap.guests if guest.row not in rows]
    if replacing := [guest for guest in both if guest.replaces and wishes.same_guest == ONCE]:
        warnings.append(ImportWarning("import.warning.same_replaced", _params(replacing)))
        both = [guest for guest in both if not guest.replaces]
    if both:
        key = (
            "import.warning.same_both"
            if wishes.same_guest == ONCE
            else "import.warning.same_guests"
        )
        warnings.append(ImportWarning(key, _params(both)))
    return warnings


def same_guests(guests: Sequence[KnownGuest]) -> SameGuests | None:
    """Return the guests who are on other lists too, for the preview; None if there are none."""
    return SameGuests(**_params(guests)) if guests else None


def _params(guests: Sequence[KnownGuest]) -> dict[str, Any]:
    sources = sorted({guest.source for guest in guests})
    more = ", …" if len(sources) > _SOURCES_NAMED else ""
    named = ", ".join(sources[:_SOURCES_NAMED]) + more
    names = tuple(guest.name for guest in guests[:NAMES_SHOWN])
    return {"count": len(guests), "sources": named, "names": names}


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
