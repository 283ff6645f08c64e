"""Properties of any day at the door, against the oracle's second reading of the rules."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.attendance import Attendance, Flow
from kiosk.domain.causal_order import causal_order
from kiosk.domain.counting.series import NO_COUNTS, SPAN_MS, series_of
from kiosk.domain.counting.station_status import StationStatus
from kiosk.domain.double_entries import ExplainedDouble, explain_doubles
from kiosk.domain.headcount import AreaTotals, CategoryCounts, Recount, headcount
from tests.domain import oracle
from tests.domain.journals import (
    AREAS,
    DEEP,
    QUICK,
    TICKETS,
    attendance,
    journals,
    offsets_of,
    read,
)

Journal = list[oracle.Entry]
CATEGORIES = {"t1": "Bewoner", "t2": "Ambtenaar"}
NOW, CREW = 100_000, 3


def attendances(journal: Journal) -> list[Attendance]:
    return [attendance(journal, ticket, area) for ticket in TICKETS for area in AREAS]


@QUICK
@given(journals())
def test_the_order_is_the_oracles(journal: Journal) -> None:
    offsets = offsets_of([read(entry) for entry in journal])
    for ticket in TICKETS:
        chosen = [entry for entry in journal if entry["ticket"] == ticket]
        found = causal_order([read(entry) for entry in chosen], offsets)
        assert [entry.hash for entry in found] == [e["id"] for e in oracle.order(chosen, journal)]


@QUICK
@given(journals())
def test_the_fold_is_the_oracles(journal: Journal) -> None:
    for ticket in TICKETS:
        for area in AREAS:
            found, by_oracle = attendance(journal, ticket, area), oracle.fold(ticket, area, journal)
            assert found.inside == by_oracle["inside"]
            assert found.admitted == by_oracle["admitted"]
            assert len(found.admissions) == by_oracle["entries"]
            assert (found.first.hash if found.first else None) == by_oracle["first"]
            doubles = [(d.entry.hash, d.people, d.overridden) for d in found.doubles]
            assert doubles == [
                (d["entry"], d["people"], d["override"]) for d in by_oracle["doubles"]
            ]


@QUICK
@given(journals(), st.randoms(use_true_random=False))
def test_any_order_and_repetition_of_arrival_gives_the_same(journal: Journal, chance: Any) -> None:
    arrived = [*journal, *chance.choices(journal, k=chance.randrange(8))]
    chance.shuffle(arrived)
    assert attendances(arrived) == attendances(journal)


@QUICK
@given(journals(), st.integers(0, 12))
def test_any_grouping_of_arrival_gives_the_same(journal: Journal, cut: int) -> None:
    groups = journal[cut:], journal[:cut], journal[cut // 2 :]
    merged = {entry["id"]: entry for group in groups for entry in group}
    assert attendances(list(merged.values())) == attendances(journal)


@QUICK
@given(journals())
def test_the_series_is_the_oracles_and_sums_to_all_who_were_admitted(journal: Journal) -> None:
    hour = [e | {"time": 60 * e["time"], "offset": 60 * e["offset"]} for e in journal]
    offsets = offsets_of([read(entry) for entry in hour])
    for ticket in TICKETS:
        for area in AREAS:
            found = attendance(hour, ticket, area)
            series = series_of(found.passages, offsets)
            assert {
                (start // SPAN_MS, entrance): [one.admitted, one.people_in, one.people_out]
                for (start, entrance), one in series.items()
                if one != NO_COUNTS
            } == oracle.columns(ticket, area, hour)
            assert sum(one.admitted for one in series.values()) == found.admitted


@QUICK
@given(journals())
def test_nothing_is_ever_below_zero_and_no_guest_is_lost(journal: Journal) -> None:
    for found in attendances(journal):
        assert 0 <= found.inside <= found.admitted
        assert all(double.people > 0 for double in found.doubles)
        assert all(d.people_in >= 0 and d.people_out >= 0 for d in found.doors.values())
        went = sum(d.people_out for d in found.doors.values())
        came = sum(entry.people_through for entry in found.admissions)
        assert found.inside + went <= came


@QUICK
@given(journals(policies=("after-exit", "never")))
def test_everyone_who_came_is_inside_gone_or_double(journal: Journal) -> None:
    for found in attendances(journal):
        went = sum(door.people_out for door in found.doors.values())
        double = sum(double.people for double in found.doubles)
        came = sum(door.people_in for door in found.doors.values())
        assert found.inside + went + double == came


@QUICK
@given(journals(policies=("after-exit",)), st.integers(1, 4))
def test_without_exits_the_doubles_are_those_beyond_the_places(
    journal: Journal, places: int
) -> None:
    stayed = [entry | {"places": places} for entry in journal if entry["kind"] != "out"]
    for found in attendances(stayed):
        came = sum(entry.people_through for entry in found.admissions)
        assert sum(double.people for double in found.doubles) == max(0, came - places)
        assert found.inside == min(came, places)


@QUICK
@given(journals(policies=("free",)))
def test_free_re_entry_has_no_doubles(journal: Journal) -> None:
    assert not any(found.doubles for found in attendances(journal))


@QUICK
@given(journals(policies=("never",)), st.integers(1, 4))
def test_never_lets_in_no_more_than_the_places_all_day(journal: Journal, places: int) -> None:
    day = [entry | {"places": places} for entry in journal]
    assert all(found.admitted <= places for found in attendances(day))


@QUICK
@given(journals())
def test_undoing_everything_empties_the_house(journal: Journal) -> None:
    undos = [
        entry | {"id": f"u{entry['id']}", "kind": "undo", "undoes": entry["id"], "parents": []}
        for entry in journal
    ]
    for found in attendances([*undos, *journal]):
        assert (found.inside, found.admitted, found.admissions, found.doubles) == (0, 0, (), ())


@QUICK
@given(journals())
def test_an_undo_is_as_if_its_entry_had_admitted_no_guest(journal: Journal) -> None:
    gone = oracle.undone(journal)
    silenced = [e | {"kind": "status"} if e["id"] in gone else e for e in journal]
    for found, expected in zip(attendances(journal), attendances(silenced), strict=True):
        assert (found.inside, found.admitted) == (expected.inside, expected.admitted)
        assert [d.people for d in found.doubles] == [d.people for d in expected.doubles]


@QUICK
@given(journals())
def test_the_sides_of_a_double_hold_all_its_places(journal: Journal) -> None:
    for found in attendances(journal):
        for double in found.doubles:
            *before, last = double.sides
            assert last == double.entry
            assert sum(side.people for side in before) + last.people > double.entry.places
            assert all(side in found.admissions for side in before)


def people_inside(journal: Journal, area: str, until: int) -> int:
    """The program's folds and the clicks, of entries up to a time (ms)."""
    clicked_in, clicked_out = oracle.clicks(area, journal, until)
    folds = sum(attendance(journal, ticket, area, until).inside for ticket in TICKETS)
    return folds + clicked_in - clicked_out


