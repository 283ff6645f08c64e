"""What setting laptops up asks of the station: one file, written over a connection of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from kiosk.domain.roles import Role
from kiosk.ui.doorway import Closing

SUFFIX = ".kiosk-event"
"""How the names of event files end."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """For how many laptops in which role; `recovery` is for the organiser's own keeping."""

    passphrase: str = field(repr=False)
    stations: int = 1
    role: Role = Role.DOOR
    recovery: bool = False


class Packs(Protocol):
    """Writes event files; it takes seconds and runs on the runner's thread."""

    def pack(self, path: Path, wanted: SetUp) -> None:
        """Write an event file, whole and read back; a KioskError says why it cannot be."""
        ...


class WithPacker(Closing, Protocol):
    """A station that may be able to set others up."""

    def packer(self) -> Packs | None:
        """Return what writes event files; None where the organiser's key is not here."""
        ...
