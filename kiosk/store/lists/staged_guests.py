"""The first guests of a staged list, and guests of the previous version that it leaves out."""

from kiosk.store.lists.list_staging import Staging

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
    return list(staged.database.execute(_FIRST, (most,)).fetchall())


def guests_left_off(staged: Staging, most: int) -> tuple[int, tuple[str, ...]]:
    """Return how many guests of the previous version the file leaves out, and the first names."""
    (count,) = staged.database.execute(f"SELECT count(*) {_LEFT_OFF}").fetchone()
    names = staged.database.execute(
        f"SELECT iif(name = '', ref, name) {_LEFT_OFF} ORDER BY row LIMIT ?", (most,)
    ).fetchall()
    return int(count), tuple(name for (name,) in names)
