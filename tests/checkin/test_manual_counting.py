"""Clicks and recounts over a real file, held against a second reading of the rules."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.domain.attendance import Flow
from kiosk.domain.entry import read_entry
from kiosk.domain.headcount import Recount
from kiosk.domain.verdict import Direction, Outcome
from kiosk.errors import UnusableInput
from kiosk.store.station_store import StationStore
from tests.domain import oracle
from tests.festival import NOON, HandClock, Row, festival

IN, OUT = Direction.IN, Direction.OUT
NORTH = Gate("festival", "Noord")
SOUTH = Gate("festival", "Zuid")
LEAVING = Gate("festival", "Noord", OUT)
MINUTE = 60_000


def inside(store: StationStore, area: str = "festival") -> int:
    return store.counts.inside(store.event(), area)


def test_clicks_are_inside_and_pass_their_entrance(tmp_path: Path) -> None:
    with festival(tmp_path, crew=5) as store:
        counting = ManualCounting(store)
        counting.click("festival", "Noord", IN, 3)
        counting.click("festival", "Zuid", OUT)
        tally = store.counts.area_totals(store.event(), "festival", NOON)
        assert (tally.clicked_in, tally.clicked_out, inside(store)) == (3, 1, 7)
        assert [Door(store, place).count_admitted() for place in (NORTH, SOUTH)] == [3, 0]
        assert tally.by_entrance == {"Noord": Flow(3, 0), "Zuid": Flow(0, 1)}


def test_an_undone_click_counts_no_guest_however_often_it_is_undone(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        click = ManualCounting(store).click("festival", "Noord", IN, 3)
        ManualCounting(store).click("festival", "Noord", IN)
        assert Desk(store).undo(click.hash, UndoReason.WRONG_NUMBER) is not None
        assert Desk(store).undo(click.hash, UndoReason.WRONG_NUMBER) is None
        tally = store.counts.area_totals(store.event(), "festival", NOON)
        assert (tally.clicked_in, inside(store)) == (1, 1)
        assert tally.by_entrance["Noord"] == Flow(1, 0)


@pytest.mark.parametrize("people", [0, -1, 1001])
def test_a_slip_of_the_keyboard_is_no_click(tmp_path: Path, people: int) -> None:
    with festival(tmp_path) as store, pytest.raises(UnusableInput) as error:
        ManualCounting(store).click("festival", "Noord", IN, people)
    assert error.value.key == "error.click_number"


def test_a_recount_replaces_all_that_was_counted_before(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1", places=2), Row("A2")], clock=clock, crew=5) as store:
        Door(store, NORTH).scan("C-A1")
        clock.advance(60)
        ManualCounting(store).recount(380)
        assert inside(store) == 380
        clock.advance(60)
        Door(store, NORTH).scan("C-A2")
        ManualCounting(store).click("festival", "Noord", IN, 4)
        Door(store, LEAVING).scan("C-A1")
        assert inside(store) == 380 + 1 + 4 - 2
        assert store.counts.area_totals(store.event(), "festival", NOON).recount == Recount(
            380, NOON + MINUTE, 3
        )


def test_a_recount_of_an_earlier_time_adds_who_came_since(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1"), Row("A2")], clock=clock) as store:
        Door(store, NORTH).scan("C-A1")
        clock.advance(600)
        Door(store, NORTH).scan("C-A2")
        ManualCounting(store).click("festival", "Noord", IN)
        ManualCounting(store).recount(50, at=NOON + 5 * MINUTE)
        assert inside(store) == 52
        with pytest.raises(UnusableInput) as error:
            ManualCounting(store).recount(50, at=clock.now + MINUTE)
        assert error.value.key == "error.recount_ahead"


def test_an_undo_of_an_entry_before_the_recount_changes_nothing(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1", places=4)], clock=clock) as store:
        entry = Door(store, NORTH).scan("C-A1").entry
        click = ManualCounting(store).click("festival", "Noord", IN, 2)
        clock.advance(60)
        ManualCounting(store).recount(10)
        clock.advance(60)
        assert entry is not None
        Desk(store).undo(entry, UndoReason.MISTAKE)
        Desk(store).undo(click.hash, UndoReason.MISTAKE)
        assert inside(store) == 10


def test_the_last_recount_by_time_counts_not_the_one_typed_last(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, clock=clock) as store:
        clock.advance(600)
        ManualCounting(store).recount(20)
        ManualCounting(store).recount(90, at=NOON)
        assert inside(store) == 20


def test_a_room_is_recounted_apart(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")], areas=["festival", "Zaal 2"]) as store:
        Door(store, NORTH).scan("C-A1")
        ManualCounting(store).recount(40, "Zaal 2")
        assert (inside(store), inside(store, "Zaal 2")) == (1, 40)


def test_the_capacity_is_held_against_the_recount(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")], capacity=100) as store:
        Desk(store).change_setting("policy.full", "refuse")
        ManualCounting(store).recount(100)
        assert Door(store, NORTH).scan("C-A1").verdict.outcome is Outcome.FULL


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["in", "out", "in", "click in", "click out", "recount", "undo"]),
        st.integers(0, 30),
        st.integers(0, 3),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_whatever_happens_the_headcount_is_the_oracles(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    clock = HandClock()
    rows = [Row(f"A{n}", places=2) for n in range(4)]
    with festival(tmp_path_factory.mktemp("day"), rows, clock=clock, crew=3) as store:
        done: list[str] = []
        for what, minutes, which in steps:
            clock.advance(20 * minutes)
            done += _step(store, clock, what, which, done)
        journal = oracle_journal(store)
        assert inside(store) == oracle.inside("festival", journal, crew=3)
        assert list(store.manual_counts.problems()) == []
        tally = store.counts.area_totals(store.event(), "festival", clock.now)
        assert (tally.clicked_in, tally.clicked_out) == oracle.clicks("festival", journal)
        store.manual_counts.rebuild()
        assert store.counts.area_totals(store.event(), "festival", clock.now) == tally


def _step(
    store: StationStore, clock: HandClock, what: str, which: int, done: list[str]
) -> list[str]:
    match what.split():
        case ["in" | "out" as way]:
            place = Gate("festival", "Noord", Direction(way))
            answer = Door(store, place).scan(f"C-A{which}", people=1)
            written = answer.verdict.outcome in (Outcome.ADMITTED, Outcome.EXITED)
            return [answer.entry] if written and answer.entry else []
        case ["click", way]:
            return [
                ManualCounting(store).click("festival", "Noord", Direction(way), which + 1).hash
            ]
        case ["recount"]:
            at = None if which else max(NOON, clock.now - 10 * MINUTE)
            ManualCounting(store).recount(which * 10, at=at)
        case _ if done:
            Desk(store).undo(done[which % len(done)], UndoReason.MISTAKE)
    return []


def oracle_journal(store: StationStore) -> list[oracle.Entry]:
    """The journal as the oracle reads it."""
    rows = store.database.execute("SELECT body FROM entry ORDER BY n").fetchall()
    return [
        {
            "id": entry.hash,
            "log": entry.log,
            "seq": entry.seq,
            "kind": entry.kind.value,
            "time": entry.at,
            "stated": entry.stated,
            "parents": entry.parents,
            "ticket": entry.ticket,
            "area": entry.area,
            "entrance": entry.entrance,
            "people": entry.people,
            "places": entry.places,
            "policy": (entry.reentry or "after-exit"),
            "override": "already_inside" in entry.lifted_refusals,
            "undoes": entry.target,
            "direction": entry.detail.get("direction"),
        }
        for entry in (read_entry(body) for (body,) in rows)
    ]
