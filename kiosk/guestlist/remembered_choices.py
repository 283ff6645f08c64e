"""The choices of a source's last import, used again for a new version with the same columns."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.guestlist.answers import parts_of, with_answer
from kiosk.guestlist.columns.column_samples import Samples, sampled_rows
from kiosk.guestlist.columns.list_columns import NO_COLUMN, TOGETHER
from kiosk.guestlist.columns.status_words import status_words
from kiosk.guestlist.import_report import ImportOptions, option
from kiosk.guestlist.row_source import RowSource

_COLUMNS = "columns"
_OF_THE_FILE = ("sheet", "encoding")


@dataclass(frozen=True, slots=True)
class Remembered:
    """The choices of an import: options as they are typed, and a digest of the columns."""

    columns: str
    choices: tuple[str, ...] = ()

    @classmethod
    def of(cls, options: ImportOptions, headings: Sequence[str]) -> "Remembered":
        """Return the choices of an import that was done with these options."""
        return cls(_digest(headings), tuple(choices_of(options)))

    @classmethod
    def stored(cls, value: object) -> "Remembered | None":
        """Read a value that `to_value` made; None if it is another."""
        match value:
            case [str(first), *choices] if all(map(_is_choice, choices)):
                name, _, columns = first.partition("=")
                return cls(columns, tuple(map(str, choices))) if name == _COLUMNS else None
            case _:
                return None

    def to_value(self) -> list[str]:
        """Return the value that is stored."""
        return [f"{_COLUMNS}={self.columns}", *self.choices]

    def about_file(self, options: ImportOptions, table: RowSource) -> tuple[str, ...]:
        """Return the choices of sheet and encoding, if the file asks for them again."""
        asked = {question.about for question in table.questions()}
        found = []
        for choice in self.choices:
            name, value = parts_of(choice)
            if name not in _OF_THE_FILE or getattr(options, name) is not None:
                continue
            if _has_sheet(table, value) if name == "sheet" else name in asked:
                found.append(choice)
        return tuple(found)

    def about_columns(self, options: ImportOptions, table: RowSource) -> tuple[str, ...]:
        """Return the other choices that still apply and that the options leave open.

        If a column is new or has another name, only choices about columns that are still there
        apply, and choices about guests. A column that keeps guests out is not ignored again.
        """
        headings = table.headings
        ignored = any(parts_of(choice)[0] == "ignore" for choice in self.choices)
        refusals = {("ignore", one) for one in _columns_with_refusals(table)} if ignored else set()
        same = self.columns == _digest(headings)
        return tuple(
            choice
            for choice in self.choices
            if _is_open(choice, options)
            and _applies(choice, headings, same=same)
            and parts_of(choice) not in refusals
        )


def _columns_with_refusals(table: RowSource) -> tuple[str, ...]:
    """Return the columns with words that keep guests out in the first rows, such as afgemeld."""
    samples = Samples(table.headings, sampled_rows(table))
    words = status_words()
    return tuple(
        heading
        for position, heading in enumerate(table.headings)
        if samples[position].has_few_kinds and any(map(words.worst_part, samples[position].kinds))
    )


def choices_of(options: ImportOptions) -> Iterator[str]:
    """Yield the choices of a user that count for the next version too, as they are typed."""
    for name in (*_OF_THE_FILE, "codes"):
        if (value := getattr(options, name)) is not None:
            yield option(name, value)
    for field, column in options.mapping.items():
        yield option("map", f"{field}={column}")
    for field, value in options.fixed.items():
        yield option("set", f"{field}={value}")
    for column in dict.fromkeys(options.ignore):
        yield option("ignore", column)
    for word in dict.fromkeys(options.statuses):
        yield option("status", word)
    if options.same_guest == "once":
        yield option("same-guest", options.same_guest)


def with_choices(options: ImportOptions, choices: Sequence[str]) -> ImportOptions:
    """Return the options with these choices, as if they had been typed."""
    for choice in choices:
        options = with_answer(options, choice)
    return replace(options, as_before=False) if choices else options


def _digest(headings: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(sorted(headings)).encode()).hexdigest()[:16]


def _is_choice(text: object) -> bool:
    try:
        with_answer(ImportOptions(), str(text))
    except ValueError:
        return False
    return isinstance(text, str)


def _is_open(choice: str, options: ImportOptions) -> bool:
    """Return whether the options do not decide the subject of a choice."""
    name, value = parts_of(choice)
    field = value.partition("=")[0]
    match name:
        case "map" | "set":
            return field not in options.mapping and field not in options.fixed
        case "codes":
            return options.codes is None and "code" not in options.mapping
        case "same-guest":
            return options.same_guest is None
        case "ignore" | "status":
            return True
        case _:
            return False


def _applies(choice: str, headings: Sequence[str], *, same: bool) -> bool:
    name, value = parts_of(choice)
    if same or name in ("set", "same-guest"):
        return True
    if name == "ignore":
        return value in headings
    column = value.partition("=")[2]
    if name != "map" or column == NO_COLUMN:
        return False
    return column in headings or all(part in headings for part in column.split(TOGETHER))


def _has_sheet(table: RowSource, name: str) -> bool:
    """Return whether a workbook has a filled sheet of this name; waits for all of its rows."""
    return any(sheet.name == name and sheet.rows > 0 for sheet in table.sheets)
