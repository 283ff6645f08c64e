"""The report of an import: changes, rejected rows, warnings and questions."""

import dataclasses
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from kiosk.guestlist.import_preview import ImportPreview
from kiosk.texts import Texts


def field_name(field: str, words: Texts) -> str:
    """Return the displayed name of a field: `files.field.code`, `files.field.booked_by` ..."""
    return words.say(f"files.field.{field}")


def some_names(names: Sequence[str], count: int, words: Texts) -> str:
    """Return the first names, and the number of other guests: `Jan de Vries, Bo Li en nog 19`."""
    named = ", ".join(names)
    more = count - len(names)
    return words.say("import.and_more", names=named, n=more) if more > 0 else named


class RejectionReason(StrEnum):
    """The reason of a rejection; the value is the key of its sentence."""

    EMPTY_CODE = "import.why.empty_code"
    EMPTY_NAME = "import.why.empty_name"
    DAMAGED_CODE = "import.why.damaged_code"
    ROUNDED = "import.why.rounded"
    DATE_AS_CODE = "import.why.date_as_code"
    ERROR_CELL = "import.why.error_cell"
    NO_RESULT = "import.why.no_result"
    REPEATED_CODE = "import.why.repeated_code"
    REPEATED_TICKET = "import.why.repeated_ticket"
    CHANGED_ANSWER = "import.why.changed_answer"
    SEVERAL_CODES = "import.why.several_codes"
    CODE_ELSEWHERE = "import.why.code_elsewhere"
    CODE_OF_ANOTHER = "import.why.code_of_another"
    UNREADABLE_DATE = "import.why.unreadable_date"
    ENDS_BEFORE_START = "import.why.ends_before_start"
    UNKNOWN_ENTRANCE = "import.why.unknown_entrance"
    NO_PLACES = "import.why.no_places"
    TOO_LONG = "import.why.too_long"
    TOO_MANY_CELLS = "import.why.too_many_cells"
    QUOTES = "import.why.quotes"


@dataclass(frozen=True, slots=True)
class Rejection:
    """A rejected row: its number in the spreadsheet, the cell, and the reason."""

    row: int
    field: str
    value: str
    why: RejectionReason
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def to_json(self, words: Texts) -> dict[str, Any]:
        """Return the rejection as JSON values."""
        why = words.say(self.why, **self.params)
        return {"row": self.row, "field": self.field, "value": self.value, "why": why}


@dataclass(frozen=True, slots=True)
class Alike:
    """Rows rejected for the same cell and reason: the first one, some numbers, and how many."""

    first: Rejection
    rows: tuple[int, ...]
    count: int

    def text(self, words: Texts) -> str:
        """Return one sentence about them."""
        first = self.first
        field = field_name(first.field, words) if first.field else ""
        what = " ".join(filter(None, (field, f"'{first.value}'" if first.value else "")))
        why = words.say(first.why, **first.params)
        if self.count == 1:
            after = f", {what}" if what else ""
            return words.say("tickets.rejected", row=first.row, what=after, why=why)
        before = f"{what}: {why}" if what else why
        return words.say("tickets.rejected_alike", count=self.count, what=before, rows=self.numbers)

    @property
    def numbers(self) -> str:
        """The first of the rows' numbers."""
        more = ", …" if self.count > len(self.rows) else ""
        return ", ".join(map(str, self.rows)) + more


@dataclass(frozen=True, slots=True)
class ImportWarning:
    """A warning that stops nothing: the key of its sentence and the placeholders.

    `names` among them are the first of `count` guests.
    """

    key: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def text(self, words: Texts) -> str:
        """Return the warning as a sentence."""
        return words.say(self.key, **self.filled_params(words))

    def filled_params(self, words: Texts) -> dict[str, Any]:
        """Return the placeholders, with names as text."""
        params = dict(self.params)
        if "names" in params:
            params["names"] = some_names(params["names"], params["count"], words)
        return params


