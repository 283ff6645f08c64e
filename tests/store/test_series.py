"""The series: people by spans of five minutes, kept by difference, whatever arrives late."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.domain.counting.series import SeriesColumn
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction
from kiosk.store.integrity.verification import verify_event
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from tests.festival import NOON, HandClock, Row, festival
from tests.neighbours import admitted_unaware, another_station

NORTH, OUT = Gate(FESTIVAL, "Noord"), Gate(FESTIVAL, "Zuid", Direction.OUT)
MINUTE = 60_000
ROWS = [Row("G1", places=4), Row("A1"), Row("B1", "Pers")]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store(tmp_path: Path, clock: HandClock) -> Iterator[StationStore]:
    with festival(tmp_path, ROWS, clock=clock) as store:
        yield store


def spans(store: StationStore) -> list[tuple[int, str, str, int, int, int]]:
    """Minute, entrance, category (+ for clicks), admitted, in, out."""
    return [
        (
            (one.start - NOON) // MINUTE,
            one.entrance,
            "+" if one.clicked else one.category,
            one.counts.admitted,
            one.counts.people_in,
            one.counts.people_out,
        )
        for one in store.counts.series(FESTIVAL)
    ]


def add_up(columns: list[SeriesColumn]) -> tuple[int, dict[str, tuple[int, int]]]:
    people_in, people_out = Counter[str](), Counter[str]()
    for one in columns:
        people_in[one.entrance] += one.counts.people_in
        people_out[one.entrance] += one.counts.people_out
    doors = {name: (people_in[name], people_out[name]) for name in people_in | people_out}
    return sum(one.counts.admitted for one in columns), doors


def assert_sound(store: StationStore, now: int) -> None:
    totals = store.counts.area_totals(store.event(), FESTIVAL, now)
    admitted, doors = add_up(store.counts.series(FESTIVAL))
    assert admitted == totals.admitted
    assert doors == {
        name: (flow.people_in, flow.people_out)
        for name, flow in totals.by_entrance.items()
        if flow.people_in or flow.people_out
    }
    assert verify_event(store) == []


def test_people_count_in_the_span_in_which_they_first_came(
    store: StationStore, clock: HandClock
) -> None:
    door = Door(store, NORTH)
    door.scan("C-G1", people=2)
    clock.advance(300)
    Door(store, OUT).scan("C-G1", people=1)
    clock.advance(300)
    door.scan("C-G1", people=3)  # one of them was counted before
    ManualCounting(store).click(FESTIVAL, "Noord", Direction.IN, 5)
    assert spans(store) == [
        (0, "Noord", "Actieve bewoner", 2, 2, 0),
        (5, "Zuid", "Actieve bewoner", 0, 0, 1),
        (10, "Noord", "+", 0, 5, 0),
        (10, "Noord", "Actieve bewoner", 2, 3, 0),
    ]
    assert_sound(store, clock.now)


def test_an_undo_and_a_late_entry_take_the_old_share_out_first(
    store: StationStore, clock: HandClock
) -> None:
    door = Door(store, NORTH)
    first = door.scan("C-A1").entry
    click = ManualCounting(store).click(FESTIVAL, "Zuid", Direction.OUT, 2)
    clock.advance(900)
    door.scan("C-B1")
    earlier = another_station(store, "Zuid 1")  # its clock is still at noon
    admitted_unaware(earlier, "B1")
    earlier.journal.close()
    assert spans(store)[-1] == (15, "Noord", "Pers", 0, 1, 0)
    assert first is not None
    Desk(store).undo(first, UndoReason.MISTAKE)
    Desk(store).undo(click.hash, UndoReason.MISTAKE)
    assert spans(store) == [(0, "Zuid", "Pers", 1, 1, 0), (15, "Noord", "Pers", 0, 1, 0)]
    assert_sound(store, clock.now)


def test_a_clock_that_was_set_right_moves_its_people_and_clicks(
    store: StationStore, clock: HandClock
) -> None:
    ahead = another_station(store, "Zuid 1", HandClock(NOON + 3_600_000))
    admitted_unaware(ahead, "A1")
    ManualCounting(ahead).click(FESTIVAL, "Zuid", Direction.IN, 4)
    assert {minute for minute, *_ in spans(store)} == {60}
    with immediate(store.database):
        claim = {"offset_ms": -3_600_000, "error_ms": 10}
        ahead.journal.append(Draft(Kind.CLOCK, detail=claim))
    ahead.journal.close()
    assert {minute for minute, *_ in spans(store)} == {0}
    assert_sound(store, clock.now)


def test_a_category_takes_its_people_along(store: StationStore) -> None:
    Door(store, NORTH).scan("C-A1")
    with immediate(store.database):
        store.database.execute("UPDATE list_row SET category = 'Gast' WHERE ref = 'A1'")
        store.attendance.refresh_listings()
    assert spans(store) == [(0, "Noord", "Gast", 1, 1, 0)]
