"""Times as people give them on the command line."""

from zoneinfo import ZoneInfo

import pytest

from kiosk.errors import UnusableInput
from kiosk.reports.event_times import iso, parse_time

ZONE = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-06-13T24:00", "2026-06-14T00:00:00+02:00"),
        ("2026-06-13 24:00:00", "2026-06-14T00:00:00+02:00"),
        ("2026-12-31T24:00", "2027-01-01T00:00:00+01:00"),
        ("2026-03-28T24:00", "2026-03-29T00:00:00+01:00"),
        ("2026-06-13T24:00Z", "2026-06-14T02:00:00+02:00"),
        ("2026-06-13T24:00+02:00", "2026-06-14T00:00:00+02:00"),
        ("2026-06-13T22:24:00", "2026-06-13T22:24:00+02:00"),
    ],
)
def test_the_end_of_a_day_is_the_start_of_the_next(text: str, read: str) -> None:
    assert iso(parse_time(text, ZONE), ZONE, precision="seconds") == read


@pytest.mark.parametrize("text", ["2026-06-13T24:01", "2026-06-13T25:00", "9999-12-31T24:00"])
def test_a_time_beyond_the_end_of_a_day_is_refused(text: str) -> None:
    with pytest.raises(UnusableInput):
        parse_time(text, ZONE)