def about_rows(key: str, rows: Sequence[int]) -> list[ImportWarning]:
    """Return a warning with the number of these rows and the first one; nothing without rows."""
    return [ImportWarning(key, {"rows": len(rows), "row": rows[0]})] if rows else []


@dataclass(frozen=True, slots=True)
class Question:
    """A question about who may enter, with the options that answer it.

    Its sentence, named by `key`, is filled with `column`, `values` and `params`; `about` groups it
    for programs. `values` are shown, so they contain no codes.
    """

    about: str
    key: str
    answers: tuple[str, ...]
    column: str | None = None
    values: tuple[str, ...] = ()
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def text(self, words: Texts) -> str:
        """Return the question as a sentence, without its answers."""
        params = {"column": self.column, "values": ", ".join(self.values), **self.params}
        return words.say(self.key, **params)

    def to_json(self) -> dict[str, Any]:
        """Return the question as JSON values."""
        return {
            "about": self.about,
            "column": self.column,
            "values": list(self.values),
            "answer": list(self.answers),
        }


def option(name: str, value: str) -> str:
    """Return an option of `kiosk tickets import` as it is typed: `--map 'code=QR code'`."""
    return f"--{name} {shlex.quote(value)}"


@dataclass(frozen=True, slots=True)
class Report:
    """The report of one import, counted in rows.

    `rejected` lists the first of `rejected_rows`, `alike` all of them, equal ones together;
    `rejected_numbers` are their row numbers. `applied`: the list is now as in the file; false after
    a dry run, and if rejected rows or questions stopped the import. `unused` are unused columns,
    `shop` is the recognised export, `same` counts the rows that were left out because another list
    has these guests, `replaced` are tickets of other sources that this list replaces. `sheet` of
    `sheets` was read, with these `headings`, which have these `first_values`; `reused` are choices
    of the previous version, as options.
    """

    source: str
    read: int
    added: int
    changed: int
    unchanged: int
    withdrawn: int
    mapping: Mapping[str, str]
    rejected: tuple[Rejection, ...] = ()
    rejected_rows: int = 0
    rejected_numbers: Sequence[int] = ()
    alike: tuple[Alike, ...] = ()
    warnings: tuple[ImportWarning, ...] = ()
    questions: tuple[Question, ...] = ()
    applied: bool = False
    unused: tuple[str, ...] = ()
    shop: str = ""
    same: int = 0
    replaced: Mapping[str, Sequence[bytes]] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    first_values: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    sheet: str | None = None
    reused: tuple[str, ...] = ()
    preview: ImportPreview = field(default_factory=ImportPreview)

    def to_json(self, words: Texts) -> dict[str, Any]:
        """Return the report as JSON values, with its sentences in the language of `words`."""
        return {
            "source": self.source,
            "read": self.read,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "withdrawn": self.withdrawn,
            "rejected": [rejection.to_json(words) for rejection in self.rejected],
            "rejected_rows": self.rejected_rows,
            "warnings": [warning.text(words) for warning in self.warnings],
            "questions": [question.to_json() for question in self.questions],
            "mapping": dict(self.mapping),
            "ignored": list(self.unused),
            "same": self.same,
            "reused": list(self.reused),
        }


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The options of an import; without `source` the file's name decides.

    `ignore` are columns to ignore, `statuses` the meanings of words (`WORD=STATUS`), `codes` is
    "none" or "as-is", `same_guest` "both" (the default) or "once", `fixed` are values for the whole
    list by field, `rejects` is a file for the rejected rows. `as_before`: what is left open is
    chosen as for the previous version. With `some_without_code` an empty code is no error.
    """

    source: str | None = None
    sheet: str | None = None
    encoding: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    codes: str | None = None
    same_guest: str | None = None
    rejects: Path | None = None
    replace: bool = False
    yes: bool = False
    skip_rejected: bool = False
    dry_run: bool = False
    as_before: bool = True
    some_without_code: bool = False
