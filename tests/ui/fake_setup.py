"""The first run of a made-up festival."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kiosk.admin.requests import JoinOffer, NewEvent
from kiosk.checkin.station_context import StationContext
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from tests.ui.guests import POST

PASSPHRASE = "vier losse woorden samen"  # noqa: S105  # of a file that is not there
OFFER = JoinOffer(
    "We Doen Het Samen! Landelijk Festival voor Bewoners en Beleid",
    date(2026, 5, 30),
    Role.DOOR,
    ("Noord", "Zuid", "Achteringang bij de fietsenstalling"),
    "Laptop 2",
)


@dataclass
class FakeSetup:
    """Makes and joins nothing, and records all calls."""

    made: list[NewEvent] = field(default_factory=list)
    taken: list[Path] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    joined: list[tuple[str, str]] = field(default_factory=list)
    on_sticks: list[Path] = field(default_factory=list)

    def make_event(self, new: NewEvent) -> StationContext:
        self.made.append(new)
        if not new.name:
            raise UnusableInput("error.setting_value", key="name", value="")
        return POST

    def open_demo(self) -> StationContext:
        return POST

    def event_files(self) -> Sequence[Path]:
        return self.on_sticks

    def open_event_file(self, path: Path, passphrase: str) -> JoinOffer:
        self.opened.append(path)
        if passphrase != PASSPHRASE:
            raise UnusableInput("error.event_file_closed", file=path.name)
        return OFFER

    def join(
        self, name: str, entrance: str, on_progress: Callable[[float], None]
    ) -> StationContext:
        on_progress(0.5)
        self.joined.append((name, entrance))
        if not name:
            raise UnusableInput("error.setting_value", key="name", value="")
        return POST
