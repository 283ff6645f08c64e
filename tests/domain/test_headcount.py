"""The headcount: people inside, and the bounds that silent stations allow."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.counting.station_status import StationStatus
from kiosk.domain.headcount import (
    AreaTotals,
    CategoryCounts,
    Headcount,
    Recount,
    headcount,
    inside_now,
)

NOW = 1_000_000
TALLY = AreaTotals(
    inside=100,
    admitted=130,
    doubles=3,
    doubles_open=2,
    maybe_extra=2,
    arrived=126,
    to_come=40,
    clicked_in=7,
    clicked_out=5,
    crew=10,
    recent=31,
    recount=None,
    refused={"unknown": 7},
    by_category={
        "Bewoner": CategoryCounts(120, 90, 70),
        "Wethouder": CategoryCounts(5, 4, 4),
        "Ambtenaar": CategoryCounts(45, 36, 26),
    },
    by_entrance={},
)
HERE = StationStatus("a", "Noord 1", "door", NOW, 10, closed=False, this=True)
THERE = StationStatus(
    "b", "Zuid 1", "door", NOW - 60_000, 10, closed=False, this=False, busiest_quarter=12
)
GROUPS = {"Bewoner": "bewoner", "Wethouder": "beleid", "Ambtenaar": "beleid"}


def counted(
    tally: AreaTotals = TALLY, *stations: StationStatus, announced: int = 1, spares_apart: int = 0
) -> Headcount:
    return headcount(
        tally,
        now=NOW,
        area="festival",
        capacity=400,
        groups=GROUPS,
        stations=(HERE, *stations),
        announced=announced,
        spares_apart=spares_apart,
    )


def silent(**changes: Any) -> StationStatus:
    return replace(THERE, **{"last_seen": NOW - 60_001} | changes)


@pytest.mark.parametrize(
    ("changes", "people"),
    [
        ({}, 112),
        ({"crew": 0}, 102),
        ({"clicked_out": 200}, 0),
        ({"recount": Recount(380, 0, 0)}, 380),
        ({"recount": Recount(380, 0, 5)}, 385),
        ({"recount": Recount(380, 0, -5), "crew": 99}, 375),
        ({"recount": Recount(3, 0, -5)}, 0),
    ],
    ids=[
        "folds, clicks and crew",
        "no crew",
        "never below zero",
        "a recount stands in for all",
        "who came since is added",
        "crew was counted in the recount",
        "never below zero after a recount",
    ],
)
def test_the_people_inside_are(changes: dict[str, Any], people: int) -> None:
    assert inside_now(replace(TALLY, **changes)) == people


def test_with_every_station_heard_only_doubles_are_in_doubt() -> None:
    count = counted(TALLY, THERE, announced=2)
    assert (count.inside, count.inside_likely, count.inside_at_most) == (112, 112, 114)


@pytest.mark.parametrize(
    ("station", "announced", "at_most"),
    [
        (THERE, 2, 114),
        (silent(), 2, 154),
        (silent(last_seen=None), 2, 154),
        (silent(closed=True), 2, 114),
        (silent(last_seen=None, this=True), 2, 114),
        (THERE, 3, 154),
        (THERE, 1, 114),
        (replace(THERE, last_seen=NOW + 5_000), 2, 114),
        (replace(THERE, last_seen=NOW + 60_001), 2, 154),
    ],
    ids=[
        "heard a minute ago",
        "silent for over a minute",
        "never heard",
        "its day handed in",
        "this station hears itself",
        "one announced and never seen",
        "more joined than announced",
        "a clock a little ahead",
        "a clock far ahead, or this one behind",
    ],
)
def test_at_most_all_who_may_still_come_while_a_station_is_silent(
    station: StationStatus, announced: int, at_most: int
) -> None:
    assert counted(TALLY, station, announced=announced).inside_at_most == at_most


@pytest.mark.parametrize(
    ("spare", "at_most", "named"),
    [
        ({"last_seen": None, "spare_until": NOW + 1}, 114, True),
        ({"spare_until": NOW + 1}, 114, True),
        ({"last_seen": NOW, "spare_until": NOW + 1}, 114, False),
        ({"last_seen": None, "spare_until": NOW}, 154, True),
        ({"last_seen": None, "spare_until": 0}, 154, False),
        ({"last_seen": None, "spare_until": NOW + 1, "closed": True}, 114, False),
    ],
    ids=[
        "in its box before the doors open",
        "heard once before they open",
        "heard right now",
        "the doors are open",
        "it scanned",
        "it handed in",
    ],
)
def test_a_spare_is_silent_once_the_doors_open_or_it_scanned(
    spare: dict[str, Any], at_most: int, named: bool
) -> None:
    count = counted(TALLY, silent(**spare), announced=2)
    assert count.inside_at_most == at_most
    assert len(count.unheard_spares) == named


def test_a_server_that_passes_entries_on_is_no_announced_laptop() -> None:
    server = replace(THERE, id="c", name="Server 1", role="hub")
    count = counted(TALLY, server, announced=2)
    assert (count.inside_at_most, count.never_seen) == (154, 1)
    assert counted(TALLY, THERE, server, announced=2).inside_at_most == 114


def test_spares_that_did_not_join_are_not_waited_for() -> None:
    count = counted(TALLY, THERE, announced=4, spares_apart=2)
    assert (count.inside_at_most, count.never_seen) == (114, 0)
    assert counted(TALLY, THERE, announced=4, spares_apart=1).inside_at_most == 154


@pytest.mark.parametrize(
    ("silence_ms", "likely"),
    [(60_000, 0), (60_001, 1), (449_999, 7), (450_000, 8), (900_000, 16), (9_000_000, 16)],
)
def test_likely_grows_with_the_silence_up_to_the_busiest_quarter(
    silence_ms: int, likely: int
) -> None:
    station = silent(last_seen=NOW - silence_ms, busiest_quarter=16)
    assert counted(TALLY, station, announced=2).inside_likely == 112 + likely


def test_likely_adds_each_silent_station_for_itself_rounded_down() -> None:
    half = NOW - 450_000
    stations = (
        silent(last_seen=half, busiest_quarter=5),
        silent(id="c", last_seen=half, busiest_quarter=5),
        silent(id="d", last_seen=None, busiest_quarter=99),
        silent(id="e", last_seen=NOW + 90_000, busiest_quarter=99),
        replace(THERE, id="f", busiest_quarter=99),
    )
    assert counted(TALLY, *stations, announced=6).inside_likely == 112 + 2 + 2


def test_likely_is_never_more_than_at_most() -> None:
    count = counted(TALLY, silent(last_seen=NOW - 900_000, busiest_quarter=500), announced=2)
    assert count.inside_likely == count.inside_at_most == 154


def test_exited_are_those_admitted_who_are_not_inside() -> None:
    count = counted(replace(TALLY, recount=Recount(380, 0, 0)))
    assert (count.totals.admitted, count.exited) == (130, 30)


def test_categories_add_up_to_groups_and_to_all_who_are_expected() -> None:
    count = counted()
    assert count.expected == 170
    assert count.by_group == {
        "bewoner": CategoryCounts(120, 90, 70),
        "beleid": CategoryCounts(50, 40, 30),
    }


def test_the_rate_is_over_the_last_five_minutes() -> None:
    assert counted().per_minute == pytest.approx(6.2)


def test_staff_is_inside_but_no_visitor() -> None:
    count = headcount(
        replace(TALLY, clicked_out=0),
        now=NOW,
        area="festival",
        capacity=400,
        groups=GROUPS | {"Ambtenaar": "medewerker"},
        stations=(HERE,),
        announced=1,
    )
    assert (count.inside, count.staff_inside, count.visitors_inside) == (117, 10 + 26, 74)
    assert set(count.visitor_groups) == {"bewoner", "beleid"}
    assert count.can_divide


@pytest.mark.parametrize("changes", [{"clicked_out": 1}, {"recount": Recount(380, 0, 0)}])
def test_people_who_are_clicked_out_or_recounted_have_no_category(changes: dict[str, Any]) -> None:
    assert not counted(replace(TALLY, **({"clicked_out": 0} | changes))).can_divide


@pytest.mark.parametrize(
    ("inside", "threshold"),
    [(279, None), (280, 70), (319, 70), (320, 80), (360, 90), (399, 90), (400, 100), (450, 100)],
)
def test_the_thresholds_are_shares_of_the_capacity(inside: int, threshold: int | None) -> None:
    count = counted(replace(TALLY, recount=Recount(inside, 0, 0)))
    assert count.threshold == threshold
    assert replace(count, capacity=None).threshold is None


@pytest.mark.parametrize(
    ("net", "stations", "minutes"),
    [
        (128, (), 34),
        (0, (), None),
        (-5, (), None),
        (128, (silent(last_seen=None),), None),
    ],
    ids=["growing", "at rest", "emptying", "a laptop is silent"],
)
def test_full_at_the_net_rate_of_the_last_quarter(
    net: int, stations: tuple[StationStatus, ...], minutes: int | None
) -> None:
    count = counted(replace(TALLY, net_quarter=net), *stations, announced=1 + len(stations))
    assert count.full_in_min == minutes
    assert replace(count, capacity=None).full_in_min is None


@pytest.mark.parametrize(("net", "minutes"), [(128, 34), (15, None)])
def test_people_hear_when_it_is_full_only_if_that_is_soon(net: int, minutes: int | None) -> None:
    count = counted(replace(TALLY, net_quarter=net))
    assert count.full_soon_min == minutes
    assert count.full_in_min is not None


def test_a_full_house_is_full_now() -> None:
    tally = replace(TALLY, recount=Recount(410, 0, 0), net_quarter=3)
    assert counted(tally).full_in_min == 0
