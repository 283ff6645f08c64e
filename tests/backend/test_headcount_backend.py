"""The headcount of the page is counted first, and the curve of the day after it."""

from pathlib import Path

import pytest

from kiosk.backend import headcount_backend
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.verdict import Direction
from kiosk.reports.day_report.inside_over_day import CurveReader
from kiosk.reports.headcount_report import headcount_report
from tests.festival import HandClock, Row, festival, session_on
from tests.neighbours import admitted_unaware, another_station
from tests.opened import opened_headcount

IN = Gate("festival", "Noord")
OUT = Gate("festival", "Noord", Direction.OUT)


@pytest.mark.parametrize(("many", "curves"), [(10_000, [2]), (1, [3, 2])])
def test_where_many_came_the_figure_does_not_wait_for_the_curve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int, curves: list[int]
) -> None:
    monkeypatch.setattr(headcount_backend, "_MANY", many)
    clock = HandClock()
    with festival(tmp_path, [Row("A1", places=3)], clock=clock) as store:
        Door(store, IN).scan("C-A1")
        admitted_unaware(another_station(store, "Zuid 1", clock), "A1")
        Door(store, OUT).scan("C-A1", people=1)
        backend = opened_headcount(session_on(tmp_path, clock), store.keys.event)
        polled = [backend.poll_headcount() for _ in range(3)]
        backend.close()

    seen = [one for one in polled if one is not None]
    assert [one.headcount.inside for one in seen] == [2] * len(curves)
    # The copy is a person too many at the door, and no person more inside.
    assert [one.curve.points[-1][1] for one in seen if one.curve is not None] == curves


def test_a_curve_that_took_long_is_read_less_often(tmp_path: Path) -> None:
    times = iter([0.0, 2.0, 2.0, 41.9, 42.1])
    with festival(tmp_path, [Row("A1")]) as store:
        count = headcount_report(store, "festival", HandClock().wall())
        reader = CurveReader(20, lambda: next(times))
        reader.read(store, count, 1)

    assert reader.took_s == 2
    assert not reader.is_due(1)
    assert not reader.is_due(2)  # after 39.9 s
    assert reader.is_due(2)  # after 40.1 s
