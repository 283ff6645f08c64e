"""Opens a file as a source of rows, with the reader for its kind."""

from pathlib import Path

from kiosk.errors import UnusableInput
from kiosk.guestlist.row_source import RowSource
from kiosk.guestlist.sources.file_kind import HEAD, FileKind, kind_of
from kiosk.guestlist.sources.open_elsewhere import real_list
from kiosk.guestlist.sources.table_file import open_table
from kiosk.guestlist.sources.text_encoding import (
    likely_encoding,
    marked_encoding,
    named_encoding,
)


def open_rows(path: Path, *, sheet: str | None = None, encoding: str | None = None) -> RowSource:
    """Return the rows of a file; UnusableInput if it cannot be read as a list.

    `sheet` and `encoding` are the user's options.
    """
    path = real_list(path)
    if path.exists() and not path.is_file():  # opening a pipe waits for its writer
        raise UnusableInput("error.list_is_no_file", file=path.name)
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
        marked = marked_encoding(head)
        kind = kind_of(path, head, wide=marked is not None and marked.name.startswith("utf-16"))
        if sheet is not None and kind in (FileKind.TEXT, FileKind.JSON):
            raise UnusableInput("error.list_without_sheets", file=path.name, sheet=sheet)
        if kind is FileKind.TEXT:
            found = named_encoding(encoding) if encoding else marked or likely_encoding(path)
            return open_table(path, found)
        return _read_apart(path, kind, sheet)
    except FileNotFoundError as error:
        raise UnusableInput("error.list_missing", file=path) from error
    except OSError as error:
        raise UnusableInput("error.list_unreadable", file=path) from error


def _read_apart(path: Path, kind: FileKind, sheet: str | None) -> RowSource:
    # These import the workbook readers, which a text file does not need.
    if kind is FileKind.JSON:
        from kiosk.guestlist.sources.json_file import open_json  # noqa: PLC0415

        return open_json(path)
    from kiosk.guestlist.sources.pages.page_reader import send_page  # noqa: PLC0415
    from kiosk.guestlist.sources.workbook_file import open_workbook  # noqa: PLC0415
    from kiosk.guestlist.sources.workbook_reader import send_workbook  # noqa: PLC0415

    send = send_page if kind is FileKind.PAGE else send_workbook
    return open_workbook(path, sheet, send)
