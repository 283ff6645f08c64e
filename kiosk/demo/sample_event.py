"""The sample festival's event: its lists and its visitors."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.checkin.gate import chosen_entrance
from kiosk.domain.event_settings import FESTIVAL
from kiosk.runtime.data_folder import DataFolder

if TYPE_CHECKING:  # it imports OpenCV and NumPy
    from kiosk.demo.film import Visit

TEXT_VISITORS = 30
WINDOW_VISITORS = 300
_ZONE = "Europe/Amsterdam"


def make_demo(session: DataFolder, visitors: int) -> "list[Visit]":
    """Make the sample festival, dated today; return its visits."""
    from kiosk.demo.visitors import make_visits, sample_festival  # noqa: PLC0415  # OpenCV loads slowly

    today = datetime.fromtimestamp(session.clock.wall() / 1000, ZoneInfo(_ZONE)).date()
    codes = sample_festival(session, today)
    with session.open_store() as store:
        return make_visits(
            store, codes, chosen_entrance(store, store.event(), FESTIVAL, None), visitors
        )
