from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.ui.widgets.time_input import read_time

ZONE = ZoneInfo("Europe/Amsterdam")
DAY = date(2026, 4, 13)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("10:02", (13, 10, 2)),
        ("24:00", (14, 0, 0)),
        ("2400", (14, 0, 0)),
        (" 10.02 ", (13, 10, 2)),
        ("1002", (13, 10, 2)),
        ("915", (13, 9, 15)),
        ("9:5", (13, 9, 5)),
        ("23u50", (13, 23, 50)),
        ("00:40", (14, 0, 40)),
    ],
)
def test_a_time_on_paper_is_of_the_events_day_or_its_night(
    text: str, at: tuple[int, int, int]
) -> None:
    read = read_time(text, DAY, ZONE)
    day, hour, minute = at

    assert read == datetime(2026, 4, day, hour, minute, tzinfo=ZONE).timestamp() * 1000


@pytest.mark.parametrize("text", ["", "24:01", "10:60", "tien", "1", "10:02:03", "²:30"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_time(text, DAY, ZONE) is None