def last_recount(journal: Journal, area: str) -> Recount | None:
    gone = oracle.undone(journal)
    recounts = [
        e for e in journal if e["kind"] == "recount" and e["area"] == area and e["id"] not in gone
    ]
    if not recounts:
        return None
    last = max(recounts, key=lambda e: (oracle.corrected(e, journal), e["log"], e["seq"], e["id"]))
    at = oracle.corrected(last, journal)
    moved = people_inside(journal, area, NOW) - people_inside(journal, area, at)
    return Recount(last["people"], at, moved)


def found_doubles(journal: Journal, area: str) -> list[ExplainedDouble]:
    entries = [read(entry) for entry in journal]
    doubles = [d for ticket in TICKETS for d in attendance(journal, ticket, area).doubles]
    return explain_doubles(doubles, entries, {}, offsets_of(entries))


def tally(journal: Journal, area: str) -> AreaTotals:
    """The attendance that the store would keep; each ticket is expected with four people."""
    rows = {ticket: attendance(journal, ticket, area) for ticket in TICKETS}
    clicked_in, clicked_out = oracle.clicks(area, journal)
    found = found_doubles(journal, area)
    return AreaTotals(
        inside=sum(row.inside for row in rows.values()),
        admitted=sum(row.admitted for row in rows.values()),
        doubles=sum(finding.double.people for finding in found),
        doubles_open=sum(f.double.people for f in found if not f.decided),
        maybe_extra=sum(finding.maybe_extra for finding in found),
        arrived=sum(min(4, row.admitted) for row in rows.values()),
        to_come=sum(max(0, 4 - row.inside) for row in rows.values()),
        clicked_in=clicked_in,
        clicked_out=clicked_out,
        crew=CREW if area == "festival" else 0,
        recent=0,
        recount=last_recount(journal, area),
        refused={},
        by_category={
            CATEGORIES[t]: CategoryCounts(4, row.admitted, row.inside) for t, row in rows.items()
        },
        by_entrance={},
    )


