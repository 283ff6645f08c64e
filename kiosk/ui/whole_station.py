"""All that the window asks of a station, put together from what each page asks."""

from __future__ import annotations

from typing import Protocol

from kiosk.ui.beside import WithPages
from kiosk.ui.corrections import Corrections
from kiosk.ui.doorway import Door
from kiosk.ui.duty import Duties
from kiosk.ui.first_hints import Beginner
from kiosk.ui.joining import Joins
from kiosk.ui.naming_copy import MayBeCopied
from kiosk.ui.pack_work import WithPacker
from kiosk.ui.placing import Placed
from kiosk.ui.watchful import Examined
from kiosk.ui.wizard import Beginning


class Station(
    Door,
    Beginning,
    Joins,
    Corrections,
    Duties,
    Examined,
    Placed,
    Beginner,
    WithPages,
    WithPacker,
    MayBeCopied,
    Protocol,
):
    """All that the pages ask of this station, on the thread that owns the store."""
