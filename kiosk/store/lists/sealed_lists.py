"""The lists of a hub without keys: their data in clear, and their encrypted parts."""

import json
from collections.abc import Callable
from typing import Any

from kiosk.domain.ticket import Status
from kiosk.store.lists.list_digests import Digests
from kiosk.store.lists.list_staging import StagedRow
from kiosk.store.lists.list_transfer import IncomingList, read_id, read_integer, read_text
from kiosk.store.lists.sealed_parts import SealedListPart

_COLUMNS = 4
_TABLE = (
    "CREATE TABLE IF NOT EXISTS staging.sealed(part INTEGER PRIMARY KEY, rows TEXT, sealed BLOB)"
)


class IncomingSealedList(IncomingList):
    """Loads the rows in clear of a list, and stores its encrypted parts.

    A list of an older program has no hash of the data in clear: its rows are accepted unchecked.
    """

    def load_part(self, part: SealedListPart) -> None:
        """Load a part; ValueError if its rows in clear are not well formed."""
        rows = json.loads(part.rows)
        if not isinstance(rows, list):
            raise ValueError("no rows of a list")
        self._stage([_clear_row(row, number) for number, row in enumerate(rows, self._loaded + 1)])
        self._database.execute(_TABLE)
        self._database.execute(
            "INSERT INTO staging.sealed VALUES (?, ?, ?)", (part.part, part.rows, part.sealed)
        )

    def _is_genuine(self, found: Digests) -> bool:
        manifest = self._manifest
        return found.rows == manifest.rows and manifest.clear in (None, found.clear)

    def _apply(self, apply: Callable[[str], object], number: int) -> None:
        self._database.execute(
            "INSERT INTO sealed_list(list, part, rows, sealed)"
            " SELECT ?, part, rows, sealed FROM staging.sealed",
            (number,),
        )
        super()._apply(apply, number)


def _clear_row(row: Any, number: int) -> StagedRow:
    """Return a row as it is counted; people see the id of its ticket, as the rest is encrypted."""
    if not isinstance(row, list) or len(row) != _COLUMNS:
        raise ValueError("not a row")
    ticket, category, places, status = row
    return StagedRow(
        row=number,
        ticket=read_id(ticket),
        code=None,
        shown="",
        ref=read_id(ticket).hex(),
        has_generated_ref=True,
        category=read_text(category),
        places=read_integer(places),
        status=Status(read_text(status)).value,
    )
