"""Writes two lists for a mail of thanks: addresses of guests who came, and who did not."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.admin.attendance_export import Progress, counted
from kiosk.domain.entry import Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.errors import UnusableInput
from kiosk.reports.file_formats import Cell, WriteOptions, check_suffix, writer_for
from kiosk.reports.thank_you_rows import THANKS_COLUMNS, Addressees, addressees
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.attendance.attendance_rows import AttendanceReader
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import check_role


@dataclass(frozen=True, slots=True)
class ThankYou:
    """The written lists: `missed_file` is in the same folder, with the guests who did not come.

    `came` and `missed` are addresses; `without_address` are people who came.
    """

    missed_file: Path
    came: int
    missed: int
    without_address: int


def write_thank_you(
    session: DataFolder, file: Path, progress: Progress = lambda _done, _all: None
) -> ThankYou:
    """Write both lists; only on an admin's laptop, as no other one has the addresses.

    Raises UnusableInput on another laptop, and for an unknown suffix or folder.
    """
    check_suffix(file)
    if not file.absolute().parent.is_dir():
        raise UnusableInput("error.export_folder", folder=file.absolute().parent)
    found = _addressees(session, progress)
    missed_name = session.words.say("attendance.missed_name", name=file.stem)
    missed_file = file.with_name(f"{missed_name}{file.suffix}")
    missed, came = found.rows(came=False), found.rows(came=True)
    for path, rows in ((missed_file, missed), (file, came)):
        writer_for(path, WriteOptions())(path, THANKS_COLUMNS, rows)
    return ThankYou(missed_file, len(came), len(missed), found.without_address)


def first_thanks(session: DataFolder, most: int) -> list[Sequence[Cell]]:
    """Return the header and the first rows of the list of guests who came."""
    return [THANKS_COLUMNS, *_addressees(session, lambda _done, _all: None).rows(came=True)[:most]]


def _addressees(session: DataFolder, progress: Progress) -> Addressees:
    with session.open_store() as store, snapshot(store.database):
        check_role(store, Kind.LIST)
        reader = AttendanceReader(store.database, store.keys.event, store.history, store.tickets)
        return addressees(counted(reader.rows(FESTIVAL), store.tickets.count(), progress))
