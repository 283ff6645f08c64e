"""Reads a workbook or JSON file in a separate process, and receives its sheets as they come.

Messages begin with one letter: N the number of sheets, B the next sheet, R a packed block of its
rows, L which rows have a colour, S its totals, E why the file cannot be read, and "." at the end.
"""

import json
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kiosk.errors import UnusableInput
from kiosk.guestlist.sources.arriving_sheet import ArrivingSheet
from kiosk.guestlist.sources.limits import MOST_PACKED
from kiosk.isolated_process import IsolatedWork, OverMemory, OverTime, isolated

LIMIT_S = 120.0
_MEMORY = 3 * 2**30
_MOST_BYTES = (
    64 * 2**20
)  # bytes of a message; packed rows of a thousand long cells are far below it

_ERRORS_OF_THE_READER = frozenset(
    {
        "error.list_is_broken",
        "error.list_is_page",
        "error.list_encoding",
        "error.list_is_locked",
        "error.list_is_binary_workbook",
        "error.list_is_numbers",
        "error.list_is_document",
        "error.list_is_packed",
        "error.list_too_large",
        "error.list_too_wide",
        "error.json_is_broken",
        "error.json_without_guests",
    }
)
"""The errors that the other process may report."""

Send = Callable[[str, Connection], None]


def read_sheets(path: Path, send: Send, *, limit_s: float = LIMIT_S) -> tuple[ArrivingSheet, ...]:
    """Return the sheets of a file as `send` reads it in a separate process.

    A single sheet is returned with its first rows; several sheets are complete. Raises
    UnusableInput if there are none; later the rows may raise it.
    """
    if path.stat().st_size > MOST_PACKED:
        raise UnusableInput("error.list_too_large", file=path.name)
    arrival = _Arrival(path, limit_s)
    threading.Thread(target=arrival.run, args=(send,), name="sheets of a list", daemon=True).start()
    return arrival.sheets()


class _Arrival:
    """Receives messages on its own thread, so that the process never waits for the import."""

    def __init__(self, path: Path, limit_s: float) -> None:
        self._path = path
        self._limit_s = limit_s
        self._sheets: list[ArrivingSheet] = []
        self._failure: Exception | None = None
        self._ready = threading.Event()

    def sheets(self) -> tuple[ArrivingSheet, ...]:
        """Wait for the first rows of a single sheet, or for all sheets."""
        self._ready.wait()
        if self._failure is not None and not self._sheets:
            raise self._failure
        for sheet in self._sheets:
            sheet.wait_for_rows()
        return tuple(self._sheets)

    def run(self, send: Send) -> None:
        """Read to the end; errors are passed to the waiting readers."""
        try:
            with isolated(send, str(self._path), limit_s=self._limit_s, memory=_MEMORY) as reading:
                self._take(reading)
        except Exception as error:  # noqa: BLE001 - thread boundary: raised in the waiting thread
            self._failure = self._error_for(error)
            for sheet in self._sheets:
                sheet.fail(self._failure)
        self._ready.set()

    def _take(self, reading: IsolatedWork) -> None:
        held, expected = 0, 0
        while (message := reading.receive(_MOST_BYTES)) != b".":
            held += len(message)
            if held > MOST_PACKED:
                raise OverMemory
            match message[:1]:
                case b"N":
                    expected = json.loads(message[1:])
                case b"B":
                    opened = json.loads(message[1:])
                    self._sheets.append(ArrivingSheet(opened["name"], visible=opened["visible"]))
                    if expected == 1:
                        self._ready.set()
                case b"R":
                    self._sheets[-1].add(message[1:])
                case b"L":
                    looks = json.loads(message[1:])
                    sheet = self._sheets[-1]
                    sheet.looks = {int(row): look for row, look in looks["rows"].items()}
                    sheet.height = looks["height"]
                case b"S":
                    self._sheets[-1].finish(json.loads(message[1:]))
                case b"E":
                    raise _refusal(json.loads(message[1:]))

    def _error_for(self, error: Exception) -> Exception:
        file = self._path.name
        match error:
            case UnusableInput():
                return error
            case OverTime():
                return UnusableInput("error.list_too_slow", file=file, seconds=round(self._limit_s))
            case OverMemory():
                return UnusableInput("error.list_too_large", file=file)
            case EOFError() | LookupError() | OSError() | ValueError():
                return UnusableInput("error.list_is_broken", file=file)
        return error


def _refusal(fields: dict[str, Any]) -> UnusableInput:
    if fields["key"] not in _ERRORS_OF_THE_READER:
        raise LookupError(fields["key"])
    return UnusableInput(fields["key"], **fields["params"])
