"""The entrance of a station: chosen once, kept after a restart, whatever the event changes."""

from pathlib import Path
from typing import Any

import pytest

from kiosk.checkin.desk import Desk
from kiosk.checkin.gate import Gate, own_gate
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction
from kiosk.errors import UnusableInput
from kiosk.store.station_store import StationStore
from tests.festival import HandClock, festival, session_on

ROOM: Any = {"areas": ["festival", "Zaal"], "entrances.Zaal": ["Voor", "Achter"]}
EXIT_OF_ROOM = Gate("Zaal", "Achter", Direction.OUT)


def entries(store: StationStore) -> int:
    (count,) = store.database.execute("SELECT count(*) FROM entry").fetchone()
    return int(count)


def test_a_station_is_at_the_first_entrance_until_it_moves(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        assert own_gate(store) == Gate(FESTIVAL, "Noord", Direction.IN)


def test_a_station_is_at_the_same_entrance_after_a_restart(tmp_path: Path) -> None:
    with festival(tmp_path, **ROOM) as store:
        Desk(store).move_to(EXIT_OF_ROOM)
    with session_on(tmp_path).open_store() as again:
        assert own_gate(again) == EXIT_OF_ROOM


def test_a_move_to_the_same_entrance_writes_nothing(tmp_path: Path) -> None:
    with festival(tmp_path, **ROOM) as store:
        Desk(store).move_to(EXIT_OF_ROOM)
        before = entries(store)
        Desk(store).move_to(EXIT_OF_ROOM)
        assert entries(store) == before


@pytest.mark.parametrize("place", [Gate(FESTIVAL, "Oost"), Gate("Kelder", "Noord")], ids=str)
def test_a_place_that_is_not_there_is_refused(tmp_path: Path, place: Gate) -> None:
    with festival(tmp_path, **ROOM) as store:
        with pytest.raises(UnusableInput):
            Desk(store).move_to(place)
        assert own_gate(store) == Gate(FESTIVAL, "Noord")


def test_a_room_that_the_event_drops_leaves_the_festivals_first_entrance(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, clock=clock, **ROOM) as store:
        Desk(store).move_to(EXIT_OF_ROOM)
        clock.advance(60)
        Desk(store).change_setting("areas", ["festival"])
        assert own_gate(store) == Gate(FESTIVAL, "Noord", Direction.OUT)


def test_without_scanning_out_an_exit_becomes_an_entrance(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, clock=clock, **ROOM) as store:
        Desk(store).move_to(EXIT_OF_ROOM)
        clock.advance(60)
        Desk(store).change_setting("exits", False)
        assert own_gate(store) == Gate("Zaal", "Achter", Direction.IN)
