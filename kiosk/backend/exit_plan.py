"""The work to do after the window and the station's files are closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # SQLite loads after the window
    from kiosk.runtime.data_folder import DataFolder


@dataclass
class ExitPlan:
    """The data folder to wipe after the window is closed, if any."""

    folder_to_wipe: DataFolder | None = None
