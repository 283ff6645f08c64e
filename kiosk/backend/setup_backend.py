"""The backend of the first run: make an event, join one, or open the demo."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.admin.event_draft import DraftList, EventDraft
from kiosk.admin.event_file import EventFile, read_event_file
from kiosk.admin.hub_invite import InvitedLaptop
from kiosk.admin.joined_names import note_joined
from kiosk.admin.joining import (
    JoinRequest,
    clock_is_behind,
    earlier_entrance,
    earlier_name,
    join_event,
    own_name,
)
from kiosk.admin.laptop_names import is_named_after, numbered_name
from kiosk.admin.lost_remains import lost_entries
from kiosk.admin.new_event import make_event, planned_values
from kiosk.admin.requests import SUFFIX, EnrolmentRequest, JoinOffer, MadeEvent, NewEvent
from kiosk.backend.camera import CameraSelector
from kiosk.backend.open_station import OpenStation
from kiosk.checkin.pins import Pins
from kiosk.checkin.station_context import StationContext
from kiosk.domain.letters import name_key
from kiosk.domain.roles import Role
from kiosk.errors import KioskError, UnusableInput
from kiosk.runtime.data_folder import KEYS
from kiosk.runtime.disks import Volumes
from kiosk.sync.network.invite_line import read_invite_line

if TYPE_CHECKING:  # loaded at first use
    from kiosk.backend.files_backend import LocalFiles


class LocalSetup:
    """Makes or joins an event and opens it; keeps the opened event file until then."""

    def __init__(self, station: OpenStation, camera: CameraSelector, volumes: Volumes) -> None:
        self._station = station
        self._camera = camera
        self._volumes = volumes
        self._event_file: EventFile | None = None
        self._path: Path | None = None
        self._invited: InvitedLaptop | None = None
        self._draft = EventDraft(station.session)

    def draft_files(self, settings: Mapping[str, str]) -> LocalFiles:
        """Return the files of a draft of the event, in which its lists are checked."""
        from kiosk.backend.draft_files import DraftFiles  # noqa: PLC0415 - with the first list

        self._draft.update(settings)
        return DraftFiles(self._draft)

    def forget_draft(self) -> None:
        """Remove the draft, also one of an earlier start."""
        self._draft.remove()

    def make_event(self, new: NewEvent) -> MadeEvent:
        """Make the first event; this laptop is its admin, at its first entrance.

        Its lists are those of the draft. Returns the failures after the event was made.
        """
        session, draft = self._station.session, self._draft
        make_event(session, planned_values(new.settings))
        self._station.open()
        failures = tuple(self._failures(new))
        draft.remove()
        return MadeEvent(self._station.move(), failures)

    def _failures(self, new: NewEvent) -> Iterator[KioskError]:
        """Do the other steps of the first day, and yield the errors of those that fail."""
        from kiosk.backend.files_backend import LocalFiles  # noqa: PLC0415 - rarely used
        from kiosk.backend.station_backend import LocalStation  # noqa: PLC0415

        station, files = self._station, LocalFiles(self._station.session)
        work: list[Callable[[], object]] = []
        if new.pin:
            pins = Pins(station.store, station.session.clock)
            work.append(partial(pins.set_pin, new.pin))
        for planned in self._draft.lists:
            work.append(partial(_take, files, planned))
        if new.recovery is not None:
            request = EnrolmentRequest(new.passphrase, role=Role.ADMIN, recovery=True)
            work.append(partial(LocalStation(station).write_event_file, new.recovery, request))
        for part in work:
            try:
                part()
            except KioskError as error:
                yield error

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
        self._path, self._invited = path, None
        return self._offer(self._event_file)

    def open_invite(self, invite: str) -> JoinOffer:
        """Fetch the event file of an invite to join with."""
        self._invited = InvitedLaptop(self._station.session, read_invite_line(invite))
        self._event_file = self._invited.fetch()
        self._path = None
        return self._offer(self._event_file)

    def _offer(self, file: EventFile) -> JoinOffer:
        invitation = file.invitation
        if invitation.role is Role.HUB:
            raise UnusableInput("error.event_file_of_a_server")
        keys = self._station.session.folder / KEYS
        earlier = earlier_name(keys, invitation)
        taken = {name_key(each) for each in invitation.stations}
        free = [name for name in invitation.planned if name_key(name) not in taken]
        first = free[0] if free else numbered_name(invitation.entrances[0], invitation.stations)
        name, entrances = earlier or first, invitation.entrances
        own = [place for place in entrances if is_named_after(name, place)] or entrances
        return JoinOffer(
            event=invitation.name,
            date=date.fromisoformat(invitation.date),
            role=invitation.role,
            entrances=entrances,
            entrance=earlier_entrance(keys, file) or own[0],
            name=name,
            taken=invitation.stations,
            clock_behind=clock_is_behind(invitation, self._station.session.clock.wall()),
            planned=invitation.planned,
            lost=lost_entries(self._station.session, file),
        )

    def join(
        self, name: str, entrance: str, on_progress: Callable[[float], None]
    ) -> StationContext:
        """Join the event of the opened file or invite at an entrance."""
        file, request = self._event_file, JoinRequest(own_name(name), entrance)
        assert file is not None  # noqa: S101  # the window asks only then
        if self._invited is not None:
            self._invited.join(file, request, on_progress)
        else:
            joined = join_event(self._station.session, file, request, on_progress)
            if self._path is not None:
                note_joined(self._path, joined.name)
        self._event_file = self._invited = None
        return self._station.open()


def event_files_on(folders: Iterable[Path]) -> list[Path]:
    """Return the event files in these folders, by path; a missing folder has none."""
    found: list[Path] = []
    for folder in folders:
        with suppress(OSError):
            found.extend(folder.glob(f"*{SUFFIX}"))
    return sorted(found)


def _take(files: LocalFiles, planned: DraftList) -> None:
    """Import a list of the draft; this fails if one of its entrances was renamed meanwhile."""
    report = files.import_list(planned.path, planned.options)
    if not report.applied:
        raise UnusableInput("error.list_not_taken", file=planned.path.name)
    files.set_categories(planned.rules)
    if planned.tried:
        files.mark_tried(report.source)