HEARD = st.builds(
    StationStatus,
    id=st.just("b"),
    name=st.just("Zuid 1"),
    role=st.just("door"),
    last_seen=st.none() | st.integers(NOW - 1_000_000, NOW),
    entries=st.just(0),
    closed=st.booleans(),
    this=st.booleans(),
    busiest_quarter=st.integers(0, 20),
)


@QUICK
@given(journals(), st.lists(HEARD, max_size=2), st.integers(1, 3))
def test_the_headcount_is_the_oracles(
    journal: Journal, stations: list[StationStatus], announced: int
) -> None:
    for area in AREAS:
        count = headcount(
            tally(journal, area),
            now=NOW,
            area=area,
            capacity=None,
            groups=dict.fromkeys(CATEGORIES.values(), "overig"),
            stations=tuple(stations),
            announced=announced,
        )
        folds = {ticket: oracle.fold(ticket, area, journal) for ticket in TICKETS}
        doubles = [double for row in folds.values() for double in row["doubles"]]
        silent = [
            s
            for s in stations
            if oracle.silent({"this": s.this, "closed": s.closed, "heard": s.last_seen}, NOW)
        ]
        expected = [{"places": 4, "taken": row["inside"]} for row in folds.values()]
        someone = bool(silent) or announced > len({s.id for s in stations})
        assert count.inside == oracle.inside(area, journal, CREW, NOW)
        bound = oracle.inside_at_most(count.inside, doubles, {}, someone, expected)
        assert count.inside_at_most == bound
        assert count.inside_likely == min(
            bound,
            count.inside + sum(oracle.likely(s.busiest_quarter, s.last_seen, NOW) for s in silent),
        )
        assert count.totals.doubles_open == oracle.open_doubles(doubles, {})
        assert count.exited == sum(row["admitted"] - row["inside"] for row in folds.values())
        by_oracle = oracle.by_category(area, journal, CATEGORIES)
        for category, sums in by_oracle.items():
            found = count.totals.by_category[category]
            assert (found.admitted, found.inside) == (sums["admitted"], sums["inside"])


@QUICK
@given(journals())
def test_the_people_through_each_door_are_the_oracles(journal: Journal) -> None:
    unclicked = [entry for entry in journal if entry["kind"] != "clicker"]
    for area in AREAS:
        passed: dict[str, Flow] = {}
        for ticket in TICKETS:
            for name, door in attendance(journal, ticket, area).doors.items():
                so_far = passed.get(name, Flow())
                passed[name] = Flow(
                    so_far.people_in + door.people_in, so_far.people_out + door.people_out
                )
        by_oracle = oracle.by_entrance(area, unclicked)
        assert {n: {"in": p.people_in, "out": p.people_out} for n, p in passed.items()} == by_oracle


ON_ANY_JOURNAL: list[Callable[[Journal], None]] = [
    test_the_order_is_the_oracles,
    test_the_fold_is_the_oracles,
    test_nothing_is_ever_below_zero_and_no_guest_is_lost,
    test_an_undo_is_as_if_its_entry_had_admitted_no_guest,
    test_the_sides_of_a_double_hold_all_its_places,
    test_the_people_through_each_door_are_the_oracles,
]


@pytest.mark.slow
@pytest.mark.parametrize("promise", ON_ANY_JOURNAL)
def test_the_promise_holds_on_many_more_days(promise: Any) -> None:
    DEEP(given(journals())(promise.hypothesis.inner_test))()
