"""All that the window asks of a station, put together from what each page asks."""

from __future__ import annotations

from typing import Protocol

from kiosk.ui.page_wiring import WithPages
from kiosk.ui.scan.correction_interface import Corrections
from kiosk.ui.scan.hints_controller import Beginner
from kiosk.ui.shell.station_client import ScanBackend
from kiosk.ui.station.event_file_controller import WithPacker
from kiosk.ui.station.first_run_page import Beginning
from kiosk.ui.station.gate_controller import GateBackend
from kiosk.ui.station.health_monitor import Examined
from kiosk.ui.station.join_controller import Joins
from kiosk.ui.station.name_copy_controller import MayBeCopied
from kiosk.ui.station.station_controller import Duties


class Backend(
    ScanBackend,
    Beginning,
    Joins,
    Corrections,
    Duties,
    Examined,
    GateBackend,
    Beginner,
    WithPages,
    WithPacker,
    MayBeCopied,
    Protocol,
):
    """All that the pages ask of this station, on the thread that owns the store."""
