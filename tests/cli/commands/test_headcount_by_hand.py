"""Manual counts in the headcount that other programs read."""

from pathlib import Path

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction
from kiosk.reports.headcount_json import headcount_json
from kiosk.reports.headcount_report import headcount_report
from kiosk.texts import load_words
from tests.festival import HandClock, Row, festival


def test_clicks_walk_ins_and_the_last_recount_are_in_the_headcount(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")], clock=clock, crew=5) as store:
        ManualCounting(store).click(FESTIVAL, "Noord", Direction.IN, 3)
        WalkInRegistration(store, area=FESTIVAL, entrance="Zuid").walk_in(
            WalkInGuest(2, category="Pers")
        )
        clock.advance(60)
        ManualCounting(store).recount(380)
        clock.advance(60)
        ManualCounting(store).click(FESTIVAL, "Noord", Direction.OUT)
        Door(store, Gate(FESTIVAL, "Noord")).scan("C-A1")
        counted = headcount_json(headcount_report(store, FESTIVAL, clock.now), load_words("nl"))
    assert counted["recount"] == {"count": 380, "at": "2026-05-30T12:01:00.000+02:00"}
    assert counted["recounted"] == {"by": None, "station": "Noord 1", "moved": 370}
    assert (counted["inside"], counted["clicked_in"], counted["clicked_out"]) == (380, 3, 1)
    assert counted["by_entrance"] == {"Noord": {"in": 4, "out": 1}, "Zuid": {"in": 2, "out": 0}}
    assert counted["by_category"]["Pers"] == {"expected": 2, "admitted": 2, "inside": 2}
    assert counted["expected"] == 3
