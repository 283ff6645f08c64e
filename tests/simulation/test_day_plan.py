"""The plan of a simulated day depends on its seed alone, and is possible for real guests."""

from itertools import pairwise

import pytest

from kiosk.simulation.day_plan import DayPlan, FaultKind, HubFate, exits, plan_day


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
    kinds = {one.kind for one in plan.faults}
    assert kinds >= {FaultKind.CUT, FaultKind.STICK, FaultKind.DEATH, FaultKind.HUB_DEATH}
    assert all(one.at_s + one.lasts_s <= plan.seconds for one in plan.faults)


@pytest.mark.parametrize(
    ("fate", "kinds"),
    [
        (HubFate.RETURNS, []),
        (HubFate.RESTORED, [FaultKind.HUB_BACKUP, FaultKind.HUB_RESTORED]),
        (HubFate.TAKEN_OVER, [FaultKind.HUB_LOST]),
        (HubFate.GONE, [FaultKind.HUB_LOST]),
    ],
)
def test_the_seed_says_what_becomes_of_the_hub(fate: HubFate, kinds: list[FaultKind]) -> None:
    plan = next(plan for plan in map(a_plan, range(100)) if plan.hub_fate is fate)
    hub = [one for one in plan.faults if one.kind.value.startswith("hub")]
    assert [one.kind for one in hub] == [FaultKind.HUB_DEATH, *kinds]
    # It is back from its death before it is lost.
    assert all(one.at_s + one.lasts_s <= after.at_s for one, after in pairwise(hub))
    assert (hub[-1].lasts_s > 0) == (fate in (HubFate.RETURNS, HubFate.TAKEN_OVER))


def test_the_hub_of_another_is_left_alone() -> None:
    plan = plan_day(1, stations=3, visitors=9, seconds=60, own_hub=False)
    assert not [one for one in plan.faults if one.kind.value.startswith("hub")]
