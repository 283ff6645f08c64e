"""Guests of a staged list as a person sees them before it counts: the first, and those left off."""

from typing import NamedTuple

from kiosk.store.lists.list_staging import Staging

_FIRST = """
SELECT shown, iif(made, '', ref), name, organisation, category, places, status
FROM staging.row WHERE NOT carried ORDER BY row LIMIT ?
"""
_LEFT_OFF = """
FROM staging.row WHERE (carried = 2 OR carried = 1 AND status <> 'withdrawn')
  AND ref NOT IN (SELECT ref FROM staging.rejected)
"""


class StagedGuest(NamedTuple):
    """A row as it was read; `code` is what may be shown of it, `ticket` a number of the file."""

    code: str
    ticket: str
    name: str
    organisation: str
    category: str
    places: int
    status: str


def first_guests(staged: Staging, most: int) -> tuple[StagedGuest, ...]:
    """Return the first rows of the file that are taken."""
    return tuple(StagedGuest(*row) for row in staged.database.execute(_FIRST, (most,)).fetchall())


def guests_left_off(staged: Staging, most: int) -> tuple[int, tuple[str, ...]]:
    """Count the guests of the version before who are not in the file; name the first of them."""
    (count,) = staged.database.execute(f"SELECT count(*) {_LEFT_OFF}").fetchone()
    names = staged.database.execute(
        f"SELECT iif(name = '', ref, name) {_LEFT_OFF} ORDER BY row LIMIT ?", (most,)
    ).fetchall()
    return int(count), tuple(name for (name,) in names)
