"""The bounds that two crossed readings give a clock, and when a person has to set it right."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.clock_check import WRONG_MS
from kiosk.store.journal.clock_offsets import (
    NO_OFFSET,
    ClockExchange,
    ClockOffsetTable,
    OffsetBounds,
)
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from tests.festival import NOON, HandClock, festival

MAKER = "ab" * 16
MINUTE = 60_000


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store(tmp_path: Path, clock: HandClock) -> Iterator[StationStore]:
    with festival(tmp_path, clock=clock) as store:
        clocks = ClockOffsetTable(
            store.database, store.keys.event, store.history, clock, is_reference=False
        )
        yield replace(store, clocks=clocks)


def meet(store: StationStore, met: ClockExchange, now: int) -> None:
    with immediate(store.database):
        store.clocks.record_exchange(met, now)


def test_a_laptop_that_was_never_read_gives_no_bounds(store: StationStore) -> None:
    assert store.clocks.bounds() == OffsetBounds()
    assert store.clocks.wrong_by_ms() is None


def test_what_was_written_before_it_was_read_bounds_a_clock_from_one_side(
    store: StationStore,
) -> None:
    meet(store, ClockExchange(MAKER, NOON + 5 * MINUTE, NO_OFFSET), NOON)
    assert store.clocks.bounds() == OffsetBounds(5 * MINUTE, None)
    assert store.clocks.wrong_by_ms() == 5 * MINUTE


def test_two_readings_that_crossed_bound_it_from_both_sides(store: StationStore) -> None:
    # Written here at 12:00, read there at 11:31 by that clock, answered at 11:32, read at 12:03.
    met = ClockExchange(MAKER, NOON - 28 * MINUTE, NO_OFFSET, written=NOON, read=NOON - 29 * MINUTE)
    meet(store, met, NOON + 3 * MINUTE)
    assert store.clocks.bounds() == OffsetBounds(-31 * MINUTE, -29 * MINUTE)
    assert store.clocks.bounds().estimate == (-30 * MINUTE, MINUTE)
    assert store.clocks.wrong_by_ms() == -29 * MINUTE


def test_a_clock_that_may_be_right_is_not_called_wrong(store: StationStore) -> None:
    met = ClockExchange(MAKER, NOON - MINUTE, NO_OFFSET, written=NOON, read=NOON + WRONG_MS)
    meet(store, met, NOON + 10 * MINUTE)
    assert store.clocks.wrong_by_ms() is None


def test_a_laptop_between_two_others_hands_their_bounds_on(store: StationStore) -> None:
    between = OffsetBounds(9 * MINUTE, 11 * MINUTE)
    met = ClockExchange("cd" * 16, NOON, between, written=NOON - MINUTE, read=NOON)
    meet(store, met, NOON)
    assert store.clocks.bounds() == OffsetBounds(9 * MINUTE, 12 * MINUTE)


def test_an_old_file_that_is_read_late_changes_nothing(store: StationStore) -> None:
    meet(store, ClockExchange(MAKER, NOON, NO_OFFSET), NOON)
    meet(store, ClockExchange(MAKER, NOON - 60 * MINUTE, NO_OFFSET), NOON + MINUTE)
    assert store.clocks.last_exchanges() == {MAKER: (NOON, NOON, 0)}


def test_a_clock_that_was_set_right_is_no_longer_bound_by_what_it_said(
    store: StationStore, clock: HandClock
) -> None:
    meet(store, ClockExchange(MAKER, NOON + 60 * MINUTE, NO_OFFSET), NOON)
    assert store.clocks.wrong_by_ms() is not None
    clock.now += 60 * MINUTE
    assert store.clocks.wrong_by_ms() is None


def test_the_laptop_that_made_the_event_goes_by_its_own_clock(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        meet(store, ClockExchange(MAKER, NOON + 60 * MINUTE, NO_OFFSET), NOON)
        assert store.clocks.bounds() == NO_OFFSET
        assert store.clocks.wrong_by_ms() is None
