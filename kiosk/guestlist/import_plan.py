"""The plan of one import: the columns of the file, the user's options, and the questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kiosk.domain.event_settings import Event
from kiosk.errors import UnusableInput
from kiosk.guestlist import import_remarks
from kiosk.guestlist.columns.column_samples import Samples, sampled_rows
from kiosk.guestlist.columns.list_columns import FIELDS, NO_COLUMN, Columns
from kiosk.guestlist.columns.recognition import read_columns
from kiosk.guestlist.import_remarks import Rejections
from kiosk.guestlist.import_report import (
    ImportOptions,
    ImportWarning,
    Question,
    RejectionReason,
)
from kiosk.guestlist.late_words import LateWords
from kiosk.guestlist.list_questions import (
    about_columns,
    about_damage,
    about_late_words,
    about_names,
    about_numbers,
    about_words,
)
from kiosk.guestlist.row_reader import ReadContext, RowReader
from kiosk.guestlist.row_source import RowSource
from kiosk.guestlist.status_reader import Explained, explained_words, read_status

_NAMES = ("name", "first_name", "last_name")
_NEVER_FIXED = ("code", "ticket")


@dataclass(frozen=True, slots=True)
class Plan:
    """One file's columns, the first rows of each, and the words that the user explained."""

    columns: Columns
    samples: Samples
    explained: Explained
    wishes: ImportOptions

    def reader(self, event: Event, code_key: bytes, source: str, width: int) -> RowReader:
        """Return the reader of the file's rows, which have `width` columns."""
        entrances = dict.fromkeys(gate for area in event.areas for gate in area.entrances)
        reading = ReadContext(
            source,
            code_key,
            event.zone,
            tuple(entrances),
            self.explained,
            self.wishes.fixed,
            rounded_is_meant=self.wishes.codes == "as-is",
            some_without_code=self.wishes.some_without_code,
        )
        return RowReader(self.columns, width, reading, LateWords(self.columns, self.samples))

    def questions(
        self, reader: RowReader, rejections: Rejections, read: int, *, is_new: bool
    ) -> tuple[Question, ...]:
        """Return the questions after all rows; `is_new`: the source has no list yet."""
        columns, samples, wishes = self.columns, self.samples, self.wishes
        nameless = reader.nameless
        damaged = rejections.count(RejectionReason.DAMAGED_CODE)
        rounded = rejections.count(RejectionReason.ROUNDED)
        early = about_columns(columns, samples, wishes)
        late = reader.late.found() if reader.late else []
        return (
            *early,
            *about_late_words(late, early),
            *about_words(reader.statuses.unexplained(), columns),
            *about_damage(reader.shapes, columns, wishes, damaged, rounded),
            *(about_numbers(columns, samples, wishes, early) if is_new else ()),
            *about_names(columns, samples, wishes, read - reader.addons, nameless),
        )

    def warnings(self) -> list[ImportWarning]:
        """Return the warnings about the columns."""
        return import_remarks.about_columns(self.columns, self.samples)

    def allows(self, questions: Sequence[Question], rejections: Rejections) -> bool:
        """Return whether the list may be changed now."""
        is_final = not self.wishes.dry_run and not questions
        return is_final and (self.wishes.skip_rejected or not rejections.rows)

    def report_fields(self, table: RowSource) -> Mapping[str, Any]:
        """Return the fields of the report about the file and its columns."""
        layout = self.columns.layout
        return {
            "mapping": self.columns.mapping,
            "unused": self.columns.unused,
            "shop": f"{layout.shop}, {layout.title}" if layout else "",
            "headings": table.headings,
            "first_values": self.samples.first_values(),
            "sheets": tuple(one.name for one in table.sheets),
            "sheet": table.sheet,
        }

    def absent(self) -> set[str]:
        """Return the fields without a column; a name may be in parts."""
        absent = {name for name in FIELDS if not self.columns.has(name)} - set(self.wishes.fixed)
        return absent - {"name"} if self.columns.has(*_NAMES) else absent


def plan_import(table: RowSource, wishes: ImportOptions) -> Plan:
    """Examine the start of a file.

    Raises UnusableInput if it is no list, or an option is not valid.
    """
    _check_fixed(wishes.fixed)
    if wishes.codes == "none":
        wishes = replace(wishes, mapping={**wishes.mapping, "code": NO_COLUMN})
    wanted = {**wishes.mapping, **dict.fromkeys(wishes.fixed, NO_COLUMN)}
    wanted = {name: heading for name, heading in wanted.items() if name not in _COMBINED}
    wanted |= {name: wishes.mapping[name] for name in _COMBINED if name in wishes.mapping}
    rows = sampled_rows(table)
    columns = read_columns(table.headings, wanted, table.name, rows, wishes.ignore)
    explained = explained_words(wishes.statuses, columns)
    return Plan(columns, Samples(table.headings, rows), explained, wishes)


_COMBINED = ("status", "note")  # a value for the whole list is combined with the columns' values


def _check_fixed(fixed: Mapping[str, str]) -> None:
    for name, value in fixed.items():
        if name not in FIELDS or name in _NEVER_FIXED:
            known = ", ".join(one for one in FIELDS if one not in _NEVER_FIXED)
            raise UnusableInput("error.map_unknown_field", field=name, known=known)
        if name == "status":
            read_status(value)
