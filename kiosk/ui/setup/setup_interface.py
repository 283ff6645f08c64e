"""The backend of the first run: a new event, a joined one, or the demo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.admin.requests import JoinOffer, MadeEvent, NewEvent
from kiosk.checkin.station_context import StationContext

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.ui.files.files_interface import FilesBackend


class SetupBackend(Protocol):
    """Makes or joins an event and opens it, completely or not at all."""

    def draft_files(self, settings: Mapping[str, str]) -> FilesBackend:
        """Return the files of a draft with these typed settings, to check guest lists in.

        A later call changes the draft. UnusableInput names the setting that is not valid.
        """

    def forget_draft(self) -> None:
        """Remove the draft with its lists, also one of an earlier start."""

    def make_event(self, new: NewEvent) -> MadeEvent:
        """Make the event with the lists of its draft; UnusableInput names the invalid setting."""

    def open_demo(self) -> StationContext:
        """Make the sample festival in its own folder, and open it."""

    def event_files(self) -> Sequence[Path]:
        """Return the event files on the sticks."""

    def open_event_file(self, path: Path, passphrase: str) -> JoinOffer:
        """Open an event file; UnusableInput if it is no event file or the passphrase is wrong."""

    def open_invite(self, invite: str) -> JoinOffer:
        """Fetch the event file of an invite; UnusableInput if it is none, or no hub is there."""

    def join(
        self, name: str, entrance: str, on_progress: Callable[[float], None]
    ) -> StationContext:
        """Join the opened event; `on_progress` gets the part that is done (0 to 1)."""
