"""Shifts: the operator on every entry as an id, and the summary for the next one."""

from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.shifts import Shifts
from kiosk.domain.event_settings import FESTIVAL
from kiosk.errors import UnusableInput
from kiosk.runtime.data_folder import DATABASE
from kiosk.store.station_store import StationStore
from tests.festival import NOON, HandClock, Row, festival, session_on

NORTH = Gate(FESTIVAL, "Noord")
ROWS = [Row("A1", places=2), Row("A2"), Row("A3", status="cancelled")]


def operator_of(store: StationStore, entry: str | None) -> str | None:
    assert entry is not None
    return store.history.find(entry).operator


def test_every_entry_of_a_shift_carries_the_operators_id(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        door, shift = Door(store, NORTH), Shifts(store)
        assert operator_of(store, door.scan("C-A1").entry) is None
        duty = shift.start("  Sanne  ")
        assert operator_of(store, door.scan("C-A2").entry) == duty.operator.id
        undo = Desk(store).undo(str(door.scan("C-A2").entry), UndoReason.MISTAKE)
        assert undo is not None
        assert undo.operator == duty.operator.id
        shift.end()
        assert shift.on_duty() is None
        assert operator_of(store, door.scan("C-A3").entry) is None


def test_another_process_of_this_station_writes_for_the_same_operator(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        duty = Shifts(store).start("Sanne")
        with session_on(tmp_path).open_store() as beside:
            assert operator_of(beside, Door(beside, NORTH).scan("C-A1").entry) == duty.operator.id


def test_a_name_is_in_the_purgeable_table_alone(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        Shifts(store).start("Sanne Vermeulen")
        store.database.execute("DELETE FROM personal")
        assert store.operators.known() == []
        duty = Shifts(store).on_duty()
        assert duty is not None
        assert duty.operator.name == ""
        store.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.database.execute("VACUUM")
    assert b"Vermeulen" not in (tmp_path / DATABASE).read_bytes()


def test_a_known_name_is_the_same_operator_again(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        shift = Shifts(store)
        sanne, ahmed = shift.start("Sanne"), shift.start("Ahmed")
        again = shift.start("sanne")
        assert again.operator.id == sanne.operator.id != ahmed.operator.id
        assert [one.name for one in store.operators.known()] == ["Ahmed", "sanne"]
        assert shift.start("sanne") == again
        with pytest.raises(UnusableInput) as error:
            shift.start(" ")
        assert error.value.key == "error.name_needed"


def test_the_next_operator_sees_what_was_done(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, ROWS, clock=clock) as store:
        door, shift = Door(store, NORTH), Shifts(store)
        assert shift.hand_over() is None
        door.scan("C-A2")
        shift.start("Sanne")
        clock.advance(60)
        door.scan("C-A1")
        door.scan("C-A3")
        door.scan("nonsense")
        card = shift.hand_over()
        assert card is not None
        assert (card.on_duty.operator.name, card.on_duty.since) == ("Sanne", NOON)
        assert (card.done.scans, card.done.people_in, card.done.refusals) == (3, 2, 2)
        assert (card.doubles_open, card.at) == (0, NOON + 60_000)
        assert (card.unsent, card.sent_at) == (
            12,
            None,
        )  # 6 that made the event and its list are among them


def test_only_what_never_left_this_laptop_is_not_exchanged(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        shift = Shifts(store)
        shift.start("Sanne")
        store.database.execute(
            "INSERT INTO replica(event, log, seq, hash, at)"
            " SELECT event, log, length, last_hash, ? FROM log",
            (NOON + 1,),
        )
        Door(store, NORTH).scan("C-A1")
        card = shift.hand_over()
        assert card is not None
        assert (card.unsent, card.sent_at) == (1, NOON + 1)


def test_another_name_hands_the_shift_over_and_the_same_does_not(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        shift = Shifts(store)
        assert shift.take_over("Sanne") is None
        assert shift.take_over("Sanne") is None
        card = shift.take_over("Ahmed")
        assert card is not None
        assert card.on_duty.operator.name == "Sanne"
        last = shift.take_over("")
        assert last is not None
        assert last.on_duty.operator.name == "Ahmed"
        assert shift.on_duty() is None
        assert shift.take_over("") is None


def test_the_end_of_no_shift_writes_nothing(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        before = store.database.execute("SELECT count(*) FROM entry").fetchone()
        Shifts(store).end()
        assert store.database.execute("SELECT count(*) FROM entry").fetchone() == before
