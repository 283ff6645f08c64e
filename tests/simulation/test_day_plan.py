"""The plan of a simulated day depends on its seed alone, and is possible for real guests."""

import pytest

from kiosk.simulation.day_plan import DayPlan, FaultKind, exits, plan_day


def a_plan(seed: int = 5, stations: int = 6) -> DayPlan:
    return plan_day(seed, stations=stations, visitors=400, seconds=120, own_hub=True)


def test_the_same_seed_gives_the_same_day_and_another_seed_another() -> None:
    assert a_plan() == a_plan()
    assert a_plan(6).showings != a_plan().showings


@pytest.mark.parametrize("stations", [1, 2, 3, 12])
def test_each_ticket_comes_in_at_a_door_and_leaves_at_an_exit(stations: int) -> None:
    plan = a_plan(stations=stations)
    came: dict[int, int] = {}
    for one in plan.showings:
        assert 0 <= one.at_s <= plan.seconds
        assert one.leaves == (one.station in exits(stations))
        assert not one.leaves or one.ticket in came
        came[one.ticket] = came.get(one.ticket, 0) + (not one.leaves)
    assert set(came) == set(range(400))
    assert {ticket for ticket, times in came.items() if times == 2} == plan.copied
    assert bool(plan.copied) == (stations - len(exits(stations)) > 1)


def test_every_laptop_loses_its_network_and_nothing_lasts_beyond_the_day() -> None:
    plan = a_plan()
    assert {one.station for one in plan.faults if one.kind is FaultKind.CUT} == set(range(6))
    assert {one.kind for one in plan.faults} == set(FaultKind)
    assert all(one.at_s + one.lasts_s <= plan.seconds for one in plan.faults)
