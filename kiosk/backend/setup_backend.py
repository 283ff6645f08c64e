"""The backend of the first run: make an event, join one, or open the demo."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from kiosk.admin.event_file import EventFile, read_event_file
from kiosk.admin.joining import JoinRequest, clock_is_behind, earlier_name, join_event, own_name
from kiosk.admin.laptop_names import numbered_name
from kiosk.admin.new_event import make_first_event
from kiosk.admin.requests import SUFFIX, JoinOffer, NewEvent
from kiosk.backend.camera import CameraSelector
from kiosk.backend.open_station import OpenStation
from kiosk.checkin.station_context import StationContext
from kiosk.runtime.data_folder import KEYS
from kiosk.runtime.disks import Volumes


class LocalSetup:
    """Makes or joins an event and opens it; keeps the opened event file until then."""

    def __init__(self, station: OpenStation, camera: CameraSelector, volumes: Volumes) -> None:
        self._station = station
        self._camera = camera
        self._volumes = volumes
        self._event_file: EventFile | None = None

    def make_event(self, new: NewEvent) -> StationContext:
        """Make the first event; this laptop is its admin, at its first entrance."""
        make_first_event(self._station.session, new)
        return self._station.open()

    def open_demo(self) -> StationContext:
        """Make the sample festival with visitors in its own folder, and open it."""
        from kiosk.demo.sample_event import WINDOW_VISITORS, make_demo  # noqa: PLC0415 - rarely used

        folder = Path(tempfile.mkdtemp(prefix="kiosk-demo-"))
        self._station.session = replace(self._station.session, folder=folder)
        self._camera.show(make_demo(self._station.session, WINDOW_VISITORS))
        return self._station.open()

    def event_files(self) -> Sequence[Path]:
        """Return the event files on the sticks that are in."""
        return event_files_on(stick.path for stick in self._volumes.sticks())

    def open_event_file(self, path: Path, passphrase: str) -> JoinOffer:
        """Open an event file to join with."""
        self._event_file = read_event_file(path, passphrase)
        invitation = self._event_file.invitation
        earlier = earlier_name(self._station.session.folder / KEYS, invitation)
        return JoinOffer(
            event=invitation.name,
            date=date.fromisoformat(invitation.date),
            role=invitation.role,
            entrances=invitation.entrances,
            name=earlier or numbered_name(invitation.entrances[0], invitation.stations),
            taken=invitation.stations,
            clock_behind=clock_is_behind(invitation, self._station.session.clock.wall()),
        )

    def join(
        self, name: str, entrance: str, on_progress: Callable[[float], None]
    ) -> StationContext:
        """Join the event of the opened file at an entrance."""
        assert self._event_file is not None, "the file is opened first"  # noqa: S101
        request = JoinRequest(own_name(name), entrance)
        join_event(self._station.session, self._event_file, request, on_progress)
        self._event_file = None
        return self._station.open()


def event_files_on(folders: Iterable[Path]) -> list[Path]:
    """Return the event files in these folders, by path; a missing folder has none."""
    found: list[Path] = []
    for folder in folders:
        with suppress(OSError):
            found.extend(folder.glob(f"*{SUFFIX}"))
    return sorted(found)
