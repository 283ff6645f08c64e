"""What an import rejects or warns of, as a person is told it."""

import shlex
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from kiosk.errors import UnusableInput
from kiosk.guestlist.columns.list_columns import Columns
from kiosk.guestlist.import_report import Alike, ImportWarning, Rejection, RejectionReason
from kiosk.store.lists.list_diff import CodeConflict, ListDiff
from kiosk.store.lists.list_staging import DuplicateRow

MOST_TOLD = 1000
"""Rejected rows told one by one; all of them are counted."""

_ROWS_TOLD = 3
"""Numbers of rows told where several have the very same error."""

_CATEGORIES_NAMED = 8

MOST_WITHDRAWN = 0.05
"""The share of a list that may be withdrawn unasked."""


class Rejections:
    """Collects the rows that are not taken: the first ones told, all of them counted."""

    def __init__(self) -> None:
        self.told: list[Rejection] = []
        self.rows = 0
        self.numbers = array("Q")
        self._reasons: Counter[RejectionReason] = Counter()
        self._alike: dict[tuple[object, ...], tuple[Rejection, list[int], int]] = {}

    def add(self, rejection: Rejection) -> None:
        """Count a row that is not taken."""
        self.rows += 1
        self.numbers.append(rejection.row)
        self._reasons[rejection.why] += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(rejection)
        key = (rejection.field, rejection.value, rejection.why, *rejection.params.values())
        first, rows, count = self._alike.get(key, (rejection, [], 0))
        if rows or len(self._alike) < MOST_TOLD:
            self._alike[key] = first, sorted([*rows, rejection.row])[:_ROWS_TOLD], count + 1

    def count(self, why: RejectionReason) -> int:
        """Return how many rows are not taken for this reason."""
        return self._reasons[why]

    def in_order(self) -> tuple[Rejection, ...]:
        """Return those that are told, by row."""
        return tuple(sorted(self.told, key=lambda rejection: rejection.row))

    def alike(self) -> tuple[Alike, ...]:
        """Return equal ones together, by their first row."""
        found = (Alike(first, tuple(rows), count) for first, rows, count in self._alike.values())
        return tuple(sorted(found, key=lambda alike: alike.rows[0]))

    def for_report(self) -> Mapping[str, Any]:
        """Return the fields of the report that are about rejected rows."""
        return {
            "rejected": self.in_order(),
            "rejected_rows": self.rows,
            "rejected_numbers": self.numbers,
            "alike": self.alike(),
        }


def about_columns(columns: Columns) -> list[ImportWarning]:
    """Return what is doubtful about how columns were understood."""
    warnings = [
        ImportWarning("import.warning.two_columns", {"field": name, "taken": taken, "other": other})
        for name, taken, other in columns.doubtful
    ]
    if not columns.has("code"):
        warnings.append(ImportWarning("import.warning.no_codes"))
    return warnings


def about_categories(categories: Sequence[str], groups: Mapping[str, str]) -> list[ImportWarning]:
    """Name the categories that the headcount cannot put in a group."""
    without = [category for category in categories if category not in groups]
    if not without:
        return []
    more = ", …" if len(without) > _CATEGORIES_NAMED else ""
    named = ", ".join(f"'{category}'" for category in without[:_CATEGORIES_NAMED]) + more
    example = shlex.quote(f"group.{without[0]}")
    return [
        ImportWarning(
            "import.warning.no_group", {"n": len(without), "named": named, "example": example}
        )
    ]


def about_withdrawals(source: str, difference: ListDiff, *, applied: bool) -> list[ImportWarning]:
    """Ask before many tickets are withdrawn; where nothing changes yet, only say so."""
    if difference.withdrawn <= difference.listed * MOST_WITHDRAWN:
        return []
    params = {"withdrawn": difference.withdrawn, "listed": difference.listed}
    if applied:
        raise UnusableInput("error.withdraws_many", source=source, **params)
    return [ImportWarning("import.warning.withdraws_many", params)]


def repeated_code(repeat: DuplicateRow) -> Rejection:
    """Return the rejection of a row whose code an earlier row has."""
    return Rejection(
        repeat.row, "code", repeat.shown, RejectionReason.REPEATED_CODE, {"first": repeat.first}
    )


def repeated_ticket(repeat: DuplicateRow) -> Rejection:
    """Return the rejection of a row whose reference an earlier row has."""
    params = {"first": repeat.first}
    return Rejection(repeat.row, "ticket", repeat.shown, RejectionReason.REPEATED_TICKET, params)


def code_elsewhere(held: CodeConflict) -> Rejection:
    """Return the rejection of a row whose code another source holds."""
    return Rejection(
        held.row, "code", held.shown, RejectionReason.CODE_ELSEWHERE, {"source": held.holder}
    )


def code_of_another(held: CodeConflict) -> Rejection:
    """Return the rejection of a row whose code another ticket keeps."""
    return Rejection(
        held.row, "code", held.shown, RejectionReason.CODE_OF_ANOTHER, {"ticket": held.holder}
    )
