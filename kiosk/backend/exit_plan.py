"""What is done once the window is closed and nothing of the station is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # SQLite loads after the window
    from kiosk.runtime.data_folder import DataFolder


@dataclass
class ExitPlan:
    """What is to be done once nothing of the station is open any more: nothing, as a rule."""

    to_empty: DataFolder | None = None
