"""A test scan over a real file: judged as when the doors open, without an entry."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.rehearsal import Rehearsal
from kiosk.domain.verdict import Outcome
from kiosk.store.station_store import StationStore
from tests.festival import NOON, HandClock, Row, festival

NORTH = Gate("festival", "Noord")
HOUR = 3_600_000
OPENS = NOON - 5 * HOUR // 2  # 9:30
EVENING_BEFORE, QUARTER_TO_NINE = NOON - 16 * HOUR, NOON - 13 * HOUR // 4
ROWS = [
    Row("A1", name="Zoë van den Berg", places=12),
    Row("A2", valid_from=OPENS + HOUR),
    Row("A3", entrances=["Zuid"]),
    Row("A4", status="unpaid"),
]


def entries(store: StationStore) -> int:
    (count,) = store.database.execute("SELECT count(*) FROM entry").fetchone()
    return int(count)


@pytest.mark.parametrize("now", [EVENING_BEFORE, QUARTER_TO_NINE, NOON])
def test_a_test_scan_is_judged_as_when_the_doors_open_and_leaves_no_entry(
    tmp_path: Path, now: int
) -> None:
    with festival(tmp_path, ROWS, clock=HandClock(now), opens="09:30") as store:
        before = entries(store)
        rehearsal = Rehearsal(store, NORTH)
        seen = [rehearsal.scan(f"C-A{number}") for number in (1, 1, 2, 3, 4)]

        assert [one.verdict.outcome for one in seen] == [
            Outcome.ADMITTED,
            Outcome.ADMITTED,
            Outcome.TOO_EARLY,
            Outcome.WRONG_ENTRANCE,
            Outcome.UNPAID,
        ]
        assert {(one.at, one.entry, one.test) for one in seen} == {(OPENS, None, True)}
        assert seen[0].verdict.people == 12
        assert entries(store) == before
        assert store.counts.inside(store.event(), "festival") == 0


def test_the_same_ticket_counts_once_the_test_is_over(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")], opens="09:30") as store:
        Rehearsal(store, NORTH).scan("C-A1")

        assert Door(store, NORTH).scan("C-A1").verdict.outcome is Outcome.ADMITTED
        assert Rehearsal(store, NORTH).scan("C-A1").verdict.outcome is Outcome.ALREADY_INSIDE


def test_keys_and_typed_text_are_judged_too_and_an_unknown_code_is_not_recorded(
    tmp_path: Path,
) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        before, rehearsal = entries(store), Rehearsal(store, NORTH)
        by_keys, by_number = rehearsal.scan_keys(["C-A1"]), rehearsal.scan_reference("a1")
        unknown, slip = rehearsal.scan("C-99"), rehearsal.scan_reference("jan")

        assert by_keys.verdict.outcome is by_number.verdict.outcome is Outcome.ADMITTED
        assert by_keys.at == NOON  # the event has no opening
        assert unknown.verdict.outcome is Outcome.UNKNOWN
        assert slip.verdict.outcome is Outcome.NOT_A_TICKET
        assert entries(store) == before


def test_the_opening_is_in_the_zone_of_the_event(tmp_path: Path) -> None:
    with festival(tmp_path, opens="09:30", timezone="America/Curacao") as store:
        opens = store.event().opens_at

    assert opens is not None
    local = datetime.fromtimestamp(opens / 1000, ZoneInfo("America/Curacao"))
    assert (local.hour, local.minute, local.utcoffset()) == (9, 30, timedelta(hours=-4))
