"""The first run of a made-up festival."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kiosk.admin.requests import JoinOffer, MadeEvent, NewEvent
from kiosk.checkin.station_context import StationContext
from kiosk.domain.roles import Role
from kiosk.errors import KioskError, UnusableInput
from kiosk.sync.network.invite_line import is_invite_line
from kiosk.ui.files.files_interface import FilesBackend
from tests.ui.fake_files import FakeFiles
from tests.ui.guests import POST

PASSPHRASE = "vier losse woorden samen"  # noqa: S105  # of a file that is not there
OFFER = JoinOffer(
    "We Doen Het Samen! Landelijk Festival voor Bewoners en Beleid",
    date(2026, 5, 30),
    Role.DOOR,
    ("Noord", "Zuid", "Achteringang bij de fietsenstalling"),
    "Noord",
    "Noord 2",
    ("Noord 1",),
    planned=("Noord 1", "Zuid 1", "Noord 2"),
)


@dataclass
class FakeSetup:
    """Makes and joins nothing, and records all calls."""

    made: list[NewEvent] = field(default_factory=list)
    drafts: list[Mapping[str, str]] = field(default_factory=list)
    files: FakeFiles = field(default_factory=FakeFiles)
    failures: tuple[KioskError, ...] = ()
    opened: list[Path] = field(default_factory=list)
    joined: list[tuple[str, str]] = field(default_factory=list)
    invites: list[str] = field(default_factory=list)
    on_sticks: list[Path] = field(default_factory=list)

    def draft_files(self, settings: Mapping[str, str]) -> FilesBackend:
        self.drafts.append(settings)
        return self.files

    def forget_draft(self) -> None:
        self.drafts.clear()

    def make_event(self, new: NewEvent) -> MadeEvent:
        if not new.settings["name"]:
            raise UnusableInput("error.setting_value", key="name", value="")
        self.made.append(new)
        return MadeEvent(POST, self.failures)

    def open_demo(self) -> StationContext:
        return POST

    def event_files(self) -> Sequence[Path]:
        return self.on_sticks

    def open_event_file(self, path: Path, passphrase: str) -> JoinOffer:
        self.opened.append(path)
        if passphrase != PASSPHRASE:
            raise UnusableInput("error.event_file_closed", file=path.name)
        return OFFER

    def open_invite(self, invite: str) -> JoinOffer:
        if not is_invite_line(invite):
            raise UnusableInput("error.invite_damaged")
        self.invites.append(invite)
        return OFFER

    def join(
        self, name: str, entrance: str, on_progress: Callable[[float], None]
    ) -> StationContext:
        on_progress(0.5)
        self.joined.append((name, entrance))
        if not name:
            raise UnusableInput("error.setting_value", key="name", value="")
        return POST
