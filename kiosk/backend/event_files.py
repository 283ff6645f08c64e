"""Event files as the window asks for them: one is found, opened and joined by, or written."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from kiosk.admin.enrolment import pack
from kiosk.admin.event_file import EventFile, read_event_file
from kiosk.admin.joining import JoinRequest, clock_is_behind, join_event, own_name
from kiosk.admin.laptop_names import numbered_name
from kiosk.admin.requests import SUFFIX, EnrolmentRequest, JoinOffer
from kiosk.runtime.data_folder import Session
from kiosk.runtime.disks import Volumes


class StationJoining:
    """Keeps the event file that was opened until this laptop joined by it."""

    def __init__(self, session: Session, volumes: Volumes) -> None:
        self._session = session
        self._volumes = volumes
        self._opened: EventFile | None = None

    def event_files(self) -> Sequence[Path]:
        """Return the event files on the sticks that are in."""
        return event_files_on(stick.path for stick in self._volumes.sticks())

    def open(self, path: Path, passphrase: str) -> JoinOffer:
        """Open an event file, to join by it."""
        self._opened = read_event_file(path, passphrase)
        invitation = self._opened.invitation
        return JoinOffer(
            event=invitation.name,
            date=date.fromisoformat(invitation.date),
            role=invitation.role,
            entrances=invitation.entrances,
            name=numbered_name(invitation.entrances[0], invitation.stations),
            taken=invitation.stations,
            clock_behind=clock_is_behind(invitation, self._session.clock.wall()),
        )

    def join(self, name: str, entrance: str, heard: Callable[[float], None]) -> None:
        """Take part in the event of the file that was opened."""
        assert self._opened is not None, "the file is opened first"  # noqa: S101
        join_event(self._session, self._opened, JoinRequest(own_name(name), entrance), heard)
        self._opened = None


def event_files_on(folders: Iterable[Path]) -> list[Path]:
    """Return the event files in some folders, by name; a folder that is gone has none."""
    found: list[Path] = []
    for folder in folders:
        with suppress(OSError):
            found.extend(folder.glob(f"*{SUFFIX}"))
    return sorted(found)


class StationPacker:
    """Opens the station's folder anew for each file, on the thread that asks."""

    def __init__(self, session: Session, event: str) -> None:
        self._session = session
        self._event = event

    def pack(self, path: Path, wanted: EnrolmentRequest) -> None:
        """Write an event file, whole and read back."""
        with self._session.books(self._event) as books:
            pack(books, path, wanted, self._session.clock.wall())
