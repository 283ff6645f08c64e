"""A draft of a new event, in a folder of its own, in which its guest lists are checked."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.admin.new_event import make_event, planned_values
from kiosk.admin.requests import CategoryRule
from kiosk.checkin.desk import Desk
from kiosk.errors import WorldFailed
from kiosk.guestlist.import_report import ImportOptions
from kiosk.private_files import FOLDER_MODE
from kiosk.runtime.data_folder import DataFolder

DRAFT = "draft"
"""The folder of the draft, in the data folder."""
_LISTS = "lists"


@dataclass(slots=True)
class DraftList:
    """A list of the draft: a copy of its file, how it was imported, and its new categories.

    `tried`: a real ticket of it was found.
    """

    path: Path
    options: ImportOptions
    rules: dict[str, CategoryRule] = field(default_factory=dict)
    tried: bool = False


class EventDraft:
    """Holds the settings of the new event; it is removed when the event is made or cancelled."""

    def __init__(self, session: DataFolder) -> None:
        self.session = replace(session, folder=session.folder / DRAFT)
        self.lists: list[DraftList] = []
        self._settings: dict[str, str] = {}

    def update(self, settings: Mapping[str, str]) -> None:
        """Make the draft with typed settings, or change those that differ."""
        values = planned_values(settings)
        if not self._settings:
            self.remove()
            make_event(self.session, values)
        elif changed := [key for key in values if settings[key] != self._settings.get(key)]:
            with self.session.open_store() as store:
                for key in changed:
                    Desk(store).change_setting(key, values[key])
        self._settings = dict(settings)

    def keep(self, path: Path) -> Path:
        """Copy a list into the draft, so that its stick may be taken out; return the copy."""
        folder = self.session.folder / _LISTS / str(len(self.lists))
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
            return Path(shutil.copyfile(path, folder / path.name))
        except OSError as error:
            raise WorldFailed("error.bundle_not_read", path=path) from error

    def remove(self) -> None:
        """Remove the draft with its copies of lists."""
        shutil.rmtree(self.session.folder, ignore_errors=True)
        self.lists = []
        self._settings = {}
