"""The rejections and warnings of an import."""

import shlex
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kiosk.errors import UnusableInput
from kiosk.guestlist.columns.column_samples import Samples
from kiosk.guestlist.columns.list_columns import Columns
from kiosk.guestlist.columns.status_columns import needs_an_answer
from kiosk.guestlist.import_report import Alike, ImportWarning, Rejection, RejectionReason
from kiosk.store.lists.list_diff import CodeConflict, ListDiff
from kiosk.store.lists.list_staging import DuplicateRow

MOST_LISTED = 1000
"""The most rejected rows that are listed one by one; all are counted."""

_ROWS_NAMED = 3
"""The most row numbers that are listed for equal errors."""

_CATEGORIES_NAMED = 8

MOST_WITHDRAWN = 0.05
"""The share of a list that may be withdrawn without a question."""


class Rejections:
    """Collects rejected rows: lists the first ones, counts all."""

    def __init__(self) -> None:
        self.listed: list[Rejection] = []
        self.rows = 0
        self.numbers = array("Q")
        self._reasons: Counter[RejectionReason] = Counter()
        self._alike: dict[tuple[object, ...], tuple[Rejection, list[int], int]] = {}

    def add(self, rejection: Rejection) -> None:
        """Count a rejected row."""
        self.rows += 1
        self.numbers.append(rejection.row)
        self._reasons[rejection.why] += 1
        if len(self.listed) < MOST_LISTED:
            self.listed.append(rejection)
        key = (rejection.field, rejection.value, rejection.why, *rejection.params.values())
        first, rows, count = self._alike.get(key, (rejection, [], 0))
        if rows or len(self._alike) < MOST_LISTED:
            self._alike[key] = first, sorted([*rows, rejection.row])[:_ROWS_NAMED], count + 1

    def count(self, why: RejectionReason) -> int:
        """Return how many rows were rejected for this reason."""
        return self._reasons[why]

    def for_report(self) -> Mapping[str, Any]:
        """Return the fields of the report about rejected rows; equal ones also together."""
        alike = (Alike(first, tuple(rows), count) for first, rows, count in self._alike.values())
        return {
            "rejected": tuple(sorted(self.listed, key=lambda rejection: rejection.row)),
            "rejected_rows": self.rows,
            "rejected_numbers": self.numbers,
            "alike": tuple(sorted(alike, key=lambda one: one.rows[0])),
        }


def about_columns(columns: Columns, samples: Samples) -> list[ImportWarning]:
    """Return the warnings about columns."""
    warnings = [
        ImportWarning("import.warning.two_columns", {"field": name, "taken": taken, "other": other})
        for name, taken, other in columns.doubtful
    ]
    empty = [
        heading
        for position, heading in enumerate(columns.headings)
        if position not in columns.used | columns.ignored | columns.aside
        and samples[position].is_empty
        and needs_an_answer(heading)
    ]
    warnings += [ImportWarning("import.warning.empty_status", {"column": one}) for one in empty]
    if not columns.has("code"):
        warnings.append(ImportWarning("import.warning.no_codes"))
    return warnings


def about_categories(categories: Sequence[str], groups: Mapping[str, str]) -> list[ImportWarning]:
    """Warn of categories without a group in the headcount."""
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
    """Ask before many tickets are withdrawn; a dry run only warns."""
    if difference.withdrawn <= difference.listed * MOST_WITHDRAWN:
        return []
    params = {"withdrawn": difference.withdrawn, "listed": difference.listed}
    if applied:
        raise UnusableInput("error.withdraws_many", source=source, **params)
    return [ImportWarning("import.warning.withdraws_many", params)]


def repeats(found: Iterable[DuplicateRow], field: str, why: RejectionReason) -> Iterator[Rejection]:
    """Return the rejections of rows with the code or reference of an earlier row."""
    return (Rejection(one.row, field, one.shown, why, {"first": one.first}) for one in found)


_CONFLICTS = {"source": RejectionReason.CODE_ELSEWHERE, "ticket": RejectionReason.CODE_OF_ANOTHER}


def code_conflicts(found: Iterable[CodeConflict], holder: str) -> Iterator[Rejection]:
    """Return the rejections of rows with a code of another `holder`: a source or a ticket."""
    why = _CONFLICTS[holder]
    return (Rejection(one.row, "code", one.shown, why, {holder: one.holder}) for one in found)
