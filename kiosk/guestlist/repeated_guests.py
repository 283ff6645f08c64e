"""Guests who are several times on one list, such as those who answered a form twice."""

from typing import Any

from kiosk.guestlist.import_preview import NAMES_TOLD
from kiosk.guestlist.import_report import ImportWarning
from kiosk.store.lists.list_staging import Staging

# Tickets with a code are several of one person; a name alone may be of two people.
_REPEATED = """
SELECT min(name), group_concat(row, ', ') FROM (
  SELECT row, name, lower(name || char(10) || email) person FROM staging.row
  WHERE NOT carried AND code IS NULL AND made AND name <> '' AND instr(email, '@') > 0 ORDER BY row)
GROUP BY person HAVING count(*) > 1 ORDER BY min(row)
"""


def about_repeated_guests(staged: Staging) -> list[ImportWarning]:
    """Warn of guests without a code who have the same name and e-mail address in several rows."""
    found = staged.database.execute(_REPEATED).fetchall()
    if not found:
        return []
    names = tuple(f"{name} ({rows})" for name, rows in found[:NAMES_TOLD])
    params: dict[str, Any] = {"count": len(found), "names": names}
    return [ImportWarning("import.warning.repeated_guests", params)]
